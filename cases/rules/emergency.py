"""What must be true when a record is opened in an emergency, whoever asks."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from cases.models import BreakGlass, Case, EmergencyAttempt
from cases.relations import emergency_centre_ids
from cases.status import HOURS, SHORTEST_REASON, CaseStatus
from inputs.errors import RuleBroken

MOST_ATTEMPTS, WITHIN = 5, timedelta(hours=1)


def require_reason_in_full(reason: str, field: str) -> None:
    """A reason, not a word (access.md: 20 characters or more)."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken("reason_too_short", f"Say why in {SHORTEST_REASON} characters or more.", field)


def require_hours(hours: int) -> None:
    """At most four hours, chosen beforehand."""
    if hours not in dict(HOURS):
        raise RuleBroken("bad_hours", "Choose 1, 2 or 4 hours.", "hours")


def require_room_for_attempt(by: Any, now: datetime) -> None:
    """References are not to be guessed: a handful of attempts in an hour. The caller holds the person's row locked."""
    if EmergencyAttempt.objects.in_vain(by, now - WITHIN).count() >= MOST_ATTEMPTS:
        raise RuleBroken(
            "too_many_attempts",
            f"You have tried {MOST_ATTEMPTS} references within an hour. The information lead is told. Ring the "
            "centre's manager; if a child is in danger now, ring children's social care or the police.",
        )


def require_case_to_open(reference: str, by: Any, on: date) -> Case:
    """An open case of a centre of theirs with exactly this reference, or its family's; which one."""
    here = Case.objects.filter(status=CaseStatus.OPEN, centre_id__in=emergency_centre_ids(by, on))
    found = here.filter(Q(reference__iexact=reference) | Q(family__reference__iexact=reference)).first()
    if found is None:
        raise RuleBroken(
            "no_such_case",
            "There is no open case with this reference at your centre. Check it letter by letter, or ring the manager.",
            "reference",
        )
    return found


def require_no_other_way_in(case: Case, by: Any) -> None:
    """Who can open the case has no need of this, also because they have it open in an emergency already."""
    if Case.objects.opens(by, case.pk):
        raise RuleBroken(
            "already_open", f"You can open {case.reference} already: it is in your list of cases.", "reference"
        )


def require_reason_against_wishes(despite: str, *, excluded: bool, agreed: bool) -> None:
    """The family's own word does not stand in the way of a child's safety, but it has to be answered."""
    if (excluded or not agreed) and len(despite.strip()) < SHORTEST_REASON:
        sentences = [
            "The family did not want your agency to know." if excluded else "",
            "The family's agreement is not in force." if not agreed else "",
            f"Say in {SHORTEST_REASON} characters or more why it is necessary all the same.",
        ]
        raise RuleBroken("against_wishes", " ".join(filter(None, sentences)), "despite")


def require_not_reviewed(use: BreakGlass) -> None:
    """Each use is looked at once; what was said of it stays."""
    if use.reviewed_at is not None:
        raise RuleBroken("already_reviewed", "Somebody has looked at this use already.")
