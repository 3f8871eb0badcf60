"""The same inputs for the API: the same checks and the same sentences. Dates are ISO here, as programs write them."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from inputs import dates, validators
from inputs.fields import LINE, TEXT, Limit, _limit


class _Typed(serializers.CharField):
    """Text in one Unicode form, without characters that hide, no longer than it may be."""

    longest = TEXT

    def __init__(self, **kwargs: Any) -> None:
        self.limit = kwargs.pop("max_length", self.longest)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """Check what was sent and bring it into its one form."""
        value = validators.tidy(super().to_internal_value(data))
        if len(value) > self.limit:
            name = str(self.label or "This")
            raise serializers.ValidationError(validators.too_long(name, self.limit, len(value)), code="max_length")
        _checked(validators.no_control_characters, value)
        return value


class TextField(_Typed):
    """Several lines of text."""


class LineField(_Typed):
    """One line of text."""

    longest = LINE

    def to_internal_value(self, data: Any) -> Any:
        """Check what was sent and bring it into its one form."""
        return " ".join(super().to_internal_value(data).split("\n"))


class DateField(serializers.DateField):
    """An ISO date within its limits."""

    def __init__(
        self, *, past: bool = False, future: bool = False, earliest: Limit = None, latest: Limit = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Enter a date like 2026-11-21."
        self.past, self.future, self.earliest, self.latest = past, future, earliest, latest

    def to_internal_value(self, value: Any) -> dt.date:
        """Check what was sent and bring it into its one form."""
        day = super().to_internal_value(value)
        problem = dates.date_problem(
            day, str(self.label or "This date"), timezone.localdate(), past=self.past, future=self.future,
            earliest=_limit(self.earliest), latest=_limit(self.latest),
        )  # fmt: skip
        if problem:
            raise serializers.ValidationError(problem, code="limit")
        return day


class NHSNumberField(LineField):
    """An NHS number, however it is spaced; ten digits."""

    def to_internal_value(self, data: Any) -> str:
        """Check what was sent and bring it into its one form."""
        typed = super().to_internal_value(data)
        if typed:
            _checked(validators.nhs_number, typed)
        return validators.nhs_digits(typed)


class PostcodeField(LineField):
    """A UK postcode in its one form."""

    def to_internal_value(self, data: Any) -> str:
        """Check what was sent and bring it into its one form."""
        typed = super().to_internal_value(data)
        return _checked(validators.normal_postcode, typed) if typed else ""


class PhoneField(LineField):
    """A telephone number, lenient."""

    def to_internal_value(self, data: Any) -> str:
        """Check what was sent and bring it into its one form."""
        typed = super().to_internal_value(data)
        return _checked(validators.normal_phone, typed) if typed else ""


class RatingField(serializers.IntegerField):
    """A rating from 0 to 10."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=10, **kwargs)


def _checked(check: Any, value: str) -> Any:
    try:
        return check(value)
    except DjangoValidationError as error:
        raise serializers.ValidationError(error.messages, code=error.code) from error


@extend_schema_field({"type": ["integer", "string"]})
class ShownField(serializers.Field):
    """A number, or the words that stand for one that is not shown."""

    def to_representation(self, value: Any) -> Any:
        """As it is."""
        return value
