"""What happens to an item before it is decided."""

import pytest

from audit.models import Entry
from cases.status import ActionStatus
from inputs.errors import NotAllowed, RuleBroken
from meetings.services import put_off, record_outcome, record_view, save_item_draft, take_up_again
from meetings.status import ItemStatus
from tests.days import today
from tests.factories import cases, meetings
from tests.meetings.asking import refused

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_kept_and_counted(team, item):
    kept, _ = save_item_draft(item=item, typed={"reason": "Half"}, version=1, by=team.manager)
    assert (kept.typed, kept.version) == ({"reason": "Half"}, 2)


def test_typing_nothing_new_changes_no_version(team, item):
    kept, _ = save_item_draft(item=item, typed={}, version=1, by=team.manager)
    assert kept.version == 1


def test_a_draft_over_somebody_elses_is_refused(team, item):
    item.meeting.chair = team.health_visitor
    item.meeting.save()
    save_item_draft(item=item, typed={"reason": "First"}, version=1, by=team.health_visitor)
    refused("stale_item", save_item_draft, item=item, typed={"reason": "Second"}, version=1, by=team.manager)


def test_somebodys_own_saving_as_they_type_is_no_conflict(team, item):
    save_item_draft(item=item, typed={"reason": "Firs"}, version=1, by=team.manager)
    kept, _ = save_item_draft(item=item, typed={"reason": "First"}, version=1, by=team.manager)
    assert kept.version == 3


def test_a_draft_of_a_decided_item_is_refused(team, item):
    meetings.decision(item, by=team.manager)
    refused("already_decided", save_item_draft, item=item, typed={}, version=1, by=team.manager)


def test_far_too_much_is_not_kept(team, item):
    refused("too_much", save_item_draft, item=item, typed={"reason": "x" * 300_000}, version=1, by=team.manager)


def test_a_participant_cannot_type_the_decision(team, item):
    with pytest.raises(NotAllowed):
        save_item_draft(item=item, typed={}, version=1, by=team.support_worker)


def test_each_agency_gives_its_view(team, item):
    record_view(item=item, agency=team.council, words="He plays well.", by=team.support_worker)
    assert item.views.get().words == "He plays well."


def test_a_view_is_changed_not_doubled(team, item):
    record_view(item=item, agency=team.council, words="First", by=team.support_worker)
    record_view(item=item, agency=team.council, words="Second", by=team.social_worker)
    assert (item.views.get().words, item.views.get().by) == ("Second", team.social_worker)


def test_a_view_without_words_is_taken_back(team, item):
    record_view(item=item, agency=team.council, words="First", by=team.support_worker)
    record_view(item=item, agency=team.council, words=" ", by=team.support_worker)
    assert not item.views.exists()


def test_a_view_can_be_given_before_the_meeting(team):
    item = meetings.referral_item(meetings.meeting(team), team)
    assert record_view(item=item, agency=team.council, words="Before", by=team.support_worker)


def test_the_chair_writes_down_any_agencys_view(team, item):
    assert record_view(item=item, agency=team.trust, words="Said in the room", by=team.manager)


def test_nobody_writes_the_view_of_an_agency_they_do_not_come_for(team, item):
    with pytest.raises(NotAllowed):
        record_view(item=item, agency=team.trust, words="Not mine", by=team.support_worker)


def test_an_agency_the_family_leaves_out_gives_no_view(team, item):
    with pytest.raises(NotAllowed):
        record_view(item=item, agency=team.housing, words="We too", by=team.housing_officer)


def test_no_view_is_given_after_the_decision(team, item):
    meetings.decision(item, by=team.manager)
    refused("already_decided", record_view, item=item, agency=team.council, words="Late", by=team.support_worker)


def test_an_item_is_put_off_with_its_reason(team, item):
    assert put_off(item=item, because="The referrer is ill", by=team.manager).status == ItemStatus.DEFERRED


def test_putting_off_needs_a_reason(team, item):
    refused("no_reason", put_off, item=item, because=" ", by=team.manager)


def test_a_decided_item_is_not_put_off(team, item):
    meetings.decision(item, by=team.manager)
    refused("already_decided", put_off, item=item, because="Late", by=team.manager)


def test_a_participant_cannot_put_an_item_off(team, item):
    with pytest.raises(NotAllowed):
        put_off(item=item, because="No time", by=team.support_worker)


def test_what_was_put_off_is_taken_up_again(team, item):
    put_off(item=item, because="Later", by=team.manager)
    assert take_up_again(item=item, by=team.manager).status == ItemStatus.WAITING


def test_only_what_was_put_off_is_taken_up_again(team, item):
    refused("not_put_off", take_up_again, item=item, by=team.manager)


def asked(team, **fields):
    """An action agreed at the last meeting."""
    case = meetings.led_case(team)
    action = cases.action(team.support_worker, team.centre, case=case, **fields)
    meetings.decision(
        meetings.progress_item(meetings.closed_meeting(team), team, case=case), by=team.manager
    ).actions.add(action)
    return action


def outcome(meeting, action, by, **facts):
    """Record what came of it."""
    given = {"status": ActionStatus.DONE, "result": "Booked", "on": today()}
    return record_outcome(meeting=meeting, action=action, by=by, **{**given, **facts})


def test_the_chair_records_what_came_of_an_action(team):
    meeting = meetings.running_meeting(team, chair=team.health_visitor)
    assert outcome(meeting, asked(team), team.health_visitor).status == ActionStatus.DONE


def test_an_action_not_done_says_why(team):
    meeting = meetings.running_meeting(team)
    with pytest.raises(RuleBroken) as error:
        outcome(meeting, asked(team), team.manager, status=ActionStatus.NOT_DONE, result="")
    assert error.value.code == "no_reason"


def test_the_meeting_does_not_finish_actions_it_did_not_agree(team):
    action = cases.action(team.support_worker, team.centre)
    with pytest.raises(RuleBroken) as error:
        outcome(meetings.running_meeting(team), action, team.manager)
    assert error.value.code == "not_asked"


def test_a_chair_does_not_finish_actions_of_families_they_may_not_know(team):
    meeting = meetings.running_meeting(team, chair=team.housing_officer)
    with pytest.raises(RuleBroken) as error:
        outcome(meeting, asked(team), team.housing_officer)
    assert error.value.code == "not_asked"


def test_a_participant_cannot_record_outcomes_in_the_meeting(team):
    with pytest.raises(NotAllowed):
        outcome(meetings.running_meeting(team), asked(team), team.social_worker)


def test_views_are_logged_without_their_words(team, item):
    record_view(item=item, agency=team.council, words="Something private", by=team.support_worker)
    assert "private" not in str(Entry.objects.get(verb="record_view").detail)
