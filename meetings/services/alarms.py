"""What the clock tells of families that nobody leads, and of centres that nobody manages: at once, and every week."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.urls import reverse

from cases.models import Case, Lead
from cases.reminding import TELL_MANAGER_AFTER, can_answer, managers_of_centres
from centres.models import Membership
from centres.status import Role
from consent.querysets import agreed
from reminders.services import remind, tell_at_once

WEEK = 7


def remind_of_families_without_lead(*, on: date) -> int:
    """Tell the managers, where a centre has none its administrators; return how many were newly told.

    Not as long as somebody is asked who can still answer, for some days: they have been told themselves.
    """
    managers, administrators = managers_of_centres(on), _administrators(on)
    told = 0
    for case in _alarming(on).iterator(500):
        week = max(0, (on - case.since).days) // WEEK
        tell = tell_at_once if week == 0 else remind
        facts: dict[str, Any] = {"key": f"leaderless:{case.pk}:{case.since}:{week}", "on": on}
        if managers.get(case.centre_id):
            sentence = f"Nobody leads for {case.reference}. Ask somebody."
            path = reverse("cases_without_lead")
            told += tell(to=managers[case.centre_id], kind="leaderless", sentence=sentence, path=path, **facts)
        else:
            sentence = f"Nobody leads for {case.reference}, and your centre has no manager. Give somebody that role."
            path, to = reverse("my_fortnight"), administrators.get(case.centre_id, [])
            told += tell(to=to, kind="leaderless", sentence=sentence, path=path, **facts)
    return told


def remind_of_centres_without_manager(*, on: date) -> int:
    """Tell the administrators of a centre that has no manager: nobody is told there of what is late, or nobody does.

    Return how many were newly told.
    """
    managers, told = managers_of_centres(on), 0
    ended = Max("ends_on", filter=Q(role=Role.CENTRE_MANAGER, ends_on__lt=on))
    rows = Membership.objects.order_by().values("centre_id").annotate(ended=ended, began=Min("starts_on"))
    since = {row["centre_id"]: row["ended"] or row["began"] for row in rows}
    for centre_id, to in _administrators(on).items():
        if not managers.get(centre_id):
            week = max(0, (on - since[centre_id]).days - 1) // WEEK
            told += remind(
                to=to, kind="leaderless", key=f"unmanaged:{centre_id}:{since[centre_id]}:{week}",
                sentence="Your centre has no manager: nobody is told there of what is late. Give somebody that role.",
                path=reverse("my_fortnight"), on=on,
            )  # fmt: skip
    return told


def _alarming(on: date) -> Any:
    asked = Lead.objects.order_by().unanswered().filter(
        can_answer(on, "user_id", "case__centre_id", "case__family_id"), agreed(on, "case__family_id"),
        case_id=OuterRef("pk"), offered_on__gt=on - timedelta(days=TELL_MANAGER_AFTER),
    )  # fmt: skip
    return Case.objects.without_lead().filter(~Exists(asked)).with_since(on).order_by("pk")


def _administrators(on: date) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for one in Membership.objects.filter(role=Role.ADMINISTRATOR).in_force(on).select_related("user"):
        found.setdefault(one.centre_id, []).append(one.user)
    return found
