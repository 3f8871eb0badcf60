"""The shape of what is typed about who takes part in the work, or is told of it."""

from datetime import date
from typing import Any

from django import forms

from cases.forms.choices import CHOOSE, MembershipChoice
from cases.models import Case
from cases.rosters import caseworkers, wished_agency_ids
from centres.models import Agency, Membership
from inputs.fields import DateField, LineField


class TeamForm(forms.Form):
    """Somebody for the team."""

    user = MembershipChoice(label="Who?", queryset=Membership.objects.none())
    contribution = LineField(label="What do they contribute?", help_text="For example: weekly play session at home")

    def __init__(self, *args: Any, case: Case, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = caseworkers(case.centre_id, on).filter(agency_id__in=wished_agency_ids(case.family))
        self.fields["user"].queryset = found


class ShareForm(forms.Form):
    """With whom the case is shared, until when and why."""

    to = forms.ChoiceField(label="With whom?", choices=CHOOSE)
    reason = LineField(label="Why do they need to know?", max_length=300)
    until = DateField(label="Until which day?", future=True)

    def __init__(self, *args: Any, case: Case, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wished = wished_agency_ids(case.family)
        people = {one.user_id: one for one in caseworkers(case.centre_id, on).filter(agency_id__in=wished)}
        agencies = Agency.objects.partners_of(case.centre_id, on).filter(pk__in=wished)
        self.targets = {f"person-{pk}": one.user for pk, one in people.items()}
        self.targets |= {f"agency-{one.pk}": one for one in agencies}
        self.fields["to"].choices = [
            *CHOOSE,
            ("A person", [(f"person-{pk}", f"{one.user.name}, {one.agency.name}") for pk, one in people.items()]),
            ("Everybody here from", [(f"agency-{one.pk}", one.name) for one in agencies]),
        ]

    def clean_to(self) -> Any:
        """The person or agency."""
        return self.targets[self.cleaned_data["to"]]
