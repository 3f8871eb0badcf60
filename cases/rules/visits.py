"""What must be true of a visit that is planned ahead."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from cases.models import Case, Visit
from cases.rosters import visitors
from cases.rules.typed import require_between
from cases.status import ContactKind, VisitStatus
from inputs.dates import in_words
from inputs.errors import RuleBroken

FARTHEST = timedelta(days=365)


def require_to_come(visit_on: date, at: time | None, now: datetime) -> None:
    """A visit is planned for a day to come, within a year; today for a time to come."""
    today = now.date()
    require_between(visit_on, today, today + FARTHEST, "visit_on")
    if visit_on == today and at is not None and at < now.time():
        raise RuleBroken("time_too_early", "This time has passed. If you have been there, record a contact.", "at")


def agencies_of_visitors(case: Case, workers: Iterable[Any], by: Any, on: date) -> dict[int, int]:
    """Of each who visits the agency for which they do: somebody who works with the family, and so sees the visit."""
    workers = list(workers)
    if not workers:
        raise RuleBroken("nobody_visits", "Choose who visits.", "workers")
    known = {user.pk: agency for user, agency in visitors(case, on, by)}
    other = next((one for one in workers if one.pk not in known), None)
    if other is not None:
        sentence = f"{other.name} does not work with this family. Bring them into the team first, under People."
        raise RuleBroken("not_with_the_family", sentence, "workers")
    return {one.pk: known[one.pk].pk for one in workers}


def require_planned(visit: Visit) -> None:
    """Only a visit of which nobody has said what came of it is moved, cancelled or recorded."""
    if visit.status == VisitStatus.KEPT:
        raise RuleBroken("already_kept", "What came of this visit is recorded already.")
    if visit.status == VisitStatus.CANCELLED:
        raise RuleBroken("already_cancelled", f"This visit was cancelled: {visit.cancelled_because}")


def require_other_time(visit: Visit, visit_on: date, at: time | None) -> None:
    """A visit is moved to another day or time."""
    if (visit.on, visit.at) == (visit_on, at):
        raise RuleBroken("same_time", f"It is planned for {in_words(visit_on)} already. Choose another.", "visit_on")


def require_visit_of(case: Case, visit: Visit, kind: str) -> None:
    """What is recorded of a planned visit is a visit to that family."""
    if visit.case_id != case.pk:
        raise RuleBroken("other_family", "This visit was planned for another family.")
    if kind != ContactKind.VISIT:
        raise RuleBroken(
            "not_a_visit",
            "This was planned as a visit. If you rang or wrote instead, move or cancel the visit, then record that.",
            "kind",
        )
    require_planned(visit)
