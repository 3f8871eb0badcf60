"""Opening a meeting, recording who came, closing it."""

import pytest

from audit.models import Entry
from inputs.errors import NotAllowed
from meetings.services import close_meeting, fill_agenda, open_meeting, record_attendance
from meetings.status import ItemStatus, MeetingStatus, MinutesStatus, Present
from tests.days import days_ago, today
from tests.factories import centres, meetings
from tests.meetings.asking import refused

pytestmark = pytest.mark.django_db


def test_an_opened_meeting_runs_and_its_agenda_has_filled_itself():
    team = meetings.team()
    meetings.waiting_referral(team)
    meeting = open_meeting(meeting=meetings.meeting(team), by=team.manager, on=today())
    assert (meeting.status, meeting.items.count()) == (MeetingStatus.RUNNING, 1)


def test_whoever_opens_the_meeting_is_present():
    team = meetings.team()
    meeting = open_meeting(meeting=meetings.meeting(team), by=team.manager, on=today())
    assert [one.user for one in meeting.attendance.filter(present=Present.PRESENT)] == [team.manager]


def test_the_chair_can_open_the_meeting():
    team = meetings.team()
    meeting = meetings.meeting(team, chair=team.health_visitor)
    assert open_meeting(meeting=meeting, by=team.health_visitor, on=today()).opened_at


def test_a_participant_cannot_open_the_meeting():
    team = meetings.team()
    with pytest.raises(NotAllowed):
        open_meeting(meeting=meetings.meeting(team), by=team.health_visitor, on=today())


def test_the_chair_of_another_meeting_cannot_open_this_one():
    team = meetings.team()
    meetings.closed_meeting(team, chair=team.health_visitor)
    with pytest.raises(NotAllowed):
        open_meeting(meeting=meetings.meeting(team), by=team.health_visitor, on=today())


def test_a_meeting_is_not_opened_before_its_date():
    team = meetings.team()
    refused("too_early", open_meeting, meeting=meetings.meeting(team, on=days_ago(-1)), by=team.manager, on=today())


def test_a_meeting_is_opened_once():
    team = meetings.team()
    refused("already_open", open_meeting, meeting=meetings.running_meeting(team), by=team.manager, on=today())


def test_a_closed_meeting_is_not_opened_again():
    team = meetings.team()
    refused("meeting_over", open_meeting, meeting=meetings.closed_meeting(team), by=team.manager, on=today())


def test_two_meetings_of_a_series_do_not_run_at_once():
    team = meetings.team()
    meetings.running_meeting(team, on=days_ago(1))
    refused("other_running", open_meeting, meeting=meetings.meeting(team), by=team.manager, on=today())


def test_attendance_says_who_came_and_which_deputy():
    team = meetings.team()
    meeting = meetings.running_meeting(team)
    one = meeting.attendance.get(user=team.housing_officer)
    record_attendance(meeting=meeting, attendance={one.pk: (Present.APOLOGIES, "Jo Bell")}, by=team.manager)
    one.refresh_from_db()
    assert (one.present, one.deputy) == (Present.APOLOGIES, "Jo Bell")


def test_apologies_can_be_recorded_before_the_meeting():
    team = meetings.team()
    meeting = meetings.meeting(team)
    one = meeting.attendance.get(user=team.housing_officer)
    record_attendance(meeting=meeting, attendance={one.pk: (Present.APOLOGIES, "")}, by=team.manager)
    one.refresh_from_db()
    assert one.present == Present.APOLOGIES


def test_somebody_present_has_no_deputy():
    team = meetings.team()
    meeting = meetings.running_meeting(team)
    one = meeting.attendance.first()
    facts = {"meeting": meeting, "attendance": {one.pk: (Present.PRESENT, "Jo Bell")}, "by": team.manager}
    refused("deputy_of_nobody", record_attendance, **facts)


def test_attendance_of_another_meeting_is_refused():
    team, other = meetings.team(), meetings.team()
    stranger = meetings.running_meeting(other).attendance.first()
    facts = {"meeting": meetings.running_meeting(team), "attendance": {stranger.pk: (Present.ABSENT, "")}}
    refused("not_expected", record_attendance, **facts, by=team.manager)


def test_attendance_of_a_closed_meeting_no_longer_changes():
    team = meetings.team()
    refused("meeting_closed", record_attendance, meeting=meetings.closed_meeting(team), attendance={}, by=team.manager)


def test_a_participant_cannot_record_attendance():
    team = meetings.team()
    with pytest.raises(NotAllowed):
        record_attendance(meeting=meetings.running_meeting(team), attendance={}, by=team.support_worker)


def test_a_closed_meeting_has_draft_minutes():
    team = meetings.team()
    minutes = close_meeting(meeting=meetings.running_meeting(team), by=team.manager, on=today())
    assert (minutes.version, minutes.status) == (1, MinutesStatus.DRAFT)
    assert minutes.meeting.status == MeetingStatus.CLOSED


def test_what_was_not_reached_is_put_off_by_itself():
    team = meetings.team()
    meeting = meetings.running_meeting(team)
    item = meetings.referral_item(meeting, team)
    close_meeting(meeting=meeting, by=team.manager, on=today())
    item.refresh_from_db()
    assert (item.status, item.put_off_because) == (ItemStatus.DEFERRED, "Not reached")


def test_what_was_not_reached_is_on_the_next_agenda():
    team = meetings.team()
    meeting = meetings.running_meeting(team)
    item = meetings.referral_item(meeting, team)
    close_meeting(meeting=meeting, by=team.manager, on=today())
    following = meetings.meeting(team, on=days_ago(-14))
    fill_agenda(meeting=following, by=None, on=today())
    assert [one.referral for one in following.items.all()] == [item.referral]


def test_whoever_neither_came_nor_sent_apologies_is_recorded_as_absent():
    team = meetings.team()
    meeting = meetings.running_meeting(team)
    meeting.attendance.filter(user=team.housing_officer).update(present=Present.EXPECTED)
    close_meeting(meeting=meeting, by=team.manager, on=today())
    assert meeting.attendance.get(user=team.housing_officer).present == Present.ABSENT


def test_a_meeting_without_any_attendance_recorded_is_not_closed():
    team = meetings.team()
    meeting = meetings.running_meeting(team)
    meeting.attendance.exclude(user=team.manager).update(present=Present.EXPECTED)
    refused("attendance_not_recorded", close_meeting, meeting=meeting, by=team.manager, on=today())


def test_a_meeting_is_closed_once():
    team = meetings.team()
    refused("meeting_closed", close_meeting, meeting=meetings.closed_meeting(team), by=team.manager, on=today())


def test_a_meeting_that_never_opened_is_not_closed():
    team = meetings.team()
    refused("meeting_not_open", close_meeting, meeting=meetings.meeting(team), by=team.manager, on=today())


def test_a_participant_cannot_close_the_meeting():
    team = meetings.team()
    with pytest.raises(NotAllowed):
        close_meeting(meeting=meetings.running_meeting(team), by=team.support_worker, on=today())


def test_a_manager_of_another_centre_cannot_close_the_meeting():
    team = meetings.team()
    with pytest.raises(NotAllowed):
        close_meeting(meeting=meetings.running_meeting(team), by=centres.manager(centres.centre()), on=today())


def test_opening_and_closing_are_logged():
    team = meetings.team()
    meeting = open_meeting(meeting=meetings.meeting(team), by=team.manager, on=today())
    meeting.attendance.update(present=Present.PRESENT)
    close_meeting(meeting=meeting, by=team.manager, on=today())
    assert {"open_meeting", "close_meeting"} <= set(Entry.objects.values_list("verb", flat=True))
