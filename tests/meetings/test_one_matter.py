"""Guests of items that are discussed and decided together, and of a part: what they hear of the others."""

import pytest
from django.urls import reverse

from meetings.models import AgendaItem, GuestItem
from meetings.services import (
    close_meeting,
    invite_guest,
    release_minutes,
    split_item,
    take_apart,
    take_together,
    uninvite_guest,
)
from meetings.status import Present
from tests.days import today
from tests.factories import centres, meetings
from tests.meetings.inviting import job, seen_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return meetings.team()


@pytest.fixture
def meeting(team):
    return meetings.running_meeting(team)


@pytest.fixture
def therapist(team):
    return centres.member(team.centre, "specialist", of=team.trust, name="Thea Lark")


@pytest.fixture
def both(meeting, team):
    """A new referral of a family, and the item of the case that it has."""
    family = meetings.known_family(team)
    case = meetings.progress_item(meeting, team, case=meetings.led_case(team, family=family))
    return meetings.referral_item(meeting, team, family=family), case


def invited(item, who, team):
    """Invite somebody to the item, which may have changed."""
    return invite_guest(item=AgendaItem.objects.get(pk=item.pk), membership=job(who), by=team.manager)


def together(both, team):
    """Take the referral with the case."""
    take_together(item=both[0], host=both[1], by=team.manager)


def minutes_of(meeting, team):
    """The minutes, of a meeting to which every guest came."""
    meeting.attendance.update(present=Present.PRESENT)
    made = close_meeting(meeting=meeting, by=team.manager, on=today())
    return release_minutes(minutes=made, by=team.manager, on=today())


def read(client, who, minutes):
    """The page of the minutes, as somebody reads it."""
    client.force_login(who)
    return client.get(reverse("minutes", args=[minutes.meeting_id])).content.decode()


@pytest.mark.parametrize("which", [0, 1])
def test_who_comes_for_one_of_two_items_that_are_one_matter_comes_for_both(team, therapist, both, which):
    invited(both[which], therapist, team)
    together(both, team)
    assert seen_by(therapist) == {one.pk for one in both}


def test_a_guest_of_one_matter_sees_no_item_beside_it(team, therapist, meeting, both):
    meetings.progress_item(meeting, team)
    invited(both[0], therapist, team)
    together(both, team)
    assert seen_by(therapist) == {one.pk for one in both}


def test_who_is_invited_to_what_is_together_comes_for_both(team, therapist, both):
    together(both, team)
    invited(both[1], therapist, team)
    assert seen_by(therapist) == {one.pk for one in both}


@pytest.mark.parametrize("which", [0, 1])
def test_an_invitation_to_one_matter_is_taken_back_whole(team, therapist, both, which):
    invited(both[0], therapist, team)
    together(both, team)
    uninvite_guest(item=AgendaItem.objects.get(pk=both[which].pk), person=therapist, by=team.manager)
    assert (seen_by(therapist), GuestItem.objects.count()) == (set(), 0)


def test_taken_apart_each_invitation_is_taken_back_on_its_own(team, therapist, both):
    invited(both[0], therapist, team)
    together(both, team)
    take_apart(item=both[0], by=team.manager)
    uninvite_guest(item=AgendaItem.objects.get(pk=both[1].pk), person=therapist, by=team.manager)
    assert seen_by(therapist) == {both[0].pk}


def test_who_came_for_what_was_taken_along_stands_in_the_minutes(client, team, therapist, meeting, both):
    invited(both[0], therapist, team)
    together(both, team)
    assert "Thea Lark" in read(client, team.manager, minutes_of(meeting, team))


def test_who_came_for_what_was_taken_along_reads_what_came_of_it(client, team, therapist, meeting, both):
    invited(both[0], therapist, team)
    together(both, team)
    assert both[0].family.name in read(client, therapist, minutes_of(meeting, team))


def test_a_guest_of_a_part_alone_is_not_told_that_there_is_a_whole(client, team, therapist, both):
    part = split_item(item=both[1], title="Housing", by=team.manager)
    invited(part, therapist, team)
    client.force_login(therapist)
    page = client.get(reverse("item", args=[part.pk])).content.decode()
    assert reverse("item", args=[both[1].pk]) not in page


@pytest.mark.parametrize("route", ["item-detail", "meeting-detail"])
def test_a_guest_of_a_part_alone_is_not_told_by_the_api_that_there_is_a_whole(client, team, therapist, both, route):
    part = split_item(item=both[1], title="Housing", by=team.manager)
    invited(part, therapist, team)
    client.force_login(therapist)
    told = client.get(reverse(route, args=[part.pk if route == "item-detail" else part.meeting_id])).json()
    shown = told if route == "item-detail" else told["items"][0]
    assert (shown["id"], shown["part_of"]) == (part.pk, None)


def test_who_sees_the_whole_is_told_of_which_item_a_part_is(client, team, both):
    part = split_item(item=both[1], title="Housing", by=team.manager)
    client.force_login(team.manager)
    told = client.get(reverse("meeting-detail", args=[part.meeting_id])).json()
    assert next(one["part_of"] for one in told["items"] if one["id"] == part.pk) == both[1].pk
