"""Putting many families on record at once, which a centre brings along from a list; and taking them off it again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError

from accounts.models import User
from audit.services import record_each
from centres.models import Centre
from families.brought import FamilyBrought
from families.models import Address, Adult, Care, Child, Family
from families.policies import may_bring_families
from families.rules import require_whole_family
from families.search_rows import written_at_the_end
from inputs.errors import RuleBroken
from inputs.validators import nhs_digits

BUILT_ON = "Work with one of these families has begun, so that they cannot be taken off the record any more."


@dataclass(frozen=True)
class FamilyMade:
    """A family that is on record now, with its people in the order in which they were told."""

    family: Family
    children: tuple[Child, ...]
    adults: tuple[Adult, ...]


@transaction.atomic
def bring_families(*, centre: Centre, told: Sequence[FamilyBrought], by: User, on: date) -> list[FamilyMade]:
    """Put families on record in a few statements for all of them, in their order. Raises NotAllowed, RuleBroken."""
    may_bring_families(by, centre.pk).require()
    for one in told:
        require_whole_family(one, on)
    with written_at_the_end():
        families = Family.objects.bulk_create([_family(one, centre) for one in told])
        children = iter(Child.objects.bulk_create(_children(told, families)))
        adults = iter(Adult.objects.bulk_create(_adults(told, families)))
    made = [
        FamilyMade(
            family, tuple(next(children) for _ in one.children), tuple(next(adults) for _ in one.adults)
        )
        for family, one in zip(families, told, strict=True)
    ]  # fmt: skip
    Care.objects.bulk_create(_cares(told, made))
    Address.objects.bulk_create(_addresses(told, families, on))
    record_each(by=by, verb="bring_family", subjects=families)
    return made


def _family(told: FamilyBrought, centre: Centre) -> Family:
    """Nobody's own (`created_by`): whoever brings thousands along has no part in any of them."""
    return Family(
        centre=centre,
        name=told.name.strip(),
        registered_on=told.registered_on,
        language=told.language,
        interpreter_needed=told.interpreter_needed,
        safe_contact=told.safe_contact,
    )


def _children(told: Sequence[FamilyBrought], families: Sequence[Family]) -> list[Child]:
    return [
        Child(
            family=family, name=child.name.strip(), date_of_birth=child.date_of_birth, expected_on=child.expected_on,
            nhs_number=nhs_digits(child.nhs_number),
        )
        for family, one in zip(families, told, strict=True)
        for child in one.children
    ]  # fmt: skip


def _adults(told: Sequence[FamilyBrought], families: Sequence[Family]) -> list[Adult]:
    return [
        Adult(
            family=family, name=adult.name.strip(), date_of_birth=adult.date_of_birth,
            nhs_number=nhs_digits(adult.nhs_number), phone=adult.phone, email=adult.email,
        )
        for family, one in zip(families, told, strict=True)
        for adult in one.adults
    ]  # fmt: skip


def _cares(told: Sequence[FamilyBrought], made: Sequence[FamilyMade]) -> list[Care]:
    return [
        Care(adult=adult, child=child, relation=said.relation, responsibility=said.responsibility)
        for one, family in zip(told, made, strict=True)
        for adult, said in zip(family.adults, one.adults, strict=True)
        for child in family.children
    ]


def _addresses(told: Sequence[FamilyBrought], families: Sequence[Family], on: date) -> list[Address]:
    return [
        Address(
            family=family, lines=one.address.lines.strip(), postcode=one.address.postcode.strip().upper(),
            confidential=one.address.confidential, since=on,
        )
        for family, one in zip(families, told, strict=True)
        if one.address
    ]  # fmt: skip


@transaction.atomic
def take_back_families(*, centre: Centre, ids: Collection[int], by: User) -> int:
    """Take families that were brought along off the record again; return how many. Raises NotAllowed, RuleBroken.

    Whatever stands above has taken back its own before; what is left points to a family and keeps it.
    """
    may_bring_families(by, centre.pk).require()
    families = Family.objects.select_for_update().filter(centre=centre, pk__in=ids)
    record_each(by=by, verb="take_back_family", subjects=families)
    try:
        with transaction.atomic():
            Care.objects.filter(child__family__in=ids, child__family__centre=centre).delete()
            for model in (Address, Child, Adult):
                model._default_manager.filter(family__in=ids, family__centre=centre).delete()
            return families.delete()[1].get(Family._meta.label, 0)
    except ProtectedError as error:
        raise RuleBroken("built_on", BUILT_ON) from error
