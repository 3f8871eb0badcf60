"""Bringing the families of a list along, through the verbs of those who own the records; and taking them back."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from accounts.models import User
from cases.brought import CaseBrought
from cases.models import Case
from cases.services import bring_cases, take_back_cases
from centres.models import Centre
from consent.models import Agreement
from consent.services import AgreementBrought, bring_agreements, let_runners_know, take_back_agreements
from consent.status import AgreementStatus
from families.models import Family
from families.services import FamilyMade, bring_families, mark_look_alike, take_back_families
from meetings.services import take_back_items
from referrals.models import Referral
from referrals.services import ReferralBrought, bring_referrals, take_back_referrals
from transfer.models import Import
from transfer.planning import Around, Planned
from transfer.status import Agreed, Decision

STATES = {
    Agreed.AGREED: AgreementStatus.GIVEN, Agreed.REFUSED: AgreementStatus.REFUSED,
    Agreed.WITHDRAWN: AgreementStatus.WITHDRAWN,
}  # fmt: skip
DECIDED_NEW = "Said when a list was brought along: a new family."
AGREEMENT, REFERRAL, CASE = Agreement._meta.label_lower, Referral._meta.label_lower, Case._meta.label_lower


def bring(plans: Sequence[Planned], about: Around, by: User) -> list[dict[str, Any]]:
    """Put the families of `plans` on record with what came with them; what each row became. Within a transaction."""
    families = bring_families(centre=about.centre, told=[plan.told.family for plan in plans], by=by, on=about.on)
    let_runners_know(centre=about.centre, families=[one.family for one in families], by=by, on=about.on)
    ids: list[dict[str, int]] = [{} for _ in plans]
    agreements = _agreements(plans, families, about, by)
    for place, agreement in agreements.items():
        ids[place][AGREEMENT] = agreement.pk
    for place, case in _cases(plans, families, agreements, about, by).items():
        ids[place] |= {REFERRAL: case.referral_id, CASE: case.pk}
    return [
        {"number": plan.number, "family": made.family.pk, "made": ids[place]}
        for place, (plan, made) in enumerate(zip(plans, families, strict=True))
    ]


def _agreements(
    plans: Sequence[Planned], families: Sequence[FamilyMade], about: Around, by: User
) -> dict[int, Agreement]:
    """What each family said, by place; those whose agreement is to be confirmed have none."""
    said = {
        place: _said(plan, made)
        for place, (plan, made) in enumerate(zip(plans, families, strict=True))
        if plan.told.agreement.state in STATES
    }
    wording = about.wording or about.in_use
    if not said or wording is None:
        return {}
    made = bring_agreements(centre=about.centre, said=list(said.values()), wording=wording, by=by, on=about.on)
    return dict(zip(said, made, strict=True))


def _said(plan: Planned, made: FamilyMade) -> AgreementBrought:
    told = plan.told.agreement
    return AgreementBrought(
        family=made.family, given_by=made.adults[told.by], capacity=told.capacity, how=told.how,
        status=STATES[told.state], given_on=told.on or date.min, witness=told.witness, withdrawn_on=told.withdrawn_on,
    )  # fmt: skip


def _cases(
    plans: Sequence[Planned], families: Sequence[FamilyMade], agreements: dict[int, Agreement], about: Around, by: User
) -> dict[int, Case]:
    """The open case of each family that has one, by place."""
    places, told, rest = [], [], []
    for place, (plan, made) in enumerate(zip(plans, families, strict=True)):
        case, agreement = plan.told.case, agreements.get(place)
        if case is None:
            continue
        given = agreement if agreement and agreement.in_force(about.on) else None
        places.append(place)
        told.append(ReferralBrought(made.family, made.children, given, case.tier, case.opened_on, plan.told.worries))
        rest.append((case.opened_on, case.next_review_on, plan.lead if given else None))
    referrals = bring_referrals(centre=about.centre, told=told, by=by, on=about.on)
    brought = [CaseBrought(referral, *facts) for referral, facts in zip(referrals, rest, strict=True)]
    cases = bring_cases(centre=about.centre, told=brought, by=by, on=about.on)
    return dict(zip(places, cases, strict=True))


def keep_apart(found: Import, on: date) -> None:
    """Of each family that was decided to be new, that it only looks like the one it was held against. In a transaction.

    That one is on record, or another row of the list, which a person has looked at; nobody has looked at any other.
    """
    made = dict(found.rows.filter(family__isnull=False).values_list("number", "family_id"))
    for row in found.rows.filter(family__isnull=False, decision=Decision.NEW).select_related("family", "known"):
        ids = {row.known_id, made.get(row.resembles or 0)} - {None, row.family_id}
        others = list(Family.objects.filter(pk__in=ids))
        if row.family and others:
            mark_look_alike(family=row.family, others=others, reason=DECIDED_NEW, by=found.by, on=on)


def take_back(centre: Centre, rows: Iterable[tuple[int, dict[str, int]]], by: User) -> int:
    """Take families back, with what came with them; how many. The upper records first. Within a transaction."""
    found = list(rows)
    ids = {label: [made[label] for _, made in found if label in made] for label in (AGREEMENT, REFERRAL, CASE)}
    families = [family_id for family_id, _ in found]
    take_back_items(centre=centre, case_ids=ids[CASE], by=by)
    take_back_cases(centre=centre, ids=ids[CASE], by=by)
    take_back_referrals(centre=centre, ids=ids[REFERRAL], by=by)
    take_back_agreements(centre=centre, ids=ids[AGREEMENT], family_ids=families, by=by)
    return take_back_families(centre=centre, ids=families, by=by)
