"""What the forms about a case choose from."""

from django import forms

from centres.models import Membership

CHOOSE = [("", "Choose one")]


class MembershipChoice(forms.ModelChoiceField):
    """A person, by the agency they act for."""

    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.user.name}, {obj.job}, {obj.agency.name}"
