"""What is typed about memberships, partners and closed days, and what is looked for in the directory."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from centres.models import Agency, Centre, Membership
from centres.status import AgencyKind, Need, Role
from inputs.fields import DateField, LineField, PhoneField


class MembershipStartForm(forms.Form):
    """Somebody's role at a centre."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="They sign in with it. Somebody who has an account already keeps it.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
    )
    name = LineField(label="Full name", max_length=120)
    phone = PhoneField(label="Work phone", required=False)
    agency = forms.ModelChoiceField(
        label="Agency", queryset=Agency.objects.none(), help_text="Only agencies whose sharing protocol is in force"
    )
    role = forms.ChoiceField(label="Role", choices=[("", "Choose one"), *Role.choices])
    title = LineField(label="Job title", max_length=80, required=False)
    may_commit = LineField(
        label="What they can commit",
        max_length=200,
        required=False,
        help_text="For example: two home visits a week; a place in the speech group. The meeting relies on it.",
    )
    line_manager = forms.ModelChoiceField(label="Line manager", queryset=User.objects.none(), required=False)
    supervisor = forms.ModelChoiceField(label="Professional supervisor", queryset=User.objects.none(), required=False)
    starts_on = DateField(label="First day", initial=timezone.localdate)

    def __init__(self, *args: Any, centre: Centre, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.filter(
            pk__in=Membership.objects.filter(centre=centre).in_force(on).order_by().values("user_id")
        )
        fields: dict[str, Any] = self.fields
        fields["agency"].queryset = Agency.objects.partners_of(centre.pk, on)
        fields["line_manager"].queryset = fields["supervisor"].queryset = colleagues
        for name in ("agency", "line_manager", "supervisor"):
            fields[name].error_messages["invalid_choice"] = "Choose one from the list"


class MembershipEndForm(forms.Form):
    """The last day of a membership."""

    ends_on = DateField(label="Last day", initial=timezone.localdate)


class PartnerForm(forms.Form):
    """An agency, and the sharing protocol it signed."""

    name = LineField(label="Name of the agency", max_length=120)
    kind = forms.ChoiceField(label="Kind of agency", choices=[("", "Choose one"), *AgencyKind.choices])
    phone = PhoneField(label="Telephone", required=False)
    version = LineField(label="Version", max_length=20, help_text="As it stands on the protocol. For example, 1.0")
    signed_by = LineField(label="Who signed it for the agency", max_length=120)
    signed_on = DateField(label="Day it was signed", past=True)
    review_on = DateField(
        label="Day of its review",
        future=True,
        required=False,
        help_text="After this day nobody of the agency can be added until a newer version is signed. "
        "For example, 21 11 2026",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].widget.attrs["class"] = "govuk-input--width-10"


class ClosedDaysForm(forms.Form):
    """Days on which the centre is closed."""

    first_on = DateField(label="First day closed")
    last_on = DateField(label="Last day closed", future=True, help_text="The same day again if it is one day")
    why = LineField(label="Why", max_length=100, help_text="For example: Christmas; staff training")


class DirectorySearch(forms.Form):
    """Words to look for among people."""

    q = LineField(label="Name, job, agency or what they can commit", required=False, max_length=100)


class ServiceSearch(forms.Form):
    """Words to look for among services, and a need."""

    q = LineField(label="Name, provider or place", required=False, max_length=100)
    need = forms.ChoiceField(label="For", required=False, choices=[("", "Any need"), *Need.choices])
