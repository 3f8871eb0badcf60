"""What the chair's screen shows of one item: the family at a glance, what was said, what fits. Reads only.

A fixed number of queries, however much has happened. No address and no note of a contact is read: whoever is invited
to an item sees a summary (access.md).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from cases.models import Action, Lead, Offer, Progress, Review
from cases.rosters import caseloads, caseworkers
from cases.status import ActionStatus, LeadStatus, OfferStatus
from centres.models import Agency, Membership, Service
from centres.status import AgencyKind, Need
from consent.models import Agreement, SharingWish
from consent.status import Information
from meetings.guests import expected_at
from meetings.models import AgencyView, AgendaItem, Attendance, Decision, Meeting
from meetings.quorum import Quorum, quorum_of
from meetings.rules import fits_with
from meetings.snapshot import missing_agencies
from meetings.status import ItemKind, MeetingStatus, Present


@dataclass
class Room:
    """Who is at the meeting, seen from one item: members, and the item's guests. Only members are counted."""

    attendance: list[Attendance]
    here: int
    missing: list[str]
    must_leave: list[Attendance]
    guests: list[Attendance] = field(default_factory=list)
    quorum: Quorum | None = None  # nothing before the meeting is opened

    @property
    def expected(self) -> int:
        """How many come to the whole meeting."""
        return len(self.attendance) - sum(1 for one in self.attendance if one.guest)


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
    offered: Lead | None = None
    contacts: dict[str, Any] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    refused: list[Offer] = field(default_factory=list)
    team: list[Any] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    last_decision: Decision | None = None
    actions: list[Action] = field(default_factory=list)
    views: list[ViewRow] = field(default_factory=list)
    fitting: list[Service] = field(default_factory=list)
    included: set[int] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)
    along: list[AgendaItem] = field(default_factory=list)  # discussed and decided with this item
    can_take: list[AgendaItem] = field(default_factory=list)  # could be
    can_join: list[AgendaItem] = field(default_factory=list)  # with which this one could be
    sees: frozenset[str] = frozenset(Information.values)  # the kinds of information that the reader's agency may know

    @property
    def kept(self) -> list[str]:
        """The kinds that the family keeps from the reader's agency, in words."""
        return [Information(kind).label for kind in Information.values if kind not in self.sees]

    @property
    def shows_decision(self) -> bool:
        """Whether the reader may know what was decided: it is part of the plan; passing on is a safeguarding note."""
        decision = getattr(self.item, "decision", None)
        passed_on = bool(decision and decision.done_now)
        return Information.PLAN in self.sees and (Information.SAFEGUARDING in self.sees or not passed_on)


def board_of(item: AgendaItem, user: Any, on: date) -> Board:
    """The board of an item that `user` may see."""
    meeting = item.meeting
    listed = list(meeting.items.visible_to(user).in_order().select_related("family"))
    agenda = [one for one in listed if one.taken_with_id is None or one.pk == item.pk]
    room = room_of(meeting, user, [one.pk for one in listed], item)
    board = Board(item=item, room=room, agenda=agenda, total=len(agenda))
    if item.family_id:
        board.sees = AgendaItem.objects.seen_by(user, item.pk).kinds
    place = next((n for n, one in enumerate(agenda) if one.pk == item.pk), 0)
    board.number = place + 1
    board.previous = agenda[place - 1] if place else None
    board.next = agenda[place + 1] if place + 1 < len(agenda) else None
    if item.family_id:
        _add_others_of_family(board)
        _add_family(board, on)
        _add_services(board)
    if item.case_id:
        _add_case(board)
    _add_views(board, user)
    _leave_out_what_is_kept(board)
    return board


def _leave_out_what_is_kept(board: Board) -> None:
    """The family keeps kinds of information from agencies that may know of it: they are not on their screen."""
    if Information.CONTACTS not in board.sees:
        board.contacts, board.offers, board.refused = {}, [], []
    if Information.PLAN not in board.sees:
        board.progress, board.reviews, board.last_decision, board.actions = [], [], None, []
    if Information.HEALTH not in board.sees:
        board.needs, board.fitting = [], []
        board.views = [row for row in board.views if row.mine or row.agency.kind != AgencyKind.NHS]


def room_of(meeting: Meeting, user: Any, seen: list[int], item: AgendaItem | None = None) -> Room:
    """Who is here, as `user` may know it who sees these items, and which agencies nobody came for.

    At an `item` its guests are there beside the members; the meeting as a whole has its guests apart.
    """
    everybody = expected_at(meeting, user, seen)
    guests = [one for one in everybody if one.guest and (item is None or item.pk in one.items_seen)]
    members = [one for one in everybody if not one.guest]
    here = sum(1 for one in members if one.present == Present.PRESENT or one.deputy)
    began = meeting.status != MeetingStatus.PLANNED
    shown = members + guests if item else members
    if not began:
        return Room(shown, here, [], [], guests)
    return Room(shown, here, missing_agencies(meeting, members, guests), [], guests, quorum_of(meeting, members))


def _add_family(board: Board, on: date) -> None:
    family = board.item.family
    if family is None:
        return
    board.adults = list(family.adults.prefetch_related("cares"))
    board.agreement = Agreement.objects.in_force(on).filter(family=family).order_by("-until").first()
    children = board.agreement.children_covered() if board.agreement else family.children.all()
    board.children = [(child, child.age(on)) for child in children]
    wishes = list(SharingWish.objects.filter(family=family, until=None).select_related("agency"))
    board.included = {wish.agency_id for wish in wishes if wish.included}
    board.left_out = [wish.agency.name for wish in wishes if not wish.included]
    board.room.must_leave = [
        one
        for one in board.room.attendance
        if one.agency_id not in board.included and one.present in (Present.PRESENT, Present.EXPECTED)
    ]


def _add_others_of_family(board: Board) -> None:
    """What is taken with this item, and what of the same family could be."""
    item = board.item
    along = item.along.in_order().select_related("referral__referred_by", "referral__agency")
    board.along = list(along.prefetch_related("views__agency"))
    board.can_take = [one for one in board.agenda if fits_with(one, item)]
    board.can_join = [] if board.along else [one for one in board.agenda if fits_with(item, one)]


def _add_services(board: Board) -> None:
    """Services of the directory that fit what the family was referred for (001: alternatives were rarely explored)."""
    whole = board.item.part_of or board.item
    referral = whole.referral or (board.item.case.referral if board.item.case else None)
    if referral is None:
        return
    board.needs = [Need(need).label for need in referral.needs]
    board.fitting = list(Service.objects.fitting(board.item.meeting.centre_id, referral.needs))


def _add_case(board: Board) -> None:
    case = board.item.case
    leads = list(
        case.leads.filter(status__in=[LeadStatus.ACCEPTED, LeadStatus.OFFERED]).select_related("user", "agency")
    )
    board.lead = next((one for one in leads if one.status == LeadStatus.ACCEPTED), None)
    board.offered = next((one for one in leads if one.status == LeadStatus.OFFERED), None)
    board.contacts = case.contacts.aggregate(
        last_reached=Max("on", filter=Q(reached=True)), tried=Count("pk"),
        times_reached=Count("pk", filter=Q(reached=True)),
    )  # fmt: skip
    offers = list(case.offers.all()[:12])
    board.refused = [offer for offer in offers if offer.status == OfferStatus.REFUSED]
    board.offers = [offer for offer in offers if offer.status != OfferStatus.REFUSED]
    board.team = list(case.team.filter(until=None).select_related("user", "agency"))
    board.progress = list(case.progress.select_related("by")[:2])
    board.reviews = list(case.reviews.exclude(held_on=None).select_related("held_by")[:2])
    before = Decision.objects.filter(item__case=case, item__meeting__on__lt=board.item.meeting.on)
    before = before.exclude(item__kind=ItemKind.PART)
    board.last_decision = before.select_related("item__meeting").order_by("-item__meeting__on", "-id").first()
    board.actions = list(
        case.actions.filter(status=ActionStatus.OPEN, agreed_on__lt=board.item.meeting.on).select_related(
            "owner", "agency"
        )
    )


def _add_views(board: Board, user: Any) -> None:
    """A row for every agency that is expected and may know, and for every view that was given."""
    given = {view.agency_id: view for view in board.item.views.select_related("agency", "by")}
    own = {one.agency_id for one in board.room.attendance if one.user_id == user.pk}
    agencies = {one.agency_id: one.agency for one in board.room.attendance}
    agencies |= {pk: view.agency for pk, view in given.items()}
    rows = [
        ViewRow(agency, given.get(pk), pk in own)
        for pk, agency in agencies.items()
        if not board.item.family_id or pk in board.included
    ]
    board.views = sorted(rows, key=lambda row: row.agency.name)


def people_who_may_act(item: AgendaItem, included: set[int], on: date) -> list[tuple[Membership, int]]:
    """Who of the agencies that may know can act or lead, with how many families they lead."""
    found = caseworkers(item.meeting.centre_id, on)
    if item.family_id:
        found = found.filter(agency_id__in=included)
    load = caseloads(item.meeting.centre_id)
    return [(membership, load.get(membership.user_id, 0)) for membership in found]


def next_undecided(item: AgendaItem, user: Any) -> AgendaItem | None:
    """The first item that still waits, for whoever decides it: after one that was taken out of order too."""
    waiting = item.meeting.items.visible_to(user).waiting().whose_plan_is_known_to(user)
    return waiting.exclude(pk=item.pk).in_order().first()
