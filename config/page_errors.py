"""What the error summary at the top of a page lists: every error of every form on it, in order, with its link."""

from collections.abc import Iterator, Mapping
from typing import Any

import jinja2
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField

from config.form_fields import error_sentences


@jinja2.pass_context
def page_errors(context: Mapping[str, Any]) -> list[dict[str, str]]:
    """The errors of the page's `form`, `forms` and `errors`, as the GOV.UK error summary wants them."""
    shown = [context.get("form"), *(context.get("forms") or ())]
    listed: list[dict[str, str]] = list(context.get("errors") or ())
    seen: set[int] = set()
    for form in shown:
        if isinstance(form, BaseForm | BaseFormSet) and id(form) not in seen:
            seen.add(id(form))
            listed += _errors_of(form)
    return listed


def _errors_of(form: BaseForm | BaseFormSet) -> Iterator[dict[str, str]]:
    if not form.is_bound:
        return
    if isinstance(form, BaseFormSet):
        yield from ({"text": str(error)} for error in form.non_form_errors())
        for one in form.forms:
            yield from _errors_of(one)
        return
    yield from ({"text": str(error)} for error in form.non_field_errors())
    for name in form.fields:
        field = form[name]
        for error in error_sentences(field):
            yield {"text": error} if field.is_hidden else {"text": error, "href": f"#{target(field)}"}


def target(field: BoundField) -> str:
    """The id of the element that mends the error: the field, or the first choice of a group."""
    if hasattr(field.field.widget, "widgets"):
        return f"{field.auto_id}_0"
    return str(field.auto_id)
