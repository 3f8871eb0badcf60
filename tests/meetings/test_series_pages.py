"""The pages on which a series is started and its members are changed."""

import re

import pytest
from django.urls import reverse

from meetings.models import Meeting
from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, sign_in
from tests.days import days_ago
from tests.factories import centres, meetings
from tests.meetings.inviting import job
from tests.meetings.keeping_series import changed
from tests.meetings.planned import planned_team
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team():
    """A centre's team with a series whose next three months are planned."""
    return planned_team()


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def typed(*people, turns=(), **fields):
    day = days_ago(-7)
    given = {
        "name": "Early help meeting", "first_on": f"{day.day} {day.month} {day.year}", "every_weeks": "2", "at": "2pm",
        "minutes": "120", "place": "Rowan room", "holiday_rule": "before", "papers_close_days": "2",
        "reflection_every": "6",
    }  # fmt: skip
    given |= {f"expected_{job(who).pk}": "on" for who in people}
    return given | {f"turn_{job(who).pk}": str(turn) for turn, who in enumerate(turns, start=1)} | fields


def as_shown(team, *people, turns=()):
    """What the page of a series sends: the ticks, and what was ticked when it was opened."""
    were = ",".join(str(job(who).pk) for who in team.everybody)
    chairs = f"{job(team.manager).pk},{job(team.health_visitor).pk}"
    return typed(*people, turns=turns, members_were=were, chairs_were=chairs)


START = "/meetings/series/new/"


def test_an_administrator_starts_a_series_on_the_page(client):
    at = centres.centre()
    visitor, manager = centres.health_visitor(at), centres.manager(at)
    client.force_login(centres.administrator(at))
    shown = text(client.post(START, typed(visitor, manager, turns=[visitor, manager]), follow=True))
    assert "Early help meeting is set up" in shown
    assert Meeting.objects.order_by("on").first().chair == visitor


def test_errors_stand_beside_their_fields_and_what_was_typed_stays(client):
    at = centres.centre()
    visitor = centres.health_visitor(at)
    client.force_login(centres.administrator(at))
    answer = client.post(START, typed(turns=[visitor], every_weeks="99"))
    shown = text(answer)
    assert answer.status_code == 422
    assert "Enter a whole number from 1 to 12" in shown
    assert f'href="#id_turn_{job(visitor).pk}"' in shown
    assert 'value="Rowan room"' in shown


def test_a_broken_rule_is_said(client):
    at = centres.centre()
    centres.health_visitor(at)
    client.force_login(centres.administrator(at))
    answer = client.post(START, typed())
    assert answer.status_code == 422
    assert "Choose who is expected at the meetings" in text(answer)


def test_two_people_cannot_have_the_same_turn(client):
    at = centres.centre()
    visitor, manager = centres.health_visitor(at), centres.manager(at)
    client.force_login(manager)
    both = typed(visitor, manager) | {f"turn_{job(one).pk}": "1" for one in (visitor, manager)}
    assert "Somebody else has turn 1 in the chair" in text(client.post(START, both))


def test_with_nobody_to_expect_the_page_says_what_comes_first(client):
    client.force_login(centres.administrator(centres.centre()))
    assert "Nobody works with families here yet" in text(client.get(START))


@pytest.mark.parametrize("page", ["series_start", "series"])
def test_who_may_not_is_told_why(client, team, page):
    client.force_login(team.health_visitor)
    answer = client.get(reverse(page, args=[team.series.pk] if page == "series" else []))
    assert answer.status_code == 403
    assert "Only the manager or an administrator" in text(answer)


def test_to_a_stranger_the_series_does_not_exist(client, team):
    client.force_login(centres.administrator(centres.centre()))
    assert client.get(f"/meetings/series/{team.series.pk}/").status_code == 404
    assert client.get(START, {"centre": team.centre.pk}).status_code == 404


def test_members_are_changed_on_the_page(client, team):
    client.force_login(team.manager)
    stay = [who for who in team.everybody if who != team.housing_officer]
    client.post(f"/meetings/series/{team.series.pk}/", as_shown(team, *stay, turns=[team.manager, team.health_visitor]))
    assert team.series.members.count() == 4


def test_what_a_colleague_added_meanwhile_stays(client, team):
    client.force_login(team.manager)
    sent = as_shown(team, *team.everybody, turns=[team.health_visitor, team.manager])
    late = centres.health_visitor(team.centre)
    changed(team, add=[job(late)])
    client.post(f"/meetings/series/{team.series.pk}/", sent)
    assert team.series.members.filter(membership=job(late)).exists()
    assert team.series.members.get(chair_turn=1).membership.user == team.health_visitor


def test_the_page_shows_who_is_in_it(client, team):
    client.force_login(team.manager)
    shown = text(client.get(f"/meetings/series/{team.series.pk}/"))
    assert shown.count(" checked") == 5


def test_without_a_meeting_who_may_start_a_series_is_led_there_and_nobody_else(client):
    at = centres.centre()
    for who, may in ((centres.administrator(at), True), (centres.health_visitor(at), False)):
        client.force_login(who)
        assert ("Start a series of meetings" in text(client.get("/meetings/"))) is may


def test_the_list_of_meetings_leads_a_keeper_to_the_series(client, team):
    client.force_login(team.manager)
    link = f'"/meetings/series/{team.series.pk}/"'
    assert link in text(client.get("/meetings/"))
    client.force_login(team.health_visitor)
    assert link not in text(client.get("/meetings/"))


def test_the_number_of_queries_does_not_grow_with_the_people(client, team):
    client.force_login(team.manager)
    pages = ["/meetings/", START, f"/meetings/series/{team.series.pk}/"]
    few = [queries_of(client, page) for page in pages]
    for _ in range(20):
        meetings.member_of(team.series, centres.health_visitor(team.centre, of=team.trust))
        meetings.series(team.centre)
    assert [queries_of(client, page) for page in pages] == few


@committing
@pytest.mark.parametrize("window", ["page", "narrow_page"])
def test_the_pages_are_accessible_also_with_errors(request, live_server, window):
    team = meetings.team()
    opened = request.getfixturevalue(window)
    sign_in(opened, live_server, team.manager)
    check_page(opened, live_server.url + "/meetings/")
    check_page(opened, f"{live_server.url}/meetings/series/{team.series.pk}/")
    check_page(opened, live_server.url + START)
    opened.get_by_role("button", name="Start the series").click()
    opened.get_by_text("There is a problem").wait_for()
    assert_accessible(opened)
    assert_no_sideways_scroll(opened)
