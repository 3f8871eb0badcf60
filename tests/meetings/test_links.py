"""The link to join from afar."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from audit.models import Entry
from inputs.errors import NotAllowed, RuleBroken
from meetings.services import give_meeting_link, give_series_link, plan_meetings
from tests.at_once import at_once
from tests.browser import check_page, sign_in
from tests.days import days_ago, today
from tests.factories import centres, meetings
from tests.meetings.planned import planned_team

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
LINK, OTHER = "https://meet.example.org/rowan?pwd=1", "https://meet.example.org/other"


@pytest.fixture
def team():
    return planned_team(weeks=4)


def given(team, link=LINK, by=None):
    return give_series_link(series=team.series, join_link=link, by=by or team.manager, on=today())


def links(team):
    return list(team.series.meetings.order_by("on").values_list("join_link", flat=True))


def test_planned_meetings_follow_their_series_and_those_planned_later_too(team):
    given(team)
    plan_meetings(series=team.series, until=today() + timedelta(weeks=8), by=None)
    assert set(links(team)) == {LINK}


def test_a_meeting_with_a_link_of_its_own_keeps_it(team):
    give_meeting_link(meeting=team.series.meetings.latest("on"), join_link=OTHER, by=team.manager)
    given(team)
    assert links(team)[-1] == OTHER
    assert set(links(team)[:-1]) == {LINK}


def test_meetings_that_were_held_stay_as_they_were(team):
    held = meetings.closed_meeting(team)
    given(team)
    held.refresh_from_db()
    assert held.join_link == ""


WRONG = ["http://meet.example.org/x", "javascript:alert(1)", "meet.example.org", "https://", "ftp://x.example.org"]


@pytest.mark.parametrize("link", WRONG)
def test_only_a_secure_link_is_kept(team, link):
    with pytest.raises(RuleBroken, match="https://"):
        given(team, link)
    with pytest.raises(RuleBroken, match="https://"):
        give_meeting_link(meeting=team.series.meetings.first(), join_link=link, by=team.manager)


def test_nor_does_postgresql_keep_another(team):
    with pytest.raises(IntegrityError), transaction.atomic():
        team.series.meetings.update(join_link="http://meet.example.org")


def test_a_series_that_has_ended_and_a_meeting_that_is_over_get_none(team):
    team.series.ended_on = days_ago(1)
    team.series.save()
    with pytest.raises(RuleBroken, match="ended"):
        given(team)
    with pytest.raises(RuleBroken, match="over"):
        give_meeting_link(meeting=meetings.closed_meeting(team), join_link=LINK, by=team.manager)


def test_who_does_not_keep_the_series_changes_no_link(team):
    with pytest.raises(NotAllowed):
        given(team, by=team.support_worker)
    with pytest.raises(NotAllowed):
        give_meeting_link(meeting=team.series.meetings.latest("on"), join_link=LINK, by=team.support_worker)


def test_the_log_says_that_there_is_one_and_not_which(team):
    given(team)
    assert Entry.objects.get(verb="give_series_link").detail == {"given": True}


@committing
def test_given_twice_at_once_the_meetings_have_the_one_that_the_series_has():
    team = planned_team(weeks=4)
    administrator = centres.administrator(team.centre)
    at_once(lambda: given(team).pk, lambda: given(team, OTHER, by=administrator).pk)
    team.series.refresh_from_db()
    assert set(links(team)) == {team.series.join_link}


def test_it_is_given_on_the_pages_and_shown_to_who_is_expected(client, team):
    meeting = team.series.meetings.latest("on")
    client.force_login(team.manager)
    client.post(f"/meetings/series/{team.series.pk}/link/", {"join_link": LINK})
    assert LINK in client.get(f"/meetings/series/{team.series.pk}/").content.decode()
    client.post(f"/meetings/{meeting.pk}/link/", {"join_link": OTHER})
    client.force_login(team.support_worker)
    assert f'href="{OTHER}"' in client.get(f"/meetings/{meeting.pk}/").content.decode()


def test_an_error_stands_beside_the_field(client, team):
    client.force_login(team.manager)
    answer = client.post(f"/meetings/series/{team.series.pk}/link/", {"join_link": "http://x.example.org"})
    assert answer.status_code == 422
    assert 'href="#id_join_link"' in answer.content.decode()


def test_a_program_gives_and_reads_it(team):
    program = APIClient()
    program.force_login(team.manager)
    shown = program.post(f"/api/v1/series/{team.series.pk}/join-link/", {"join_link": LINK}, format="json").json()
    assert shown["join_link"] == LINK
    where = f"/api/v1/meetings/{team.series.meetings.latest('on').pk}"
    assert program.get(f"{where}/").json()["join_link"] == LINK
    assert program.post(f"{where}/join-link/", {"join_link": ""}, format="json").json()["join_link"] == ""


@committing
def test_the_pages_are_accessible_and_fit_a_phone(narrow_page, live_server):
    team = planned_team(weeks=4)
    given(team)
    sign_in(narrow_page, live_server, team.manager)
    meeting = team.series.meetings.latest("on")
    for page in (f"{meeting.pk}/", f"{meeting.pk}/link/", f"series/{team.series.pk}/link/"):
        check_page(narrow_page, f"{live_server.url}/meetings/{page}")
