"""Planned visits of which nobody has said what came of them."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import User
from cases.models import TeamMember, Visit, VisitWorker
from cases.reminding.whom import can_answer, leads, managers_of_centres, week
from cases.status import CaseStatus
from consent.querysets import agreed
from consent.status import Information
from reminders.services import remind


def remind_of_visits(on: date) -> int:
    """The day after, and then weekly: tell who was to visit and works with the family still, and who leads (else the
    manager). When it was to be is said on the page, not in the mail."""
    managers = managers_of_centres(on)
    rows = Visit.objects.without_record(on).filter(case__status=CaseStatus.OPEN).select_related("case")
    found = list(rows.annotate(lead_id=leads("case_id", on, Information.CONTACTS)).order_by("pk"))
    people = User.objects.in_bulk({one.lead_id for one in found if one.lead_id})
    workers = _still_there(found, on)
    told = 0
    for one in found:
        leading = [people[one.lead_id]] if one.lead_id else managers[one.case.centre_id]
        key = f"visit:{one.pk}:{one.on}:{week((on - one.on).days)}"
        sentence = f"Something planned in {one.case.reference} has no record. Say what came of it."
        path = reverse("case", args=[one.case_id]) + "?part=visits"
        to = [*leading, *workers[one.pk]]
        told += remind(to=to, kind="visit", key=key, sentence=sentence, path=path, on=on)
    return told


def _still_there(visits: list[Visit], on: date) -> dict[int, list[Any]]:
    """Of each visit those who were to make it, are in the team, and may know; while the agreement is in force."""
    team = TeamMember.objects.in_force(on).filter(case_id=OuterRef("visit__case_id"), user_id=OuterRef("user_id"))
    here = can_answer(on, "user_id", "visit__case__centre_id", "visit__case__family_id", Information.CONTACTS)
    rows = VisitWorker.objects.filter(Exists(team), agreed(on, "visit__case__family_id"), visit__in=visits)
    found: dict[int, list[Any]] = defaultdict(list)
    for one in rows.annotate(here=here).filter(here=True).select_related("user"):
        found[one.visit_id].append(one.user)
    return found
