"""How many agencies are there, of how many that are needed; and that nothing waits for it."""

import re

import pytest
from django.db import IntegrityError
from django.urls import reverse

from inputs.errors import NotAllowed, RuleBroken
from meetings.models import Attendance, Series
from meetings.quorum import Quorum, agencies_here, quorum_of
from meetings.services import close_meeting, give_quorum, open_meeting, release_minutes
from meetings.status import Present
from tests.days import today
from tests.factories import meetings
from tests.meetings.decided import decided

pytestmark = pytest.mark.django_db


def only_the_council(meeting, team):
    """Everybody but the council's people stays away."""
    meeting.attendance.exclude(agency=team.council).update(present=Present.APOLOGIES)


@pytest.fixture
def meeting(team):
    """A running meeting at which one agency of two that are needed is there."""
    made = meetings.running_meeting(team)
    only_the_council(made, team)
    return made


def test_agencies_are_counted_once_however_many_of_their_people_come(team, meeting):
    assert agencies_here(meeting.attendance.all()) == {team.council.pk}


def test_a_deputy_counts_for_the_agency(team, meeting):
    meeting.attendance.filter(agency=team.housing).update(deputy="Jo Marsh")
    assert quorum_of(meeting, meeting.attendance.all()) == Quorum(2, 2)


@pytest.mark.parametrize(
    ("here", "needed", "said"),
    [
        (2, 3, "2 of 3 agencies that are needed are here: not quorate."),
        (1, 2, "1 of 2 agencies that are needed is here: not quorate."),
        (3, 2, "3 agencies are here, 2 needed: quorate."),
        (1, 1, "1 agency is here, 1 needed: quorate."),
        (0, 1, "0 of 1 agency that is needed are here: not quorate."),
    ],
)
def test_the_sentence_says_how_many_of_how_many(here, needed, said):
    assert Quorum(here, needed).sentence == said


def test_a_series_without_a_number_needs_two_agencies(team):
    assert Series.objects.get(pk=team.series.pk).quorum == 2


@pytest.mark.parametrize("number", [0, 11])
def test_the_database_takes_no_number_outside_one_to_ten(team, number):
    with pytest.raises(IntegrityError, match="series_quorum_1_to_10_agencies"):
        Series.objects.filter(pk=team.series.pk).update(quorum=number)


def test_who_keeps_the_series_says_how_many_are_needed(team):
    assert give_quorum(series=team.series, quorum=3, by=team.manager, on=today()).quorum == 3


def test_a_member_does_not_say_how_many_are_needed(team):
    with pytest.raises(NotAllowed):
        give_quorum(series=team.series, quorum=3, by=team.health_visitor, on=today())


def test_nobody_says_that_eleven_are_needed(team):
    with pytest.raises(RuleBroken) as error:
        give_quorum(series=team.series, quorum=11, by=team.manager, on=today())
    assert error.value.code == "quorum"


def test_a_meeting_keeps_the_number_with_which_it_was_opened(team):
    meeting = open_meeting(meeting=meetings.meeting(team), by=team.manager, on=today())
    give_quorum(series=team.series, quorum=3, by=team.manager, on=today())
    meeting.refresh_from_db()
    assert quorum_of(meeting, []).needed == 2


def test_a_decision_is_recorded_all_the_same_and_says_who_was_there(team, meeting):
    made = decided(meetings.referral_item(meeting, team), team)
    assert (made.agencies_here, made.agencies_needed) == (1, 2)


def shown(client, team):
    """What the page of the series holds when it is opened."""
    page = client.get(reverse("series", args=[team.series.pk])).content.decode()
    boxes = [tag for tag in re.findall(r"<input[^>]*>", page) if "checkbox" not in tag or " checked" in tag]
    values = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in boxes]
    return {name[1]: value[1] if value else "" for name, value in values if name}


def test_the_series_page_sets_the_number(client, team):
    client.force_login(team.manager)
    typed = shown(client, team)
    client.post(reverse("series", args=[team.series.pk]), typed | {"quorum": "3"})
    assert Series.objects.get(pk=team.series.pk).quorum == 3


def test_a_number_that_a_colleague_set_meanwhile_stays(client, team):
    client.force_login(team.manager)
    typed = shown(client, team)
    Series.objects.filter(pk=team.series.pk).update(quorum=4)
    client.post(reverse("series", args=[team.series.pk]), typed)
    assert Series.objects.get(pk=team.series.pk).quorum == 4


def test_the_api_sets_and_shows_the_number(client, team):
    client.force_login(team.manager)
    told = client.post(
        reverse("series-quorum", args=[team.series.pk]), {"quorum": 3}, content_type="application/json"
    ).json()
    assert told["quorum"] == 3


@pytest.mark.parametrize("page", ["item", "meeting", "attendance_record"])
def test_every_page_of_the_meeting_warns(client, team, meeting, page):
    item = meetings.referral_item(meeting, team)
    client.force_login(team.manager)
    told = client.get(reverse(page, args=[item.pk if page == "item" else meeting.pk])).content.decode()
    assert "1 of 2 agencies that are needed is here: not quorate." in told


def test_the_api_shows_the_quorum_of_a_meeting(client, team, meeting):
    client.force_login(team.manager)
    told = client.get(reverse("meeting-detail", args=[meeting.pk])).json()
    assert told["quorum"] == {"here": 1, "needed": 2, "met": False}


def closed(meeting, team):
    """The minutes of the meeting, released."""
    minutes = close_meeting(meeting=meeting, by=team.manager, on=today())
    return release_minutes(minutes=minutes, by=team.manager, on=today())


def test_minutes_say_of_each_decision_that_it_was_made_without(client, team, meeting):
    decided(meetings.referral_item(meeting, team), team)
    Attendance.objects.filter(meeting=meeting).update(present=Present.PRESENT)
    decided(meetings.other_item(meeting), team, kind="noted")
    minutes = closed(meeting, team)
    first, second = minutes.content["items"]
    assert (first["decision"]["quorum"]["met"], second["decision"]["quorum"]["met"]) == (False, True)
    client.force_login(team.manager)
    told = client.get(reverse("minutes", args=[meeting.pk])).content.decode()
    assert told.count("Decided while the meeting was not quorate:") == 1


def test_minutes_of_a_quorate_meeting_say_nothing_of_it(client, team):
    meeting = meetings.running_meeting(team)
    decided(meetings.referral_item(meeting, team), team)
    closed(meeting, team)
    client.force_login(team.manager)
    assert "quorate" not in client.get(reverse("minutes", args=[meeting.pk])).content.decode()


def test_the_item_says_that_it_was_decided_without(client, team, meeting):
    item = meetings.referral_item(meeting, team)
    decided(item, team)
    client.force_login(team.manager)
    assert "Recorded while the meeting was not quorate." in client.get(reverse("item", args=[item.pk])).content.decode()
