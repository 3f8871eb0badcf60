"""The order of an agenda: the chair's, once the chair has changed it; and what comes next."""

import pytest
from django.urls import reverse

from consent.status import Information
from inputs.errors import NotAllowed, RuleBroken
from meetings.screen import next_undecided
from meetings.services import close_meeting, decide, fill_agenda, move_item, open_meeting
from tests.days import today
from tests.factories import meetings, sharing

pytestmark = pytest.mark.django_db


def with_matters(meeting, number=3):
    """So many matters of the team, in order."""
    return [meetings.other_item(meeting, title=f"Matter {n}", position=n) for n in range(1, number + 1)]


def order(meeting):
    """The items as they stand."""
    return list(meeting.items.in_order())


def noted(item, team):
    """Decide a matter of the team."""
    return decide(item=item, version=item.version, kind="noted", reason="Noted.", by=team.manager, on=today())


def refused(code, **facts):
    """Moving is refused by the rule with this code."""
    with pytest.raises(RuleBroken) as error:
        move_item(**facts)
    assert error.value.code == code, error.value.sentence


@pytest.mark.parametrize("make", [meetings.meeting, meetings.running_meeting])
def test_an_item_is_moved_before_and_during_the_meeting(team, make):
    meeting = make(team)
    first, second, third = with_matters(meeting)
    move_item(item=third, earlier=True, by=team.manager)
    assert order(meeting) == [first, third, second]


def test_the_move_in_the_other_direction_is_the_way_back(team):
    meeting = meetings.running_meeting(team)
    first, second, third = with_matters(meeting)
    move_item(item=first, earlier=False, by=team.manager)
    move_item(item=first, earlier=True, by=team.manager)
    assert order(meeting) == [first, second, third]


def test_the_first_is_not_moved_earlier_nor_the_last_later(team):
    first, *_, last = with_matters(meetings.meeting(team))
    refused("first_already", item=first, earlier=True, by=team.manager)
    refused("last_already", item=last, earlier=False, by=team.manager)


def test_filling_the_agenda_leaves_the_chairs_order_alone(team):
    meetings.waiting_referral(team)
    meeting = meetings.meeting(team)
    fill_agenda(meeting=meeting, by=None, on=today())
    other = meetings.other_item(meeting, position=9)
    move_item(item=other, earlier=True, by=team.manager)
    meetings.led_case(team)  # its review is due before the meeting after this one
    fill_agenda(meeting=meeting, by=None, on=today())
    assert [one.kind for one in order(meeting)] == ["other", "referral", "review"]


def test_opening_the_meeting_leaves_the_chairs_order_alone(team):
    meetings.waiting_referral(team)
    meeting = meetings.meeting(team)
    fill_agenda(meeting=meeting, by=None, on=today())
    move_item(item=meetings.other_item(meeting, position=9), earlier=True, by=team.manager)
    open_meeting(meeting=meeting, by=team.manager, on=today())
    assert [one.kind for one in order(meeting)] == ["other", "referral"]


def test_a_chair_moves_an_item_past_those_that_are_not_for_them(team):
    meeting = meetings.running_meeting(team, chair=team.housing_officer)
    first = meetings.other_item(meeting, title="First", position=1)
    hidden = meetings.referral_item(meeting, team, position=2)
    last = meetings.other_item(meeting, title="Last", position=3)
    move_item(item=last, earlier=True, by=team.housing_officer)
    assert order(meeting) == [last, first, hidden]


def test_what_is_decided_is_not_moved(team):
    meeting = meetings.running_meeting(team)
    first, _, _ = with_matters(meeting)
    noted(first, team)
    refused("already_decided", item=first, earlier=False, by=team.manager)


def test_an_agenda_that_is_over_is_not_changed(team):
    _, item = with_matters(meetings.closed_meeting(team), 2)
    refused("meeting_over", item=item, earlier=True, by=team.manager)


def test_only_who_runs_the_meeting_moves_items(team):
    _, item = with_matters(meetings.meeting(team), 2)
    with pytest.raises(NotAllowed):
        move_item(item=item, earlier=True, by=team.support_worker)


def test_after_an_item_out_of_order_the_first_that_waits_is_next(team):
    meeting = meetings.running_meeting(team)
    first, _, third, _ = with_matters(meeting, 4)
    noted(third, team)
    assert next_undecided(third, team.manager) == first


def test_minutes_stand_in_the_agendas_order_whatever_was_taken_first(team):
    meeting = meetings.running_meeting(team)
    matters = with_matters(meeting)
    for item in reversed(matters):
        noted(item, team)
    minutes = close_meeting(meeting=meeting, by=team.manager, on=today())
    assert [one["title"] for one in minutes.content["items"]] == ["Matter 1", "Matter 2", "Matter 3"]


def test_a_chair_is_not_sent_to_an_item_that_the_manager_takes(team):
    meeting = meetings.running_meeting(team, chair=team.health_visitor)
    kept = meetings.progress_item(meeting, team, position=1)
    sharing.kept(kept.family, team.trust, Information.PLAN, by=team.manager)
    here, following = with_matters(meeting, 2)
    assert next_undecided(here, team.health_visitor) == following
    assert next_undecided(here, team.manager) == kept


def test_the_buttons_on_the_agenda_move_and_come_back_to_the_line(client, team):
    meeting = meetings.meeting(team)
    first, second = with_matters(meeting, 2)
    client.force_login(team.manager)
    shown = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert (shown.count('value="earlier"'), shown.count('value="later"')) == (1, 1)
    answer = client.post(reverse("item_move", args=[second.pk]), {"to": "earlier"})
    assert answer.url == f"{reverse('meeting', args=[meeting.pk])}#item-{second.pk}"
    assert order(meeting) == [second, first]


def test_a_participant_has_no_buttons_for_the_order(client, team):
    meeting = meetings.meeting(team)
    with_matters(meeting, 2)
    client.force_login(team.support_worker)
    assert 'value="earlier"' not in client.get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_the_api_moves(client, team):
    meeting = meetings.meeting(team)
    first, second = with_matters(meeting, 2)
    client.force_login(team.manager)
    client.post(reverse("item-move", args=[first.pk]), {"earlier": False}, content_type="application/json")
    assert order(meeting) == [second, first]
