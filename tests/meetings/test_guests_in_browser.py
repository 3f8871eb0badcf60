"""The chair invites a guest to an item before the meeting, in a real browser; the guest finds their part of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from meetings.services import fill_agenda
from tests.browser import look, sign_in
from tests.days import today
from tests.factories import centres, meetings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def therapist(team):
    return centres.member(team.centre, "specialist", of=team.trust, name="Thea Lark", title="Speech therapist")


@pytest.fixture
def at(team, therapist):
    """A meeting of next week with two families and a matter of the team."""
    made = meetings.meeting(team, on=today() + timedelta(days=7), chair=team.health_visitor)
    for name in ("Brennan-Shah", "Petrova"):
        meetings.waiting_referral(team, family=meetings.known_family(team, name=name))
    meetings.other_item(made)
    fill_agenda(meeting=made, by=None, on=today())
    return made


@pytest.mark.parametrize("size", ["page", "narrow_page"])
def test_the_chair_invites_a_guest_and_takes_it_back(request, live_server, team, therapist, at, size):
    page = request.getfixturevalue(size)
    sign_in(page, live_server, team.health_visitor)
    page.goto(live_server.url + reverse("meeting", args=[at.pk]))
    page.get_by_role("link", name="Guests for Petrova").click()
    expect(page.get_by_role("heading", name="Guests for Petrova")).to_be_visible()
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("alert").get_by_text("Choose who comes for this item")).to_be_visible()
    look(page)
    page.get_by_label("Who comes for this item").select_option(label=f"Thea Lark, Speech therapist, {team.trust}")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("Thea Lark is invited to this item, and sees nothing of the others.")).to_be_visible()
    look(page)
    page.goto(live_server.url + reverse("meeting", args=[at.pk]))
    expect(page.get_by_text("Guest: comes for 1 item, from about")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Guests for Petrova").click()
    page.get_by_role("button", name="Take the invitation back").click()
    expect(page.get_by_text("Nobody is invited to this item yet.")).to_be_visible()


@pytest.mark.parametrize("size", ["page", "narrow_page"])
def test_the_guest_finds_their_item_and_when_they_are_needed(request, live_server, team, therapist, at, size):
    page = request.getfixturevalue(size)
    meetings.guest(therapist, at.items.get(family__name="Petrova"))
    sign_in(page, live_server, therapist)
    page.goto(live_server.url + "/")
    expect(page.get_by_text("You come as a guest, for 1 item: from about")).to_be_visible()
    look(page)
    page.goto(live_server.url + reverse("meeting", args=[at.pk]))
    expect(page.get_by_text("You come as a guest, for 1 item: you are needed from about")).to_be_visible()
    expect(page.get_by_role("link", name="Petrova")).to_be_visible()
    expect(page.get_by_text("Brennan-Shah")).to_have_count(0)
    expect(page.get_by_text("Summer play scheme")).to_have_count(0)
    look(page)
    page.get_by_role("link", name="Petrova").click()
    expect(page.get_by_text("Guest: Thea Lark")).to_be_visible()
    look(page)
