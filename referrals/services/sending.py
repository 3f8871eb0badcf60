"""Sending a referral to the meeting, and taking it back."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from centres.models import Centre
from consent.models import Agreement
from consent.rules import running_agency_ids
from consent.services import record_agreement, record_wishes
from families.models import Adult, Family
from families.services import register_family, update_contact
from inputs.errors import RuleBroken
from referrals.details import AgreementGiven, NewFamily, ReferralDetails
from referrals.duplicates import may_be_known
from referrals.models import Referral
from referrals.policies import may_read_safe_contact, may_refer_family, may_withdraw, may_write
from referrals.rules import (
    require_agreement,
    require_can_become,
    require_children_covered,
    require_children_of,
    require_draft,
    require_meeting_tier,
    require_needs,
    require_no_other_waiting,
    require_one_family,
    require_own_agencies_know,
    require_place_among_adults,
    require_same_centre,
    require_words,
)
from referrals.services.drafting import refer_for_agency
from referrals.status import ReferralStatus


@transaction.atomic
def submit_referral(*, referral: Referral, details: ReferralDetails, by: User, on: date) -> Referral:
    """Send a draft to the meeting, with the family's agreement and wishes. Raises NotAllowed, RuleBroken.

    Puts a new family on record. A family that may be known already is sent all the same and marked for the manager:
    nobody else may look whether it is.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_write(by, referral).require()
    require_draft(referral)
    require_can_become(referral, ReferralStatus.SUBMITTED)
    _require_family(referral, details, by)
    referral.family = details.family
    refer_for_agency(referral, by, on)
    running = knowing_agency_ids(referral, on)
    _require_details(details, running, on)
    if details.new_family:
        # One new family at a time, so that two of the same describe each other.
        Centre.objects.select_for_update(no_key=True).get(pk=referral.centre_id)
        referral.maybe_known = may_be_known(referral.centre_id, details.new_family)
        family = _register(referral, details, details.new_family, by, on)
    else:
        family = _known(details, by)
    require_no_other_waiting(family, referral)
    require_children_of(family, details.children)
    agreement = require_agreement(details, on) or _record(family, details.agreement, by, on)
    require_children_covered(agreement, details.children)
    kept_out = set(family.wishes.excluded().values_list("agency", flat=True))
    included = (set(details.may_know) | running - kept_out) - set(details.must_not_know)
    record_wishes(
        family=family, included=included, excluded=details.must_not_know, words=details.wish_words, by=by, on=on
    )
    _write(referral, details, family, agreement)
    referral.children.set(details.children or agreement.children_covered())
    record(by=by, verb="submit_referral", subject=referral, tier=referral.tier, maybe_known=referral.maybe_known)
    return referral


def knowing_agency_ids(referral: Referral, on: date) -> set[int]:
    """The agencies that know in any case: the one that runs the meeting (the manager's) and the referrer's own."""
    return {referral.agency_id} | running_agency_ids(referral.centre_id, on)


def _require_family(referral: Referral, details: ReferralDetails, by: User) -> None:
    require_one_family(details)
    if details.family:
        may_refer_family(by, details.family).require()
        require_same_centre(referral, details.family)


def _require_details(details: ReferralDetails, running: set[int], on: date) -> None:
    require_agreement(details, on)
    require_words(details)
    require_needs(details.needs)
    require_meeting_tier(details.tier)
    require_own_agencies_know(details.must_not_know, running)


def _known(details: ReferralDetails, by: User) -> Family:
    family = Family.objects.select_for_update().get(pk=details.family.pk)  # type: ignore[union-attr]
    update_contact(
        family=family,
        language=details.language,
        interpreter_needed=details.interpreter_needed,
        safe_contact=_safe_contact(family, details.safe_contact, by),
        by=by,
    )
    return family


def _safe_contact(family: Family, told: str | None, by: User) -> str | None:
    """How to contact the family safely. Whoever may not read what is recorded adds to it: to replace or to empty what
    they do not see could have the family rung at the wrong hour."""
    if told is None or may_read_safe_contact(by, family):
        return told
    return f"{family.safe_contact}\n{told.strip()}".strip() if told.strip() else None


def _register(referral: Referral, details: ReferralDetails, new: NewFamily, by: User, on: date) -> Family:
    require_place_among_adults(details.agreement, len(new.adults))
    return register_family(
        centre=referral.centre,
        name=new.name,
        children=new.children,
        adults=new.adults,
        address=new.address,
        registered_on=new.registered_on,
        language=details.language or "",
        interpreter_needed=bool(details.interpreter_needed),
        safe_contact=details.safe_contact or "",
        by=by,
        on=on,
    )


def _record(family: Family, given: AgreementGiven | None, by: User, on: date) -> Agreement:
    if given is None:  # require_agreement has seen to it
        raise RuleBroken("no_agreement", "Record who agreed, how and on what date.", "agreed")
    who = given.given_by if isinstance(given.given_by, Adult) else family.adults.order_by("pk")[given.given_by]
    return record_agreement(
        family=family,
        given_by=who,
        capacity=given.capacity,
        how=given.how,
        witness=given.witness,
        wording=given.wording,
        given_on=given.given_on,
        by=by,
        on=on,
    )


def _write(referral: Referral, details: ReferralDetails, family: Family, agreement: Agreement) -> None:
    referral.status = ReferralStatus.SUBMITTED
    referral.submitted_at = timezone.now()
    referral.family, referral.agreement = family, agreement
    referral.tier, referral.needs = details.tier, list(dict.fromkeys(details.needs))
    referral.worries, referral.strengths = details.worries.strip(), details.strengths.strip()
    referral.family_wants, referral.tried = details.family_wants.strip(), details.tried.strip()
    referral.typed = {}  # everything of it is on record now
    referral.save()


@transaction.atomic
def withdraw_referral(*, referral: Referral, by: User, on: date) -> Referral:
    """Take a referral back before the meeting has decided. Raises NotAllowed, RuleBroken."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_withdraw(by, referral).require()
    require_can_become(referral, ReferralStatus.WITHDRAWN)
    referral.status, referral.decided_on = ReferralStatus.WITHDRAWN, on
    referral.save(update_fields=["status", "decided_on"])
    record(by=by, verb="withdraw_referral", subject=referral)
    return referral
