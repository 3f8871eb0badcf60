"""A small world, so that things collide: two centres, three agencies, ten people, three families.

Built once, before the examples; each begins from it. What the oracle is told at the start stands beside it, by hand.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from cases.models import Case
from centres.models import Agency, Centre, Membership
from centres.status import Role
from families.models import Address, Family
from meetings.models import Series
from meetings.services import open_meeting, plan_meetings
from tests.days import days_ago, today
from tests.factories import cases, centres, families, meetings, referrals, sharing
from tests.oracle import facts
from tests.oracle.oracle import Oracle

NOW = datetime(2026, 11, 17, 10, 0, tzinfo=ZoneInfo("Europe/London"))  # a Tuesday
VISIT_ON = NOW.date() + timedelta(days=400)  # on which nothing else happens
PEOPLE = ("mara", "ada", "ivo", "fay", "hana", "lee", "cleo", "tom", "bo", "nell")
AGENCIES = ("council", "trust", "charity")
PART = "zqpart"  # what a part of an item is called
NAMES = ("Zqash", "Zqbeech", "Zqcedar")
# who, where, what, for whom. Lee supervises Fay; Bo manages the other centre; Nell works nowhere yet.
JOBS = (
    ("mara", "alder", Role.CENTRE_MANAGER, "council", None),
    ("ada", "alder", Role.ADMINISTRATOR, "council", None),
    ("ivo", "alder", Role.INFORMATION_LEAD, "council", None),
    ("lee", "alder", Role.LINK_SOCIAL_WORKER, "council", None),
    ("fay", "alder", Role.FAMILY_SUPPORT_WORKER, "trust", "lee"),
    ("hana", "alder", Role.HEALTH_VISITOR, "trust", None),
    ("cleo", "alder", Role.SPECIALIST, "charity", None),
    ("tom", "alder", Role.HEALTH_VISITOR, "trust", None),
    ("tom", "birch", Role.FAMILY_SUPPORT_WORKER, "charity", None),
    ("bo", "birch", Role.CENTRE_MANAGER, "trust", None),
    ("bo", "alder", Role.SPECIALIST, "charity", None),
)
EXPECTED = ("mara", "hana", "fay", "lee", "cleo", "tom")
GIVEN, SINCE = 20, 400  # days ago: agreements, jobs


@dataclass
class World:
    """Everybody and everything that stays, and what the oracle knows at the beginning."""

    people: dict[str, User]
    centres: dict[str, Centre]
    agencies: dict[str, Agency]
    families: dict[str, Family]
    series: Series
    start: Oracle


def build() -> World:
    """The world, as of now."""
    at = {name: centres.centre(name=name) for name in ("alder", "birch")}
    agencies = {name: centres.agency(name=name, kind=kind) for name, kind in zip(AGENCIES, _KINDS, strict=True)}
    for centre in at.values():
        families.wording(centre)
        for agency in agencies.values():
            centres.protocol(centre, agency, review_on=None)
    people = {name: centres.user(name=name.title()) for name in PEOPLE}
    start = Oracle(now=NOW, jobs={one.pk: [] for one in people.values()}, families={})
    for name, where, role, agency, over in JOBS:
        supervisor = people[over] if over else None
        centres.member(at[where], role, of=agencies[agency], user=people[name], supervisor=supervisor)
        job = facts.Job(
            at[where].pk, agencies[agency].pk, str(role), days_ago(SINCE), None, supervisor and supervisor.pk
        )
        start.jobs[people[name].pk].append(job)
    series = meetings.series(at["alder"], every_weeks=1, first_on=today(), name="Alder meeting")
    for name in EXPECTED:
        meetings.member_of(series, people[name], chair_turn={"hana": 1, "mara": 2}.get(name))
    world = World(people, at, agencies, {}, series, start)
    _worked(world, "Zqash", "alder", referrer="hana", lead="fay", team="cleo")
    _worked(world, "Zqcedar", "birch", referrer="bo", lead="tom", team=None)
    _waiting(world, "Zqbeech")
    _meet(world)
    return world


_KINDS = ("council", "nhs", "charity")


def _family(world: World, name: str, where: str, by: str) -> Family:
    """A family that agreed and lets all three agencies know."""
    made = families.family(world.centres[where], name=name, safe_contact="zqsafe")
    Address.objects.filter(family=made).update(lines=f"1 {name} Street")
    given = families.agreement(made, by=world.people[by], given_on=days_ago(GIVEN))
    for agency in world.agencies.values():
        families.wish(made, agency, by=world.people[by])
    wishes = {agency.pk: True for agency in world.agencies.values()}
    agreed = [facts.Agreement(given.given_on, given.until)]
    world.families[name] = made
    world.start.families[made.pk] = facts.Family(name, made.centre_id, agreed, wishes)
    return made


def _worked(world: World, name: str, where: str, *, referrer: str, lead: str, team: str | None) -> None:
    """A family with an open case in which something of every kind is recorded."""
    of, leads = _family(world, name, where, referrer), world.people[lead]
    referral = cases.accepted_referral(of, by=world.people[referrer])
    made = cases.case_without_lead(of=of, referral=referral)
    leading = cases.lead(made, leads)
    told = facts.Case(of.pk, lead=leads.pk, leads_for=leading.agency_id)
    if team:
        member = cases.team_member(made, world.people[team])
        told.team.append(facts.Member(member.user_id, member.agency_id, member.since))
    recorded(made, leads)
    sharing.decision(of, by=leads, why="zqpurpose")
    action = cases.action(leads, of.centre, case=made, what="zqtask")
    start = world.start
    start.referrals[referral.pk] = facts.Referral(of.centre_id, referral.referred_by_id, of.pk)
    start.cases[made.pk] = told
    start.actions[action.pk] = facts.Action(of.centre_id, leads.pk, made.pk)
    start.assessments |= {one.pk: (made.pk, one.finished_on is not None) for one in made.assessments.all()}
    start.reviews |= dict.fromkeys(made.reviews.values_list("pk", flat=True), made.pk)


def recorded(case: Case, by: User) -> None:
    """A contact, an offer, a goal, an assessment and a draft, each with a word that stands nowhere else; and a visit
    planned far ahead."""
    cases.contact(case, by=by, note="zqnote")
    cases.offer(case, by=by, what="zqoffer")
    cases.goal(case, by=by, words="zqgoal")
    cases.assessment(case, by=by, conclusion="zqconcluded")
    cases.assessment(case, by=by, version=2, finished_on=None, conclusion="zqhalfsaid")
    cases.visit(case, by=by, on=VISIT_ON)


def _waiting(world: World, name: str) -> None:
    of = _family(world, name, "alder", "hana")
    made = referrals.submitted_referral(by=world.people["hana"], family=of)
    world.start.referrals[made.pk] = facts.Referral(of.centre_id, made.referred_by_id, of.pk)


def _meet(world: World) -> None:
    """The meeting of today runs; the next one is planned."""
    mara = world.people["mara"]
    plan_meetings(series=world.series, until=today() + timedelta(days=7), by=mara)
    first = world.series.meetings.order_by("on")[0]
    open_meeting(meeting=first, by=mara, on=today())
    for one in world.series.meetings.all():
        world.start.meetings[one.pk] = facts.Meeting(one.centre_id, one.chair_id)
        read_meeting(world.start, one)


def read_meeting(oracle: Oracle, meeting: Any) -> None:
    """Tell the oracle who is expected and what is on the agenda: facts, not who sees them."""
    told = oracle.meetings[meeting.pk]
    told.chair = meeting.chair_id
    told.expected = dict(meeting.attendance.values_list("user_id", "agency_id"))
    asked = meeting.attendance.filter(guest=True).values_list("user_id", "guest_items__item_id")
    told.guests = {person: {item for who, item in asked if who == person and item} for person, _ in asked}
    told.items = dict(meeting.items.in_order().values_list("pk", "family_id"))
    told.named = set(meeting.items.filter(kind="part").values_list("pk", flat=True))


def job_of(person: User, centre: Centre) -> Membership | None:
    """Their newest job at the centre, if it goes on."""
    return Membership.objects.filter(user=person, centre=centre, ends_on=None).order_by("-pk").first()


def at_ten(day: date) -> datetime:
    """Ten o'clock on a day."""
    return datetime.combine(day, time(10), tzinfo=NOW.tzinfo)
