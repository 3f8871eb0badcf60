"""The shape of what is typed at a review."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from cases.forms.choices import CHOOSE
from cases.forms.closing import asked_afterwards, only_nothing, told_afterwards
from cases.models import Action, Case, Goal
from cases.services import GoalRated, HelpSaid
from cases.status import HELP_QUESTIONS, WITH_FAMILY_CHOICES, Closing, HelpAnswer, ReviewDecision
from inputs.fields import DateField, LineField, RatingField, TextField

SCALE = {"low": "as bad as can be", "high": "as good as can be"}
FAMILY, NONE, WORKER = "family_rating", "no_rating_because", "worker_rating"


class ReviewForm(forms.Form):
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
    help_words = LineField(label="What else does the family say about the help?", max_length=300, required=False)
    not_asked_because = LineField(label="If the family was not asked: why?", required=False)
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

    def __init__(self, *args: Any, case: Case, goals: Iterable[Goal], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked, self.people = asked_afterwards(case, on, required=False)
        self.fields.update(asked)
        self.goals = list(goals)
        for goal in self.goals:
            # One that was set today can wait for the next review, if this one was held before.
            self.fields.update(_of_goal(goal, required=goal.set_on < on))
        for name, question in HELP_QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=question, choices=HelpAnswer.choices, coerce=int, empty_value=None, required=False,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--small govuk-radios--inline"}),
            )  # fmt: skip
        self.order_fields(self._as_on_the_page())

    def _as_on_the_page(self) -> list[str]:
        """So that the summary of what is wrong names them in their order."""
        of_goals = [f"goal_{goal.pk}_{name}" for goal in self.goals for name in (FAMILY, NONE, WORKER)]
        together = [FAMILY, NONE, WORKER, "what_changed", "family_words"]
        return ["held_on", "held_where", "present", *of_goals, *together, *HELP_QUESTIONS, "help_words"]

    def clean(self) -> None:
        """“Nothing” stands alone."""
        only_nothing(self)

    def facts(self) -> dict[str, Any]:
        """What `hold_review` takes."""
        typed = dict(self.cleaned_data)
        afterwards = told_afterwards(typed, self.people)
        answers = {name: typed.pop(name) for name in HELP_QUESTIONS}
        said = HelpSaid(
            {name: answer for name, answer in answers.items() if answer is not None},
            typed.pop("help_words"), typed.pop("not_asked_because"),
        )  # fmt: skip
        goals = [
            GoalRated(goal.pk, **{name: typed.pop(f"goal_{goal.pk}_{name}") for name in (WORKER, FAMILY, NONE)})
            for goal in self.goals
        ]
        rated = [one for one in goals if one.worker_rating is not None or one.family_rating is not None]
        return {**typed, "goals": rated, "help_said": said, "afterwards": afterwards}


def _of_goal(goal: Goal, *, required: bool) -> dict[str, forms.Field]:
    """Where one goal stands, as the family sees it and as the worker does."""
    aim = "" if goal.target_rating is None else f" The family wants to come to {goal.target_rating}."
    return {
        f"goal_{goal.pk}_{FAMILY}": RatingField(
            label="Where does the family see itself with this?", required=False,
            help_text=f"0 means as bad as can be, 10 means as good as can be.{aim}",
        ),
        f"goal_{goal.pk}_{NONE}": LineField(label="If the family gives none: why?", required=False),
        f"goal_{goal.pk}_{WORKER}": RatingField(
            label="Where do you see the family with this?", required=required,
            error_messages={"required": f"Choose where you see the family with this: {goal.words}"},
        ),
    }  # fmt: skip


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
