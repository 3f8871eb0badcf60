"""The shapes in which the demo's families are written down.

A story is counted in meetings and days, never in dates: `meeting=-9` is first discussed nine meetings ago, 0 is
today's; a day in a diary counts from the day the case was opened. Ages are those of today.
"""

from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True)
class ChildSketch:
    """A child so many weeks old today; below zero, expected in so many weeks."""

    name: str
    weeks: int
    nhs: bool = True


@dataclass(frozen=True)
class AdultSketch:
    """An adult, related to every child in the same way. The first one is who agreed."""

    name: str
    relation: str = "mother"
    responsibility: str = "yes"
    years: int | None = None
    phone: bool = False


@dataclass(frozen=True)
class Ruling:
    """What a meeting settled about a referral, or `put_off`. Actions: what, whose, due in so many meetings."""

    kind: str = "support"
    reason: str = ""
    alternatives: str = ""
    dissent: str = ""
    actions: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class LeadSketch:
    """Who is asked to be lead professional, and what they answer: accepted, declined, taken_back, or waiting."""

    who: str = "fsw1"
    answer: str = "accepted"
    words: str = ""
    family_view: str = ""


@dataclass(frozen=True)
class Met:
    """A contact or an attempt. If a child was seen, the children of the family were; `adults` by their first names.

    `with_` is a colleague who was there too, `late` how many days later it was written down.
    """

    day: int
    kind: str
    note: str
    reached: bool = True
    child_seen: bool = False
    who: str = ""
    adults: tuple[str, ...] = ()
    with_: str = ""
    at: time | None = None
    late: int = 0


@dataclass(frozen=True)
class Offered:
    """Support offered, and the answer so many days later; `service` is its name in the directory, `then` what comes
    after a refusal."""

    day: int
    service: str = ""
    what: str = ""
    answer: str = "accepted"
    after: int = 7
    words: str = ""
    then: str = ""


@dataclass(frozen=True)
class Hoped:
    """A goal in the family's words, and the day on which it was reached; where it starts and wants to be, 0 to 10."""

    day: int
    words: str
    outcome: str = "healthy"
    reached: int | None = None
    start: int = 3
    aim: int = 7


@dataclass(frozen=True)
class Agreed:
    """An action of the plan, due so many days later, for the goal whose words begin like this.

    `adult`: who of the family does it, by the first name; `outside`: who outside the team does. Else whoever leads.
    """

    day: int
    what: str
    due: int
    goal: str = ""
    adult: str = ""
    outside: str = ""


@dataclass(frozen=True)
class Dropped:
    """The first goal still open is given up, because of this."""

    day: int
    because: str


@dataclass(frozen=True)
class Sat:
    """A review held with the family between meetings. `goals`: (worker, family) of each open goal, as they were set.

    `answers`: the six questions, 1 to 5; without them `not_asked` says why.
    """

    day: int
    worker: int
    family: int
    changed: str
    said: str
    reason: str
    goals: tuple[tuple[int, int | None], ...]
    answers: tuple[int, ...] = ()
    not_asked: str = ""
    where: str = "home"
    present: str = ""


@dataclass(frozen=True)
class Assessed:
    """The early help assessment, begun and finished that day; the texts that are not given stay as they began.

    `draft`: it is not finished.
    """

    day: int
    texts: dict[str, str]
    draft: bool = False


@dataclass(frozen=True)
class Told:
    """Progress reported to the next meeting and to the referrer."""

    day: int
    words: str


@dataclass(frozen=True)
class Joined:
    """Somebody joins the team around the family."""

    day: int
    who: str
    contribution: str


@dataclass(frozen=True)
class Turn:
    """A turn of events, by its name in `turns`; a day below zero counts back from today. `days`: from today."""

    day: int
    what: str
    who: str = ""
    words: str = ""
    days: int = 0


Entry = Met | Offered | Hoped | Agreed | Dropped | Sat | Assessed | Told | Joined | Turn


@dataclass(frozen=True)
class Held:
    """A review as it was held. `worker` and `family`: 0 worst, 10 best."""

    worker: int
    family: int | None
    changed: str
    said: str = ""
    decision: str = "go_on"
    reason: str = ""
    no_rating: str = ""
    closing: str = ""
    closing_words: str = ""


@dataclass(frozen=True)
class Story:
    """One family and what happens to it."""

    key: str
    about: str
    name: str
    children: tuple[ChildSketch, ...]
    adults: tuple[AdultSketch, ...]
    needs: tuple[str, ...]
    strengths: str
    worries: str
    wants: str
    meeting: int
    tried: str = ""
    tier: int = 2
    referrer: str = "hv1"
    lead: LeadSketch = LeadSketch()
    rulings: tuple[Ruling, ...] = (Ruling(),)
    diary: tuple[Entry, ...] = ()
    reviews: tuple[Held, ...] = ()
    put_off: dict[int, str] = field(default_factory=dict)  # at meeting so-and-so, because of this
    guest: str = ""  # who is invited to today's item alone
    language: str = ""
    interpreter: bool = False
    safe_contact: str = "Text first, then call. Mornings are best."
    confidential: bool = False
    excluded: tuple[str, ...] = ()
    excluded_words: str = ""
    how: str = "signed"
    until_days: int | None = None  # the agreement ends so many days from today
    filler: bool = False  # one of many: now and then its review is put off
    never_sent: str = ""  # "draft", "advice", "known_draft": what happened instead of a referral
