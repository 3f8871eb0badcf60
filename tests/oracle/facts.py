"""What has happened, as the oracle is told of it: plain Python, no database, nothing of the product."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass
class Job:
    """A membership: what somebody is at a centre, for which agency, from when until when."""

    centre: int
    agency: int
    role: str
    starts: date
    ends: date | None = None
    supervisor: int | None = None


@dataclass
class Agreement:
    """What a family agreed to, until when."""

    given_on: date
    until: date
    withdrawn: bool = False


@dataclass
class Family:
    """A family, what it agreed to and what it wishes."""

    name: str
    centre: int
    agreements: list[Agreement] = field(default_factory=list)
    wishes: dict[int, bool] = field(default_factory=dict)  # agency: may it know? Not said: not in here
    excluded_since: dict[int, date] = field(default_factory=dict)
    kept: dict[int, set[str]] = field(default_factory=dict)  # agency: kinds of information kept from it
    confidential: bool = False


@dataclass
class Member:
    """Somebody in a team, for which agency, from when until when."""

    person: int
    agency: int
    since: date
    until: date | None = None


@dataclass
class Deputy:
    """Somebody asked to stand in for whoever leads, for which agency, from when until when."""

    number: int
    person: int
    agency: int
    starts: date
    ends: date
    accepted: bool = False


@dataclass
class Question:
    """What was put to a link social worker, and when it was answered."""

    person: int
    answered: datetime | None = None
    taken_back: bool = False


@dataclass
class Case:
    """The work with a family, and who takes part."""

    family: int
    is_open: bool = True
    lead: int | None = None
    leads_for: int | None = None  # the agency
    asked: int | None = None
    asked_for: int | None = None
    deputies: list[Deputy] = field(default_factory=list)  # asked or accepted
    questions: dict[int, Question] = field(default_factory=dict)
    team: list[Member] = field(default_factory=list)
    shared_with_person: dict[int, date] = field(default_factory=dict)  # the last day
    shared_with_agency: dict[int, date] = field(default_factory=dict)
    emergencies: list[tuple[int, datetime, datetime]] = field(default_factory=list)
    checker: int | None = None  # who asks the family, after the work has ended, how it goes
    asks_from: date | None = None


@dataclass
class Action:
    """Something that somebody does, of a case or of the team."""

    centre: int
    owner: int
    case: int | None = None
    is_open: bool = True
    asked: int | None = None  # who is asked to take it on
    asked_for: int | None = None  # the agency
    with_family: bool = False  # it goes with an offer to lead


@dataclass
class Referral:
    """A request about a family."""

    centre: int
    by: int
    family: int
    sent: bool = True


@dataclass
class Meeting:
    """A meeting: who comes for which agency, and what is on its agenda."""

    centre: int
    chair: int
    expected: dict[int, int] = field(default_factory=dict)
    guests: dict[int, set[int]] = field(default_factory=dict)  # of those expected, who comes for these items only
    items: dict[int, int | None] = field(default_factory=dict)  # in order, the family each is about; None: the team
    parts: dict[int, int] = field(default_factory=dict)  # the item each was split from
    named: set[int] = field(default_factory=set)  # the parts, which have a name; those put off before, too
    together: dict[int, int] = field(default_factory=dict)  # the item each is decided with
    decided: set[int] = field(default_factory=set)
    known_at_close: dict[int, set[int]] | None = None  # of each family, the agencies that could know
    released: bool = False
    approved: bool = False
