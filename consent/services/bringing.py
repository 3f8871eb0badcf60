"""Taking over what a centre's former records say of agreements, for many families at once; and taking it back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError

from accounts.models import User
from audit.services import record_each
from centres.models import Agency, Centre
from consent.models import Agreement, SharingWish, Wording
from consent.policies import may_bring_agreements
from consent.rules import (
    a_year_after,
    require_dates,
    require_families_of_centre,
    require_given_by_now,
    require_none_without_responsibility,
    require_witness,
    require_wording_of_centre,
    running_agency_ids,
)
from consent.status import AgreementStatus
from families.models import Adult, Family
from inputs.errors import RuleBroken

BUILT_ON = "An agreement of one of these families has been used, so that it cannot be taken back any more."


@dataclass(frozen=True)
class AgreementBrought:
    """What a family said before: given, refused, or given and withdrawn. `given_on`: when it was said."""

    family: Family
    given_by: Adult
    capacity: str
    how: str
    status: str
    given_on: date
    witness: str = ""
    withdrawn_on: date | None = None


@transaction.atomic
def bring_agreements(
    *, centre: Centre, said: Sequence[AgreementBrought], wording: Wording, by: User, on: date
) -> list[Agreement]:
    """Record them in a few statements, in their order. Raises NotAllowed, RuleBroken.

    `wording`: the words that these families heard; the manager says which.
    """
    may_bring_agreements(by, centre.pk).require()
    require_wording_of_centre(wording, centre)
    require_families_of_centre([one.family for one in said], centre)
    for one in said:
        _require_whole(one, on)
    require_none_without_responsibility([one.given_by for one in said if one.status != AgreementStatus.REFUSED])
    made = Agreement.objects.bulk_create([_agreement(one, wording, by) for one in said])
    record_each(by=by, verb="bring_agreement", subjects=made, centre_id=centre.pk)
    return made


@transaction.atomic
def let_runners_know(*, centre: Centre, families: Sequence[Family], by: User, on: date) -> None:
    """The agencies that run the meeting know of these families: the centre brought them along. Raises NotAllowed.

    As with a referral, and as far as their sharing protocol is in force. No other agency: nobody has said what the
    families wish. It lets nobody see anything before an agreement is in force.
    """
    may_bring_agreements(by, centre.pk).require()
    require_families_of_centre(families, centre)
    partners = set(Agency.objects.partners_of(centre.pk, on).values_list("pk", flat=True))
    running = sorted(running_agency_ids(centre.pk, on) & partners)
    SharingWish.objects.bulk_create(
        SharingWish(family=family, agency_id=agency_id, included=True, recorded_by=by, since=on)
        for family in families
        for agency_id in running
    )
    for agency_id in running:
        record_each(by=by, verb="record_wish", subjects=families, agency=agency_id, included=True)


def _require_whole(said: AgreementBrought, on: date) -> None:
    require_witness(said.how, said.witness)
    if said.given_by.family_id != said.family.pk:
        raise RuleBroken("not_of_this_family", "Choose an adult of this family.", "given_by")
    if said.status == AgreementStatus.GIVEN:
        require_dates(said.given_on, a_year_after(said.given_on), on)
    else:
        require_given_by_now(said.withdrawn_on or said.given_on, on)


def _agreement(said: AgreementBrought, wording: Wording, by: User) -> Agreement:
    refused = said.status == AgreementStatus.REFUSED
    return Agreement(
        family=said.family,
        given_by=said.given_by,
        capacity=said.capacity,
        how=said.how,
        witness=said.witness,
        wording=wording,
        status=said.status,
        given_on=said.given_on,
        until=said.given_on if refused else a_year_after(said.given_on),
        taken_by=by,
        withdrawn_on=said.withdrawn_on,
        withdrawn_by=said.given_by.name if said.withdrawn_on else "",
    )


@transaction.atomic
def take_back_agreements(*, centre: Centre, ids: Collection[int], family_ids: Collection[int], by: User) -> int:
    """Take agreements that were brought along back, with what these families wished; return how many agreements.

    Raises NotAllowed, RuleBroken.
    """
    may_bring_agreements(by, centre.pk).require()
    agreements = Agreement.objects.select_for_update(of=("self",)).filter(family__centre=centre, pk__in=ids)
    record_each(by=by, verb="take_back_agreement", subjects=agreements, centre_id=centre.pk)
    SharingWish.objects.filter(family__centre=centre, family__in=family_ids).delete()
    try:
        with transaction.atomic():
            return agreements.delete()[1].get(Agreement._meta.label, 0)
    except ProtectedError as error:
        raise RuleBroken("built_on", BUILT_ON) from error
