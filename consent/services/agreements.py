"""Recording what a family agrees to, refuses and withdraws."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from accounts.models import User
from audit.services import record
from consent.models import Agreement, Wording
from consent.policies import may_record_agreement, may_withdraw_agreement
from consent.rules import (
    a_year_after,
    require_can_withdraw,
    require_covered_of_family,
    require_dates,
    require_member_of_family,
    require_none_in_force,
    require_responsibility,
    require_witness,
    require_words_of_centre,
)
from consent.status import AgreementStatus
from families.models import Adult, Child, Family
from inputs.errors import RuleBroken


@transaction.atomic
def record_agreement(
    *,
    family: Family,
    given_by: Adult,
    capacity: str,
    how: str,
    witness: str = "",
    wording: Wording | None = None,
    given_on: date,
    until: date | None = None,
    children: Collection[Child] = (),
    adults: Collection[Adult] = (),
    by: User,
    on: date,
) -> Agreement:
    """Record that the family agrees to be discussed and supported. Raises NotAllowed, RuleBroken.

    `wording` None: the newest in use; `until` None: one year after it was given. `children` and `adults`: whom it
    covers, if not the whole family.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    may_record_agreement(by, family).require()
    until = until or a_year_after(given_on)
    require_member_of_family(given_by, family)
    require_responsibility(given_by, family, capacity)
    require_witness(how, witness)
    require_dates(given_on, until, on)
    require_covered_of_family(family, children, adults)
    agreement = Agreement.objects.create(
        family=family,
        given_by=given_by,
        capacity=capacity,
        how=how,
        witness=witness.strip(),
        wording=_heard(wording, family, on),
        status=AgreementStatus.GIVEN,
        given_on=given_on,
        until=until,
        taken_by=by,
    )
    agreement.children.set(children)
    agreement.adults.set(adults)
    record(by=by, verb="record_agreement", subject=agreement, centre_id=family.centre_id, how=how, until=str(until))
    return agreement


@transaction.atomic
def record_refusal(
    *,
    family: Family,
    given_by: Adult,
    capacity: str,
    how: str,
    witness: str = "",
    wording: Wording | None = None,
    given_on: date,
    by: User,
    on: date,
) -> Agreement:
    """Record that the family was asked and does not agree. Raises NotAllowed, RuleBroken."""
    family = Family.objects.select_for_update().get(pk=family.pk)
    may_record_agreement(by, family).require()
    require_member_of_family(given_by, family)
    require_witness(how, witness)
    if given_on > on:
        raise RuleBroken("given_later", "The date must be today or in the past.", "given_on")
    require_none_in_force(family, on)
    refusal = Agreement.objects.create(
        family=family,
        given_by=given_by,
        capacity=capacity,
        how=how,
        witness=witness.strip(),
        wording=_heard(wording, family, on),
        status=AgreementStatus.REFUSED,
        given_on=given_on,
        until=given_on,
        taken_by=by,
    )
    record(by=by, verb="record_refusal", subject=refusal, centre_id=family.centre_id)
    return refusal


@transaction.atomic
def withdraw_agreement(*, agreement: Agreement, withdrawn_by: str, by: User, on: date) -> Agreement:
    """Record that somebody of the family no longer agrees. Raises NotAllowed, RuleBroken.

    A no holds for the family: any other agreement in force, say a second parent's, ends with this one.
    Nothing else is switched off here: whoever saw the family because it agreed asks "is it in force?" in their own
    query, and so sees nothing from the next request on.
    """
    Family.objects.select_for_update().get(pk=agreement.family_id)
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("family").get(pk=agreement.pk)
    may_withdraw_agreement(by, agreement).require()
    require_can_withdraw(agreement)
    if not withdrawn_by.strip():
        raise RuleBroken("who_withdrew", "Enter who no longer agrees.", "withdrawn_by")
    others = Agreement.objects.select_for_update().filter(family=agreement.family).in_force(on)
    for ended in [agreement, *others.exclude(pk=agreement.pk)]:
        ended.status = AgreementStatus.WITHDRAWN
        ended.withdrawn_on, ended.withdrawn_by = on, withdrawn_by.strip()
        ended.save(update_fields=["status", "withdrawn_on", "withdrawn_by"])
        record(by=by, verb="withdraw_agreement", subject=ended, centre_id=agreement.family.centre_id)
    return agreement


def _heard(wording: Wording | None, family: Family, on: date) -> Wording:
    """What the family heard: the wording given, or the one in use, English first."""
    heard = wording or Wording.objects.in_use(family.centre_id, on).first()
    if heard is None:
        raise RuleBroken(
            "no_wording",
            "No agreement can be recorded yet, because the centre has not put the words in use that families hear "
            "first. Ask its administrator or manager: they do it on the page “Words families hear”, in the directory.",
        )
    require_words_of_centre(heard, family)
    return heard
