"""What one person's fortnight holds, read in a fixed number of queries whatever the number of rows.

Each list is short (the first rows, late ones first, and how many there are in all); the page of each kind has the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Q, Window

from cases.models import Action, BreakGlass, Case, Lead, Review
from cases.serializers import ActionSerializer, BreakGlassRecord, CaseHeaderSerializer, named_case_ids, uses_shown
from cases.status import LeadStatus
from centres.models import Membership
from centres.querysets import centre_ids
from centres.status import CASEWORK_ROLES, REFERRING_ROLES, REPORT_ROLES, Role
from consent.models import SharingDecision
from inputs.dates import in_words
from meetings.models import AgendaItem, Meeting
from meetings.status import DecisionKind, ItemKind, ItemStatus, MeetingStatus
from meetings.times import Needed, needed_as_guest
from referrals.models import Referral
from referrals.serializers import ReferralRow
from referrals.status import DECIDED, WAITING, ReferralStatus
from reminders.models import Reminder

ROWS = 8
AHEAD = timedelta(days=14)
ANSWERED_LATELY = timedelta(days=28)


@dataclass
class Listing:
    """The first rows of a list, and how many there are."""

    rows: list[Any] = field(default_factory=list)
    number: int = 0

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.number - len(self.rows)


@dataclass
class Fortnight:
    """Everything My fortnight shows to one person."""

    roles: frozenset[str]
    on: date
    meetings: list[Meeting]
    reminders: Listing
    as_guest: dict[int, Needed] = field(default_factory=dict)  # when they are needed, of meetings for a part of which
    drafts: Listing = field(default_factory=Listing)
    referrals: Listing = field(default_factory=Listing)
    offers: Listing = field(default_factory=Listing)
    led: Listing = field(default_factory=Listing)
    actions: Listing = field(default_factory=Listing)
    reviews: Listing = field(default_factory=Listing)
    leaderless: Listing = field(default_factory=Listing)
    unanswered: Listing = field(default_factory=Listing)
    maybe_known: Listing = field(default_factory=Listing)
    emergencies: Listing = field(default_factory=Listing)
    ended: Listing = field(default_factory=Listing)  # cases whose agreement has ended: close or decide otherwise
    ownerless: Listing = field(default_factory=Listing)  # actions that nobody can do
    letters: dict[int, int] = field(default_factory=dict)  # of cases they lead: the item that a letter is about
    decisions: int = 0  # sharing decisions that no information lead has seen
    seen: list[models.Model] = field(default_factory=list)  # for the log

    @property
    def casework(self) -> bool:
        """Whether the person works with families."""
        return bool(self.roles & set(CASEWORK_ROLES))

    @property
    def refers(self) -> bool:
        """Whether the person can bring families to the meeting."""
        return bool(self.roles & set(REFERRING_ROLES))

    @property
    def manages(self) -> bool:
        """Whether the person is the manager of a centre."""
        return Role.CENTRE_MANAGER in self.roles

    @property
    def reports(self) -> bool:
        """Whether the person sees a centre's figures."""
        return bool(self.roles & set(REPORT_ROLES))

    @property
    def administers(self) -> bool:
        """Whether the person is an administrator."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def information_lead(self) -> bool:
        """Whether the person is a centre's information lead."""
        return Role.INFORMATION_LEAD in self.roles

    @property
    def late(self) -> int:
        """How many of the person's own things are past their date."""
        return (
            sum(1 for row in self.actions.rows if row["days_late"])
            + sum(1 for row in self.led.rows if row["next_review_on"] and row["next_review_on"] < self.on)
            + sum(1 for row in self.emergencies.rows if row["late"])
        )


def fortnight_of(user: Any, on: date) -> Fortnight:
    """What `user`'s fortnight holds on `on`."""
    roles = frozenset(Membership.objects.of(user).order_by().values_list("role", flat=True))
    found = Fortnight(roles=roles, on=on, meetings=_meetings(user, on), reminders=_reminders(user, on))
    if found.casework:
        found.as_guest = needed_as_guest(user, found.meetings)
        _own_work(found, user, on)
    if found.manages:
        _managers_list(found, user, on)
    if found.information_lead:
        uses = _first(uses_shown(BreakGlass.objects.for_review_by(user)))
        found.emergencies = Listing(list(BreakGlassRecord(uses.rows, many=True).data), uses.number)
        found.decisions = SharingDecision.objects.visible_to(user).unseen().count()
    return found


def _meetings(user: Any, on: date) -> list[Meeting]:
    return list(Meeting.objects.visible_to(user).upcoming(on).select_related("series", "chair", "centre")[:2])


def _reminders(user: Any, on: date) -> Listing:
    return _first(Reminder.objects.visible_to(user).unseen(on))


def _first(rows: models.QuerySet) -> Listing:
    """The first rows, and how many there are in all: one query."""
    shown = list(rows.annotate(in_all=Window(Count("*")))[:ROWS])
    return Listing(shown, shown[0].in_all if shown else 0)


def _own_work(found: Fortnight, user: Any, on: date) -> None:
    found.drafts, found.referrals = _referrals(user, on)
    offers = _first(
        Lead.objects.visible_to(user)
        .unanswered()
        .filter(user=user)
        .select_related("case__family")
        .order_by("offered_on")
    )
    ended = _first(_with_header(Case.objects.visible_to(user).to_settle(on)).order_by("pk"))
    found.seen += ended.rows
    found.ended = Listing(list(CaseHeaderSerializer(ended.rows, many=True, context={"on": on}).data), ended.number)
    led = _first(_with_header(Case.objects.visible_to(user).led_by(user)).order_by("review_due_on", "pk"))
    actions = _first(
        Action.objects.visible_to(user)
        .open()
        .filter(owner=user)
        .select_related("owner", "agency", "case__family")
        .order_by("due_on", "pk")
    )
    named = named_case_ids(user, actions.rows)
    found.seen += [*(offer.case for offer in offers.rows), *led.rows]
    found.seen += Case.objects.filter(pk__in=named)
    found.offers = offers
    found.letters = _letters(led.rows, on)
    found.led = Listing(list(CaseHeaderSerializer(led.rows, many=True, context={"on": on}).data), led.number)
    shown = ActionSerializer(actions.rows, many=True, context={"on": on, "named_case_ids": named}).data
    found.actions = Listing(list(shown), actions.number)
    found.seen += [*found.drafts.rows, *found.referrals.rows]
    found.referrals = Listing(list(ReferralRow(found.referrals.rows, many=True).data), found.referrals.number)


def _with_header(cases: Any) -> Any:
    return cases.with_next().select_related("family").prefetch_related("family__children")


def _referrals(user: Any, on: date) -> tuple[Listing, Listing]:
    own = Referral.objects.visible_to(user).filter(referred_by=user).select_related("family", "referred_by", "agency")
    drafts = own.filter(status=ReferralStatus.DRAFT).order_by("-created_at", "-pk")
    lately = Q(status__in=DECIDED, decided_on__gte=on - ANSWERED_LATELY)
    sent = own.filter(Q(status__in=WAITING) | lately)
    # Who is asked for more comes first, then who waits, then what was answered.
    order = models.Case(
        models.When(status=ReferralStatus.MORE_NEEDED, then=0),
        models.When(status=ReferralStatus.SUBMITTED, then=1),
        default=2,
        output_field=models.IntegerField(),
    )
    return _first(drafts), _first(sent.order_by(order, "-submitted_at", "-pk"))


def _managers_list(found: Fortnight, user: Any, on: date) -> None:
    visible = Case.objects.visible_to(user)
    leaderless = _first(_with_header(visible.without_lead()).order_by("opened_on", "pk"))
    reviews = _first(
        Review.objects.visible_to(user)
        .pending()
        .filter(due_on__lte=on + AHEAD)
        .select_related("case__family")
        .order_by("due_on", "pk")
    )
    unanswered = _first(
        Lead.objects.visible_to(user).unanswered().select_related("case__family", "user").order_by("offered_on", "pk")
    )
    maybe_known = _first(
        Referral.objects.visible_to(user)
        .waiting()
        .filter(maybe_known=True)
        .select_related("family", "referred_by", "agency")
        .order_by("submitted_at", "pk")
    )
    found.seen += _cases_of(leaderless.rows, reviews.rows, unanswered.rows)
    found.seen += maybe_known.rows
    why = _why_nobody_leads(leaderless.rows)
    headers = CaseHeaderSerializer(leaderless.rows, many=True, context={"on": on}).data
    found.leaderless = Listing([{**one, "why": why[one["id"]]} for one in headers], leaderless.number)
    _ownerless(found, user, on)
    found.reviews, found.unanswered = reviews, unanswered
    found.maybe_known = Listing(list(ReferralRow(maybe_known.rows, many=True).data), maybe_known.number)


def _why_nobody_leads(cases: Iterable[Case]) -> dict[int, str]:
    """Of each family without a lead what became of those who were to lead: left, asked since when, or said no."""
    said: dict[int, dict[str, str]] = {case.pk: {} for case in cases}
    rows = Lead.objects.filter(case__in=said, status__in=[LeadStatus.ACCEPTED, LeadStatus.OFFERED, LeadStatus.DECLINED])
    for case_id, status, name, offered_on, answered_on in rows.order_by("answered_on", "pk").values_list(
        "case_id", "status", "user__name", "offered_on", "answered_on"
    ):
        words = {
            LeadStatus.ACCEPTED: f"{name} can no longer lead",
            LeadStatus.OFFERED: f"{name} was asked on {in_words(offered_on)}",
            LeadStatus.DECLINED: f"{name} said no on {in_words(answered_on)}" if answered_on else "",
        }
        said[case_id][status] = words[LeadStatus(status)]
    for found in said.values():
        if LeadStatus.OFFERED in found:
            found.pop(LeadStatus.DECLINED, None)  # somebody else has been asked since
    return {pk: "; ".join(found.values()) or "Nobody leads" for pk, found in said.items()}


def _ownerless(found: Fortnight, user: Any, on: date) -> None:
    """Actions that nobody does, of the centres that `user` manages."""
    managed = centre_ids(user, Role.CENTRE_MANAGER)
    left = Action.objects.visible_to(user).without_doer(on).filter(centre_id__in=managed)
    rows = _first(left.select_related("owner", "agency", "case__family").order_by("due_on", "pk"))
    named = named_case_ids(user, rows.rows)
    found.seen += [one.case for one in rows.rows if one.case_id in named]
    shown = ActionSerializer(rows.rows, many=True, context={"on": on, "named_case_ids": named}).data
    found.ownerless = Listing(list(shown), rows.number)


def _letters(cases: Iterable[Case], on: date) -> dict[int, int]:
    """Of families that somebody leads, the item whose decision their letter is about: the last four weeks' newest."""
    decided = AgendaItem.objects.filter(
        case__in=[case.pk for case in cases], status=ItemStatus.DECIDED, meeting__status=MeetingStatus.CLOSED,
        meeting__on__gte=on - ANSWERED_LATELY,
    ).exclude(decision__kind=DecisionKind.PASS_ON).exclude(kind=ItemKind.PART)  # fmt: skip
    return dict(decided.order_by("meeting__on", "pk").values_list("case_id", "pk"))


def _cases_of(cases: Iterable[Case], *lists: Iterable[Any]) -> list[Case]:
    return [*cases, *(row.case for rows in lists for row in rows)]


def once(subjects: Iterable[models.Model]) -> list[models.Model]:
    """Each record once, in order."""
    return list({(type(one), one.pk): one for one in subjects}.values())
