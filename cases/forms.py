"""The shape of what is typed about a case. What must be true of it is in `rules`."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from cases.models import Case
from cases.rosters import caseworkers, eligible_leads, wished_agency_ids
from cases.status import ActionStatus, Closing, ContactKind, OfferStatus, Outcome, ReviewDecision
from centres.models import Agency, Membership, Service
from inputs.fields import DateField, LineField, RatingField, TextField
from referrals.models import MEETING_TIERS, TIERS

CHOOSE = [("", "Choose one")]


class ContactForm(forms.Form):
    """One contact or attempt: the shortest form that does the job."""

    kind = forms.ChoiceField(label="How", choices=ContactKind.choices, widget=forms.RadioSelect)
    reached = forms.TypedChoiceField(
        label="Did you reach the family?",
        choices=[("yes", "Yes"), ("no", "No, tried without success")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    child_seen = forms.BooleanField(label="I saw the child", required=False)
    happened_on = DateField(label="Date", past=True)
    note = TextField(label="What happened", required=False, help_text="Facts that somebody taking over needs to know.")


class OfferForm(forms.Form):
    """Support offered: a service of the directory, or own words."""

    service = forms.ModelChoiceField(
        label="Service", queryset=Service.objects.none(), required=False, widget=forms.RadioSelect,
        blank=True, empty_label="Something else, in my own words",
    )  # fmt: skip
    what = LineField(
        label="What was offered", required=False, help_text="Leave this empty if you chose a service above."
    )
    offered_on = DateField(label="Date", past=True)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = case.referral.needs
        fitting = list(Service.objects.fitting(case.centre_id, needs))
        others = Service.objects.filter(centre_id=case.centre_id).exclude(pk__in=[one.pk for one in fitting])
        field = self.fields["service"]
        field.queryset = Service.objects.filter(centre_id=case.centre_id)
        groups = [("Fits what the family was referred for", fitting), ("Other services", list(others))]
        named = [(name, [(one.pk, one.name) for one in found]) for name, found in groups if found]
        field.choices = [*named, ("", "Something else, in my own words")]
        field.choice_hints = {
            str(one.pk): f"{'Fits the referral. ' if found is fitting else ''}{one.about} ({one.provider})"
            for _, found in groups
            for one in found
        }
        self.fitting = fitting


class OfferAnswerForm(forms.Form):
    """The family's answer."""

    status = forms.ChoiceField(
        label="The family's answer",
        choices=[choice for choice in OfferStatus.choices if choice[0] != OfferStatus.WAITING],
        widget=forms.RadioSelect,
    )
    words = LineField(label="In the family's words", max_length=300, required=False)


class ProgressForm(forms.Form):
    """Progress."""

    words = TextField(label="How it goes", rows=8)


class GoalForm(forms.Form):
    """A goal."""

    words = LineField(label="What does the family want to be different, in their words?", max_length=300)
    outcome = forms.ChoiceField(
        label="Which outcome does it belong to?", choices=Outcome.choices, widget=forms.RadioSelect
    )


class _MembershipChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.user.name}, {obj.job}, {obj.agency.name}"


class ActionForm(forms.Form):
    """An action: the owner is chosen together with the agency they act for."""

    what = LineField(label="What will be done?", max_length=300)
    owner = _MembershipChoice(label="Who will do it?", queryset=Membership.objects.none())
    due_on = DateField(label="By when?", future=True)

    def __init__(self, *args: Any, centre_id: int, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = caseworkers(centre_id, on)


class ActionFinishForm(forms.Form):
    """What came of an action."""

    status = forms.ChoiceField(
        label="Was it done?",
        choices=[(ActionStatus.DONE, "Yes, it was done"), (ActionStatus.NOT_DONE, "No, it was not done")],
        widget=forms.RadioSelect,
    )
    result = LineField(
        label="What came of it, or why it was not done", max_length=300, required=False,
        help_text="If it was not done, the reason is needed.",
    )  # fmt: skip


class LeadAnswerForm(forms.Form):
    """Yes, or no with the reason."""

    answer = forms.ChoiceField(
        label="Will you be this family's lead professional?",
        choices=[("accept", "Yes, I accept"), ("decline", "No, I decline")],
        widget=forms.RadioSelect,
    )
    reason = LineField(
        label="If you decline: why?", max_length=300, required=False,
        help_text="It helps the team to find the right person. The family does not read this.",
    )  # fmt: skip


class LeadOfferForm(forms.Form):
    """Who is asked to lead."""

    lead = forms.TypedChoiceField(label="Who do you ask?", coerce=int, widget=forms.RadioSelect)
    family_view = LineField(label="What does the family say about who leads?", max_length=300, required=False)

    def __init__(self, *args: Any, case: Case, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = eligible_leads(case.centre, on, case.family)
        field = self.fields["lead"]
        field.choices = [(one.user_id, f"{one.user.name}, {one.job}") for one, _ in found]
        field.choice_hints = {str(one.user_id): f"{one.agency.name}. {_leads(load)}" for one, load in found}
        self.people = {one.user_id: one.user for one, _ in found}

    def clean_lead(self) -> User:
        """The person."""
        return self.people[self.cleaned_data["lead"]]


def _leads(load: int) -> str:
    return "Leads no family now." if not load else f"Leads {load} {'family' if load == 1 else 'families'} now."


class TeamForm(forms.Form):
    """Somebody for the team."""

    user = _MembershipChoice(label="Who?", queryset=Membership.objects.none())
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


class ReviewForm(forms.Form):
    """The six-weekly review."""

    what_changed = TextField(label="What has changed since the last review?", required=False, rows=4)
    family_words = TextField(label="What does the family say?", max_length=2000, required=False, rows=3)
    family_rating = RatingField(
        label="The family's own rating: how are things?",
        low="as bad as can be",
        high="as good as can be",
        required=False,
    )
    no_rating_because = LineField(label="If there is no rating from the family: why?", required=False)
    worker_rating = RatingField(
        label="Your rating: how are things?", low="as bad as can be", high="as good as can be", required=False
    )
    decision = forms.ChoiceField(label="What was decided?", choices=ReviewDecision.choices, widget=forms.RadioSelect)
    reason = TextField(label="Why?", max_length=2000, rows=3, help_text="The referrer will read this.")
    next_due_on = DateField(
        label="Next review",
        future=True,
        required=False,
        help_text="Not needed if the case is closed. For example, 21 11 2026",
    )
    closing = forms.ChoiceField(
        label="If the case is closed: the outcome", choices=CHOOSE + Closing.choices, required=False
    )
    closing_words = TextField(
        label="If the case is closed: how did it end?", max_length=2000, rows=3, required=False,
        help_text="The referrer will read this. If it is empty, the reason above is used.",
    )  # fmt: skip


class CloseForm(forms.Form):
    """The outcome, and each open action settled."""

    closing = forms.ChoiceField(label="Outcome", choices=Closing.choices, widget=forms.RadioSelect)
    closing_words = TextField(label="How did it end?", max_length=2000, help_text="The referrer will read this.")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = list(case.actions.open().select_related("owner", "agency"))
        for action in self.actions:
            self.fields[f"action-{action.pk}"] = forms.ChoiceField(
                label=action.what,
                help_text=f"{action.owner.name}, {action.agency.name}",
                choices=[
                    (ActionStatus.DONE, "It was done"),
                    (ActionStatus.TAKEN_BACK, "It is no longer needed"),
                    ("open", "It stays with its owner"),
                ],
                widget=forms.RadioSelect,
            )

    def settled(self) -> dict[int, str]:
        """The actions that do not stay open."""
        answers = {action.pk: self.cleaned_data[f"action-{action.pk}"] for action in self.actions}
        return {pk: answer for pk, answer in answers.items() if answer != "open"}


class ReasonForm(forms.Form):
    """A reason, for the verbs that want nothing else."""

    reason = LineField(label="Why?", max_length=300)


class NextReviewForm(forms.Form):
    """Another date for the next review."""

    next_due_on = DateField(label="Next review", future=True)


class TierForm(forms.Form):
    """Another tier of need."""

    tier = forms.TypedChoiceField(
        label="Tier of need",
        coerce=int,
        choices=[one for one in TIERS if one[0] in MEETING_TIERS],
        widget=forms.RadioSelect,
    )


class CaseFilterForm(forms.Form):
    """Which cases the list shows. Anything it does not know is ignored."""

    name = LineField(label="Family name", max_length=60, required=False)
    state = forms.ChoiceField(
        label="Cases", required=False, choices=[("", "Open"), ("closed", "Closed"), ("all", "Open and closed")]
    )
    lead = forms.ChoiceField(
        label="Lead professional", required=False, choices=[("", "Anybody"), ("none", "Nobody"), ("me", "Me")]
    )
    review = forms.ChoiceField(
        label="Review", required=False, choices=[("", "Any"), ("late", "Late"), ("soon", "Within two weeks")]
    )

    def asked(self) -> dict[str, str]:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
