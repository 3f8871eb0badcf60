"""What a review asks wherever it is held: where each goal stands, and what the family thinks of the help."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from cases.models import Goal
from cases.services import GoalRated, HelpSaid
from cases.status import HELP_QUESTIONS, HelpAnswer
from inputs.fields import LineField, RatingField

FAMILY, NONE, WORKER = RATED = ("family_rating", "no_rating_because", "worker_rating")
GOAL_FIELD = re.compile(rf"goal_\d{{1,18}}_({'|'.join(RATED)})")


def goal_fields(goal: Goal, *, required: bool) -> dict[str, forms.Field]:
    """Where one goal stands, as the family sees it and as the worker does. `required`: the worker's rating."""
    aim = "" if goal.target_rating is None else f" The family wants to come to {goal.target_rating}."
    fields: dict[str, forms.Field] = {
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
    for field in fields.values():
        field.about = f"{goal.words}: {field.label}"  # where it stands alone
    return fields


def goals_rated(typed: dict[str, Any], goals: Iterable[Goal]) -> list[GoalRated]:
    """The goals of which anything was typed."""
    rated = []
    for goal in goals:
        said = {name: typed[f"goal_{goal.pk}_{name}"] for name in RATED}
        if said != {FAMILY: None, NONE: "", WORKER: None}:
            rated.append(GoalRated(goal.pk, **said))
    return rated


def _question(name: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=HELP_QUESTIONS[name], choices=HelpAnswer.choices, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small govuk-radios--inline"}),
    )  # fmt: skip


class HelpForm(forms.Form):
    """The six questions, or why they were not asked."""

    help_questions = tuple(HELP_QUESTIONS)

    staff = _question("staff")
    needs_met = _question("needs_met")
    not_alone = _question("not_alone")
    information = _question("information")
    satisfaction = _question("satisfaction")
    involvement = _question("involvement")
    help_words = LineField(label="What else does the family say about the help?", max_length=300, required=False)
    not_asked_because = LineField(label="If the family was not asked: why?", required=False)


def help_said(typed: dict[str, Any]) -> HelpSaid:
    """What was typed into `HelpForm`."""
    answers = {name: typed[name] for name in HELP_QUESTIONS if typed[name] is not None}
    return HelpSaid(answers, typed["help_words"], typed["not_asked_because"])
