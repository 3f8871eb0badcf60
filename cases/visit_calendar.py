"""One calendar of the visits to all families that somebody may see, of every agency: planned, made, and overlapping."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db.models import QuerySet

from cases.models import Case, Contact, Visit
from cases.status import ContactKind, VisitStatus
from cases.visit_overlaps import NEXT_DAY, Stands, overlaps
from centres.models import Centre
from centres.working_days import closed_because

A_DAY = timedelta(days=NEXT_DAY)
FORTNIGHT = timedelta(days=14)
YEARS = timedelta(days=3660)  # how far from today the calendar opens


@dataclass
class Entry:
    """A visit in the calendar. One that was made without a plan has no `visit`."""

    case: Case
    on: date
    at: time | None
    who: list[tuple[str, str]]  # name, agency
    mine: bool
    visit: Visit | None = None
    purpose: str = ""
    made: bool = False
    reached: bool = False
    without_record: bool = False
    overlaps: list[str] = field(default_factory=list)


@dataclass
class Day:
    """A day of the calendar: why the centre is closed, if it is, and the visits."""

    on: date
    closed: list[str]
    entries: list[Entry]


def first_day(asked: str, today: date) -> date:
    """The first day of the calendar that was asked for; today if that is no day, or too far away."""
    try:
        wanted = date.fromisoformat(asked)
    except ValueError:
        return today
    return wanted if abs(wanted - today) <= YEARS else today


def days_for(user: Any, first: date, last: date, today: date, *, mine: bool = False) -> list[Day]:
    """The days from `first` to `last` on which somebody visits, or the centre is closed; fixed queries."""
    visits = Visit.objects.visible_to(user).not_cancelled().filter(on__range=(first, last))
    unplanned = _visited(Contact.objects.visible_to(user).filter(on__range=(first, last), visit=None))
    found = entries_of(user, visits, unplanned, today)
    if mine:
        found = [one for one in found if one.mine]
    closed = closed_because(Centre.objects.visible_to(user), first, last)
    shown = sorted({*closed, *(one.on for one in found)})
    return [Day(day, closed.get(day, []), [one for one in found if one.on == day]) for day in shown]


def entries_of(user: Any, visits: QuerySet, unplanned: QuerySet, today: date) -> list[Entry]:
    """Visits, and contacts that were visits without a plan, in the order of their day and time."""
    rows = list(visits.shown())
    mark(rows)
    found = [_planned(one, user, today) for one in rows] + [_made(one, user) for one in unplanned]
    return sorted(found, key=lambda one: (one.on, one.at or time.max, one.case.pk))


def visited_of(case: Case, first: date) -> QuerySet:
    """The contacts of a case since a day that were visits without a plan."""
    return _visited(case.contacts.filter(on__gte=first, visit=None))


def told_of(visit: Visit, user: Any) -> Visit:
    """The visit as it stands now, for `user`, who has just planned or changed it: with everything that is shown of it.

    Nothing stands close to it for those from whose agency the family keeps contacts: moving it from day to day they
    would read who comes when.
    """
    [row] = Visit.objects.filter(pk=visit.pk).shown()
    mark([row])
    if not Visit.objects.visible_to(user).filter(pk=row.pk).exists():
        row.overlaps = []
    return row


def mark(visits: list[Visit]) -> None:
    """Give each visit its `overlaps`, in words: what other visits to its family stand close to it."""
    if not visits:
        return
    about = {one.case_id for one in visits}
    window = (min(one.on for one in visits) - A_DAY, max(one.on for one in visits) + A_DAY)
    around = Visit.objects.not_cancelled().filter(case__in=about, on__range=window).shown()
    unplanned = _visited(Contact.objects.filter(case__in=about, on__range=window, visit=None))
    told = overlaps([*_stand(around), *_stood(unplanned)])
    for one in visits:
        counts = one.contact is None or one.contact.reached
        one.overlaps = told.get(("visit", one.pk), []) if counts else []


def _visited(contacts: QuerySet) -> QuerySet:
    return contacts.filter(kind=ContactKind.VISIT).shown().select_related("case__family", "by")


def _stand(visits: Iterable[Visit]) -> Iterable[Stands]:
    """Those to come, and those at which the family was reached."""
    for one in visits:
        if one.contact is None or one.contact.reached:
            workers = list(one.workers.all())
            yield Stands(
                ("visit", one.pk), one.case_id, one.on, one.at, frozenset(who.user_id for who in workers),
                tuple(who.user.name for who in workers),
            )  # fmt: skip


def _stood(contacts: Iterable[Contact]) -> Iterable[Stands]:
    for one in contacts:
        if one.reached:
            people = [one.by, *(colleague.user for colleague in one.colleagues.all())]
            yield Stands(
                ("contact", one.pk), one.case_id, one.on, one.at, frozenset(who.pk for who in people),
                tuple(who.name for who in people),
            )  # fmt: skip


def _planned(visit: Visit, user: Any, today: date) -> Entry:
    workers = list(visit.workers.all())
    return Entry(
        case=visit.case, on=visit.on, at=visit.at, who=[(one.user.name, one.agency.name) for one in workers],
        mine=any(one.user_id == user.pk for one in workers), visit=visit, purpose=visit.purpose,
        made=visit.contact is not None, reached=visit.contact is not None and visit.contact.reached,
        without_record=visit.status == VisitStatus.PLANNED and visit.on < today, overlaps=visit.overlaps,
    )  # fmt: skip


def _made(contact: Contact, user: Any) -> Entry:
    others = list(contact.colleagues.all())
    who = [(contact.by.name, ""), *((one.user.name, one.agency.name) for one in others)]
    mine = user.pk in {contact.by_id, *(one.user_id for one in others)}
    return Entry(
        case=contact.case, on=contact.on, at=contact.at, who=who, mine=mine, made=True, reached=contact.reached
    )
