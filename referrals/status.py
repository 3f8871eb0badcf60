"""The life of a referral."""

from django.db.models import TextChoices


class ReferralStatus(TextChoices):
    DRAFT = "draft", "Draft"
    ADVICE_GIVEN = "advice_given", "Not referred: advice given"
    SUBMITTED = "submitted", "Waiting for the meeting"
    MORE_NEEDED = "more_needed", "Meeting asked for more"
    ACCEPTED = "accepted", "Support agreed"
    SIGNPOSTED = "signposted", "Told about other services"
    NOT_ACCEPTED = "not_accepted", "Not taken on"
    PASSED_ON = "passed_on", "Passed to children's social care"
    WITHDRAWN = "withdrawn", "Withdrawn"


S = ReferralStatus
DECIDED = {S.ACCEPTED, S.SIGNPOSTED, S.NOT_ACCEPTED, S.PASSED_ON}

ALLOWED: dict[str, set[str]] = {
    S.DRAFT: {S.SUBMITTED, S.ADVICE_GIVEN},
    S.ADVICE_GIVEN: set(),
    S.SUBMITTED: DECIDED | {S.MORE_NEEDED, S.WITHDRAWN},
    # Back to waiting when the referrer has added what was asked for, or when the question is taken back.
    S.MORE_NEEDED: DECIDED | {S.SUBMITTED, S.MORE_NEEDED, S.WITHDRAWN},
    # A decision can be taken back within the meeting that took it.
    S.ACCEPTED: {S.SUBMITTED, S.MORE_NEEDED},
    S.SIGNPOSTED: {S.SUBMITTED, S.MORE_NEEDED},
    S.NOT_ACCEPTED: {S.SUBMITTED, S.MORE_NEEDED},
    S.PASSED_ON: {S.SUBMITTED, S.MORE_NEEDED},
    S.WITHDRAWN: set(),
}

ANSWERS = frozenset(DECIDED | {S.MORE_NEEDED})
WAITING = (S.SUBMITTED, S.MORE_NEEDED)
UNSENT = (S.DRAFT, S.ADVICE_GIVEN)


def can_become(current: str, wanted: str) -> bool:
    """Whether a referral may go from one status to another."""
    return wanted in ALLOWED[current]


class FeedbackKind(TextChoices):
    """What the referrer is told."""

    DECISION = "decision", "Decision"
    PROGRESS = "progress", "Progress"
    REVIEW = "review", "Review"
    OUTCOME = "outcome", "Outcome"
