"""Questions to the link social worker that nobody has answered."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from cases.models import Advice
from cases.reminding.whom import can_act, managers_of_centres
from cases.status import CaseStatus
from centres.models import Membership
from centres.status import Role
from reminders.services import remind


def remind_of_advice(on: date) -> int:
    """After one working day tell who is asked, who asked and the manager, once."""
    managers, told = managers_of_centres(on), 0
    jobs = Membership.objects.order_by().filter(role=Role.LINK_SOCIAL_WORKER, centre_id=OuterRef("case__centre_id"))
    rows = Advice.objects.waiting().filter(case__status=CaseStatus.OPEN, asked_at__date__lt=on).annotate(
        works=Exists(jobs.in_force(on).filter(user_id=OuterRef("of_id"))),
        asker_here=can_act(on, "asked_by_id", "case__centre_id", "case__family_id"),
    )  # fmt: skip
    for one in rows.select_related("of", "asked_by", "case__centre").order_by("pk"):
        if one.answer_by >= on:
            continue
        if one.works:
            path = reverse("advice_answer", args=[one.pk])
            told += _tell([one.of], one, "A question waits for your advice. Read it and answer.", path, on)
        people = [*managers[one.case.centre_id], *([one.asked_by] if one.asker_here else [])]
        sentence = f"The question to the link social worker about {one.case.reference} has no answer. Ring them."
        told += _tell(people, one, sentence, reverse("case", args=[one.case_id]) + "?part=advice", on)
    return told


def _tell(to: list[Any], one: Advice, sentence: str, path: str, on: date) -> int:
    return remind(to=to, kind="advice", key=f"advice:{one.pk}:waiting", sentence=sentence, path=path, on=on)
