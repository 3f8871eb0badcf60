"""Invitations, their updates and cancellations by e-mail."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import vobject
from django.core import mail
from django.utils import timezone

from meetings.models import Attendance, Invitation
from meetings.services import cancel_meeting, change_series_members, move_meeting, say_away
from meetings.services.invitations import send_invitations
from meetings.status import MeetingStatus
from meetings.tasks import send_invitations as task
from tests.at_once import at_once
from tests.days import days_ago, today
from tests.factories import meetings
from tests.meetings.planned import planned_team

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def team():
    return planned_team(first_on=today() + 7 * DAY, weeks=3)


@pytest.fixture
def invited(team):
    """A team whose invitations have left."""
    send_invitations(on=today())
    mail.outbox.clear()
    return team


def first(team):
    return team.series.meetings.filter(status=MeetingStatus.PLANNED).earliest("on")


def calendar_of(message):
    """The calendar part, as a mail program finds it in what was sent over the wire, and the method it is sent with."""
    read = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    part = next(one for one in read.walk() if one.get_content_type() == "text/calendar")
    return vobject.readOne(part.get_content()), part["Content-Type"].params["method"]


def sent_to(who):
    return [one for one in mail.outbox if one.to == [who.email]]


def moved(team, **fields):
    meeting = first(team)
    given = {"to": meeting.on + DAY, "at": meeting.at, "place": "Willow room", "reason": "Reeves comes"}
    return move_meeting(meeting=meeting, by=team.manager, on=today(), **{**given, **fields})


def cancelled(team):
    return cancel_meeting(meeting=first(team), reason="Reeves comes", by=team.manager, on=today())


def test_everybody_expected_is_sent_one_mail_for_each_meeting(team):
    assert send_invitations(on=today()) == len(mail.outbox) == 2 * 5
    assert len(sent_to(team.housing_officer)) == 2


def test_it_carries_the_meeting_as_a_request(team):
    meeting = first(team)
    send_invitations(on=today())
    made, method = calendar_of(sent_to(team.housing_officer)[0])
    assert (method, made.method.value, made.vevent.sequence.value) == ("REQUEST", "REQUEST", "0")
    assert made.vevent.uid.value.startswith(f"meeting-{meeting.pk}@")
    assert (made.vevent.dtstart.value.date(), made.vevent.dtstart.value.hour) == (meeting.on, 14)
    assert [one.value for one in made.vevent.attendee_list] == [f"mailto:{team.housing_officer.email}"]


def test_nothing_is_sent_twice(invited):
    assert send_invitations(on=today()) == 0


def test_a_move_is_an_update_of_the_same_event_with_a_higher_sequence(invited):
    meeting = moved(invited)
    assert send_invitations(on=today()) == 5
    made, method = calendar_of(sent_to(invited.housing_officer)[0])
    assert (method, made.vevent.sequence.value) == ("REQUEST", "1")
    assert made.vevent.uid.value.startswith(f"meeting-{meeting.pk}@")
    assert (made.vevent.dtstart.value.date(), made.vevent.location.value) == (meeting.on, "Willow room")


def test_a_cancellation_is_sent_with_a_higher_sequence_still(invited):
    moved(invited)
    send_invitations(on=today())
    mail.outbox.clear()
    cancelled(invited)
    assert send_invitations(on=today()) == 5
    made, method = calendar_of(sent_to(invited.housing_officer)[0])
    assert (method, made.method.value, made.vevent.status.value) == ("CANCEL", "CANCEL", "CANCELLED")
    assert made.vevent.sequence.value == "2"


def test_what_was_cancelled_before_it_was_sent_is_not_sent(team):
    cancelled(team)
    assert send_invitations(on=today()) == 5  # the other meeting's
    assert {one.cancelled for one in Invitation.objects.all()} == {False}


def test_who_is_no_longer_expected_is_told_and_nobody_else(invited):
    gone = invited.housing_officer
    change_series_members(series=invited.series, remove=[gone.memberships.get()], by=invited.manager, on=today())
    assert send_invitations(on=today()) == 2
    assert {calendar_of(one)[1] for one in sent_to(gone)} == {"CANCEL"}
    assert "no longer expected" in sent_to(gone)[0].body


def test_who_is_expected_again_is_invited_again(invited):
    meeting, who = first(invited), invited.housing_officer
    row = meeting.attendance.get(user=who)
    row.delete()
    send_invitations(on=today())
    mail.outbox.clear()
    Attendance.objects.create(meeting=meeting, user=who, agency=row.agency, job=row.job)
    assert send_invitations(on=today()) == 1
    assert calendar_of(sent_to(who)[0])[1] == "REQUEST"


def test_who_is_away_is_shown_as_not_coming(team):
    meeting, who = first(team), team.housing_officer
    say_away(person=who, centre=team.centre, starts_on=meeting.on, ends_on=meeting.on, by=who, on=today())
    send_invitations(on=today())
    made, _ = calendar_of(sent_to(who)[0])
    assert made.vevent.attendee.params["PARTSTAT"] == ["DECLINED"]


def test_who_has_no_account_any_more_is_sent_nothing(team):
    type(team.manager).objects.filter(pk=team.housing_officer.pk).update(is_active=False)
    send_invitations(on=today())
    assert sent_to(team.housing_officer) == []


def test_what_is_past_or_more_than_three_months_ahead_is_not_sent():
    made = meetings.team()
    meetings.meeting(made, on=days_ago(1))
    meetings.meeting(made, on=days_ago(-120))
    assert send_invitations(on=today()) == 0


def test_no_family_no_agenda_and_no_typed_reason_is_in_any_mail(team):
    meetings.waiting_referral(team, family=meetings.known_family(team, name="Reeves"))
    moved(team)
    send_invitations(on=today())
    cancelled(team)
    send_invitations(on=today())
    assert mail.outbox
    assert not any("reeves" in one.message().as_string().lower() for one in mail.outbox)
    assert not any("reeves" in str(calendar_of(one)[0].serialize()).lower() for one in mail.outbox)


def test_a_mail_that_the_server_does_not_take_leaves_with_the_next_sweep(team, monkeypatch, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    assert send_invitations(on=today()) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_invitations(on=today()) == 10


def test_a_repeat_can_be_told_from_a_new_one(team):
    send_invitations(on=today())
    first_time = mail.outbox[0].extra_headers["Message-ID"]
    Invitation.objects.update(sequence=None)
    send_invitations(on=today())
    assert first_time in {one.extra_headers["Message-ID"] for one in mail.outbox[10:]}


def test_the_clock_sends_them(team):
    assert task() == 10
    assert Invitation.objects.filter(sent_at__lte=timezone.now(), sequence=0).count() == 10


@committing
def test_two_sweeps_at_once_send_each_mail_once():
    planned_team(first_on=today() + 7 * DAY, weeks=3)
    assert sum(at_once(*[lambda: send_invitations(on=today())] * 2)) == len(mail.outbox) == 10
