"""What is recorded from the chair's screen: decisions, views, outcomes, what is put off."""

import pytest
from django.urls import reverse

from cases.status import ActionStatus
from meetings.models import AgendaItem
from meetings.status import ItemStatus
from tests.days import today
from tests.factories import cases, meetings
from tests.meetings.on_pages import job_of, seen, sent, text, typed

pytestmark = pytest.mark.django_db


def test_deciding_goes_on_to_the_next_item_that_waits(client, team):
    meeting = meetings.running_meeting(team)
    item = meetings.referral_item(meeting, team)
    following = meetings.other_item(meeting)
    response = sent(client, team.manager, "item_decide", item.pk, **typed(item))
    assert response.redirect_chain[-1][0] == reverse("item", args=[following.pk])


def test_deciding_the_last_item_goes_back_to_the_meeting(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    response = sent(client, team.manager, "item_decide", item.pk, **typed(item))
    assert response.redirect_chain[-1][0] == reverse("meeting", args=[item.meeting_id])


def test_a_decision_for_support_with_an_action_is_one_form(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    owner = job_of(team.support_worker, team)
    facts = {"kind": "support", "lead": owner, "actions-0-what": "Ring the family", "actions-0-owner": owner}
    sent(client, team.manager, "item_decide", item.pk, **typed(item, **facts))
    decision = AgendaItem.objects.get(pk=item.pk).decision
    action = decision.actions.get()
    assert (decision.lead.user, action.owner) == (team.support_worker, team.support_worker)
    assert action.due_on > today()


def test_a_refused_decision_says_why_and_keeps_what_was_typed(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    response = sent(client, team.manager, "item_decide", item.pk, **typed(item, kind="support", reason="Because of X"))
    assert response.status_code == 422
    assert "Choose who is offered the family as lead professional" in text(response)
    assert "Because of X" in text(response)


def test_a_half_filled_action_is_named_and_kept(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    response = sent(client, team.manager, "item_decide", item.pk, **typed(item, **{"actions-0-what": "Ring her nan"}))
    assert (response.status_code, "Choose owner" in text(response), "Ring her nan" in text(response)) == (
        422,
        True,
        True,
    )


def test_whoever_is_second_sees_what_was_saved_and_loses_nothing(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team, typed={"reason": "Their words"}, version=2)
    response = sent(client, team.manager, "item_decide", item.pk, **typed(item, version="1", reason="My words"))
    assert response.status_code == 409
    assert ("Their words" in text(response), "My words" in text(response)) == (True, True)


def test_whoever_decides_after_it_was_decided_is_told_and_keeps_their_words(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    shown = typed(item, reason="My words")
    meetings.decision(item, by=team.manager)
    response = sent(client, team.manager, "item_decide", item.pk, **shown)
    assert (response.status_code, "My words" in text(response)) == (409, True)


def test_what_is_typed_survives_a_reload(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    facts = {"reason": "Half a thou", "actions-0-what": "Ring", "actions-0-due_on": "soon"}
    client.force_login(team.manager)
    answer = client.post(
        reverse("item_autosave", args=[item.pk]), typed(item, **facts), headers={"Accept": "application/json"}
    )
    assert answer.json()["version"] == item.version + 1
    page = text(seen(client, team.manager, "item", item.pk))
    assert all(words in page for words in ("Half a thou", 'value="Ring"', 'value="soon"'))


def test_an_autosave_over_somebody_elses_is_refused(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team, version=5)
    client.force_login(team.manager)
    answer = client.post(
        reverse("item_autosave", args=[item.pk]), typed(item, version=4), headers={"Accept": "application/json"}
    )
    assert (answer.status_code, "Somebody else" in answer.json()["sentence"]) == (409, True)


def test_a_null_character_typed_breaks_nothing(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    client.force_login(team.manager)
    answer = client.post(
        reverse("item_autosave", args=[item.pk]), typed(item, reason="a\x00b"), headers={"Accept": "application/json"}
    )
    assert answer.status_code == 200


def test_a_participant_writes_their_own_agencys_view(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    sent(
        client, team.support_worker, "item_view", item.pk, **{f"view_{team.council.pk}": "He plays well at the group."}
    )
    assert item.views.get().words == "He plays well at the group."


def test_a_participant_cannot_write_another_agencys_view(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    response = sent(client, team.support_worker, "item_view", item.pk, **{f"view_{team.trust.pk}": "Not mine"})
    assert (response.status_code, item.views.count()) == (403, 0)


def test_the_chair_does_not_overwrite_a_view_written_meanwhile(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    meetings.view(item, team.trust, by=team.health_visitor, words="What she really said")
    client.force_login(team.manager)
    data = typed(item, **{f"view_{team.trust.pk}": "What the chair heard"})
    answer = client.post(reverse("item_autosave", args=[item.pk]), data, headers={"Accept": "application/json"})
    assert f"view_{team.trust.pk}" in answer.json()["errors"]
    assert item.views.get().words == "What she really said"


def test_outcomes_chosen_on_the_screen_are_recorded_with_the_decision(client, team):
    before = meetings.closed_meeting(team)
    case = meetings.led_case(team)
    action = cases.action(team.support_worker, team.centre, case=case)
    meetings.decision(meetings.progress_item(before, team, case=case), by=team.manager).actions.add(action)
    item = meetings.progress_item(meetings.running_meeting(team), team, case=case)
    facts = {f"outcome_{action.pk}": "done", f"result_{action.pk}": "Booked", "kind": "go_on"}
    sent(client, team.manager, "item_decide", item.pk, **typed(item, **facts))
    action.refresh_from_db()
    assert (action.status, action.result) == (ActionStatus.DONE, "Booked")


def test_an_outcome_is_recorded_from_the_meetings_page(client, team):
    before = meetings.closed_meeting(team)
    action = cases.action(team.support_worker, team.centre)
    meetings.decision(meetings.other_item(before), by=team.manager).actions.add(action)
    meeting = meetings.running_meeting(team)
    sent(client, team.manager, "meeting_outcome", meeting.pk, action=action.pk, status="done", result="")
    action.refresh_from_db()
    assert action.status == ActionStatus.DONE


def test_an_item_is_put_off_with_the_reason(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    sent(client, team.manager, "item_put_off", item.pk, **typed(item, because="The referrer is ill"))
    item.refresh_from_db()
    assert (item.status, item.put_off_because) == (ItemStatus.DEFERRED, "The referrer is ill")


def test_an_item_is_not_put_off_without_a_reason(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    assert "Not put off" in text(sent(client, team.manager, "item_put_off", item.pk, because=""))


def test_what_was_put_off_is_taken_up_again(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team, status=ItemStatus.DEFERRED, put_off_because="X")
    sent(client, team.manager, "item_undo", item.pk)
    item.refresh_from_db()
    assert item.status == ItemStatus.WAITING


def test_the_decision_is_taken_back_from_the_screen(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    sent(client, team.manager, "item_decide", item.pk, **typed(item))
    sent(client, team.manager, "item_undo", item.pk)
    item.refresh_from_db()
    assert item.status == ItemStatus.WAITING
