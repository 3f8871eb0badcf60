"""What came of actions, recorded at the meeting: no confidential address by mistake, and nothing typed is lost."""

import pytest

from cases.status import ActionStatus
from meetings.models import AgencyView
from meetings.status import ItemStatus
from tests.factories import cases, meetings
from tests.meetings.on_pages import sent, text, typed

pytestmark = pytest.mark.django_db
LEAK = "Seen at 12 Elm Street"


@pytest.fixture
def case(team):
    """A case of a family that must not be found."""
    return meetings.led_case(team, family=meetings.known_family(team, confidential=True))


@pytest.fixture
def action(team, case):
    """What was agreed for it at the meeting before."""
    found = cases.action(team.support_worker, team.centre, case=case)
    earlier = meetings.progress_item(meetings.closed_meeting(team), team, case=case)
    meetings.decision(earlier, by=team.manager).actions.add(found)
    return found


@pytest.fixture
def item(team, case, action):
    return meetings.progress_item(meetings.running_meeting(team), team, case=case)


def now(action):
    """Its status and what came of it, as they are saved."""
    action.refresh_from_db()
    return action.status, action.result


def on_screen(action, **more):
    """The fields of the chair's screen in which the outcome stands."""
    return {f"outcome_{action.pk}": "done", f"result_{action.pk}": LEAK, **more}


def test_the_chairs_screen_asks_about_the_address_and_keeps_all_that_was_typed(client, team, item, action):
    page = sent(client, team.manager, "item_outcome", item.pk, **typed(item, **on_screen(action, reason="Half said")))
    assert page.status_code == 422
    assert all(words in text(page) for words in (LEAK, "Half said", 'name="address_checked"', "Look again"))
    assert now(action) == (ActionStatus.OPEN, "")


def test_it_is_recorded_when_the_chair_has_looked(client, team, item, action):
    facts = on_screen(action, address_checked="yes")
    sent(client, team.manager, "item_outcome", item.pk, **typed(item, **facts))
    assert now(action) == (ActionStatus.DONE, LEAK)


def test_what_is_fine_is_recorded_though_something_else_is_asked_about(client, team, item, action):
    view = f"view_{team.trust.pk}"
    page = sent(
        client, team.manager, "item_outcome", item.pk, **typed(item, **on_screen(action), **{view: "She walks"})
    )
    assert page.status_code == 422
    assert AgencyView.objects.get().words == "She walks"


def test_a_decision_waits_until_the_chair_has_looked_at_the_outcome(client, team, item, action):
    facts = on_screen(action, kind="go_on", reason="Going well")
    page = sent(client, team.manager, "item_decide", item.pk, **typed(item, **facts))
    item.refresh_from_db()
    assert (page.status_code, item.status, now(action)[0]) == (422, ItemStatus.WAITING, ActionStatus.OPEN)
    assert LEAK in text(page) and "Going well" in text(page)
    sent(client, team.manager, "item_decide", item.pk, **typed(item, **facts, address_checked="yes"))
    item.refresh_from_db()
    assert (item.status, now(action)) == (ItemStatus.DECIDED, (ActionStatus.DONE, LEAK))


def test_a_decision_waits_for_a_view_that_could_not_be_saved(client, team, item):
    facts = {f"view_{team.trust.pk}": "x" * 2001, "kind": "go_on"}
    page = sent(client, team.manager, "item_decide", item.pk, **typed(item, **facts))
    item.refresh_from_db()
    assert (page.status_code, item.status) == (422, ItemStatus.WAITING)
    assert "x" * 2001 in text(page)


def test_the_meetings_page_asks_about_the_address_and_keeps_what_was_typed(client, team, item, action):
    facts = {"action": action.pk, "status": "done", "result": LEAK}
    page = sent(client, team.manager, "meeting_outcome", item.meeting_id, **facts)
    assert page.status_code == 422
    assert LEAK in text(page) and 'name="address_checked"' in text(page)
    assert now(action) == (ActionStatus.OPEN, "")
    sent(client, team.manager, "meeting_outcome", item.meeting_id, **facts, address_checked="yes")
    assert now(action) == (ActionStatus.DONE, LEAK)


def test_the_meetings_page_says_beside_the_field_what_is_missing_and_keeps_the_rest(client, team, item, action):
    facts = {"action": action.pk, "status": "", "result": "Rang three times"}
    page = sent(client, team.manager, "meeting_outcome", item.meeting_id, **facts)
    assert (page.status_code, now(action)) == (422, (ActionStatus.OPEN, ""))
    assert 'value="Rang three times"' in text(page) and f'id="status-{action.pk}-error"' in text(page)
    assert f'<a href="#status-{action.pk}">Choose whether it was done</a>' in text(page)


def test_the_meetings_page_asks_why_beside_the_field_and_keeps_what_was_chosen(client, team, item, action):
    page = sent(client, team.manager, "meeting_outcome", item.meeting_id, action=action.pk, status="not_done")
    assert (page.status_code, now(action)) == (422, (ActionStatus.OPEN, ""))
    assert f'<a href="#result-{action.pk}">Say why it was not done.</a>' in text(page)
    assert 'value="not_done" selected' in text(page)


def test_an_action_for_a_family_that_was_not_taken_on_is_asked_about_as_well(client, team):
    hidden = meetings.known_family(team, confidential=True)
    found = cases.action(team.support_worker, team.centre)
    earlier = meetings.referral_item(meetings.closed_meeting(team), team, family=hidden)
    meetings.decision(earlier, by=team.manager, kind="not_accepted").actions.add(found)
    facts = {"action": found.pk, "status": "done", "result": LEAK}
    page = sent(client, team.manager, "meeting_outcome", meetings.running_meeting(team).pk, **facts)
    assert page.status_code == 422
    assert LEAK in text(page)


def test_nothing_is_put_off_without_a_reason_and_what_was_typed_is_kept(client, team, item):
    sent(client, team.manager, "item_put_off", item.pk, **typed(item, reason="Half said", because=""))
    item.refresh_from_db()
    assert (item.status, item.typed["reason"]) == (ItemStatus.WAITING, "Half said")


def test_the_second_sees_a_view_written_meanwhile_beside_their_own_before_theirs_takes_its_place(client, team, item):
    view, mine = f"view_{team.trust.pk}", "What the chair heard"
    theirs = meetings.view(item, team.trust, by=team.health_visitor, words="What she really said")
    page = text(sent(client, team.manager, "item_decide", item.pk, **typed(item, kind="go_on", **{view: mine})))
    assert all(words in page for words in (mine, "What she really said", "has changed this view"))
    assert AgencyView.objects.get().words == "What she really said"
    seen = {f"seen_{team.trust.pk}": theirs.at.isoformat()}
    assert f'value="{theirs.at.isoformat()}"' in page
    sent(client, team.manager, "item_decide", item.pk, **typed(item, kind="go_on", **{view: mine}, **seen))
    assert AgencyView.objects.get().words == mine
