"""Opening a case in an emergency, and looking at each use afterwards ("break-glass", access.md)."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.services import record
from cases.models import BreakGlass, EmergencyAttempt
from cases.policies import may_break_glass, may_review_break_glass, may_try_break_glass
from cases.relations import emergency_centre_ids
from cases.rules import (
    require_case_to_open,
    require_hours,
    require_no_other_way_in,
    require_not_reviewed,
    require_reason_against_wishes,
    require_reason_in_full,
    require_room_for_attempt,
    require_words,
)
from cases.services.locks import locked_case
from centres.models import Membership
from centres.status import CASEWORK_ROLES, Role
from consent.models import Agreement
from inputs.errors import RuleBroken
from reminders.services import remind, tell_at_once


def break_glass(*, reference: str, reason: str, hours: int, despite: str = "", by: Any, on: date) -> BreakGlass:
    """Open the case with this reference (its own or its family's) for some hours, for the safety of a child.

    The attempt and its reason are kept first, in a transaction of their own, and only then is anything looked up: so
    that nobody learns without a trace whether there is such a case. Raises NotAllowed, RuleBroken: "against_wishes"
    asks for `despite`, why it is needed although the family did not want it or no longer agrees.
    """
    require_reason_in_full(reason, "reason")
    require_hours(hours)
    may_try_break_glass(by).require()
    attempt = _keep_attempt(reference, reason, by, on)
    return _open(attempt, hours, despite, by, on)


def _keep_attempt(reference: str, reason: str, by: Any, on: date) -> EmergencyAttempt:
    """Write down what was tried; refuse when it was tried too often, which is written down and told as well."""
    try:
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two windows at once do not pass the limit
            require_room_for_attempt(by, timezone.now())
            attempt = EmergencyAttempt.objects.create(by=by, reference=reference.strip()[:40], reason=reason.strip())
            record(by=by, verb="try_break_glass", subject=attempt)
    except RuleBroken:
        _tell_of_too_many(by, on)
        raise
    return attempt


@transaction.atomic
def _tell_of_too_many(by: Any, on: date) -> None:
    record(by=by, verb="break_glass_refused", subject=by)
    for centre_id in emergency_centre_ids(by, on).values_list("centre_id", flat=True).distinct():
        tell_at_once(
            to=_who_looks(centre_id, on),
            kind="break_glass",
            key=f"break-glass-limit:{by.pk}:{timezone.now():%Y%m%d%H}",
            sentence="Somebody has tried too many references to open a record in an emergency. Look who it was.",
            path=reverse("break_glass_uses"),
            on=on,
        )


@transaction.atomic
def _open(attempt: EmergencyAttempt, hours: int, despite: str, by: Any, on: date) -> BreakGlass:
    case = require_case_to_open(attempt.reference, by, on)
    case = locked_case(case)
    may_break_glass(by, case).require()
    require_no_other_way_in(case, by)
    jobs = Membership.objects.order_by("pk").filter(user=by, centre_id=case.centre_id, role__in=CASEWORK_ROLES)
    agencies = list(jobs.in_force(on).values_list("agency_id", flat=True))
    unwanted = set(case.family.wishes.excluded().values_list("agency_id", flat=True))
    excluded = set(agencies) <= unwanted
    agreed = Agreement.objects.in_force(on).filter(family=case.family).exists()
    require_reason_against_wishes(despite, excluded=excluded, agreed=agreed)
    use = BreakGlass.objects.create(
        case=case, user=by, agency_id=agencies[0], attempt=attempt, reason=attempt.reason, despite=despite.strip(),
        excluded=excluded, agreed=agreed, hours=hours, opened_at=attempt.at, until=attempt.at + timedelta(hours=hours),
    )  # fmt: skip
    record(by=by, verb="break_glass", subject=case, use=use.pk, hours=hours, excluded=excluded, agreed=agreed)
    _tell_who_looks(use, on)
    return use


def _who_looks(centre_id: int, on: date) -> list[User]:
    """The centre's information leads; where there is none, its managers, who have to appoint one."""
    here = Membership.objects.filter(centre_id=centre_id).in_force(on).select_related("user")
    leads = [one.user for one in here.filter(role=Role.INFORMATION_LEAD)]
    return leads or [one.user for one in here.filter(role=Role.CENTRE_MANAGER)]


def _tell_who_looks(use: BreakGlass, on: date) -> None:
    """Within a minute, in a mail of its own: the reference and a link, nothing else."""
    tell_at_once(
        to=_who_looks(use.case.centre_id, on),
        kind="break_glass",
        key=f"break-glass:{use.pk}",
        sentence=f"{use.case.reference} was opened in an emergency. Look whether it was right.",
        path=reverse("break_glass_review", args=[use.pk]),
        on=on,
    )


@transaction.atomic
def review_break_glass(*, use: BreakGlass, right: bool, words: str, by: Any, on: date) -> BreakGlass:
    """Say whether a use was right, in words; once, and never one's own. Raises NotAllowed, RuleBroken."""
    rows = BreakGlass.objects.select_for_update(of=("self",), no_key=True).select_related("case", "user")
    use = rows.get(pk=use.pk)
    may_review_break_glass(by, use).require()
    require_not_reviewed(use)
    require_words(words, "no_words", "Say what you looked at and what you found.", "words")
    use.right, use.review_words, use.reviewed_by = right, words.strip(), by
    use.reviewed_at = timezone.now()
    use.save(update_fields=["right", "review_words", "reviewed_by", "reviewed_at"])
    record(by=by, verb="review_break_glass", subject=use.case, use=use.pk, right=right)
    if not right:
        _tell_not_right(use, on)
    return use


def _tell_not_right(use: BreakGlass, on: date) -> None:
    managers = Membership.objects.filter(centre_id=use.case.centre_id, role=Role.CENTRE_MANAGER).in_force(on)
    remind(
        to=[one.user for one in managers.select_related("user")],
        kind="break_glass",
        key=f"break-glass:{use.pk}:not-right",
        sentence=f"{use.case.reference} was opened in an emergency, and that was found not to be right.",
        path=reverse("case", args=[use.case_id]) + "?part=people",
        on=on,
    )
