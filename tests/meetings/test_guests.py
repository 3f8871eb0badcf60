"""Guests: who comes for named items hears of these and of nothing else."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from audit.models import Entry
from centres.models import Membership
from inputs.errors import NotAllowed, RuleBroken
from meetings.models import AgendaItem, Attendance, GuestItem, Meeting
from meetings.services import (
    cancel_meeting,
    change_chair,
    change_series_members,
    fill_agenda,
    invite_guest,
    uninvite_guest,
)
from meetings.services.arranging import arrange
from tests.days import today
from tests.factories import centres, meetings
from tests.meetings.inviting import family_item, invited, job, seen_by, withdraw

pytestmark = pytest.mark.django_db


# --- the rule ------------------------------------------------------------------------------------------------


def test_a_guest_sees_their_item_and_none_of_the_others(team, therapist, at):
    mine, other, matter = family_item(at, team, 1), family_item(at, team, 2), meetings.other_item(at)
    invited(mine, therapist, team)
    assert (seen_by(therapist), {other.pk, matter.pk} <= seen_by(team.manager)) == ({mine.pk}, True)


def test_a_guest_of_a_matter_of_the_team_sees_that_matter(team, therapist, at):
    matter, other = meetings.other_item(at), meetings.other_item(at, title="Rota", position=5)
    invited(matter, therapist, team)
    assert (seen_by(therapist), other.pk in seen_by(therapist)) == ({matter.pk}, False)


def test_a_guest_sees_nothing_once_the_agreement_has_ended(team, therapist, at):
    mine = family_item(at, team, 1)
    invited(mine, therapist, team)
    withdraw(mine)
    assert seen_by(therapist) == set()


def test_a_guest_sees_nothing_once_the_family_leaves_their_agency_out(team, therapist, at):
    mine = family_item(at, team, 1)
    invited(mine, therapist, team)
    mine.family.wishes.filter(agency=team.trust).update(included=False)
    assert seen_by(therapist) == set()


def test_who_no_longer_works_for_the_agency_sees_nothing_as_a_guest(team, therapist, at):
    mine = family_item(at, team, 1)
    invited(mine, therapist, team)
    Membership.objects.filter(user=therapist).update(ends_on=today() - timedelta(days=1))
    assert seen_by(therapist) == set()


def test_a_guest_whose_invitation_was_taken_back_sees_neither_item_nor_meeting(team, therapist, at):
    mine = family_item(at, team, 1)
    invited(mine, therapist, team)
    uninvite_guest(item=mine, person=therapist, by=team.manager)
    assert (seen_by(therapist), Meeting.objects.visible_to(therapist).exists()) == (set(), False)


def test_a_guest_who_comes_for_two_items_keeps_the_other(team, therapist, at):
    one, two = family_item(at, team, 1), family_item(at, team, 2)
    invited(one, therapist, team)
    invited(two, therapist, team)
    uninvite_guest(item=one, person=therapist, by=team.manager)
    assert seen_by(therapist) == {two.pk}


def test_why_can_i_see_this_says_that_one_is_a_guest(team, therapist, at):
    mine, matter = family_item(at, team, 1), meetings.other_item(at)
    invited(mine, therapist, team)
    invited(matter, therapist, team)
    assert [AgendaItem.objects.seen_by(therapist, one.pk).why for one in (mine, matter)] == [
        ["You come for this item as a guest, for an agency that the family lets know."],
        ["You come for this item as a guest, and it is a matter of the team."],
    ]


# --- the verbs -----------------------------------------------------------------------------------------------


def test_inviting_and_taking_back_are_in_the_log(team, therapist, at):
    mine = family_item(at, team, 1)
    invited(mine, therapist, team)
    uninvite_guest(item=mine, person=therapist, by=team.manager)
    verbs = Entry.objects.filter(subject_id=mine.pk, verb__contains="invite").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["invite_guest", "uninvite_guest"]


def test_inviting_twice_changes_nothing(team, therapist, at):
    mine = family_item(at, team, 1)
    assert invited(mine, therapist, team) == invited(mine, therapist, team)


@pytest.mark.parametrize("verb", ["invite", "uninvite"])
def test_only_who_runs_the_meeting_chooses_its_guests(team, therapist, at, verb):
    mine = family_item(at, team, 1)
    with pytest.raises(NotAllowed):
        if verb == "invite":
            invite_guest(item=mine, membership=job(therapist), by=team.health_visitor)
        else:
            uninvite_guest(item=mine, person=therapist, by=team.health_visitor)


def test_a_chair_whose_agency_must_not_know_chooses_no_guest_for_the_item(team, therapist):
    at = meetings.meeting(team, chair=team.housing_officer)
    with pytest.raises(NotAllowed, match="The manager of the centre invites"):
        invite_guest(item=family_item(at, team, 1), membership=job(therapist), by=team.housing_officer)


def broken(item, membership, team):
    with pytest.raises(RuleBroken) as refused:
        invite_guest(item=item, membership=membership, by=team.manager)
    return refused.value.code, refused.value.field


def test_nobody_is_invited_for_an_agency_that_must_not_know(team, at):
    officer = centres.member(team.centre, "specialist", of=team.housing)
    assert broken(family_item(at, team, 1), job(officer), team) == ("agency_left_out", "person")


def test_nobody_from_another_centre_or_without_casework_is_invited(team, at):
    item, elsewhere = meetings.other_item(at), job(centres.health_visitor(centres.centre()))
    office = job(centres.member(team.centre, "administrator", of=team.council))
    assert {broken(item, one, team) for one in (elsewhere, office)} == {("cannot_be_guest", "person")}


def test_a_member_of_the_meeting_is_no_guest(team, at):
    assert broken(meetings.other_item(at), job(team.health_visitor), team) == ("expected_anyway", "person")


def test_a_guest_comes_for_one_agency(team, therapist, at):
    invited(meetings.other_item(at), therapist, team)
    second = Membership.objects.get(user=centres.member(team.centre, "health_visitor", of=team.council, user=therapist),
                                    agency=team.council)  # fmt: skip
    other = meetings.other_item(at, position=5)
    assert broken(other, second, team) == ("guest_of_another_agency", "person")


def test_nobody_is_invited_to_a_meeting_that_is_over(team, therapist):
    item = meetings.other_item(meetings.closed_meeting(team))
    assert broken(item, job(therapist), team)[0] == "meeting_over"


def test_nobody_is_invited_to_an_item_that_is_decided(team, therapist):
    item = meetings.other_item(meetings.running_meeting(team))
    meetings.decision(item, by=team.manager)
    assert broken(item, job(therapist), team)[0] == "already_decided"


def test_an_invitation_that_is_none_cannot_be_taken_back(team, therapist, at):
    with pytest.raises(RuleBroken) as refused:
        uninvite_guest(item=meetings.other_item(at), person=therapist, by=team.manager)
    assert refused.value.code == "no_guest"


# --- PostgreSQL ----------------------------------------------------------------------------------------------


def test_postgresql_refuses_a_guest_for_an_item_of_another_meeting(team, therapist, at):
    guest = meetings.guest(therapist, meetings.other_item(at))
    elsewhere = meetings.other_item(meetings.meeting(team, on=today() + timedelta(days=14)))
    with pytest.raises(DatabaseError, match="guest_of_that_meeting"), transaction.atomic():
        GuestItem.objects.create(attendance=guest, item=elsewhere)


def test_postgresql_refuses_a_member_as_guest_of_an_item(team, at):
    member = Attendance.objects.get(meeting=at, user=team.health_visitor)
    with pytest.raises(DatabaseError, match="guest_of_that_meeting"), transaction.atomic():
        GuestItem.objects.create(attendance=member, item=meetings.other_item(at))


def test_postgresql_refuses_to_move_an_item_away_from_its_guests(team, therapist, at):
    item = meetings.other_item(at)
    meetings.guest(therapist, item)
    later = meetings.meeting(team, on=today() + timedelta(days=14))
    with pytest.raises(DatabaseError, match="guests_stay"), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(meeting=later)


def test_an_invitation_and_its_end_are_kept_in_history(team, therapist, at):
    mine = meetings.other_item(at)
    invited(mine, therapist, team)
    uninvite_guest(item=mine, person=therapist, by=team.manager)
    events = GuestItem.pgh_event_model.objects.filter(item_id=mine.pk).order_by("pgh_id")
    assert list(events.values_list("pgh_label", flat=True)) == ["insert", "delete"]


# --- the agenda ----------------------------------------------------------------------------------------------


def order(at):
    return list(at.items.in_order().values_list("pk", flat=True))


def test_a_guests_items_stand_together(team, therapist, at):
    one, two, three = (family_item(at, team, place) for place in (1, 2, 3))
    invited(one, therapist, team)
    invited(three, therapist, team)
    assert order(at) == [one.pk, three.pk, two.pk]


def test_the_items_of_two_guests_who_share_one_stand_together_for_both(team, therapist, at):
    other = centres.member(team.centre, "specialist", of=team.trust)
    a, b, c, d, e = (family_item(at, team, place) for place in (1, 2, 3, 4, 5))
    meetings.guest(therapist, a, c, e)
    meetings.guest(other, c, d)
    arrange(at)
    assert order(at) == [a.pk, e.pk, c.pk, d.pk, b.pk]


def test_a_family_and_a_guest_keep_their_items_together_at_once(team, therapist, at):
    of = meetings.known_family(team)
    first = meetings.referral_item(at, team, family=of, position=1)
    other = meetings.referral_item(at, team, position=2)
    sibling = meetings.progress_item(at, team, case=meetings.led_case(team, family=of), position=3)
    mine = meetings.other_item(at, position=4)
    meetings.guest(therapist, sibling, mine)
    arrange(at)
    assert order(at) == [first.pk, sibling.pk, mine.pk, other.pk]


def test_once_the_meeting_runs_inviting_somebody_moves_no_item(team, therapist):
    at = meetings.running_meeting(team)
    one, two, three = (family_item(at, team, place) for place in (1, 2, 3))
    invited(one, therapist, team)
    invited(three, therapist, team)
    assert order(at) == [one.pk, two.pk, three.pk]


def test_a_guest_of_what_leaves_the_agenda_is_no_longer_expected(team, therapist, at):
    item = meetings.referral_item(at, team)
    invited(item, therapist, team)
    withdraw(item)
    fill_agenda(meeting=at, by=team.manager, on=today())
    assert not Attendance.objects.filter(user=therapist).exists()


def test_filling_the_agenda_keeps_its_guests(team, therapist, at):
    item = meetings.other_item(at)
    invited(item, therapist, team)
    fill_agenda(meeting=at, by=team.manager, on=today())
    assert seen_by(therapist) == {item.pk}


def test_who_comes_to_belong_to_the_series_is_expected_at_everything(team, therapist, at):
    mine, other = meetings.other_item(at), meetings.other_item(at, position=5)
    invited(mine, therapist, team)
    change_series_members(series=team.series, add=[job(therapist)], by=team.manager, on=today())
    assert seen_by(therapist) == {mine.pk, other.pk}


def test_a_guest_who_is_given_the_chair_is_expected_at_everything(team, therapist, at):
    mine, other = meetings.other_item(at), meetings.other_item(at, position=5)
    invited(mine, therapist, team)
    change_chair(meeting=at, chair=therapist, by=team.manager)
    assert seen_by(therapist) == {mine.pk, other.pk}


def test_what_a_cancelled_meeting_leaves_comes_to_the_next_with_its_guests(team, therapist):
    at = meetings.meeting(team, on=today() + timedelta(days=1))
    following = meetings.meeting(team, on=today() + timedelta(days=15))
    mine, other = meetings.other_item(at), meetings.other_item(at, position=5)
    invited(mine, therapist, team)
    cancel_meeting(meeting=at, reason="Flood", by=team.manager, on=today())
    fill_agenda(meeting=following, by=team.manager, on=today())
    mine.refresh_from_db()
    assert (mine.meeting, seen_by(therapist), other.pk in seen_by(team.health_visitor)) == (following, {mine.pk}, True)
