"""The shape of what is typed at a review."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from cases.forms.choices import CHOOSE, NotTriedField
from cases.forms.closing import asked_afterwards, only_nothing, told_afterwards
from cases.forms.said import RATED, HelpForm, goal_fields, goals_rated, help_said
from cases.models import Action, Case, Goal
from cases.status import HELP_QUESTIONS, WITH_FAMILY_CHOICES, Closing, ReviewDecision
from inputs.fields import DateField, LineField, RatingField, TextField

PLAIN = ("held_on", "held_where", "present", *RATED, "what_changed", "family_words", "decision", "reason",
         "next_due_on", "closing", "closing_words", "told", "not_tried_because")  # fmt: skip
SCALE = {"low": "as bad as can be", "high": "as good as can be"}


class ReviewForm(HelpForm):
    """The six-weekly review, each goal with its own ratings."""

    held_on = DateField(label="When was it held?", past=True)
    held_where = forms.ChoiceField(
        label="Where?", choices=WITH_FAMILY_CHOICES, widget=forms.RadioSelect,
        error_messages={"required": "Choose where the review was held"},
    )  # fmt: skip
    present = LineField(
        label="Who was there?", max_length=300, help_text="For example: her mother, her grandmother, the health visitor"
    )
    what_changed = TextField(label="What has changed since the last review?", required=False, rows=4)
    family_words = TextField(label="What does the family say?", max_length=2000, required=False, rows=3)
    family_rating = RatingField(label="The family’s own rating: how are things?", **SCALE, required=False)
    no_rating_because = LineField(label="If there is no rating from the family: why?", required=False)
    worker_rating = RatingField(label="Your rating: how are things?", **SCALE, required=False)
    decision = forms.ChoiceField(label="What was decided?", choices=ReviewDecision.choices, widget=forms.RadioSelect)
    reason = TextField(label="Why?", max_length=2000, rows=3, help_text="The referrer will read this.")
    next_due_on = DateField(label="Next review", future=True, required=False)
    closing = forms.ChoiceField(
        label="If the case is closed: the outcome", choices=CHOOSE + Closing.choices, required=False
    )
    closing_words = TextField(
        label="If the case is closed: how did it end?", max_length=2000, rows=3, required=False,
        help_text="If it is empty, the reason above is used.",
    )  # fmt: skip
    told = TextField(label="What does the referrer read, if not how it ended?", max_length=2000, rows=3, required=False)
    not_tried_because = NotTriedField()

    def __init__(
        self, *args: Any, case: Case, goals: Iterable[Goal], on: date, closes: bool = True, **kwargs: Any
    ) -> None:
        """`closes`: whether whoever holds it may close the case."""
        super().__init__(*args, **kwargs)
        self.closes = closes
        self.people: Any = {}
        if closes:
            asked, self.people = asked_afterwards(case, on, required=False)
            self.fields.update(asked)
        else:
            self._without_closing()
        self.goals = list(goals)
        for goal in self.goals:
            # One that was set today can wait for the next review, if this one was held before.
            self.fields.update(goal_fields(goal, required=goal.set_on < on))
        self.order_fields(self._as_on_the_page())

    def _without_closing(self) -> None:
        """Whoever stands in goes on, or waits for who leads."""
        field: Any = self.fields["decision"]
        field.choices = [choice for choice in ReviewDecision.choices if choice[0] != ReviewDecision.CLOSE]
        field.help_text = "You stand in: whether the case is closed, the lead professional or the manager decides."
        for name in ("closing", "closing_words", "told", "not_tried_because"):
            del self.fields[name]

    def _as_on_the_page(self) -> list[str]:
        """So that the summary of what is wrong names them in their order."""
        of_goals = [f"goal_{goal.pk}_{name}" for goal in self.goals for name in RATED]
        together = [*RATED, "what_changed", "family_words", *HELP_QUESTIONS, "help_words", "not_asked_because"]
        return ["held_on", "held_where", "present", *of_goals, *together]

    def clean(self) -> None:
        """“Nothing” stands alone."""
        if self.closes:
            only_nothing(self)

    def facts(self) -> dict[str, Any]:
        """What `hold_review` takes."""
        typed = dict(self.cleaned_data)
        afterwards = told_afterwards(typed, self.people) if self.closes else None
        facts = {name: typed[name] for name in PLAIN if name in typed}
        said = {"goals": goals_rated(typed, self.goals), "help_said": help_said(typed)}
        return {**facts, **said, "afterwards": afterwards}


class NextReviewForm(forms.Form):
    """Another date for the next review."""

    next_due_on = DateField(label="Next review", future=True)


class ReviewCopyForm(forms.Form):
    """What whoever makes the family's copy of a review adds to it. Nothing of it is kept."""

    words = TextField(
        label="What else was agreed, for the family to know", max_length=1500, rows=4, required=False,
        help_text="In plain words, as you would say it to them. Nothing about another family.",
    )  # fmt: skip
    say_words = forms.BooleanField(
        label="Put in what the family said", required=False,
        help_text="As it was written down at the review. Think of who else may read it: both parents can.",
    )  # fmt: skip
    tell = forms.MultipleChoiceField(
        label="Actions that the family is told of", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="The copy says them as they were recorded. Both parents may read it.",
    )  # fmt: skip

    def __init__(self, *args: Any, actions: list[Action], family_words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions, self.family_words = {str(one.pk): one for one in actions}, family_words
        self.fields["tell"].choices = [(pk, f"{one.what} ({one.owner})") for pk, one in self.actions.items()]
        if not actions:
            del self.fields["tell"]
        if not family_words:
            del self.fields["say_words"]

    def facts(self) -> dict[str, Any]:
        """What `copy_of` takes."""
        typed = self.cleaned_data
        return {
            "words": typed["words"],
            "family_words": self.family_words if typed.get("say_words") else "",
            "tell": [self.actions[pk] for pk in typed.get("tell", [])],
        }
