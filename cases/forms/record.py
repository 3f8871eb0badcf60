"""The shape of what is typed about what was done: contacts, support offered, progress."""

from datetime import date
from typing import Any

from django import forms

from cases.fitting import offered_to
from cases.models import Case
from cases.rosters import caseworkers, wished_agency_ids
from cases.status import CameOf, ContactKind, OfferStatus
from centres.models import Service
from inputs.fields import DateField, LineField, TextField, TimeField
from inputs.requests import number_in


class ContactForm(forms.Form):
    """One contact or attempt: the shortest form that does the job. Who was there is ticked, not typed."""

    kind = forms.ChoiceField(label="How", choices=ContactKind.choices, widget=forms.RadioSelect)
    reached = forms.TypedChoiceField(
        label="Did you reach the family?",
        choices=[("yes", "Yes"), ("no", "No, tried without success")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    saw_children = forms.TypedMultipleChoiceField(
        label="Children you saw, or spoke to", required=False, widget=forms.CheckboxSelectMultiple
    )
    child_seen = forms.BooleanField(label="I saw a child who is not named here", required=False)
    saw_adults = forms.TypedMultipleChoiceField(
        label="Adults you saw, or spoke to", required=False, widget=forms.CheckboxSelectMultiple
    )
    with_users = forms.TypedMultipleChoiceField(
        label="Who of the team was there with you?", required=False, widget=forms.CheckboxSelectMultiple
    )
    with_other = forms.TypedChoiceField(
        label="Somebody else of the centre who was there", required=False, empty_value=None
    )
    happened_on = DateField(label="Date", past=True)
    at = TimeField(label="Time of day", required=False)
    note = TextField(label="What happened", required=False, help_text="Facts that somebody taking over needs to know.")

    def __init__(self, *args: Any, case: Case, by: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_family(case, on)
        self._offer_colleagues(case, by, on)

    def _offer_family(self, case: Case, on: date) -> None:
        born = [one for one in case.family.children.all() if not one.unborn]
        children = [(one.pk, f"{one}, {one.age(on)}") for one in born]
        adults = [(one.pk, one.name) for one in case.family.adults.all()]
        self._choose("saw_children", children, {one.pk: one for one in born})
        self._choose("saw_adults", adults, {one.pk: one for one in case.family.adults.all()})
        if not born:
            self.fields["child_seen"].label = "I saw a child"

    def _offer_colleagues(self, case: Case, by: Any, on: date) -> None:
        """Whoever leads or is in the team first; then everybody else here for an agency that the family lets know."""
        wished = wished_agency_ids(case.family)
        jobs = {one.user_id: one for one in caseworkers(case.centre_id, on).filter(agency_id__in=wished)}
        jobs.pop(by.pk, None)
        near = {*case.team.in_force(on).values_list("user_id", flat=True)}
        near |= {*case.leads.current().values_list("user_id", flat=True)}
        people = {pk: job.user for pk, job in jobs.items()}
        named = {pk: f"{job.user.name}, {job.agency.name}" for pk, job in jobs.items()}
        self._choose("with_users", [(pk, name) for pk, name in named.items() if pk in near], people)
        others = [(pk, name) for pk, name in named.items() if pk not in near]
        self._choose("with_other", [("", "Nobody else"), *others] if others else [], people)

    def _choose(self, name: str, choices: list[tuple[Any, str]], rows: dict[int, Any]) -> None:
        """Offer `choices` of the rows; a field without any is left out."""
        if not choices:
            del self.fields[name]
            return
        self.fields[name].choices = choices
        self.fields[name].coerce = lambda value: rows[int(value)]

    def clean(self) -> dict[str, Any]:
        """Everybody who was there, wherever they were chosen."""
        given = super().clean() or {}
        other = given.pop("with_other", None)
        given["with_users"] = [*given.get("with_users", []), *([other] if other else [])]
        return given


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

    def __init__(self, *args: Any, case: Case, on: date, needs_known: bool, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = number_in(self.data.get("service"))
        fitting, others = offered_to(case, on, needs_known=needs_known, words=words, chosen=chosen)
        field = self.fields["service"]
        field.queryset = Service.objects.offered().filter(centre_id=case.centre_id)
        groups = [("Fits what the family was referred for", fitting), ("Other services", others)]
        named = [(name, [(one.pk, one.name) for one in found]) for name, found in groups if found]
        field.choices = [*named, ("", "Something else, in my own words")]
        field.choice_hints = {
            str(one.pk): f"{'Fits the referral. ' if found is fitting else ''}{one.briefly} ({one.provider})"
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


class OfferCameForm(forms.Form):
    """Whether it helped."""

    came_of = forms.ChoiceField(
        label="Did it help?", choices=CameOf.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )  # fmt: skip


class ProgressForm(forms.Form):
    """Progress."""

    words = TextField(label="How it goes", rows=8)
