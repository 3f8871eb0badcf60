"""The template environment of every page, and the renderer of every form.

There are two Jinja2 environments. Pages are strict: a name that is not there raises, so that a missing
fact never shows as nothing. The GOV.UK macros ask for parameters that may be left out, so they (and the
form templates, which are a wrapper around them) live in a lenient one; pages reach them as globals.
"""

from typing import Any

import jinja2
from django.contrib.messages import get_messages
from django.forms.renderers import BaseRenderer
from django.template.backends.jinja2 import Template as BackendTemplate
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from config.filters import FILTERS
from config.form_fields import field_group
from config.macros import GOVUK_MACROS, GovukMacro, macro_environment
from config.page_errors import page_errors


def escape_all_but_text(name: str | None) -> bool:
    """Escape in every template but those of plain text e-mails."""
    return not (name or "").endswith(".txt")


def environment(**options: Any) -> jinja2.Environment:
    """The environment of the pages; Django's Jinja2 backend calls this with its own options."""
    options |= {
        "autoescape": escape_all_but_text,
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    pages = jinja2.Environment(**options)  # noqa: S701 (escaped: see the options)
    pages.globals |= {
        "url": address,
        "static": static,
        "now": timezone.localtime,
        "get_messages": get_messages,
        "page_errors": page_errors,
        "field": field_group,
        **{name: GovukMacro(name) for name in GOVUK_MACROS},
    }
    pages.filters |= FILTERS
    return pages


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """`reverse` with the arguments written as in a call: url("case", 7)."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


class GovukRenderer(BaseRenderer):
    """Renders Django's forms, and those of third parties, with the GOV.UK macros. Name it in FORM_RENDERER."""

    form_template_name = "fortnight/form.html"
    formset_template_name = "fortnight/formset.html"
    field_template_name = "fortnight/field.html"

    def get_template(self, template_name: str) -> BackendTemplate:
        """A form template by its name; the environment behind it is made once."""
        env = macro_environment()
        env.globals.setdefault("field_group", field_group)
        return BackendTemplate(env.get_template(template_name), _NoContextProcessors)  # type: ignore[arg-type]


class _NoContextProcessors:
    """Forms are rendered without a request, so no context processor applies."""

    template_context_processors = ()
