"""What the forms about a case choose from."""

from typing import Any

from django import forms

from centres.models import Membership
from inputs.fields import LineField

CHOOSE = [("", "Choose one")]


class MembershipChoice(forms.ModelChoiceField):
    """A person, by the agency they act for, and their employer if that is another: a family may not want it near."""

    def label_from_instance(self, obj: Membership) -> str:
        employed = f", employed by {obj.employer.name}" if obj.employer else ""
        return f"{obj.user.name}, {obj.job}, {obj.agency.name}{employed}"


class NotTriedField(LineField):
    """Why a case is closed by the family's no, or silence, although nothing else was tried."""

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "label": "If the family declined or could not be reached, and nothing else was tried: why?",
            "help_text": "The team reads this, the referrer does not.",
            "max_length": 300,
            "required": False,
        }
        super().__init__(**{**given, **kwargs})
