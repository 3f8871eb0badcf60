"""Visits planned ahead: planned, moved, cancelled. One that took place, or was tried, is recorded as a contact."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.services import record
from cases.going_on import require_agreement_or_decision
from cases.models import Case, Contact, Lead, Visit, VisitWorker
from cases.policies import may_work
from cases.rules import (
    agencies_of_visitors,
    require_not_twice,
    require_open,
    require_other_time,
    require_planned,
    require_to_come,
    require_visit_of,
    require_words,
)
from cases.services.locks import locked_case, locked_of_case
from cases.services.telling import tell_of_visit
from cases.status import VisitStatus


@transaction.atomic
def plan_visit(
    *, case: Case, visit_on: date, at: time | None = None, workers: Iterable[Any], purpose: str = "", by: Any, on: date
) -> Visit:
    """Plan a visit of one, or of several together; the others are told. Raises NotAllowed, RuleBroken.

    Another visit to the family on that day, or a closed centre, is said and does not stand in the way: sometimes that
    is what is wanted.
    """
    workers = list(workers)
    case = locked_case(case)
    may_work(by, case).require()
    require_open(case)
    require_agreement_or_decision(case, on)
    require_to_come(visit_on, at, timezone.localtime())
    agencies = agencies_of_visitors(case, workers, by, on)
    require_not_twice(case.visits.planned(), arranged_by=by, on=visit_on, at=at, purpose=purpose)
    visit = Visit.objects.create(case=case, on=visit_on, at=at, purpose=purpose, arranged_by=by)
    VisitWorker.objects.bulk_create(
        VisitWorker(visit=visit, user_id=user, agency_id=agency) for user, agency in agencies.items()
    )
    record(by=by, verb="plan_visit", subject=case, visit=visit.pk, visit_on=str(visit_on), workers=[*agencies])
    tell_of_visit(visit, "planned", by, on)
    return visit


@transaction.atomic
def move_visit(*, visit: Visit, visit_on: date, at: time | None = None, by: Any, on: date) -> Visit:
    """Another day or time. Raises NotAllowed, RuleBroken."""
    visit = locked_of_case(visit)
    may_work(by, visit.case).require()
    require_open(visit.case)
    require_planned(visit)
    require_other_time(visit, visit_on, at)
    require_to_come(visit_on, at, timezone.localtime())
    before, visit.on, visit.at = visit.on, visit_on, at
    visit.save(update_fields=["on", "at"])
    record(by=by, verb="move_visit", subject=visit.case, visit=visit.pk, before=str(before), after=str(visit_on))
    tell_of_visit(visit, "moved", by, on)
    return visit


@transaction.atomic
def cancel_visit(*, visit: Visit, because: str, by: Any, on: date) -> Visit:
    """It does not take place, and why. Raises NotAllowed, RuleBroken."""
    visit = locked_of_case(visit)
    may_work(by, visit.case).require()
    require_planned(visit)
    require_words(because, "no_reason", "Say why the visit is cancelled.", "because")
    visit.status, visit.cancelled_because = VisitStatus.CANCELLED, because
    visit.save(update_fields=["status", "cancelled_because"])
    record(by=by, verb="cancel_visit", subject=visit.case, visit=visit.pk)
    tell_of_visit(visit, "cancelled", by, on)
    return visit


def locked_visit(visit: Visit, case: Case, kind: str) -> Visit:
    """For a verb that has locked the case: the visit as it is now, of which `kind` of contact is to be recorded."""
    fresh = Visit.objects.select_for_update(of=("self",), no_key=True).get(pk=visit.pk)
    require_visit_of(case, fresh, kind)
    return fresh


def keep_visit(visit: Visit, contact: Contact) -> None:
    """For the verb that records the contact: it is what came of the visit."""
    visit.status, visit.contact = VisitStatus.KEPT, contact
    visit.save(update_fields=["status", "contact"])


def plan_again(contact: Contact) -> None:
    """For the verb that takes the contact back: what came of the visit is not recorded yet."""
    Visit.objects.filter(contact=contact).update(status=VisitStatus.PLANNED, contact=None)


def visits_go_along(case: Case, former: Lead, lead: Lead, on: date) -> list[int]:
    """For the verb by which somebody takes over: what the former lead professional was to visit, the new one does,
    unless the former stays in the team; which visits those are."""
    if case.team.in_force(on).filter(user=former.user_id).exists():
        return []
    theirs = VisitWorker.objects.filter(visit__in=case.visits.planned().filter(on__gte=on), user=former.user_id)
    found = list(theirs.select_related("visit"))
    for one in found:
        if one.visit.workers.filter(user=lead.user_id).exists():
            one.delete()
        else:
            one.user_id, one.agency_id = lead.user_id, lead.agency_id
            one.save(update_fields=["user", "agency"])
    return [one.visit_id for one in found]


def cancel_all(case: Case, because: str, by: Any, on: date) -> None:
    """For the verb that closes the case: nobody visits any more, and whoever was to come is told.

    Called before the case is closed, while it can be asked who may know of it.
    """
    for visit in case.visits.planned():
        visit.status, visit.cancelled_because = VisitStatus.CANCELLED, because
        visit.save(update_fields=["status", "cancelled_because"])
        if visit.on >= on:
            tell_of_visit(visit, "cancelled", by, on)
