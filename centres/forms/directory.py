"""What is typed about memberships, partners and closed days, and what is looked for in the directory."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from centres.models import Agency, Centre, Membership
from centres.status import AgencyKind, Role
from inputs.fields import DateField, LineField, PhoneField

WRONG_CHOICE = "Choose one from the list"
EMPLOYER: dict[str, Any] = {
    "label": "Employer, if it is another agency", "queryset": Agency.objects.none(), "required": False,
    "empty_label": "The agency they act for",
    "help_text": "For somebody on secondment: who employs them. It gives that agency no access to anything.",
}  # fmt: skip
LINE_MANAGER: dict[str, Any] = {
    "label": "Line manager", "queryset": User.objects.none(), "required": False, "empty_label": "Not recorded",
    "help_text": "Who manages their work from day to day.",
}  # fmt: skip
SUPERVISOR: dict[str, Any] = {
    "label": "Professional supervisor", "queryset": User.objects.none(), "required": False,
    "empty_label": "Not recorded",
    "help_text": "Who supervises their practice. They can open the families that this person leads.",
}  # fmt: skip


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
    reach = LineField(
        label="How and when to reach them",
        max_length=200,
        required=False,
        help_text="For example: by text, Monday to Wednesday; not between twelve and two",
    )
    employer = forms.ModelChoiceField(**EMPLOYER)
    line_manager = forms.ModelChoiceField(**LINE_MANAGER)
    supervisor = forms.ModelChoiceField(**SUPERVISOR)
    starts_on = DateField(label="First day", initial=timezone.localdate)

    def __init__(self, *args: Any, centre: Centre, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["agency"].queryset = Agency.objects.partners_of(centre.pk, on)
        fields["agency"].error_messages["invalid_choice"] = WRONG_CHOICE
        _choose_whom_they_answer_to(fields, centre, on)


class MembershipChangeForm(forms.Form):
    """What somebody's job is called, what they can commit, and to whom they answer."""

    title = LineField(label="Job title", max_length=80, required=False)
    may_commit = LineField(label="What they can commit", max_length=200, required=False)
    reach = LineField(label="How and when to reach them", max_length=200, required=False)
    employer = forms.ModelChoiceField(**EMPLOYER)
    line_manager = forms.ModelChoiceField(**LINE_MANAGER)
    supervisor = forms.ModelChoiceField(**SUPERVISOR)

    def __init__(self, *args: Any, membership: Membership, on: date, **kwargs: Any) -> None:
        now = {name: getattr(membership, name) for name in self.base_fields}
        super().__init__(*args, initial=now, **kwargs)
        _choose_whom_they_answer_to(self.fields, membership.centre, on, but=membership.user)


def _choose_whom_they_answer_to(fields: dict[str, Any], centre: Centre, on: date, but: User | None = None) -> None:
    """Employers are the agencies of the directory; managers and supervisors work here today."""
    here = Membership.objects.filter(centre=centre).in_force(on).order_by().values("user_id")
    colleagues = User.objects.filter(pk__in=here).exclude(pk=but.pk if but else 0)
    fields["employer"].queryset = Agency.objects.known_at(centre.pk)
    fields["line_manager"].queryset = fields["supervisor"].queryset = colleagues
    for name in ("employer", "line_manager", "supervisor"):
        fields[name].error_messages["invalid_choice"] = WRONG_CHOICE


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
