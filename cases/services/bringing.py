"""Opening the cases that a centre brings along from its former records, many at once; and taking them back."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from audit.services import record_each
from cases.brought import CaseBrought
from cases.models import Case, Lead, Review
from cases.policies import may_bring_cases
from cases.rules import next_review_day, require_case_in_time, require_may_all_lead, require_meeting_tier
from cases.services.telling import offer_key
from centres.models import Centre
from inputs.errors import RuleBroken
from reminders.services import remind, untell

BUILT_ON = "Work on one of these cases has begun, so that they cannot be taken back any more."


@transaction.atomic
def bring_cases(*, centre: Centre, told: Sequence[CaseBrought], by: Any, on: date) -> list[Case]:
    """Open them in a few statements, in their order, each with its next review. Raises NotAllowed, RuleBroken.

    Who is to lead is asked, as always, and told once of all their cases, not once for each.
    """
    may_bring_cases(by, centre.pk).require()
    for one in told:
        require_meeting_tier(one.referral.tier or 0)
        require_case_in_time(one, centre, on)
    require_may_all_lead(told, on)
    made = Case.objects.bulk_create([_case(one, centre, on) for one in told])
    latest = next_review_day(centre, on)
    Review.objects.bulk_create(
        Review(case=case, due_on=one.next_review_on or latest) for case, one in zip(made, told, strict=True)
    )
    record_each(by=by, verb="bring_case", subjects=made)
    _offer(list(zip(made, told, strict=True)), by, on)
    return made


def _case(told: CaseBrought, centre: Centre, on: date) -> Case:
    return Case(
        centre=centre, family_id=told.referral.family_id or 0, referral=told.referral, tier=told.referral.tier or 0,
        opened_on=told.opened_on, brought_on=on,
    )  # fmt: skip


def _offer(pairs: Sequence[tuple[Case, CaseBrought]], by: Any, on: date) -> None:
    asked = [(case, one.lead) for case, one in pairs if one.lead]
    leads = Lead.objects.bulk_create(
        Lead(case=case, user_id=job.user_id, agency_id=job.agency_id, offered_on=on, offered_by=by)
        for case, job in asked
    )
    record_each(by=by, verb="offer_lead", subjects=[case for case, _ in asked])
    for user in {job.user_id: job.user for _, job in asked}.values():
        mine = [lead for lead in leads if lead.user_id == user.pk]
        many = "1 case that was" if len(mine) == 1 else f"{len(mine)} cases that were"
        remind(
            to=[user], kind="lead", key=f"brought:{mine[0].pk}", path=reverse("cases"), on=on,
            sentence=f"You are asked to lead for {many} brought along. Accept or decline each.",
        )  # fmt: skip


@transaction.atomic
def take_back_cases(*, centre: Centre, ids: Collection[int], by: Any) -> int:
    """Take back cases that were brought along, with what came with them; return how many.

    Raises NotAllowed, RuleBroken("built_on") if anything else points to one, or if a lead or a review is not as it was.
    """
    may_bring_cases(by, centre.pk).require()
    cases = Case.objects.select_for_update(of=("self",)).filter(centre=centre, pk__in=ids, brought_on__isnull=False)
    reviews, leads = Review.objects.filter(case__in=ids, case__centre=centre), Lead.objects.filter(case__in=ids)
    if reviews.exclude(held_on=None, missed_on=None).exists() or leads.exclude(answered_on=None).exists():
        raise RuleBroken("built_on", BUILT_ON)
    record_each(by=by, verb="take_back_case", subjects=cases)
    for lead in leads:
        untell(key=f"brought:{lead.pk}")
        untell(key=offer_key(lead))
    try:
        with transaction.atomic():
            reviews.delete()
            leads.delete()
            return cases.delete()[1].get(Case._meta.label, 0)
    except ProtectedError as error:
        raise RuleBroken("built_on", BUILT_ON) from error
