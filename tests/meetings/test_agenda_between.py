"""What happened between meetings comes to the next one: refusals that were left at that, and actions that are late."""

import pytest

from cases.status import ActionStatus, OfferStatus
from meetings.services import fill_agenda
from meetings.status import ItemKind
from tests.days import days_ago, later, today
from tests.factories import cases, meetings
from tests.factories.cases import lead_of
from tests.queries import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return meetings.team()


@pytest.fixture
def case(team):
    """A case whose review is not due before the meeting after the next one."""
    return meetings.led_case(team, family=meetings.known_family(team), review_due_on=days_ago(-40))


def late_action(case, **fields):
    return cases.action(lead_of(case), case.centre, **{"case": case, "due_on": days_ago(2), **fields})


def refusal(case, **fields):
    given = {"status": OfferStatus.REFUSED, "answered_on": days_ago(2), **fields}
    return cases.offer(case, by=lead_of(case), **given)


def why(team):
    """The reasons of what is on the agenda of the next meeting, after it has filled itself."""
    meeting = meetings.meeting(team)
    fill_agenda(meeting=meeting, by=None, on=today())
    assert all(item.kind == ItemKind.PROGRESS for item in meeting.items.all())
    return [item.why for item in meeting.items.in_order()]


def test_a_case_whose_plan_is_late_is_on_the_agenda(team, case):
    late_action(case)
    assert why(team) == ["An action is late"]


def test_with_how_many_actions_are_late(team, case):
    late_action(case)
    late_action(case, what="Ask the nursery")
    assert why(team) == ["2 actions are late"]


@pytest.mark.parametrize(
    "fields",
    [
        later(lambda: {"due_on": today()}),
        later(lambda: {"status": ActionStatus.DONE, "finished_on": days_ago(1)}),
    ],
)
def test_not_for_an_action_that_is_due_today_or_done(team, case, fields):
    late_action(case, **fields)
    assert why(team) == []


def test_nor_for_one_that_a_meeting_agreed_the_next_one_asks_for_it_when_it_opens(team, case):
    item = meetings.progress_item(meetings.closed_meeting(team), team, case=case)
    meetings.decision(item, by=team.manager).actions.add(late_action(case))
    assert why(team) == []


def test_a_refusal_after_which_nobody_said_what_comes_next_is_on_the_agenda(team, case):
    refusal(case)
    assert why(team) == ["The family said no to what was offered, and it is open what comes next"]


def test_not_once_it_was_said(team, case):
    said = {"next_on": days_ago(1), "next_by": lead_of(case)}
    refusal(case, next_step="nothing_now", next_because="Her mother is staying.", **said)
    assert why(team) == []


def test_a_case_is_there_once_with_every_reason(team, case):
    refusal(case)
    late_action(case)
    cases.progress(case, by=lead_of(case))
    assert why(team) == [
        "Progress reported. The family said no to what was offered, and it is open what comes next. An action is late"
    ]


def test_of_a_family_that_does_not_agree_any_more_nothing_is_there(team, case):
    late_action(case)
    cases.without_agreement(case)
    assert why(team) == []


def test_the_number_of_queries_does_not_grow_with_what_is_late(team):
    def queries(number):
        made = meetings.team()
        for n in range(number):
            one = meetings.led_case(made, family=meetings.known_family(made, name=f"F{n}"), review_due_on=days_ago(-40))
            refusal(one)
            late_action(one)
        meeting = meetings.meeting(made)
        with asked() as counted:
            fill_agenda(meeting=meeting, by=None, on=today())
        return len(counted)

    assert queries(2) == queries(5)
