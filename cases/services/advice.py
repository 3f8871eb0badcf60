"""Advice of the link social worker: asked, answered, each with its time; or taken back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.services import record
from cases.models import Advice, Case
from cases.policies import may_answer_advice, may_ask_advice, may_take_back_advice
from cases.rules import (
    require_adviser,
    require_not_asked_already,
    require_open,
    require_question_waits,
    require_words,
)
from cases.services.locks import locked_case, locked_of_case
from cases.services.telling import may_know
from reminders.services import tell_at_once, untell


@transaction.atomic
def ask_advice(*, case: Case, of: Any, question: str, by: Any, on: date) -> Advice:
    """Put a question to a link social worker; also without agreement: then they are not shown whose family it is
    about. Raises NotAllowed, RuleBroken."""
    case = locked_case(case)
    may_ask_advice(by, case).require()
    require_open(case)
    require_words(question, "no_words", "Write your question.", "question")
    require_adviser(case, of, by, on)
    require_not_asked_already(case, of, question)
    made = Advice.objects.create(case=case, asked_by=by, of=of, question=question.strip())
    record(by=by, verb="ask_advice", subject=case, advice=made.pk, of=of.pk)
    # No reference: it would tell which family it is to somebody who may not know.
    tell_at_once(
        to=[of], kind="advice", key=advice_key(made),
        sentence="You are asked for advice. Read the question and answer.",
        path=reverse("advice_answer", args=[made.pk]), on=on,
    )  # fmt: skip
    return made


@transaction.atomic
def answer_advice(*, advice: Advice, answer: str, by: Any, on: date) -> Advice:
    """Answer, once; whoever asked is told within a minute. Raises NotAllowed, RuleBroken."""
    advice = locked_of_case(advice)
    may_answer_advice(by, advice).require()
    require_open(advice.case)
    require_question_waits(advice)
    require_words(answer, "no_words", "Write your answer.", "answer")
    advice.answer, advice.answered_at = answer.strip(), timezone.now()
    advice.save(update_fields=["answer", "answered_at"])
    record(by=by, verb="answer_advice", subject=advice.case, advice=advice.pk)
    _no_longer_waits(advice)
    if may_know(advice.case, advice.asked_by, on):
        tell_at_once(
            to=[advice.asked_by], kind="advice", key=f"advice:{advice.pk}:answered",
            sentence=f"Your question about {advice.case.reference} is answered.",
            path=reverse("case", args=[advice.case_id]) + "?part=advice", on=on,
        )  # fmt: skip
    return advice


@transaction.atomic
def take_back_advice(*, advice: Advice, by: Any, on: date) -> Advice:
    """The question needs no answer any more. Raises NotAllowed, RuleBroken."""
    advice = locked_of_case(advice)
    may_take_back_advice(by, advice).require()
    require_question_waits(advice)
    _taken_back(advice)
    record(by=by, verb="take_back_advice", subject=advice.case, advice=advice.pk, on=str(on))
    return advice


def take_back_questions(case: Case) -> None:
    """Nothing is asked about a case that is closed. For verbs that have locked it."""
    for one in case.advice.waiting():
        _taken_back(one)


def _taken_back(advice: Advice) -> None:
    advice.taken_back_at = timezone.now()
    advice.save(update_fields=["taken_back_at"])
    _no_longer_waits(advice)


def _no_longer_waits(advice: Advice) -> None:
    for key in (advice_key(advice), f"advice:{advice.pk}:waiting"):
        untell(key=key)


def advice_key(advice: Advice) -> str:
    """The occasion of being asked."""
    return f"advice:{advice.pk}:asked"
