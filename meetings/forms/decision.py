"""The shape of what is typed to decide an item, and of the actions agreed with it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from cases.forms import (
    AFTERWARDS,
    GOAL_FIELD,
    DoerForm,
    HelpForm,
    asked_afterwards,
    goal_fields,
    goals_rated,
    help_said,
    only_nothing,
    told_afterwards,
)
from cases.models import Goal
from cases.rosters import Load, by_load
from cases.services import HelpSaid
from cases.status import Closing
from centres.models import Membership, Service
from families.models import Adult
from inputs.dates import in_words
from inputs.fields import DateField, LineField, RatingField, TextField
from meetings.models import AgendaItem
from meetings.reflection import LEVELS
from meetings.services import NewAction, ReviewRatings, TeamReflection
from meetings.status import DECISIONS, DecisionKind, ItemKind, Partnership

NOBODY = [("", "Nobody yet")]
HINTS = {DecisionKind.MORE_NEEDED: "Say in the reason what is missing. The referral comes back to the next meeting."}
REVIEW_FIELDS = ("family_rating", "no_rating_because", "worker_rating", "what_changed", "family_words")


class DecideForm(HelpForm):
    """The decision on one item. Fields that its kind does not have are left out."""

    kind = forms.ChoiceField(
        label="What did the meeting decide?", widget=forms.RadioSelect,
        error_messages={"required": "Choose what the meeting decided"},
    )  # fmt: skip
    reason = TextField(
        label="Reason", max_length=2000, rows=3, error_messages={"required": "Enter the reason for the decision"}
    )
    done_now = TextField(
        label="What was done now", max_length=2000, rows=2, required=False,
        help_text="Only when the family is passed to children's social care: who was told, how, and when.",
    )  # fmt: skip
    closing = forms.ChoiceField(
        label="Outcome, if the case closes", choices=[("", "Choose the outcome"), *Closing.choices], required=False
    )
    alternatives = TextField(label="What else was considered", max_length=2000, rows=2, required=False)
    dissent = TextField(label="Who saw it differently, and why", max_length=2000, rows=2, required=False)
    services = forms.MultipleChoiceField(
        label="Tell the family about", widget=forms.CheckboxSelectMultiple, required=False
    )
    lead = forms.ChoiceField(label="Offer the family to", required=False)
    family_view = LineField(label="What the family says about who leads", max_length=300, required=False)
    next_review_on = DateField(label="Next review", future=True, required=False)
    family_rating = RatingField(
        label="The family's own rating", low="as bad as can be", high="as good as can be", required=False
    )
    no_rating_because = LineField(label="If the family gave none, why", required=False)
    worker_rating = RatingField(
        label="The worker's rating", low="as bad as can be", high="as good as can be", required=False
    )
    what_changed = TextField(label="What changed since the last review", rows=3, required=False)
    family_words = TextField(label="What the family says", max_length=2000, rows=2, required=False)

    level = forms.TypedChoiceField(
        label="How do we work together?", choices=Partnership, widget=forms.RadioSelect, coerce=int, empty_value=None,
        required=False, help_text="Where the team sees itself today. A higher level is not always the better one.",
    )  # fmt: skip
    to_change = LineField(
        label="One thing that we change", max_length=300, required=False, help_text="The next reflection asks about it."
    )

    def __init__(
        self, *args: Any, item: AgendaItem, people: list[tuple[Membership, Load]], fitting: list[Service], on: date,
        goals: Sequence[Goal] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.goals = goals
        for goal in goals:
            self.fields.update(goal_fields(goal, required=False))
        if item.case_id and item.kind not in (ItemKind.REFERRAL, ItemKind.PART):
            asked, self.askers = asked_afterwards(item.case, on, required=False)
            self.fields.update(asked)
        self.item, self.people, self.fitting = item, {str(one.pk): one for one, _ in people}, fitting
        kind = self.fields["kind"]
        kind.choices = [(one.value, one.label) for one in DECISIONS[item.kind]]
        kind.choice_hints = {one.value: hint for one, hint in HINTS.items()}
        self.fields["lead"].choices = NOBODY + [
            (str(one.pk), f"{one.user} – {one.job}, {one.agency} – {str(load).lower()}")
            for one, load in sorted(people, key=by_load)
        ]
        self.fields["services"].choices = [(str(one.pk), one.name) for one in fitting]
        self.fields["services"].choice_hints = {str(one.pk): _about(one) for one in fitting}
        self.fields["level"].choice_hints = {str(level.value): hint for level, hint in LEVELS.items()}
        for name in self._left_out():
            del self.fields[name]

    def _left_out(self) -> list[str]:
        item, gone = self.item, []
        if not item.holds_review:
            gone += [*REVIEW_FIELDS, *HelpForm.base_fields]
        if item.kind != ItemKind.REFLECTION:
            gone += ["level", "to_change"]
        if item.kind != ItemKind.REFERRAL:
            gone.append("done_now")
        if item.case_id is None or item.kind in (ItemKind.REFERRAL, ItemKind.PART):
            gone.append("closing")
        if item.family_id is None:
            gone += ["alternatives"]
        if item.family_id is None or item.kind == ItemKind.PART:  # decided with the whole
            gone += ["lead", "family_view", "next_review_on"]
        if not self.fitting:
            gone.append("services")
        return gone

    @property
    def has_goals_typed(self) -> bool:
        """Whether anything stands in the fields of goals, or is wrong there: the page unfolds them."""
        return self._has_typed(*filter(GOAL_FIELD.fullmatch, self.fields))

    @property
    def has_help_typed(self) -> bool:
        """Whether anything stands in the fields of the six questions, or is wrong there."""
        return self._has_typed(*HelpForm.base_fields)

    @property
    def has_afterwards_typed(self) -> bool:
        """Whether anything stands in the fields about what comes after a closing, or is wrong there."""
        return self._has_typed(*AFTERWARDS)

    def clean(self) -> None:
        """“Nothing” that the family still needs stands alone."""
        if self.cleaned_data.get("kind") == DecisionKind.CLOSE:
            only_nothing(self)

    def _has_typed(self, *names: str) -> bool:
        return any(self[name].value() not in (None, "", []) or self[name].errors for name in names)

    def facts(self) -> dict[str, Any]:
        """What `decide` takes, out of what was typed; the actions come from their own rows."""
        typed = self.cleaned_data
        plain = ("kind", "reason", "done_now", "closing", "alternatives", "dissent", "family_view", "next_review_on")
        facts = {name: typed[name] for name in plain if name in typed}
        lead = self.people.get(typed.get("lead", ""))
        facts["lead"] = lead.user if lead else None
        chosen = set(typed.get("services", []))
        facts["services"] = [one for one in self.fitting if str(one.pk) in chosen]
        if self.item.holds_review:
            said = help_said(typed)
            facts["review"] = ReviewRatings(
                **{name: typed[name] for name in REVIEW_FIELDS}, goals=goals_rated(typed, self.goals),
                help_said=said if said != HelpSaid() else None,
            )  # fmt: skip
        if "unmet" in self.fields and typed["kind"] == DecisionKind.CLOSE and any(typed[name] for name in AFTERWARDS):
            facts["afterwards"] = told_afterwards(dict(typed), self.askers)
        if self.item.kind == ItemKind.REFLECTION:
            facts["reflection"] = TeamReflection(typed["level"], typed["to_change"])
        return facts


def _about(service: Service) -> str:
    return ". ".join(filter(None, [service.briefly.rstrip("."), service.when, service.phone]))


class ActionForm(DoerForm):
    """One action: what, whose, by when; folded away, who does it if not its owner, and which goal it serves."""

    folded, folded_as = ("doer", "done_by", "goal"), "Who does it, and for which goal"

    what = LineField(label="What", max_length=300)
    owner = forms.ChoiceField(label="Owner")
    due_on = DateField(label="By", future=True, required=False)

    field_order = ("what", "owner", "due_on", "doer", "done_by", "goal")

    def __init__(
        self, *args: Any, people: list[tuple[Membership, Load]], proposed: date, family: bool = False,
        adults: Sequence[Adult] = (), goals: Sequence[Goal] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        if family:
            self.ask_of(adults, goals, ("", "The owner"))
            self._in_lists()
        else:
            del self.fields["doer"], self.fields["done_by"]
        self.people, self.proposed = {str(one.pk): one for one, _ in people}, proposed
        self.fields["owner"].choices = [("", "Choose one")] + [
            (str(one.pk), f"{one.user}, {one.agency}") for one, _ in people
        ]
        self.fields["due_on"].help_text = f"If left empty: the next meeting, {in_words(proposed)}"

    def _in_lists(self) -> None:
        """Short on a screen of three columns; and an empty row is one in which nothing is chosen."""
        doer: Any = self.fields["doer"]
        doer.required, doer.initial = False, ""
        goal: Any = self.fields.get("goal")
        if goal:
            goal.choices = [("", "None of them"), *goal.choices[:-1]]
        for one in filter(None, (doer, goal)):
            one.widget = forms.Select(choices=one.choices)

    @property
    def unfolded(self) -> bool:
        """Whether anything is chosen or wrong in what is folded away."""
        return any(self[name].value() or self[name].errors for name in self.folded if name in self.fields)

    def action(self) -> NewAction:
        """What `decide` takes."""
        owner = self.people[self.cleaned_data["owner"]]
        due_on = self.cleaned_data["due_on"] or self.proposed
        more = self.who_and_what_for() if "doer" in self.fields else {}
        return NewAction(self.cleaned_data["what"], owner.user, owner.agency, due_on, **more)


class ActionRows(forms.BaseFormSet):
    """The actions of one decision; a row left empty is no action."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Every row may be left empty."""
        return {**super().get_form_kwargs(index), "empty_permitted": True, "use_required_attribute": False}

    def actions(self) -> list[NewAction]:
        """The actions that were typed."""
        gone = self.deleted_forms
        return [row.action() for row in self.forms if row.has_changed() and row not in gone]


ActionFormSet = forms.formset_factory(ActionForm, formset=ActionRows, extra=2, can_delete=True, max_num=20)
