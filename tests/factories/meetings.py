"""Series, meetings and agendas in every state for tests, written straight into the tables."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from centres.models import Agency, Centre, Membership
from families.models import Family
from meetings.models import (
    AgencyView,
    AgendaItem,
    Attendance,
    Decision,
    GuestItem,
    Leaving,
    Meeting,
    Minutes,
    Series,
    SeriesMember,
)
from meetings.snapshot import content_hash, content_of
from meetings.status import DecisionKind, ItemKind, ItemStatus, MeetingStatus, MinutesStatus, Present
from tests.days import days_ago, today
from tests.factories import cases, centres, families, referrals


@dataclass
class Team:
    """A centre with its fortnightly meeting: three agencies, five people, one series."""

    centre: Centre
    trust: Agency
    council: Agency
    housing: Agency
    manager: User
    health_visitor: User
    support_worker: User
    social_worker: User
    housing_officer: User
    series: Series

    @property
    def everybody(self) -> list[User]:
        """Who is expected at its meetings."""
        return [self.manager, self.health_visitor, self.support_worker, self.social_worker, self.housing_officer]

    @property
    def agencies(self) -> list[Agency]:
        """Its agencies."""
        return [self.trust, self.council, self.housing]


def team(at: Centre | None = None) -> Team:
    """A centre's team. The manager and the health visitor take turns in the chair."""
    at = at or centres.centre()
    trust, council = centres.partner(at, name=f"Trust {at.pk}"), centres.partner(at, name=f"Council {at.pk}")
    housing = centres.partner(at, name=f"Housing {at.pk}")
    made = Team(
        at, trust, council, housing,
        manager=centres.manager(at, of=council, name="Marion Field"),
        health_visitor=centres.health_visitor(at, of=trust, name="Hanna Visser"),
        support_worker=centres.support_worker(at, of=council, name="Sam Worth"),
        social_worker=centres.member(at, "link_social_worker", of=council, name="Lee Ash"),
        housing_officer=centres.member(at, "specialist", of=housing, name="Kim Hale", title="Housing officer"),
        series=series(at),
    )  # fmt: skip
    for turn, who in enumerate(made.everybody, start=1):
        member_of(made.series, who, chair_turn=turn if turn < 3 else None)
    return made


def series(at: Centre, **fields: Any) -> Series:
    """A fortnightly series without members, whose meetings fall on today's weekday."""
    given = {"name": "Multi-agency meeting", "first_on": days_ago(140), "at": time(14, 0), "place": "Rowan room",
             "reflection_every": 0}  # fmt: skip
    return Series.objects.create(centre=at, **{**given, **fields})


def leaving(job: Membership, **fields: Any) -> Leaving:
    """Somebody is to leave in a month; it waits for a handover."""
    by = fields.pop("asked_by", None) or centres.administrator(job.centre)
    given = {"ends_on": days_ago(-30), "asked_by": by, "asked_on": today()}
    return Leaving.objects.create(membership=job, **{**given, **fields})


def member_of(of: Series, who: User, **fields: Any) -> SeriesMember:
    """Somebody expected at every meeting of a series."""
    job = Membership.objects.get(user=who, centre=of.centre)
    return SeriesMember.objects.create(series=of, membership=job, **fields)


def meeting(of: Team, **fields: Any) -> Meeting:
    """A meeting planned for today with everybody expected; the manager has the chair. Its agenda is empty."""
    given = {"on": today(), "at": time(14, 0), "place": "Rowan room", "chair": of.manager}
    made = Meeting.objects.create(series=of.series, centre=of.centre, **{**given, **fields})
    present = Present.EXPECTED if made.status == MeetingStatus.PLANNED else Present.PRESENT
    for who in of.everybody:
        job = Membership.objects.get(user=who, centre=of.centre)
        Attendance.objects.create(meeting=made, user=who, agency=job.agency, job=job.job, present=present)
    return made


def running_meeting(of: Team, **fields: Any) -> Meeting:
    """A meeting that runs now, everybody present."""
    return meeting(of, **{"status": MeetingStatus.RUNNING, "opened_at": timezone.now(), **fields})


def closed_meeting(of: Team, *, on: date | None = None, **fields: Any) -> Meeting:
    """The meeting of a fortnight ago, without minutes."""
    moment = timezone.now() - timedelta(days=14)
    given = {"status": MeetingStatus.CLOSED, "opened_at": moment, "closed_at": moment, "on": on or days_ago(14)}
    return meeting(of, **{**given, **fields})


def known_family(of: Team, *, to: list[Agency] | None = None, agreed: bool = True, **fields: Any) -> Family:
    """A family with an agreement in force that wishes `to` (the trust and the council) to know and housing not to."""
    made = families.family(of.centre, **fields)
    if agreed:
        families.agreement(made, by=of.health_visitor)
    included = [of.trust, of.council] if to is None else to
    for agency in of.agencies:
        families.wish(made, agency, by=of.health_visitor, included=agency in included)
    return made


def waiting_referral(of: Team, *, family: Family | None = None, **fields: Any) -> Any:
    """A referral of the health visitor, in time for today's papers."""
    return referrals.submitted_referral(by=of.health_visitor, at=of.centre, family=family or known_family(of), **fields)


def referral_item(at: Meeting, of: Team, *, family: Family | None = None, **fields: Any) -> AgendaItem:
    """A new referral on an agenda."""
    referral = fields.pop("referral", None) or waiting_referral(of, family=family)
    given = {"kind": ItemKind.REFERRAL, "family": referral.family, "referral": referral, "position": 1}
    return AgendaItem.objects.create(meeting=at, **{**given, **fields})


def led_case(of: Team, *, family: Family | None = None, **fields: Any) -> Any:
    """An open case that the family support worker leads."""
    family = family or known_family(of)
    referral = cases.accepted_referral(family, by=of.health_visitor)
    return cases.case_led_by(of.support_worker, of.centre, of=family, referral=referral, **fields)


def progress_item(at: Meeting, of: Team, *, case: Any = None, **fields: Any) -> AgendaItem:
    """A case with progress on an agenda."""
    case = case or led_case(of)
    given = {"kind": ItemKind.PROGRESS, "family": case.family, "case": case, "position": 2, "why": "Progress reported"}
    return AgendaItem.objects.create(meeting=at, **{**given, **fields})


def review_item(at: Meeting, of: Team, *, case: Any = None, **fields: Any) -> AgendaItem:
    """A six-weekly review on an agenda."""
    case = case or led_case(of)
    given = {"kind": ItemKind.REVIEW, "family": case.family, "case": case, "review": cases.pending_review(case),
             "position": 3}  # fmt: skip
    return AgendaItem.objects.create(meeting=at, **{**given, **fields})


def other_item(at: Meeting, **fields: Any) -> AgendaItem:
    """A matter of the team on an agenda."""
    given = {"kind": ItemKind.OTHER, "title": "Summer play scheme", "position": 4}
    return AgendaItem.objects.create(meeting=at, **{**given, **fields})


def guest(who: User, *items: AgendaItem, **fields: Any) -> Attendance:
    """Somebody who comes to a meeting for these items only."""
    at = items[0].meeting
    job = Membership.objects.get(user=who, centre=at.centre)
    given = {"agency": job.agency, "job": job.job, "guest": True}
    made = Attendance.objects.create(meeting=at, user=who, **{**given, **fields})
    for item in items:
        GuestItem.objects.create(attendance=made, item=item)
    return made


def view(on: AgendaItem, agency: Agency, *, by: User, **fields: Any) -> AgencyView:
    """An agency's view."""
    return AgencyView.objects.create(item=on, agency=agency, by=by, **{"words": "We know them well.", **fields})


def decision(on: AgendaItem, *, by: User, **fields: Any) -> Decision:
    """A decision, without what follows from one."""
    kinds = {ItemKind.REFERRAL: DecisionKind.SIGNPOST, ItemKind.OTHER: DecisionKind.NOTED}
    given = {"kind": kinds.get(on.kind, DecisionKind.GO_ON), "reason": "It helps.", "decided_on": on.meeting.on}
    on.status, on.decided_at = ItemStatus.DECIDED, timezone.now()
    on.save()
    return Decision.objects.create(item=on, recorded_by=by, **{**given, **fields})


def draft_minutes(of: Meeting, *, by: User, **fields: Any) -> Minutes:
    """The first version of a closed meeting's minutes, released, not approved yet."""
    content = fields.pop("content", None) or content_of(of, of.on)
    given = {"content_hash": content_hash(content), "made_by": by, "released_at": timezone.now(), "released_by": by}
    return Minutes.objects.create(meeting=of, content=content, **{**given, **fields})


def approved_minutes(of: Meeting, *, by: User, **fields: Any) -> Minutes:
    """Minutes that were approved today."""
    given = {"status": MinutesStatus.APPROVED, "approved_on": today(), "approved_by": by}
    return draft_minutes(of, by=by, **{**given, **fields})
