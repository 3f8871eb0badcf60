"""Form fields that say what is wrong in plain words. The typed text always comes back, however wrong it is."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone

from inputs import dates, validators

Limit = dt.date | Callable[[], dt.date] | None

LINE, TEXT = 200, 5000


class _Named:
    """Gives a field its own name for use in sentences: the label, or what the field is called in the form."""

    label: Any
    _bound_name = ""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        """Remember what the form calls this field."""
        self._bound_name = field_name
        return super().get_bound_field(form, field_name)  # type: ignore[misc]

    @property
    def name(self) -> str:
        """How a sentence starts: "Worries"."""
        text = str(self.label or self._bound_name.replace("_", " ").capitalize() or "This")
        return text.rstrip("?:. ")


class _Typed(_Named, forms.CharField):
    """Text somebody typed: in one Unicode form, without characters that hide, no longer than it may be."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Not handed to CharField: it would add maxlength, with which browsers cut off what is pasted without a word.
        self.max_length = max_length
        # In the place of CharField's own check for null characters, whose sentence helps nobody.
        self.validators = [*self.default_validators, validators.no_control_characters]

    def to_python(self, value: Any) -> str:
        """What was typed, as the value it means. Raises ValidationError."""
        return validators.tidy(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse a value outside its limits."""
        super().validate(value)
        if self.max_length and len(value) > self.max_length:
            raise ValidationError(validators.too_long(self.name, self.max_length, len(value)), code="max_length")


class LineField(_Typed):
    """One line of text."""

    def __init__(self, *, max_length: int = LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """What was typed, as the value it means. Raises ValidationError."""
        return " ".join(super().to_python(value).split("\n"))


class TextField(_Typed):
    """Several lines of text, with a count of what may still be typed."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = TEXT, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        if "widget" not in kwargs:
            self.widget.attrs["rows"] = rows


class DateField(_Named, forms.DateField):
    """A date typed with the day first, in any of the usual forms."""

    widget = forms.TextInput

    def __init__(
        self, *, past: bool = False, future: bool = False, earliest: Limit = None, latest: Limit = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("help_text", f"For example, {dates.EXAMPLE}")
        super().__init__(**kwargs)
        self.past, self.future, self.earliest, self.latest = past, future, earliest, latest
        self.widget.attrs = {"class": "govuk-input--width-10", "autocomplete": "off", **self.widget.attrs}

    def to_python(self, value: Any) -> dt.date | None:
        """What was typed, as the value it means. Raises ValidationError."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        try:
            validators.no_control_characters(str(value))
            return dates.parse_date(str(value)[:100])
        except dates.NotADate as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong

    def validate(self, value: dt.date | None) -> None:
        """Refuse a value outside its limits."""
        super().validate(value)
        if value is None:
            return
        problem = dates.date_problem(
            value, self.name, timezone.localdate(), past=self.past, future=self.future,
            earliest=_limit(self.earliest), latest=_limit(self.latest),
        )  # fmt: skip
        if problem:
            raise ValidationError(problem, code="limit")

    def prepare_value(self, value: Any) -> Any:
        """The value as it is shown in the field."""
        return dates.as_typed(value) if isinstance(value, dt.date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another value is meant, however it is written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def _limit(limit: Limit) -> dt.date | None:
    return limit() if callable(limit) else limit


class TimeField(_Named, forms.TimeField):
    """A time of day: 2:30pm or 14:30."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 9:30am")
        super().__init__(**kwargs)
        self.widget.attrs = {"class": "govuk-input--width-5", "autocomplete": "off", **self.widget.attrs}

    def to_python(self, value: Any) -> dt.time | None:
        """What was typed, as the value it means. Raises ValidationError."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.time):
            return value
        try:
            return dates.parse_time(str(value)[:100])
        except dates.NotADate as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong

    def prepare_value(self, value: Any) -> Any:
        """The value as it is shown in the field."""
        return value.strftime("%H:%M") if isinstance(value, dt.time) else value


class _Short(_Named, forms.CharField):
    """A number or code: what is typed is looked at only if it can be one at all."""

    def clean(self, value: Any) -> str:
        """Check what was typed and bring it into its one form. Raises ValidationError."""
        typed = validators.tidy(str(super().to_python(value) or ""))
        self.validate(typed)
        validators.no_control_characters(typed)
        if len(typed) > LINE:
            raise ValidationError(validators.too_long(self.name, LINE, len(typed)), code="max_length")
        return self.normal(typed) if typed else ""

    def normal(self, typed: str) -> str:
        """The typed text in its one form."""
        raise NotImplementedError


class NHSNumberField(_Short):
    """An NHS number, however it is spaced; cleaned to its ten digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "NHS number")
        kwargs.setdefault("help_text", "10 digits, for example 943 476 5919")
        super().__init__(**kwargs)
        self.widget.attrs = {"class": "govuk-input--width-10", "inputmode": "numeric", "spellcheck": "false",
                             "autocomplete": "off", **self.widget.attrs}  # fmt: skip

    def normal(self, typed: str) -> str:
        """The one form of what was typed."""
        validators.nhs_number(typed)
        return validators.nhs_digits(typed)

    def prepare_value(self, value: Any) -> Any:
        """The value as it is shown in the field."""
        if isinstance(value, str) and len(value) == 10 and value.isdigit():
            return f"{value[:3]} {value[3:6]} {value[6:]}"
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another value is meant, however it is written."""
        return validators.nhs_digits(str(initial or "")) != validators.nhs_digits(str(data or ""))


class PostcodeField(_Short):
    """A UK postcode, cleaned to its one form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Postcode")
        super().__init__(**kwargs)
        self.widget.attrs = {"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false",
                             **self.widget.attrs}  # fmt: skip

    def normal(self, typed: str) -> str:
        """The one form of what was typed."""
        return validators.normal_postcode(typed)


class PhoneField(_Short):
    """A telephone number, lenient; kept as it was grouped."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.input_type = "tel"
        self.widget.attrs = {"class": "govuk-input--width-20", "autocomplete": "off", **self.widget.attrs}

    def normal(self, typed: str) -> str:
        """The one form of what was typed."""
        return validators.normal_phone(typed)


class RatingField(forms.TypedChoiceField):
    """A rating from 0 to 10, the same scale everywhere; None if it was not given."""

    widget = forms.RadioSelect

    def __init__(self, *, low: str = "", high: str = "", **kwargs: Any) -> None:
        if low or high:
            kwargs.setdefault("help_text", f"0 means {low}, 10 means {high}.")
        super().__init__(
            choices=[(str(number), str(number)) for number in range(11)], coerce=int, empty_value=None, **kwargs
        )
        self.error_messages["invalid_choice"] = "Choose a number from 0 to 10"
        self.widget.attrs = {"class": "govuk-radios--inline govuk-radios--small fn-rating", **self.widget.attrs}

    def prepare_value(self, value: Any) -> Any:
        """The value as it is shown in the field."""
        return value if value is None else str(value)
