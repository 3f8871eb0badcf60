"""Which items a person may see: the agency for which they come, the family's wishes, the agreement, the invitation."""

import pytest

from centres.models import Membership
from consent.models import SharingWish
from meetings.editions import edition_for
from meetings.followup import asked_about
from meetings.models import AgendaItem, Meeting, Minutes
from tests.days import days_ago
from tests.factories import cases, centres, meetings

pytestmark = pytest.mark.django_db


def sees(user, item):
    """Whether they may see the item."""
    return AgendaItem.objects.visible_to(user).filter(pk=item.pk).exists()


def test_somebody_invited_whose_agency_may_know_sees_the_item(team, item):
    assert sees(team.support_worker, item)


def test_somebody_of_an_agency_the_family_leaves_out_does_not_see_it(team, item):
    assert not sees(team.housing_officer, item)


def test_an_agency_the_family_said_nothing_of_does_not_see_it(team, item):
    SharingWish.objects.filter(agency=team.council).delete()
    assert not sees(team.support_worker, item)


def test_a_wish_that_was_changed_counts_from_then_on(team, item):
    SharingWish.objects.filter(agency=team.council).update(until=days_ago(0))
    assert not sees(team.support_worker, item)


def test_the_chair_is_no_exception(team, item):
    Meeting.objects.update(chair=team.housing_officer)
    assert not sees(team.housing_officer, item)


def test_once_the_agreement_is_withdrawn_only_the_manager_sees_it(team, item):
    item.family.agreements.update(status="withdrawn", withdrawn_on=days_ago(0))
    assert (sees(team.support_worker, item), sees(team.manager, item)) == (False, True)


def test_once_the_agreement_has_run_out_only_the_manager_sees_it(team, item):
    item.family.agreements.update(until=days_ago(1))
    assert (sees(team.support_worker, item), sees(team.manager, item)) == (False, True)


def test_somebody_who_is_not_invited_does_not_see_it(team, item):
    assert not sees(centres.support_worker(team.centre, of=team.council), item)


def test_the_manager_of_another_centre_does_not_see_it(team, item):
    assert not sees(centres.manager(centres.centre()), item)


def test_an_administrator_sees_no_item(team, item):
    administrator = centres.administrator(team.centre, of=team.council)
    assert not sees(administrator, item)


def test_an_administrator_who_was_invited_by_mistake_sees_no_item(team, item):
    administrator = centres.administrator(team.centre, of=team.council)
    item.meeting.attendance.create(user=administrator, agency=team.council, job="Administrator")
    assert not sees(administrator, item)


def test_a_membership_that_has_ended_shows_nothing(team, item):
    Membership.objects.filter(user=team.support_worker).update(ends_on=days_ago(1))
    assert not sees(team.support_worker, item)


def test_a_matter_of_the_team_is_seen_by_everybody_expected(team):
    item = meetings.other_item(meetings.running_meeting(team))
    assert (sees(team.housing_officer, item), sees(centres.support_worker(team.centre), item)) == (True, False)


def test_the_invitation_ends_when_the_minutes_are_approved(team):
    meeting = meetings.closed_meeting(team)
    item = meetings.referral_item(meeting, team)
    before = sees(team.support_worker, item)
    meetings.approved_minutes(meeting, by=team.manager)
    assert (before, sees(team.support_worker, item), sees(team.manager, item)) == (True, False, True)


def test_the_administrator_sees_that_there_is_a_meeting(team, item):
    administrator = centres.administrator(team.centre)
    assert Meeting.objects.visible_to(administrator).filter(pk=item.meeting_id).exists()


def test_somebody_uninvited_does_not_see_the_meeting(team, item):
    assert not Meeting.objects.visible_to(centres.support_worker(team.centre)).exists()


def test_an_administrator_reads_no_minutes(team):
    meetings.draft_minutes(meetings.closed_meeting(team), by=team.manager)
    assert not Minutes.objects.visible_to(centres.administrator(team.centre)).exists()


def asked(team, family=None):
    """The actions of the last meeting, one of them of a family that was not taken on."""
    before = meetings.closed_meeting(team)
    item = meetings.referral_item(before, team, family=family)
    action = cases.action(team.health_visitor, team.centre, what="Tell them of the group")
    meetings.decision(item, by=team.manager).actions.add(action)
    return action


def test_an_action_of_a_family_not_taken_on_is_not_shown_to_agencies_left_out(team):
    action = asked(team)
    meeting = meetings.running_meeting(team)
    assert action in asked_about(meeting, team.support_worker)
    assert action not in asked_about(meeting, team.housing_officer)


def test_the_owner_of_an_action_always_sees_it(team):
    action = asked(team, family=meetings.known_family(team, to=[team.council]))
    assert action in asked_about(meetings.running_meeting(team), team.health_visitor)


def test_actions_of_another_series_are_not_asked_about(team):
    action = asked(team)
    other = meetings.team()
    assert action not in asked_about(meetings.running_meeting(other), other.manager)


def moved_to_housing(who, team):
    """They left the agency for which they were expected yesterday, and work for one that the family leaves out."""
    Membership.objects.filter(user=who).update(ends_on=days_ago(1))
    centres.member(team.centre, "specialist", of=team.housing, user=who)


def test_who_has_moved_to_another_agency_does_not_hear_what_only_the_one_before_may_know(team, item):
    moved_to_housing(team.support_worker, team)
    assert not sees(team.support_worker, item)


def test_who_has_moved_to_another_agency_reads_no_item_of_it_in_the_minutes(team, item):
    minutes = meetings.draft_minutes(item.meeting, by=team.manager)
    before = edition_for(minutes, team.support_worker, days_ago(0))
    moved_to_housing(team.support_worker, team)
    after = edition_for(minutes, team.support_worker, days_ago(0))
    assert ([len(one.content["items"]) for one in (before, after)], after.left_out) == ([1, 0], 1)
