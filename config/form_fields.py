"""A Django form field as the parameters of the GOV.UK macro that shows it."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from markupsafe import Markup, escape

from config.macros import govuk_macro

# From this length on, people are told how much they may still type.
COUNTED_FROM = 200
# What we say ourselves, or what would cut off typing without a word.
OURS = {
    *("id", "class", "rows", "cols", "maxlength", "minlength", "required", "placeholder", "autocomplete", "inputmode"),
    *("spellcheck", "step", "min", "max", "aria-describedby", "aria-invalid", "type", "multiple", "disabled"),
}
NOT_CHOSEN = "Choose one"
# What Django gives every textarea that asks for nothing: twice as tall as most answers.
DJANGO_ROWS = "10"


def field_group(field: BoundField, **options: Any) -> Any:
    """Label, hint, error and control of one form field.

    Options: label_size ("s", "m", "l"), heading (the label is the page's h1), rows, classes, hint, label,
    optional (False: no "(optional)"), autocomplete, inline and small (choices), hide_label, prefix, suffix.
    """
    if field.is_hidden:
        return field.as_hidden()
    widget = field.field.widget
    if isinstance(widget, forms.MultiWidget):
        return Markup('<div class="govuk-form-group">{}</div>').format(field)
    shown = widget.get_context(field.html_name, field.value(), {**widget.attrs, "id": field.auto_id})["widget"]
    name, params = _control(field, widget, shown, options)
    params |= {"name": field.html_name, "hint": _hint(field, options), "errorMessage": _error(field)}
    if field.field.disabled and not isinstance(widget, forms.CheckboxInput):
        params["disabled"] = True
    return govuk_macro(name)({key: value for key, value in params.items() if value not in (None, "", {})})


def _control(
    field: BoundField, widget: forms.Widget, shown: dict[str, Any], options: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    if isinstance(widget, forms.CheckboxInput):
        return "govukCheckboxes", _one_checkbox(field, shown, options)
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "govukCheckboxes", _choices(field, shown, options, "govuk-checkboxes")
    if isinstance(widget, forms.RadioSelect):
        return "govukRadios", _choices(field, shown, options, "govuk-radios")
    params = _common(field, shown, options)
    if isinstance(widget, forms.Select):
        return "govukSelect", params | {"items": _select_items(field, shown)}
    if isinstance(widget, forms.FileInput):
        return "govukFileUpload", params
    params["value"] = "" if shown["value"] is None else str(shown["value"])
    if isinstance(widget, forms.Textarea):
        return _textarea(field, shown, options, params)
    if isinstance(widget, forms.PasswordInput):
        return "govukPasswordInput", params
    return "govukInput", params | _typed(field, widget, options)


def _label_text(field: BoundField, options: dict[str, Any]) -> str:
    text = str(options.get("label") or field.label)
    optional = options.get("optional", not field.field.required)
    return f"{text} (optional)" if optional else text


def _label(field: BoundField, options: dict[str, Any], kind: str) -> dict[str, Any]:
    size = options.get("label_size") or ("l" if options.get("heading") else "s")
    hidden = " govuk-visually-hidden" if options.get("hide_label") else ""
    return {
        "text": _label_text(field, options),
        "classes": f"govuk-{kind}--{size}{hidden}",
        "isPageHeading": bool(options.get("heading")),
    }


def _hint(field: BoundField, options: dict[str, Any]) -> dict[str, Any] | None:
    text = options.get("hint", field.help_text)
    if not text:
        return None
    return {"html": text} if isinstance(text, SafeString) else {"text": str(text)}


def _error(field: BoundField) -> dict[str, Any] | None:
    errors = error_sentences(field)
    return {"html": Markup("<br>").join(escape(error) for error in errors)} if errors else None


def error_sentences(field: BoundField) -> list[str]:
    """The field's errors; "This field is required" becomes a sentence that says what to enter."""
    generic = str(forms.Field.default_error_messages["required"])
    sentences = [
        _asks_for(field) if error.code == "required" and text == generic else text
        for error in field.errors.as_data()
        for text in error.messages
    ]
    return list(dict.fromkeys(sentences))


def _asks_for(field: BoundField) -> str:
    label = str(field.label).rstrip(":. ")
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(field.field.widget, forms.CheckboxInput):
        return f"Tick “{label}”"
    starts_as_name = label[:2].isupper() or not label[:1].isupper()
    named = label if starts_as_name else label[:1].lower() + label[1:]
    return f"{'Choose' if isinstance(field.field.widget, forms.Select | forms.RadioSelect) else 'Enter'} {named}"


def _attributes(shown: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in shown["attrs"].items() if key not in OURS and value not in (None, False)}
    return {key: {"value": True, "optional": True} if value is True else str(value) for key, value in kept.items()}


def _common(field: BoundField, shown: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    attrs = shown["attrs"]
    return {
        "id": field.auto_id,
        "label": _label(field, options, "label"),
        "classes": " ".join(filter(None, [attrs.get("class", ""), options.get("classes", "")])),
        "autocomplete": options.get("autocomplete", attrs.get("autocomplete")),
        "inputmode": attrs.get("inputmode"),
        "spellcheck": attrs.get("spellcheck"),
        "attributes": _attributes(shown),
    }


def _typed(field: BoundField, widget: forms.Widget, options: dict[str, Any]) -> dict[str, Any]:
    kind = getattr(widget, "input_type", "text")
    typed: dict[str, Any] = {"type": kind}
    if kind == "number":
        whole = isinstance(field.field, forms.IntegerField)
        typed = {"type": "text", "inputmode": "numeric" if whole else "decimal"}
        typed["classes"] = f"{widget.attrs.get('class') or options.get('classes') or 'govuk-input--width-5'}"
    if kind == "email":
        typed["spellcheck"] = False
    for side in ("prefix", "suffix"):
        if options.get(side):
            typed[side] = {"text": options[side]}
    return typed


def _textarea(
    field: BoundField, shown: dict[str, Any], options: dict[str, Any], params: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    rows = str(shown["attrs"].get("rows") or DJANGO_ROWS)
    params["rows"] = options.get("rows") or (5 if rows == DJANGO_ROWS else rows)
    limit = getattr(field.field, "max_length", None)
    if limit and limit >= COUNTED_FROM:
        counting = {"maxlength": limit, "threshold": 50, "textareaDescriptionText": _limit_sentence(limit)}
        return "govukCharacterCount", params | counting
    return "govukTextarea", params


def _limit_sentence(limit: int) -> str:
    return f"You can enter up to {limit:,} characters"


def _one_checkbox(field: BoundField, shown: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    item = {
        "value": shown["value"] or "on",
        "text": str(options.get("label") or field.label),
        "checked": bool(shown["attrs"].get("checked")),
        "id": field.auto_id,
        "disabled": field.field.disabled,
        "attributes": _attributes({"attrs": {k: v for k, v in shown["attrs"].items() if k != "checked"}}),
    }
    return {
        "idPrefix": field.auto_id,
        "items": [item],
        "classes": "govuk-checkboxes--small" if options.get("small") else "",
    }


def _choices(field: BoundField, shown: dict[str, Any], options: dict[str, Any], block: str) -> dict[str, Any]:
    hints = getattr(field.field, "choice_hints", {})
    items = []
    for _, group, _ in shown["optgroups"]:
        for choice in group:
            value = str(choice["value"])
            if value == "" and field.field.required:
                continue
            hint = hints.get(value)
            items.append(
                {
                    "value": value,
                    "text": "Not answered"
                    if value == "" and set(str(choice["label"])) == {"-"}
                    else str(choice["label"]),
                    "checked": choice["selected"],
                    "disabled": field.field.disabled or bool(choice["attrs"].get("disabled")),
                    "hint": {"text": str(hint)} if hint else None,
                    "attributes": _attributes({"attrs": {k: v for k, v in choice["attrs"].items() if k != "checked"}}),
                }
            )
    asked = [shown["attrs"].get("class", ""), options.get("classes", "")]
    asked += [f"{block}--{style}" for style in ("inline", "small") if options.get(style)]
    return {
        "idPrefix": field.auto_id,
        "items": items,
        "fieldset": {"legend": _label(field, options, "fieldset__legend")},
        "classes": " ".join(filter(None, asked)),
    }


def _select_items(field: BoundField, shown: dict[str, Any]) -> list[dict[str, Any]]:
    items = []
    for group_name, group, _ in shown["optgroups"]:
        for choice in group:
            label = str(choice["label"])
            if choice["value"] in ("", None) and set(label) <= {"-"}:
                label = NOT_CHOSEN
            items.append(
                {
                    "value": str(choice["value"]),
                    "text": f"{group_name}: {label}" if group_name else label,
                    "selected": choice["selected"],
                    "disabled": bool(choice["attrs"].get("disabled")),
                }
            )
    return items
