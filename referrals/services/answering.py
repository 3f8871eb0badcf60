"""What a referrer is told: an answer every time, and what came of it (001)."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.services import record
from inputs.dates import in_words
from inputs.errors import RuleBroken
from referrals.models import Feedback, Referral
from referrals.policies import may_add, may_answer
from referrals.rules import require_answer, require_can_become, require_length, require_no_other_waiting
from referrals.status import ANSWERS, DECIDED, FeedbackKind, ReferralStatus


@transaction.atomic
def answer_referral(*, referral: Referral, status: str, words: str, by: User, on: date) -> Referral:
    """Record the meeting's answer and tell the referrer in `words`. Raises NotAllowed, RuleBroken."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_answer(by, referral).require()
    require_answer(status)
    require_can_become(referral, status)
    referral.status = status
    referral.decided_on = on if status in DECIDED else None
    referral.save(update_fields=["status", "decided_on"])
    _tell(referral, FeedbackKind.DECISION, words, by, on)
    record(by=by, verb="answer_referral", subject=referral, status=str(status))
    return referral


@transaction.atomic
def take_back_answer(*, referral: Referral, by: User, on: date) -> Referral:
    """Take the last answer back, within the meeting that gave it: the referral waits again.

    Raises NotAllowed, RuleBroken.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_answer(by, referral).require()
    if referral.status not in ANSWERS:
        raise RuleBroken("no_answer", "This referral has no answer to take back.")
    answers = list(referral.feedback.filter(kind=FeedbackKind.DECISION).order_by("-id")[:2])
    # Every answer before the last can only have asked for more: all others are final.
    before = ReferralStatus.MORE_NEEDED if len(answers) > 1 else ReferralStatus.SUBMITTED
    require_can_become(referral, before)
    if referral.family:  # an answered referral has one; the database says so too
        require_no_other_waiting(referral.family, referral)
    if answers:
        answers[0].delete()
    referral.status, referral.decided_on = before, None
    referral.save(update_fields=["status", "decided_on"])
    record(by=by, verb="take_back_answer", subject=referral)
    return referral


@transaction.atomic
def tell_referrer(*, referral: Referral, kind: str, words: str, by: User, on: date) -> Feedback:
    """Tell the referrer what has come of their referral. Raises NotAllowed, RuleBroken."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_answer(by, referral).require()
    told = _tell(referral, kind, words, by, on)
    record(by=by, verb="tell_referrer", subject=referral, kind=str(kind))
    return told


def _tell(referral: Referral, kind: str, words: str, by: User, on: date) -> Feedback:
    if not words.strip():
        raise RuleBroken("no_words", "Enter what the referrer is told.", "words")
    require_length(words, "words")
    return Feedback.objects.create(referral=referral, kind=kind, words=words.strip(), on=on, by=by)


@transaction.atomic
def add_to_referral(*, referral: Referral, words: str, by: User, on: date) -> Referral:
    """Add what the meeting asked for; the referral waits for the next meeting again. Raises NotAllowed, RuleBroken."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_add(by, referral).require()
    if referral.status != ReferralStatus.MORE_NEEDED:
        raise RuleBroken("not_asked", "The meeting has not asked for more.")
    if not words.strip():
        raise RuleBroken("no_words", "Enter what you want to add.", "words")
    longer = f"{referral.worries}\n\nAdded on {in_words(on)}: {words.strip()}"
    require_length(longer, "words")
    referral.worries, referral.status = longer, ReferralStatus.SUBMITTED
    referral.save(update_fields=["worries", "status"])
    record(by=by, verb="add_to_referral", subject=referral)
    return referral
