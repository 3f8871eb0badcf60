"""Families whose lead professional is away for a working week or longer while nobody stands in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases.models import Case, Deputy, Lead
from cases.reminding import can_act, can_answer
from centres.working_days import working_days
from meetings.models import Absence

LONG = 5  # working days: who misses a meeting only is not away from their families
AHEAD = timedelta(days=14)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Unattended:
    """A family, who leads it, and when they are away."""

    case: Case
    lead: Any
    absence: Absence

    def begun(self, on: date) -> bool:
        """Whether they are away already."""
        return self.absence.starts_on <= on


def unattended(on: date, **of: Any) -> list[Unattended]:
    """Of the absences `of` a person or centre that run or begin within two weeks: who leads, and for which families
    nobody who can has said that they stand in on every working day that is left. Three queries, however many."""
    away: dict[tuple[int, int], list[Absence]] = defaultdict(list)
    for one in Absence.objects.not_over(on).filter(starts_on__lte=on + AHEAD, **of).select_related("centre"):
        if len(_working(one, one.starts_on)) >= LONG:
            away[one.who_id, one.centre_id].append(one)
    if not away:
        return []
    rows = Lead.objects.order_by("case__family__name", "pk").current().filter(
        can_act(on, "user_id", "case__centre_id", "case__family_id"), user__in={who for who, _ in away}
    )  # fmt: skip
    leads = [one for one in rows.select_related("case__family", "user") if (one.user_id, one.case.centre_id) in away]
    covered: dict[int, set[date]] = defaultdict(set)
    here = can_answer(on, "user_id", "case__centre_id", "case__family_id")
    for one in Deputy.objects.accepted(on).filter(here, lead__in=leads):
        covered[one.lead_id].update(_days(one.starts_on, one.ends_on))
    return [
        Unattended(lead.case, lead.user, absence)
        for lead in leads for absence in away[lead.user_id, lead.case.centre_id]
        if set(_working(absence, max(absence.starts_on, on))) - covered[lead.pk]
    ]  # fmt: skip


def _working(absence: Absence, first: date) -> list[date]:
    """The working days of an absence from `first` on: on a bank holiday nobody has to stand in."""
    return working_days(first, absence.ends_on, division=absence.centre.division)


def _days(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]
