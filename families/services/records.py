"""Putting a family on record and keeping the record true."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Replace, Upper

from accounts.models import User
from audit.services import record
from centres.models import Centre
from families.models import Address, Adult, Care, Child, Family
from families.people import NewAddress, NewAdult, NewChild
from families.policies import may_change_family, may_register_family
from families.rules import (
    require_birth_date,
    require_born_or_expected,
    require_nhs_numbers,
    require_people,
    require_registered_by_now,
    require_unborn,
    require_whole_address,
)
from families.services.names import keep_former_name
from inputs.errors import RuleBroken
from inputs.validators import nhs_digits


@transaction.atomic
def register_family(
    *,
    centre: Centre,
    name: str,
    children: Sequence[NewChild],
    adults: Sequence[NewAdult],
    address: NewAddress | None = None,
    registered_on: date | None = None,
    language: str = "",
    interpreter_needed: bool = False,
    safe_contact: str = "",
    by: User,
    on: date,
) -> Family:
    """Put a new family on record. Raises NotAllowed, RuleBroken."""
    may_register_family(by, centre.pk).require()
    if not name.strip():
        raise RuleBroken("no_name", "Enter the family name.", "name")
    require_people(children, adults)
    for child in children:
        require_born_or_expected(child, on)
    require_nhs_numbers([*(child.nhs_number for child in children), *(adult.nhs_number for adult in adults)])
    require_whole_address(address)
    require_registered_by_now(registered_on, on)
    family = Family.objects.create(
        centre=centre,
        name=name.strip(),
        registered_on=registered_on,
        language=language,
        interpreter_needed=interpreter_needed,
        safe_contact=safe_contact,
        created_by=by,
    )
    _add_people(family, children, adults)
    if address:
        _add_address(family, address, on)
    record(by=by, verb="register_family", subject=family, children=len(children), adults=len(adults))
    return family


def _add_people(family: Family, children: Sequence[NewChild], adults: Sequence[NewAdult]) -> None:
    born = Child.objects.bulk_create(
        Child(
            family=family,
            name=child.name.strip(),
            date_of_birth=child.date_of_birth,
            expected_on=child.expected_on,
            nhs_number=nhs_digits(child.nhs_number),
        )
        for child in children
    )
    grown = Adult.objects.bulk_create(
        Adult(
            family=family,
            name=adult.name.strip(),
            date_of_birth=adult.date_of_birth,
            nhs_number=nhs_digits(adult.nhs_number),
            phone=adult.phone,
            email=adult.email,
        )
        for adult in adults
    )
    Care.objects.bulk_create(
        Care(adult=one, child=child, relation=told.relation, responsibility=told.responsibility)
        for one, told in zip(grown, adults, strict=True)
        for child in born
    )


def _add_address(family: Family, address: NewAddress, on: date) -> Address:
    return Address.objects.create(
        family=family,
        lines=address.lines.strip(),
        postcode=address.postcode.strip().upper(),
        confidential=address.confidential,
        since=on,
    )


def keep_confidential(family: Family) -> None:
    """Make confidential whatever else of the family stands at the postcode of a confidential address.

    It was recorded there before somebody said so, or is spelt otherwise: it would say where the family is.
    """
    bare = Upper(Replace("postcode", Value(" "), Value("")))
    rows = family.addresses.annotate(bare=bare)
    rows.filter(bare__in=list(rows.filter(confidential=True).values_list("bare", flat=True))).update(confidential=True)


@transaction.atomic
def record_birth(*, child: Child, name: str, date_of_birth: date, by: User, on: date, nhs_number: str = "") -> Child:
    """Record that an unborn child is born. Raises NotAllowed, RuleBroken."""
    child = Child.objects.select_for_update(of=("self",)).select_related("family").get(pk=child.pk)
    may_change_family(by, child.family).require()
    require_unborn(child)
    if not name.strip():
        raise RuleBroken("born_without_name", "Enter the child’s name.", "name")
    require_birth_date(date_of_birth, on)
    require_nhs_numbers([nhs_number])
    if name.strip() != child.name:
        keep_former_name(family=child.family, name=child.name, child=child, by=by, on=on)
    child.name, child.date_of_birth, child.expected_on = name.strip(), date_of_birth, None
    child.nhs_number = nhs_digits(nhs_number)
    child.save(update_fields=["name", "date_of_birth", "expected_on", "nhs_number"])
    record(by=by, verb="record_birth", subject=child, centre_id=child.family.centre_id)
    return child


@transaction.atomic
def change_address(*, family: Family, address: NewAddress, by: User, on: date) -> Address:
    """Record that the family lives elsewhere; the old address is kept with its last day. Raises NotAllowed, RuleBroken.

    Whether it is confidential is said anew with every address, and never assumed from silence: see the form.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    may_change_family(by, family).require()
    require_whole_address(address)
    family.addresses.filter(until=None).update(until=on)
    made = _add_address(family, address, on)
    keep_confidential(family)
    record(by=by, verb="change_address", subject=family, confidential=made.confidential)
    return made


def update_contact(
    *, family: Family, language: str | None, interpreter_needed: bool | None, safe_contact: str | None, by: User
) -> None:
    """Keep what a practitioner was just told about reaching the family; None leaves what is recorded.

    Called by a verb that has locked the family and asked its own policy: whoever refers a family may say how to
    reach it. Writes its own line in the log.
    """
    told = {"language": language, "interpreter_needed": interpreter_needed, "safe_contact": safe_contact}
    changed = [name for name, value in told.items() if value is not None and value != getattr(family, name)]
    if not changed:
        return
    for name in changed:
        setattr(family, name, told[name])
    family.save(update_fields=changed)
    record(by=by, verb="update_contact", subject=family, fields=changed)
