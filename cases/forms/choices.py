"""What the forms about a case choose from."""

from django import forms

from centres.models import Membership

CHOOSE = [("", "Choose one")]


class MembershipChoice(forms.ModelChoiceField):
    """A person, by the agency they act for, and their employer if that is another: a family may not want it near."""

    def label_from_instance(self, obj: Membership) -> str:
        employed = f", employed by {obj.employer.name}" if obj.employer else ""
        return f"{obj.user.name}, {obj.job}, {obj.agency.name}{employed}"
