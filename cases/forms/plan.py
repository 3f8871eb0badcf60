"""The shape of what is typed about goals and actions."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms

from cases.forms.choices import MembershipChoice
from cases.models import Action, Case, Goal
from cases.rosters import caseworkers
from cases.status import ActionStatus, Outcome
from centres.models import Membership
from families.models import Adult
from inputs.fields import DateField, LineField, RatingField, TextField


class GoalForm(forms.Form):
    """A goal."""

    words = LineField(label="What does the family want to be different, in their words?", max_length=300)
    outcome = forms.ChoiceField(
        label="Which outcome does it belong to?", choices=Outcome.choices, widget=forms.RadioSelect
    )
    start_rating = RatingField(
        label="Where does the family see itself with this now?", low="as bad as can be", high="as good as can be",
        error_messages={"required": "Choose where the family sees itself now"},
    )  # fmt: skip
    target_rating = RatingField(
        label="Where does it want to be?", help_text="Not everything has to be a 10.",
        error_messages={"required": "Choose where the family wants to be"},
    )  # fmt: skip


class GoalGiveUpForm(forms.Form):
    """Why a goal is given up."""

    because = LineField(
        label="Why does the family give this goal up?", max_length=300, help_text="In the family’s words if you can."
    )


TEAM, OUTSIDE = "team", "outside"  # who does an action; everybody else is an adult of the family, by number


def goal_field(goals: Iterable[Goal]) -> forms.TypedChoiceField:
    """One of the goals, or none."""
    rows = {str(one.pk): one for one in goals}
    return forms.TypedChoiceField(
        label="Which goal does it serve?", widget=forms.RadioSelect, required=False, empty_value=None, coerce=rows.get,
        choices=[*[(pk, one.words) for pk, one in rows.items()], ("", "None of them")],
    )  # fmt: skip


class ActionGoalForm(forms.Form):
    """Which goal an action serves."""

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, initial={"goal": str(action.goal_id or "")}, **kwargs)
        self.fields["goal"] = goal_field(action.case.goals.open() if action.case else Goal.objects.none())


class DoerForm(forms.Form):
    """Who does an action, if that is not its owner, and which goal it serves: as asked by a plan and by a meeting."""

    doer = forms.ChoiceField(label="Who does it?", widget=forms.RadioSelect, initial=TEAM)
    done_by = LineField(
        label="If it is somebody outside the team: who?", max_length=100, required=False,
        help_text="For example: their GP, the nursery, her sister",
    )  # fmt: skip

    def ask_of(self, adults: Iterable[Adult], goals: Collection[Goal], owner: tuple[str, str]) -> None:
        """Those who can be chosen, `owner` (value and words) first; without goals it is not asked which one."""
        self.adults = {str(one.pk): one for one in adults}
        family = [(pk, f"{one.name}, of the family") for pk, one in self.adults.items()]
        self.fields["doer"].choices = [owner, *family, (OUTSIDE, "Somebody outside the team")]  # type: ignore[attr-defined]
        if goals:
            self.fields["goal"] = goal_field(goals)

    def clean(self) -> dict[str, Any]:
        """Somebody outside has a name; whoever else does it needs none."""
        given = super().clean() or {}
        if given.get("doer") == OUTSIDE and not given.get("done_by", "") and "done_by" not in self.errors:
            self.add_error("done_by", "Say who outside the team does it")
        return given

    def who_and_what_for(self) -> dict[str, Any]:
        """What `agree_action` takes of it."""
        typed = self.cleaned_data
        return {
            "goal": typed.get("goal"), "for_adult": self.adults.get(typed["doer"]),
            "done_by": typed["done_by"] if typed["doer"] == OUTSIDE else "",
        }  # fmt: skip


class ActionForm(DoerForm):
    """An action: who does it, and its owner, who is chosen together with the agency they act for."""

    what = LineField(label="What will be done?", max_length=300)
    owner = MembershipChoice(
        label="Which practitioner does it, or sees to it that it is done?", queryset=Membership.objects.none()
    )
    due_on = DateField(label="By when?", future=True)
    field_order = ("what", "doer", "done_by", "owner", "due_on")

    def __init__(self, *args: Any, case: Case, by: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = caseworkers(case.centre_id, on)
        self.fields["owner"].queryset = people
        self.fields["owner"].initial = next((one.pk for one in people if one.user_id == by.pk), None)
        goals = Goal.objects.visible_to(by).filter(case=case).open()
        self.ask_of(case.family.adults.all(), goals, (TEAM, "The practitioner chosen below"))

    def facts(self) -> dict[str, Any]:
        """What `agree_action` takes."""
        typed = self.cleaned_data
        return {
            "what": typed["what"], "due_on": typed["due_on"], "owner": typed["owner"].user,
            "agency": typed["owner"].agency, **self.who_and_what_for(),
        }  # fmt: skip


class PlanCopyForm(forms.Form):
    """What whoever makes the family's copy of the plan adds to it. Nothing of it is kept."""

    words = TextField(
        label="Anything to add", max_length=1500, rows=3, required=False,
        help_text="In plain words, as you would say it to them. Nothing about another family.",
    )  # fmt: skip
    tell = forms.MultipleChoiceField(
        label="Actions that stand in it", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="The copy says them as they were recorded. Both parents may read it.",
    )  # fmt: skip

    def __init__(self, *args: Any, actions: list[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = {str(one.pk): one for one in actions}
        self.fields["tell"].choices = [(pk, f"{one.what} ({one.doer})") for pk, one in self.actions.items()]
        if not actions:
            del self.fields["tell"]

    def facts(self) -> dict[str, Any]:
        """What `copy_of` takes."""
        typed = self.cleaned_data
        return {"words": typed["words"], "tell": [self.actions[pk] for pk in typed.get("tell", [])]}


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
