"""One family on record twice, as it happens: its name was heard otherwise, and nobody looked for it first."""

from families.models import Family
from families.services import NewAddress, NewAdult, NewChild, register_family
from meetings.demo.world import World

HEARD = {"ie": "y", "y": "ie", "ck": "k", "ll": "l", "nn": "n", "tt": "t", "e": "a"}


def somebody_is_registered_again(world: World) -> None:
    """A health visitor put the first family whose address is no secret on record once more, this morning."""
    found = (thread.family for thread in world.threads if thread.case and not thread.story.confidential)
    family = next((one for one in found if one and one.children.exclude(date_of_birth=None).exists()), None)
    visitor = next((key for key, job in world.memberships.items() if job.role == "health_visitor"), None)
    if family is not None and visitor is not None:
        _register_again(world, family, visitor)


def _register_again(world: World, family: Family, visitor: str) -> None:
    child = family.children.exclude(date_of_birth=None).order_by("pk")[0]
    adult = family.adults.order_by("pk")[0]
    home = family.addresses.filter(until=None).first()
    care = adult.cares.filter(child=child).first()
    register_family(
        centre=world.centre, name=otherwise(family.name),
        children=[NewChild(name=otherwise(child.name), date_of_birth=child.date_of_birth)],
        adults=[NewAdult(name=otherwise(adult.name), relation=care.relation if care else "other")],
        address=NewAddress(lines=home.lines, postcode=home.postcode) if home else None,
        by=world.users[visitor], on=world.today,
    )  # fmt: skip


def otherwise(name: str) -> str:
    """A name as somebody may have heard it: one letter or two otherwise."""
    first, space, last = name.rpartition(" ")
    for heard, written in HEARD.items():
        head, found, tail = last[1:].partition(heard)
        if found:
            return f"{first}{space}{last[:1]}{head}{written}{tail}"
    return f"{name}e"
