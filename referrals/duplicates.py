"""Whether a family that is being described may be on record already, and what a person may be told about it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from centres.models import Membership
from centres.status import Role
from families.models import Family, LookAlike
from referrals.details import NewFamily
from referrals.querysets import families_known_to

MOST_SHOWN = 5
SHORTEST_NAME = 4  # "Al" is like half the register


@dataclass(frozen=True)
class Described:
    """What has been typed of a family so far that can be looked for."""

    names: list[str] = field(default_factory=list)
    dates_of_birth: list[date] = field(default_factory=list)
    nhs_numbers: list[str] = field(default_factory=list)
    postcode: str = ""


@dataclass(frozen=True)
class Likely:
    """Families the person may see that look alike, and the numbers of others, of which only that they exist is said."""

    families: list[Family]
    others: list[int]


def described(new: NewFamily) -> Described:
    """What can be looked for of a new family."""
    people: list[Any] = [*new.children, *new.adults]
    return Described(
        names=[person.name.strip() for person in people if len(person.name.strip()) >= SHORTEST_NAME],
        dates_of_birth=[person.date_of_birth for person in people if person.date_of_birth],
        nhs_numbers=[person.nhs_number for person in people if person.nhs_number],
        postcode=new.address.postcode if new.address else "",
    )


def likely(user: Any, centre_id: int, told: Described) -> Likely:
    """The families of the centre that may be the one described, as far as `user` may know.

    Of the others they are told of one with that very name, and of nothing else: like names with a postcode, a birthday
    or an NHS number would confirm guess after guess where somebody lives. The manager is told of those once it is sent
    (`may_be_known`).
    """
    known = families_known_to(user).values("pk")
    mine = list(_alike(centre_id, told).filter(pk__in=known).shown()[:MOST_SHOWN])
    others = _alike(centre_id, Described(names=told.names)).exclude(pk__in=known).values_list("pk", flat=True)
    return Likely(families=mine, others=list(others[:MOST_SHOWN]))


def may_be_known(centre_id: int, new: NewFamily) -> bool:
    """Whether the centre has a family on record that may be this one."""
    return _alike(centre_id, described(new)).exists()


def alike_to(family: Family) -> Any:
    """The other families of the centre that may be `family`: for the manager, who sees them all.

    Not those of which somebody has said that they only look alike.
    """
    people: list[Any] = [*family.children.all(), *family.adults.all()]
    home = family.addresses.filter(until=None).first()
    told = Described(
        names=[person.name for person in people if len(person.name) >= SHORTEST_NAME],
        dates_of_birth=[person.date_of_birth for person in people if person.date_of_birth],
        nhs_numbers=[person.nhs_number for person in people if person.nhs_number],
        postcode=home.postcode if home else "",
    )
    return _alike(family.centre_id, told).exclude(pk__in={family.pk, *LookAlike.objects.others_of(family.pk)})


def _alike(centre_id: int, told: Described) -> Any:
    return Family.objects.alike(
        centre_id=centre_id,
        names=told.names,
        dates_of_birth=told.dates_of_birth,
        nhs_numbers=told.nhs_numbers,
        postcode=told.postcode,
    )


def managers_of(centre_id: int) -> list[Membership]:
    """Whom to ask about a family that one may not see."""
    managers = Membership.objects.in_force().filter(centre_id=centre_id, role=Role.CENTRE_MANAGER)
    return list(managers.select_related("user", "centre"))
