"""Those who take part follow the meeting on their own screens, each with what they may know."""

import time

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from meetings.models import AgendaItem, Attendance
from meetings.services import record_view, start_item
from meetings.status import Present
from tests.browser import look, sign_in
from tests.factories import meetings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(team):
    """A running meeting with an item that housing may not know of, and a matter of the team."""
    at = meetings.running_meeting(team)
    meetings.referral_item(at, team)
    meetings.other_item(at)
    return at


def items(meeting):
    """The family's item and the team's."""
    return meeting.items.get(kind="referral"), meeting.items.get(kind="other")


def now(client, who, meeting, shown=None):
    """Where the meeting is for `who`."""
    client.force_login(who)
    return client.get(reverse("meeting_now", args=[meeting.pk]), {"item": shown.pk} if shown else {}).json()


def test_it_is_where_the_chair_came_to_last(client, team, meeting):
    family, matter = items(meeting)
    assert now(client, team.support_worker, meeting)["at"] == ""
    for item in (family, matter, family):
        start_item(item=item, by=team.manager)
        assert now(client, team.support_worker, meeting)["at"] == reverse("item", args=[item.pk])


def test_coming_back_to_an_item_does_not_start_its_clock_again(team, meeting):
    family, matter = items(meeting)
    began = start_item(item=family, by=team.manager).started_at
    start_item(item=matter, by=team.manager)
    assert start_item(item=AgendaItem.objects.get(pk=family.pk), by=team.manager).started_at == began


def test_whoever_may_not_know_is_told_that_and_nothing_else(client, team, meeting):
    start_item(item=items(meeting)[0], by=team.manager)
    told = now(client, team.housing_officer, meeting)
    assert (told["at"], told["elsewhere"]) == (reverse("meeting", args=[meeting.pk]), True)
    assert set(told) == {"at", "elsewhere", "mark"}


def test_the_mark_changes_with_what_one_may_see_and_with_nothing_else(client, team, meeting):
    family, matter = items(meeting)
    marks = {who: now(client, who, meeting, matter)["mark"] for who in (team.support_worker, team.housing_officer)}
    record_view(item=family, agency=team.council, words="They come every week.", by=team.support_worker)
    assert now(client, team.support_worker, meeting, matter)["mark"] == marks[team.support_worker]
    seen = now(client, team.support_worker, meeting, family)["mark"]
    record_view(item=family, agency=team.council, words="They come twice a week.", by=team.support_worker)
    assert now(client, team.support_worker, meeting, family)["mark"] != seen
    assert now(client, team.housing_officer, meeting)["mark"] == now(client, team.housing_officer, meeting)["mark"]
    assert now(client, team.housing_officer, meeting, matter)["mark"] == marks[team.housing_officer]


def test_asking_by_itself_is_no_activity(client, team, meeting):
    client.force_login(team.support_worker)
    client.get(reverse("meeting", args=[meeting.pk]))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    before = Session.objects.get(session_key=key).expire_date
    time.sleep(0.01)
    client.get(reverse("meeting_now", args=[meeting.pk]))
    assert Session.objects.get(session_key=key).expire_date == before
    client.get(reverse("meeting", args=[meeting.pk]))
    assert Session.objects.get(session_key=key).expire_date > before


def test_a_participants_screen_goes_where_the_chair_is(page, narrow_page, live_server, team, meeting):
    family, matter = items(meeting)
    for window, who in ((page, team.support_worker), (narrow_page, team.housing_officer)):
        sign_in(window, live_server, who)
        window.goto(live_server.url + reverse("item", args=[matter.pk]))
    look(page)
    start_item(item=family, by=team.manager)
    page.wait_for_url(live_server.url + reverse("item", args=[family.pk]))
    narrow_page.wait_for_url(live_server.url + reverse("meeting", args=[meeting.pk]))
    expect(narrow_page.get_by_text("an item that is not for you").first).to_be_visible()
    assert family.family.name not in narrow_page.content()
    look(narrow_page)


def test_whoever_types_is_not_interrupted(page, live_server, team, meeting):
    family, matter = items(meeting)
    start_item(item=family, by=team.manager)
    sign_in(page, live_server, team.support_worker)
    page.goto(live_server.url + reverse("item", args=[family.pk]))
    page.get_by_label(f"{team.council} (yours)").press_sequentially("They come every")
    start_item(item=matter, by=team.manager)
    expect(page.get_by_text("when you have finished typing")).to_be_visible()
    page.get_by_label(f"{team.council} (yours)").press_sequentially(" week")
    page.keyboard.press("Tab")
    page.wait_for_url(live_server.url + reverse("item", args=[matter.pk]))
    assert family.views.get().words == "They come every week"


def test_following_can_be_switched_off(page, live_server, team, meeting):
    family, matter = items(meeting)
    sign_in(page, live_server, team.support_worker)
    page.goto(live_server.url + reverse("item", args=[matter.pk]))
    page.get_by_label("Follow the meeting").uncheck()
    start_item(item=family, by=team.manager)
    page.wait_for_timeout(5000)
    assert page.url == live_server.url + reverse("item", args=[matter.pk])


def test_who_has_come_is_shown_to_everybody(page, live_server, team, meeting):
    expected = Attendance.objects.filter(meeting=meeting, user=team.social_worker)
    expected.update(present=Present.EXPECTED)
    sign_in(page, live_server, team.support_worker)
    page.goto(live_server.url + reverse("meeting", args=[meeting.pk]))
    row = page.get_by_role("row").filter(has_text=str(team.social_worker))
    expect(row).to_contain_text("Expected")
    expected.update(present=Present.PRESENT)
    expect(row).to_contain_text("Present")
