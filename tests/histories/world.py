"""The small world of every history: a centre, a second one, their people and two families. Built once, before all."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from accounts.models import User
from centres.models import Agency, Centre
from centres.status import AgencyKind, Role
from families.models import Family
from tests.days import days_ago
from tests.factories import cases, centres, families

NOW = datetime(2026, 1, 6, 9, 0, tzinfo=ZoneInfo("Europe/London"))  # histories begin here, or up to a year later
AGENCIES = {"council": AgencyKind.COUNCIL, "trust": AgencyKind.NHS, "charity": AgencyKind.CHARITY}
# Who is what at which centre, for whom. Cases are the alder's; Bo runs the other centre, and Tom works at both.
JOBS = (
    ("mara", "alder", Role.CENTRE_MANAGER, "council"),
    ("ada", "alder", Role.ADMINISTRATOR, "council"),
    ("lee", "alder", Role.LINK_SOCIAL_WORKER, "council"),
    ("fay", "alder", Role.FAMILY_SUPPORT_WORKER, "trust"),
    ("gil", "alder", Role.FAMILY_SUPPORT_WORKER, "charity"),
    ("hana", "alder", Role.HEALTH_VISITOR, "trust"),
    ("tom", "alder", Role.HEALTH_VISITOR, "trust"),
    ("tom", "birch", Role.FAMILY_SUPPORT_WORKER, "charity"),
    ("bo", "birch", Role.CENTRE_MANAGER, "council"),
    ("bo", "alder", Role.SPECIALIST, "charity"),
)
PEOPLE = tuple(dict.fromkeys(name for name, *_ in JOBS))
FAMILIES = ("ash", "beech")


@dataclass
class World:
    """Everybody and everything that stands before a history begins. All are found by their names, never by numbers."""

    centre: Centre
    elsewhere: Centre
    people: dict[str, User]
    agencies: dict[str, Agency]
    families: dict[str, Family]

    def name_of(self, person: int | None) -> str:
        """Who has this number."""
        return next((name for name, one in self.people.items() if one.pk == person), "nobody")


def build() -> World:
    """The world, as of now: two families with a referral that the meeting accepted, and no case yet."""
    at = {name: centres.centre(name=f"The {name}") for name in ("alder", "birch")}
    agencies = {name: centres.agency(name=f"The {name}", kind=kind) for name, kind in AGENCIES.items()}
    for centre in at.values():
        families.wording(centre)
        for agency in agencies.values():
            centres.protocol(centre, agency, review_on=None)
    people = {name: centres.user(name=name.title()) for name in PEOPLE}
    for name, where, role, agency in JOBS:
        centres.member(at[where], role, of=agencies[agency], user=people[name], starts_on=days_ago(400))
    named = {name: families.family(at["alder"], name=name.title()) for name in FAMILIES}
    for family in named.values():
        for agency in agencies.values():
            families.wish(family, agency, by=people["hana"])
        cases.accepted_referral(family, by=people["hana"])
    return World(at["alder"], at["birch"], people, agencies, named)
