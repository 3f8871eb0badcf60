"""What the API was sent, as the input of `submit_referral`."""

from typing import Any

from django.shortcuts import get_object_or_404

from families.people import NewAddress, NewAdult, NewChild
from referrals.details import AgreementGiven, NewFamily, ReferralDetails
from referrals.models import Referral
from referrals.rules import require_draft


def details_from(referral: Referral, told: dict[str, Any]) -> ReferralDetails:
    """The details of a draft as told; somebody else's child or adult is not found (404)."""
    require_draft(referral)  # said before the numbers of a family that is on record by now are looked for
    family = referral.family
    told = dict(told)
    new, agreement, children = told.pop("new_family"), told.pop("agreement"), told.pop("children")
    return ReferralDetails(
        **told,
        family=family,
        new_family=_new_family(new) if new else None,
        children=[get_object_or_404(family.children, pk=pk) for pk in children] if family else [],
        agreement=_agreement(referral, agreement) if agreement else None,
    )


def _new_family(new: dict[str, Any]) -> NewFamily:
    return NewFamily(
        name=new["name"],
        children=[NewChild(**child) for child in new["children"]],
        adults=[NewAdult(**adult) for adult in new["adults"]],
        address=NewAddress(**new["address"]) if new["address"] else None,
        registered_on=new["registered_on"],
    )


def _agreement(referral: Referral, given: dict[str, Any]) -> AgreementGiven:
    given = dict(given)
    if referral.family:
        given["given_by"] = get_object_or_404(referral.family.adults, pk=given["given_by"])
    return AgreementGiven(**given)
