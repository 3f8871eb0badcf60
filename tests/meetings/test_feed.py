"""The private address of somebody's meetings."""

import re

import icalendar
import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from centres.models import Membership
from meetings.models import CalendarFeed
from meetings.services import cancel_meeting, make_feed, revoke_feed
from tests.at_once import at_once
from tests.browser import check_page, sign_in
from tests.days import days_ago, today
from tests.factories import centres, meetings
from tests.queries import queries_of
from tests.signing_in import confirm

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


def asked(client, secret):
    return client.get(f"/calendar/{secret}.ics")


def shown(answer):
    return vobject.readOne(answer.content.decode())


def days(answer):
    return [one.start.date() for one in icalendar.Calendar.from_ical(answer.content).events]


def test_it_answers_the_meetings_at_which_its_person_is_expected(client, team):
    meetings.meeting(team, on=days_ago(-3))
    meetings.meeting(team, on=days_ago(-17)).attendance.filter(user=team.housing_officer).delete()
    meetings.meeting(meetings.team(), on=days_ago(-4))
    answer = asked(client, make_feed(by=team.housing_officer))
    assert answer.status_code == 200
    assert days(answer) == [days_ago(-3)]


def test_a_manager_gets_no_more_than_where_they_are_expected(client, team):
    meetings.meeting(team, on=days_ago(-3)).attendance.filter(user=team.manager).delete()
    assert days(asked(client, make_feed(by=team.manager))) == []


def test_it_is_a_published_calendar_that_nobody_keeps(client, team):
    answer = asked(client, make_feed(by=team.manager))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert shown(answer).method.value == "PUBLISH"
    assert not answer.cookies


def test_a_cancelled_meeting_says_so_with_a_higher_sequence(client, team):
    meeting = meetings.meeting(team, on=days_ago(-3))
    cancel_meeting(meeting=meeting, reason="Snow", by=team.manager, on=today())
    event = shown(asked(client, make_feed(by=team.health_visitor))).vevent
    assert (event.status.value, event.sequence.value) == ("CANCELLED", "1")


def test_meetings_long_past_are_left_out(client, team):
    meetings.meeting(team, on=days_ago(29))
    assert days(asked(client, make_feed(by=team.manager))) == []


def test_no_family_and_no_agenda_is_in_it(client, team):
    meeting = meetings.meeting(team, on=days_ago(-3))
    meetings.referral_item(meeting, team, family=meetings.known_family(team, name="Reeves"))
    meetings.other_item(meeting, title="Play scheme")
    text = asked(client, make_feed(by=team.manager)).content.decode()
    assert "VEVENT" in text
    assert not any(word in text for word in ("Reeves", "Play scheme", "ATTENDEE"))


def test_only_a_hash_of_it_is_kept(team):
    secret = make_feed(by=team.manager)
    assert len(secret) >= 43
    assert secret not in str(CalendarFeed.objects.values().get())


def test_a_new_address_ends_the_one_before(client, team):
    before, after = make_feed(by=team.manager), make_feed(by=team.manager)
    assert [asked(client, one).status_code for one in (before, after)] == [404, 200]


def test_a_revoked_address_answers_nothing(client, team):
    secret = make_feed(by=team.manager)
    revoke_feed(by=team.manager)
    assert asked(client, secret).status_code == 404


@pytest.mark.parametrize("secret", ["x", "x" * 5000, "%00", "é"])
def test_what_is_nobodys_address_answers_nothing(client, secret):
    assert asked(client, secret).status_code == 404


def test_once_the_membership_has_ended_it_answers_nothing(client, team):
    meetings.meeting(team, on=days_ago(-3))
    secret = make_feed(by=team.housing_officer)
    Membership.objects.filter(user=team.housing_officer).update(ends_on=days_ago(1))
    answer = asked(client, secret)
    assert (answer.status_code, b"VEVENT" in answer.content) == (404, False)


def test_of_two_centres_it_leaves_out_the_one_that_was_left(client, team):
    other, who = meetings.team(), team.housing_officer
    job = centres.member(other.centre, "specialist", user=who, of=other.housing)
    for one in (team, other):
        meeting = meetings.meeting(one, on=days_ago(-3 if one is team else -4))
        if one is other:
            meeting.attendance.create(user=who, agency=other.housing, job="Housing")
    secret = make_feed(by=who)
    assert days(asked(client, secret)) == [days_ago(-3), days_ago(-4)]
    Membership.objects.filter(user=who, centre=other.centre).update(ends_on=days_ago(1))
    assert days(asked(client, secret)) == [days_ago(-3)]
    assert job


def test_an_account_that_is_closed_answers_nothing(client, team):
    secret = make_feed(by=team.manager)
    User.objects.filter(pk=team.manager.pk).update(is_active=False)
    assert asked(client, secret).status_code == 404


def test_a_second_step_that_was_reset_ends_it(client, team):
    secret = make_feed(by=team.manager)
    User.objects.filter(pk=team.manager.pk).update(signed_out_at=timezone.now())
    assert asked(client, secret).status_code == 404
    assert asked(client, make_feed(by=team.manager)).status_code == 200


def test_it_works_for_nothing_else(client, team):
    secret = make_feed(by=team.manager)
    headers = {"authorization": f"Token {secret}"}
    assert client.get("/api/v1/meetings/", headers=headers).status_code == 403
    assert client.get(f"/meetings/?token={secret}").status_code == 302
    asked(client, secret)
    assert client.get("/meetings/").status_code == 302
    assert client.post(f"/calendar/{secret}.ics").status_code == 405


def test_whoever_is_signed_in_in_the_same_browser_makes_no_difference(client, team):
    meetings.meeting(team, on=days_ago(-3))
    client.force_login(centres.manager(centres.centre()))
    assert days(asked(client, make_feed(by=team.manager))) == [days_ago(-3)]


def test_the_number_of_queries_does_not_grow(client, team):
    secret = make_feed(by=team.manager)
    meetings.meeting(team, on=days_ago(-1))
    few = queries_of(client, f"/calendar/{secret}.ics")
    for ahead in range(2, 40):
        meetings.meeting(team, on=days_ago(-ahead))
    assert queries_of(client, f"/calendar/{secret}.ics") == few


def test_making_and_revoking_are_logged_and_revoking_nothing_is_not(team):
    make_feed(by=team.manager)
    revoke_feed(by=team.manager)
    revoke_feed(by=team.manager)
    verbs = Entry.objects.filter(by=team.manager, verb__in=["make_feed", "revoke_feed"]).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["make_feed", "revoke_feed"]


@committing
def test_made_twice_at_once_one_address_works(client):
    team = meetings.team()
    secrets = at_once(*[lambda: make_feed(by=team.manager)] * 2)
    assert sorted(asked(client, one).status_code for one in secrets) == [200, 404]


def test_it_is_shown_once_on_the_page(client, team):
    client.force_login(team.manager)
    confirm(client)
    assert 'href="/meetings/calendar/"' in client.get("/meetings/").content.decode()
    page = client.post("/meetings/calendar/").content.decode()
    secret = re.search(r"/calendar/([\w-]{43})\.ics<", page)[1]
    assert asked(client, secret).status_code == 200
    assert ".ics" not in client.get("/meetings/calendar/").content.decode()
    client.post(reverse("calendar_revoke"))
    assert asked(client, secret).status_code == 404


@committing
def test_the_page_is_accessible_and_fits_a_phone(narrow_page, live_server):
    team = meetings.team()
    sign_in(narrow_page, live_server, team.manager)
    check_page(narrow_page, f"{live_server.url}/meetings/calendar/")
