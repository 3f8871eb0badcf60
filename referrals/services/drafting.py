"""Writing a referral before it is sent: nothing typed is lost, several at once."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from centres.models import Centre, Membership
from centres.status import REFERRING_ROLES, Need
from families.models import Family
from inputs.errors import RuleBroken
from referrals.models import Referral
from referrals.policies import may_refer, may_refer_family, may_write
from referrals.rules import require_can_become, require_draft, require_same_centre
from referrals.status import ReferralStatus


@transaction.atomic
def start_draft(*, centre: Centre, by: User, on: date, family: Family | None = None) -> Referral:
    """Begin a referral to the centre, for a family on record or for a new one. Raises NotAllowed, RuleBroken."""
    may_refer(by, centre.pk).require()
    referral = Referral(centre=centre, referred_by=by, family=family)
    if family is not None:
        may_refer_family(by, family).require()
        require_same_centre(referral, family)
    refer_for_agency(referral, by, on)
    referral.save()
    record(by=by, verb="start_draft", subject=referral)
    return referral


def refer_for_agency(referral: Referral, by: User, on: date) -> None:
    """Set on whose behalf `by` refers: of several jobs the one nearest to the families, for an agency that the family
    does not exclude. A referral lets its agency know of the family, so it must not be the way round an exclusion.

    Raises RuleBroken("no_membership").
    """
    jobs = Membership.objects.in_force(on).filter(user=by, centre_id=referral.centre_id, role__in=REFERRING_ROLES)
    if referral.family is not None:
        jobs = jobs.exclude(agency__in=referral.family.wishes.excluded().values("agency"))
    found = min(jobs, key=lambda job: REFERRING_ROLES.index(job.role), default=None)
    if found is None:
        raise RuleBroken("no_membership", "You do not refer for an agency that may know the family on that day.")
    if referral.agency_id is None or all(job.agency_id != referral.agency_id for job in jobs):
        referral.agency_id, referral.source = found.agency_id, found.role


@transaction.atomic
def save_draft(*, referral: Referral, typed: dict[str, Any], by: User) -> Referral:
    """Keep what has been typed so far, right or wrong, whole or half. Raises NotAllowed, RuleBroken.

    The last save wins among the writer's own tabs, but nothing is saved once the referral has been sent.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_write(by, referral).require()
    require_draft(referral)
    referral.typed, referral.typed_at = storable(typed), timezone.now()
    referral.save(update_fields=["typed", "typed_at"])
    return referral


def storable(value: Any) -> Any:
    """What was typed, with the few characters that PostgreSQL cannot hold made visible instead of lost."""
    if isinstance(value, str):
        return value.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {storable(str(key)): storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    return value


@transaction.atomic
def choose_family(*, referral: Referral, family: Family | None, by: User, on: date) -> Referral:
    """Say that a draft is about a family on record (None: about a new one). What was typed stays.

    Raises NotAllowed, RuleBroken.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_write(by, referral).require()
    require_draft(referral)
    if family is not None:
        may_refer_family(by, family).require()
        require_same_centre(referral, family)
    referral.family = family
    refer_for_agency(referral, by, on)
    referral.save(update_fields=["family", "agency", "source"])
    record(by=by, verb="choose_family", subject=referral, family=family.pk if family else None)
    return referral


@transaction.atomic
def discard_draft(*, referral: Referral, by: User, on: date) -> None:
    """Throw a draft away. It was never sent, so nothing of it is kept but the line in the log.

    Raises NotAllowed, RuleBroken.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_write(by, referral).require()
    require_draft(referral)
    record(by=by, verb="discard_draft", subject=referral, on=str(on))
    referral.delete()


@transaction.atomic
def give_advice_instead(*, referral: Referral, advice: str, by: User, on: date) -> Referral:
    """Close a draft with the advice that was given: a family that does not agree is helped all the same.

    What was typed about a family that did not agree is not kept. Raises NotAllowed, RuleBroken.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_write(by, referral).require()
    require_draft(referral)
    require_can_become(referral, ReferralStatus.ADVICE_GIVEN)
    if not advice.strip():
        raise RuleBroken("no_advice", "Enter the advice you gave.", "advice")
    needs = referral.typed.get("needs") or []
    referral.status = ReferralStatus.ADVICE_GIVEN
    referral.advice, referral.decided_on = advice.strip(), on
    referral.needs = known_needs(needs)
    referral.typed = {}
    referral.save(update_fields=["status", "advice", "decided_on", "needs", "typed"])
    record(by=by, verb="give_advice_instead", subject=referral)
    return referral


def known_needs(typed: Any) -> list[str]:
    """The codes among what was typed that are needs."""
    given = typed if isinstance(typed, list) else [typed]
    return [need for need in Need.values if need in given]
