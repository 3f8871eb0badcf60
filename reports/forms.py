"""Which period, and of which centre."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from centres.models import Centre
from centres.querysets import centre_ids
from centres.status import REPORT_ROLES
from inputs.fields import DateField

IN_THE_ADDRESS = {"since": "from", "until": "to"}


def a_year_back(today: date) -> date:
    """The first of the month eleven months ago: with the current one, twelve."""
    return (today.replace(day=1) - timedelta(days=330)).replace(day=1)


class PeriodForm(forms.Form):
    """Taken from the address (?from=...&to=...&centre=...); what is left out is the last twelve months."""

    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)
    centre = forms.ModelChoiceField(label="Centre", queryset=Centre.objects.none(), required=False, empty_label=None)

    def __init__(self, data: Any, *, user: Any) -> None:
        today = timezone.localdate()
        self.usual = {"since": a_year_back(today), "until": today}
        mine = Centre.objects.filter(pk__in=centre_ids(user, *REPORT_ROLES))
        filled = {**{IN_THE_ADDRESS[name]: day for name, day in self.usual.items()}, **data.dict()}
        super().__init__(filled)
        fields: dict[str, Any] = self.fields
        fields["centre"].queryset = mine
        self.centres = list(mine)
        if len(self.centres) < 2:
            del self.fields["centre"]

    def add_prefix(self, field_name: str) -> str:
        """`from` and `to` are words of Python, so the fields are called otherwise."""
        return IN_THE_ADDRESS.get(field_name, field_name)

    def clean(self) -> dict[str, Any]:
        """What was left empty is the usual period, and the first centre."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, day in self.usual.items():
            if name not in self.errors and not cleaned.get(name):
                cleaned[name] = day
        cleaned["centre"] = cleaned.get("centre") or (self.centres[0] if self.centres else None)
        return cleaned
