"""What must be true of a question to the link social worker."""

from datetime import date
from typing import Any

from cases.advisers import advisers
from cases.models import Advice, Case
from inputs.errors import RuleBroken


def require_adviser(case: Case, of: Any, by: Any, on: date) -> None:
    """A link social worker of the centre is asked, and nobody asks themselves."""
    if of.pk not in {one.job.user_id for one in advisers(case, on, but=by)}:
        raise RuleBroken("no_adviser", f"{of.name} cannot be asked: choose a link social worker of this centre.", "of")


def require_not_asked_already(case: Case, of: Any, question: str) -> None:
    """The same question waits once."""
    if case.advice.waiting().filter(of=of, question=question.strip()).exists():
        raise RuleBroken("already_asked", f"{of.name} has this question already, and has not answered yet.", "question")


def require_question_waits(advice: Advice) -> None:
    """Answered once, and not what was taken back; who wants to know more asks again."""
    if advice.answered_at is not None:
        raise RuleBroken("already_answered", "This question is answered already.")
    if advice.taken_back_at is not None:
        raise RuleBroken("already_taken_back", "This question was taken back.")
