"""What the board of an item holds."""

from dataclasses import dataclass, field
from typing import Any

from cases.models import Action, Assessment, Deputy, Goal, Lead, Offer, Progress, Review
from cases.ratings import Drawn
from centres.models import Agency, Service
from consent.models import Agreement
from consent.status import Information
from meetings.models import AgencyView, AgendaItem, Decision
from meetings.screen.room import Room


@dataclass
class ViewRow:
    """One agency and what it thinks."""

    agency: Agency
    view: AgencyView | None
    mine: bool


@dataclass
class Board:
    """Everything about one item."""

    item: AgendaItem
    room: Room
    number: int = 0
    total: int = 0
    previous: AgendaItem | None = None
    next: AgendaItem | None = None
    agenda: list[AgendaItem] = field(default_factory=list)
    agreement: Agreement | None = None
    children: list[tuple[Any, str]] = field(default_factory=list)
    adults: list[Any] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    lead: Lead | None = None
    deputy: Deputy | None = None  # who stands in for them on the day
    offered: Lead | None = None
    contacts: dict[str, Any] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    refused: list[Offer] = field(default_factory=list)
    team: list[Any] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)  # the ratings over time: all together, then each goal
    goals: list[tuple[Goal, Drawn]] = field(default_factory=list)  # those that the family works on now
    last_decision: Decision | None = None
    assessment: Assessment | None = None  # the newest finished one; the screen shows what it concludes
    actions: list[Action] = field(default_factory=list)
    views: list[ViewRow] = field(default_factory=list)
    fitting: list[Service] = field(default_factory=list)
    included: set[int] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)
    along: list[AgendaItem] = field(default_factory=list)  # discussed and decided with this item
    host: AgendaItem | None = None  # with which this one is; and of which it is a part, if the reader sees these
    whole: AgendaItem | None = None
    can_take: list[AgendaItem] = field(default_factory=list)  # could be
    can_join: list[AgendaItem] = field(default_factory=list)  # with which this one could be
    sees: frozenset[str] = frozenset(Information.values)  # the kinds of information that the reader's agency may know

    @property
    def kept(self) -> list[str]:
        """The kinds that the family keeps from the reader's agency, in words."""
        return [Information(kind).label for kind in Information.values if kind not in self.sees]
