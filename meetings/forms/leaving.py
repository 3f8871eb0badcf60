"""What is typed when somebody leaves."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from centres.models import Centre, Membership
from inputs.fields import DateField, LineField
from meetings.owned import Owned


class LastDayForm(forms.Form):
    """The last day of a membership."""

    ends_on = DateField(label="Last day", initial=timezone.localdate)


class LeaversForm(LastDayForm):
    """Who leaves, several at once, and when."""

    memberships = forms.ModelMultipleChoiceField(
        label="Who leaves?", queryset=Membership.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who leaves"},
    )  # fmt: skip
    field_order = ("memberships", "ends_on")

    def __init__(self, *args: Any, centre: Centre, agency: int, by: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Membership.objects.filter(centre=centre, ends_on=None).current_or_coming(on).exclude(user=by)
        here = here.filter(agency_id=agency) if agency else here
        field = self.fields["memberships"]
        field.queryset = here.shown().order_by("agency__name", "user__name", "pk")
        field.choices = [(one.pk, f"{one.user.name}, {one.job}, {one.agency}") for one in field.queryset]


class SeeToForm(forms.Form):
    """What the manager will see to."""

    things = forms.MultipleChoiceField(
        label="What I will see to", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what you will see to", "invalid_choice": "This has changed. Look again."},
    )  # fmt: skip

    def __init__(self, *args: Any, left: list[Owned], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["things"].choices = [(one.key, f"{one.kind.label}: {one.words}") for one in left]


class AtOnceForm(forms.Form):
    """Why access has to end now."""

    because = LineField(
        label="Why does access have to end now?", max_length=300,
        help_text="For safety alone. What they have is left to the manager, who is told at once.",
    )  # fmt: skip
