"""The GOV.UK macros of govuk-frontend-jinja, in a lenient environment of their own, compiled when first called."""

from functools import cache
from typing import Any

import jinja2

GOVUK_MACROS = {
    "govukBackLink": "back-link",
    "govukButton": "button",
    "govukCharacterCount": "character-count",
    "govukCheckboxes": "checkboxes",
    "govukDetails": "details",
    "govukErrorMessage": "error-message",
    "govukErrorSummary": "error-summary",
    "govukFieldset": "fieldset",
    "govukFileUpload": "file-upload",
    "govukHint": "hint",
    "govukInput": "input",
    "govukInsetText": "inset-text",
    "govukLabel": "label",
    "govukNotificationBanner": "notification-banner",
    "govukPagination": "pagination",
    "govukPanel": "panel",
    "govukPasswordInput": "password-input",
    "govukRadios": "radios",
    "govukSelect": "select",
    "govukServiceNavigation": "service-navigation",
    "govukSkipLink": "skip-link",
    "govukSummaryList": "summary-list",
    "govukTable": "table",
    "govukTabs": "tabs",
    "govukTag": "tag",
    "govukTaskList": "task-list",
    "govukTextarea": "textarea",
    "govukWarningText": "warning-text",
}

FORM_TEMPLATES = {
    "fortnight/field.html": "{{ field_group(field) }}",
    "fortnight/form.html": "{% for field, errors in fields %}{{ field_group(field) }}{% endfor %}"
    "{% for field in hidden_fields %}{{ field }}{% endfor %}",
    "fortnight/formset.html": "{{ formset.management_form }}{% for form in formset %}{{ form }}{% endfor %}",
}


@cache
def macro_environment() -> jinja2.Environment:
    """The lenient environment of the GOV.UK macros and of Django's own form widgets."""
    return jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.ChoiceLoader(
            [
                jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
                jinja2.PackageLoader("django.forms", "jinja2"),
                jinja2.DictLoader(FORM_TEMPLATES),
            ]
        ),
    )


@cache
def govuk_macro(name: str) -> Any:
    """The macro `name` of govuk-frontend-jinja, loaded once."""
    path = f"govuk_frontend_jinja/components/{GOVUK_MACROS[name]}/macro.html"
    return getattr(macro_environment().get_template(path).module, name)


class GovukMacro:
    """A macro that is compiled when a page first calls it, not when the server starts."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, params: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """The macro's HTML."""
        return govuk_macro(self.name)(params or {}, **kwargs)
