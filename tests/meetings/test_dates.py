"""Moving one date of a series, and the pages on which dates are moved and cancelled."""

from datetime import time, timedelta

import pytest
from rest_framework.test import APIClient

from audit.models import Entry
from centres.models import Membership
from inputs.dates import as_typed
from inputs.errors import NotAllowed
from meetings.services import plan_meetings
from meetings.status import MeetingStatus, Present
from reminders.models import Reminder
from tests.at_once import at_once
from tests.browser import check_page, sign_in
from tests.days import days_ago, today
from tests.factories import centres, meetings
from tests.meetings.asking import code_of
from tests.meetings.dated import cancelled, filled, moved
from tests.meetings.planned import coming, planned_team

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
DAY, WEEKS = timedelta(days=1), timedelta(weeks=8)


@pytest.fixture
def team():
    return planned_team(first_on=today() + 7 * DAY)


def test_a_meeting_is_held_on_another_date_at_another_time_in_another_place(team):
    first = coming(team)[0]
    made = moved(team, to=first.on + DAY, at=time(9, 30), place=" Willow room ")
    made.refresh_from_db()
    assert (made.on, made.at, made.place) == (first.on + DAY, time(9, 30), "Willow room")
    assert (made.moved_from, made.changed_because, made.sequence) == (first.on, "The room is taken", 1)


def test_each_move_is_a_higher_sequence_for_calendars(team):
    moved(team)
    assert moved(team, coming(team)[0]).sequence == 2


def test_the_rhythm_does_not_make_the_turn_of_a_moved_meeting_again(team):
    moved(team)
    assert plan_meetings(series=team.series, until=today() + WEEKS, by=None) == []


def test_the_meetings_after_it_stay_where_they_are(team):
    before = [one.on for one in coming(team)][1:]
    moved(team)
    assert [one.on for one in coming(team)][1:] == before


def test_the_agenda_goes_along(team):
    first = coming(team)[0]
    meetings.waiting_referral(team)
    filled(first)
    items = set(first.items.values_list("pk", flat=True))
    assert items
    filled(moved(team, first))
    assert set(first.items.values_list("pk", flat=True)) == items


def test_a_chair_who_has_left_by_the_new_date_hands_it_over(team):
    first = coming(team)[0]
    Membership.objects.filter(user=first.chair).update(ends_on=first.on)
    assert moved(team, first).chair != first.chair


@pytest.mark.parametrize("who", ["manager", "administrator", "chair"])
def test_the_chair_and_who_keeps_the_series_move_and_cancel(team, who):
    first = coming(team)[0]
    by = {"manager": team.manager, "chair": first.chair}.get(who) or centres.administrator(team.centre)
    assert cancelled(team, moved(team, first, by=by), by=by).status == MeetingStatus.CANCELLED


@pytest.mark.parametrize("verb", [moved, cancelled])
@pytest.mark.parametrize("who", ["support_worker", "stranger"])
def test_nobody_else_moves_or_cancels(team, verb, who):
    by = team.support_worker if who == "support_worker" else centres.manager(centres.centre())
    with pytest.raises(NotAllowed):
        verb(team, by=by)


REFUSED = [
    ("no_reason", lambda _: {"reason": "  "}),
    ("no_place", lambda _: {"place": " "}),
    ("same_date", lambda rows: {"to": rows[0].on}),
    ("in_the_past", lambda _: {"to": days_ago(1)}),
    ("date_taken", lambda rows: {"to": rows[1].on}),
    ("beyond_next", lambda rows: {"to": rows[1].on + DAY}),
]


@pytest.mark.parametrize(("code", "fields"), REFUSED)
def test_a_move_that_cannot_be_is_refused(team, code, fields):
    assert code_of(moved, team, **fields(coming(team))) == code


def test_a_meeting_is_not_moved_before_the_one_before_it(team):
    first, second = coming(team)[:2]
    assert code_of(moved, team, second, to=first.on - DAY) == "before_last"


def test_the_last_planned_one_is_not_moved_to_or_beyond_the_turn_that_is_not_planned_yet(team):
    last = coming(team)[-1]
    assert code_of(moved, team, last, to=last.rhythm_on + timedelta(weeks=2)) == "beyond_next"


def test_a_meeting_may_take_the_date_of_one_that_was_cancelled(team):
    first, second = coming(team)[:2]
    cancelled(team, second)
    assert moved(team, first, to=second.on).on == second.on


@pytest.mark.parametrize("verb", [moved, cancelled])
@pytest.mark.parametrize("status", ["running", "closed"])
def test_a_meeting_that_was_opened_is_neither_moved_nor_cancelled(team, verb, status):
    held = meetings.running_meeting(team) if status == "running" else meetings.closed_meeting(team)
    assert code_of(verb, team, held) == "not_planned"


def test_a_cancelled_meeting_is_not_moved(team):
    assert code_of(moved, team, cancelled(team)) == "not_planned"


def test_moving_is_logged_without_what_was_typed(team):
    first = coming(team)[0]
    moved(team, first)
    entry = Entry.objects.get(verb="move_meeting")
    assert (entry.subject_id, entry.centre_id) == (first.pk, team.centre.pk)
    assert entry.detail == {"was": str(first.on), "on": str(first.on + DAY)}


def test_everybody_expected_is_told_but_whoever_did_it(team):
    moved(team, by=team.manager)
    told = Reminder.objects.filter(kind="meeting")
    assert {one.to for one in told} == set(team.everybody) - {team.manager}
    assert all("moved to" in one.sentence and "room is taken" not in one.sentence for one in told)


def test_who_is_told_of_a_second_move_is_told_again(team):
    moved(team)
    moved(team)
    assert Reminder.objects.filter(kind="meeting", to=team.health_visitor).count() == 2


@committing
def test_two_meetings_moved_at_once_do_not_pass_each_other():
    team = planned_team(first_on=today() + 7 * DAY)
    first, second = coming(team)[:2]
    between = first.on + 5 * DAY
    answers = at_once(
        lambda: moved(team, first, to=between).pk, lambda: moved(team, second, to=between, by=team.manager).pk
    )
    assert answers.count("date_taken") == 1
    assert team.series.meetings.filter(on=between).count() == 1


# Pages and API


def typed(meeting, **fields):
    return {"to": as_typed(meeting.on + DAY), "at": "9:30am", "place": "Willow room", "reason": "Taken", **fields}


def test_a_meeting_is_moved_on_its_page(client, team):
    first = coming(team)[0]
    client.force_login(team.manager)
    assert f'/meetings/{first.pk}/move/"' in client.get(f"/meetings/{first.pk}/").content.decode()
    shown = client.post(f"/meetings/{first.pk}/move/", typed(first), follow=True).content.decode()
    assert "The meeting is moved" in shown
    assert "Moved from" in shown
    assert "Taken" in shown


def test_a_rule_broken_on_the_page_is_said_and_what_was_typed_stays(client, team):
    first, second = coming(team)[:2]
    client.force_login(team.manager)
    answer = client.post(f"/meetings/{first.pk}/move/", typed(first, to=as_typed(second.on)))
    assert answer.status_code == 422
    assert "already" in answer.content.decode()
    assert 'value="Willow room"' in answer.content.decode()


def test_a_meeting_is_cancelled_on_its_page_and_the_list_says_so(client, team):
    first = coming(team)[0]
    client.force_login(team.manager)
    shown = client.post(f"/meetings/{first.pk}/cancel/", {"reason": "Training day"}, follow=True).content.decode()
    assert "Cancelled: Training day" in shown
    assert "Cancelled" in client.get("/meetings/").content.decode()


def test_who_may_not_move_it_is_not_offered_it(client, team):
    first = coming(team)[0]
    client.force_login(team.support_worker)
    assert "/move/" not in client.get(f"/meetings/{first.pk}/").content.decode()
    assert client.get(f"/meetings/{first.pk}/move/").status_code == 403


def test_a_program_moves_and_cancels(team):
    first = coming(team)[0]
    program = APIClient()
    program.force_login(team.manager)
    where = f"/api/v1/meetings/{first.pk}"
    shown = program.post(f"{where}/move/", {"to": str(first.on + DAY), "reason": "Taken"}, format="json").json()
    assert (shown["on"], shown["at"], shown["sequence"]) == (str(first.on + DAY), "14:00:00", 1)
    gone = program.post(f"{where}/cancel/", {"reason": "Training"}, format="json").json()
    assert (gone["status"], gone["changed_because"]) == ("cancelled", "Training")
    again = program.post(f"{where}/cancel/", {"reason": "Training"}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "already_cancelled")


def test_attendance_recorded_before_stays_with_a_moved_meeting(team):
    first = coming(team)[0]
    first.attendance.filter(user=team.housing_officer).update(present=Present.APOLOGIES)
    moved(team, first)
    assert first.attendance.get(user=team.housing_officer).present == Present.APOLOGIES


@committing
def test_the_pages_are_accessible_and_fit_a_phone(narrow_page, live_server):
    team = planned_team(first_on=today() + 7 * DAY)
    sign_in(narrow_page, live_server, team.manager)
    for page in ("move", "cancel"):
        check_page(narrow_page, f"{live_server.url}/meetings/{coming(team)[0].pk}/{page}/")
