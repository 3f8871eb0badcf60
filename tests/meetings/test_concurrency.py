"""Two people at once: one wins, the other is told; nothing is doubled."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from cases.models import Case
from centres.models import Membership
from inputs.errors import RuleBroken
from meetings.models import AgendaItem, Decision, GuestItem, Meeting, Minutes
from meetings.services import (
    approve_minutes,
    close_meeting,
    decide,
    fill_agenda,
    invite_guest,
    open_meeting,
    plan_meetings,
    record_view,
    save_item_draft,
)
from meetings.status import DecisionKind
from tests.days import days_ago, today
from tests.factories import centres, meetings

pytestmark = pytest.mark.django_db(transaction=True)


def both(*verbs):
    """Run the verbs at the same moment, each on its own connection; what each gave, or the code it was refused with."""
    start = Barrier(len(verbs))

    def run(verb):
        try:
            start.wait(timeout=10)
            return verb()
        except RuleBroken as broken:
            return broken.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(run, verbs))


def refused(results):
    """The codes among the results."""
    return [one for one in results if isinstance(one, str)]


def test_two_who_invite_the_same_guest_at_once_make_one_invitation():
    team = meetings.team()
    at = meetings.meeting(team, chair=team.health_visitor)
    item, other = meetings.other_item(at), meetings.other_item(at, position=5)
    asked = Membership.objects.get(user=centres.member(team.centre, "specialist", of=team.trust))

    def by(who, to):
        return lambda: invite_guest(item=to, membership=asked, by=who)

    results = both(by(team.manager, item), by(team.health_visitor, item), by(team.manager, other))
    assert (refused(results), len(set(results)), GuestItem.objects.count()) == ([], 1, 2)


def test_of_two_decisions_on_one_item_one_wins_and_the_other_is_told():
    team = meetings.team()
    item = meetings.referral_item(meetings.running_meeting(team, chair=team.health_visitor), team)

    def by(who):
        facts = {"kind": DecisionKind.SUPPORT, "reason": "It fits", "lead": team.support_worker}
        return lambda: decide(item=item, version=1, by=who, on=today(), **facts)

    results = both(by(team.manager), by(team.health_visitor))
    assert refused(results) == ["already_decided"]
    assert (Decision.objects.count(), Case.objects.count()) == (1, 1)


def test_a_form_sent_twice_decides_once():
    team = meetings.team()
    item = meetings.other_item(meetings.running_meeting(team))

    def send():
        return decide(item=item, version=1, kind=DecisionKind.NOTED, reason="Noted", by=team.manager, on=today())

    assert refused(both(send, send)) == ["already_decided"]


def test_of_two_drafts_of_the_same_version_one_is_kept_and_the_other_is_told():
    team = meetings.team()
    item = meetings.referral_item(meetings.running_meeting(team, chair=team.health_visitor), team)

    def by(who):
        return lambda: save_item_draft(item=item, typed={"reason": f"Words of {who}"}, version=1, by=who)

    results = both(by(team.manager), by(team.health_visitor))
    assert refused(results) == ["stale_item"]
    assert AgendaItem.objects.get(pk=item.pk).version == 2


def test_a_meeting_opened_by_two_people_is_opened_once():
    team = meetings.team()
    meeting = meetings.meeting(team, chair=team.health_visitor)

    def by(who):
        return lambda: open_meeting(meeting=meeting, by=who, on=today())

    assert refused(both(by(team.manager), by(team.health_visitor))) == ["already_open"]


def test_two_meetings_of_a_series_are_not_opened_at_once():
    team = meetings.team()
    first, second = meetings.meeting(team, on=days_ago(1)), meetings.meeting(team)

    def opening(meeting):
        return lambda: open_meeting(meeting=meeting, by=team.manager, on=today())

    assert refused(both(opening(first), opening(second))) == ["other_running"]


def test_an_agenda_filled_by_two_processes_holds_everything_once():
    team = meetings.team()
    for number in range(5):
        meetings.waiting_referral(team, family=meetings.known_family(team, name=f"Family {number}"))
    meeting = meetings.meeting(team)

    def fill():
        return fill_agenda(meeting=meeting, by=None, on=today())

    assert sorted(len(new) for new in both(fill, fill)) == [0, 5]
    assert meeting.items.count() == 5


def test_a_meeting_closed_by_two_people_has_one_set_of_minutes():
    team = meetings.team()
    meeting = meetings.running_meeting(team, chair=team.health_visitor)

    def by(who):
        return lambda: close_meeting(meeting=meeting, by=who, on=today())

    assert refused(both(by(team.manager), by(team.health_visitor))) == ["meeting_closed"]
    assert Minutes.objects.count() == 1


def test_a_series_planned_by_two_processes_has_each_meeting_once():
    team = meetings.team()

    def plan():
        return plan_meetings(series=team.series, until=days_ago(-60), since=today(), by=None)

    made = both(plan, plan)
    assert sorted(len(one) for one in made) == [0, Meeting.objects.count()]


def test_minutes_approved_by_two_people_are_approved_once():
    team = meetings.team()
    minutes = meetings.draft_minutes(meetings.closed_meeting(team), by=team.manager)
    at = meetings.running_meeting(team, chair=team.health_visitor)

    def by(who):
        return lambda: approve_minutes(minutes=minutes, at=at, by=who, on=today())

    assert refused(both(by(team.manager), by(team.health_visitor))) == ["already_approved"]


def test_a_view_given_twice_at_once_is_there_once():
    team = meetings.team()
    item = meetings.referral_item(meetings.running_meeting(team), team)

    def by(who):
        return lambda: record_view(item=item, agency=team.council, words="We know them", by=who)

    both(by(team.support_worker), by(team.social_worker))
    assert item.views.count() == 1


def test_a_decision_while_the_meeting_is_closed_is_in_the_minutes_or_refused():
    team = meetings.team()
    meeting = meetings.running_meeting(team)
    item = meetings.other_item(meeting)

    def deciding():
        return decide(item=item, version=1, kind=DecisionKind.NOTED, reason="Noted", by=team.manager, on=today())

    def closing():
        return close_meeting(meeting=meeting, by=team.manager, on=today())

    decided, minutes = both(deciding, closing)
    recorded = minutes.content["items"][0]["decision"] is not None
    assert recorded == (decided != "meeting_closed")
