"""Guests: who comes for named items hears of these and of nothing else."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from centres.models import Membership
from inputs.errors import NotAllowed, RuleBroken
from meetings.editions import edition_for
from meetings.models import AgendaItem, Attendance, GuestItem, Meeting
from meetings.over_time import figures_of_last
from meetings.recipients import recipients_of
from meetings.services import (
    cancel_meeting,
    change_chair,
    change_series_members,
    fill_agenda,
    invite_guest,
    record_attendance,
    uninvite_guest,
)
from meetings.services.arranging import arrange
from meetings.services.invitations import send_invitations
from tests.factories import centres, meetings
from tests.factories.centres import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return meetings.team()


@pytest.fixture
def therapist(team):
    return centres.member(team.centre, "specialist", of=team.trust, name="Thea Lark")


@pytest.fixture
def at(team):
    return meetings.meeting(team)


def job(who):
    return Membership.objects.get(user=who)


def family_item(at, team, position, **fields):
    return meetings.progress_item(at, team, case=meetings.led_case(team), position=position, **fields)


def withdraw(item):
    item.family.agreements.update(status="withdrawn", withdrawn_on=today())


def invited(item, who, team):
    return invite_guest(item=item, membership=job(who), by=team.manager)


def seen_by(who):
    return set(AgendaItem.objects.visible_to(who).values_list("pk", flat=True))


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
    assert [AgendaItem.objects.why_seen(therapist, one.pk) for one in (mine, matter)] == [
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


# --- who is there --------------------------------------------------------------------------------------------


def page(client, who, name, *args):
    client.force_login(who)
    return client.get(reverse(name, args=args)).content.decode()


def test_the_agenda_says_who_comes_as_a_guest_for_how_many_items_and_when(client, team, therapist, at):
    one, two = family_item(at, team, 1), family_item(at, team, 2)
    Meeting.objects.filter(pk=at.pk).update(status="running", opened_at=timezone.now())
    at.refresh_from_db()
    invited(one, therapist, team)
    invited(two, therapist, team)
    said = page(client, team.manager, "meeting", at.pk)
    assert "Guest: comes for 2 items, from about 2:10pm to about 2:22pm" in said
    assert said.count(f"Guest: Thea Lark, {team.trust}") == 2


def test_the_guest_is_told_when_they_are_needed_on_the_agenda_and_in_my_fortnight(client, team, therapist, at):
    hidden = meetings.led_case(team, family=meetings.known_family(team, name="Quarrington"))
    meetings.progress_item(at, team, case=hidden, position=1)
    mine = family_item(at, team, 2)
    Meeting.objects.filter(pk=at.pk).update(status="running", opened_at=timezone.now())
    at.refresh_from_db()
    invited(mine, therapist, team)
    agenda, home = page(client, therapist, "meeting", at.pk), page(client, therapist, "my_fortnight")
    assert "You come as a guest, for 1 item: you are needed from about 2:16pm to about 2:22pm." in agenda
    assert "You come as a guest, for 1 item: from about 2:16pm to about 2:22pm." in home
    assert "Quarrington" not in agenda + home


def test_who_does_not_see_the_item_does_not_learn_that_there_is_a_guest(client, team, therapist, at):
    mine = family_item(at, team, 1)
    meetings.guest(therapist, mine)
    knows, unknown = (page(client, who, "meeting", at.pk) for who in (team.health_visitor, team.housing_officer))
    assert ("Thea Lark" in knows, "Thea Lark" in unknown) == (True, False)


def test_one_guest_does_not_learn_of_another_items_guest(client, team, therapist, at):
    other = centres.member(team.centre, "specialist", of=team.trust, name="Otto Grey")
    meetings.guest(therapist, family_item(at, team, 1))
    meetings.guest(other, family_item(at, team, 2))
    assert "Otto Grey" not in page(client, therapist, "meeting", at.pk)


def test_the_api_shows_a_guest_with_the_items_that_the_reader_sees(client, team, therapist, at):
    known, unknown = meetings.other_item(at), family_item(at, team, 1)
    meetings.guest(therapist, known, unknown)
    client.force_login(team.housing_officer)
    rows = client.get(f"/api/v1/meetings/{at.pk}/").json()["attendance"]
    assert [one["guest_for"] for one in rows if one["guest"]] == [[known.pk]]


def test_a_chair_records_no_attendance_of_a_guest_they_do_not_know_of(team, therapist):
    at = meetings.running_meeting(team, chair=team.housing_officer)
    guest = meetings.guest(therapist, family_item(at, team, 1))
    with pytest.raises(RuleBroken) as refused:
        record_attendance(meeting=at, attendance={guest.pk: ("present", "")}, by=team.housing_officer)
    assert refused.value.code == "not_expected"


def test_a_guest_does_not_leave_for_the_items_of_others(client, team, at):
    officer = centres.member(team.centre, "specialist", of=team.housing, name="Otto Grey")
    meetings.guest(officer, meetings.other_item(at))
    item = family_item(at, team, 1)
    Meeting.objects.filter(pk=at.pk).update(status="running", opened_at=timezone.now())
    said = page(client, team.manager, "item", item.pk)
    assert ("Kim Hale" in said, "Otto Grey" in said) == (True, False)


def test_guests_are_not_counted_among_those_who_are_here(client, team, therapist):
    at = meetings.running_meeting(team)
    item = family_item(at, team, 1)
    meetings.guest(therapist, item, present="present")
    said = page(client, team.manager, "item", item.pk)
    assert "5 of 5 here." in said
    assert f"Thea Lark, {team.trust} (here)" in said


def test_what_an_earlier_meeting_agreed_is_not_shown_to_a_guest(client, team, therapist):
    before, at = meetings.closed_meeting(team), meetings.running_meeting(team)
    case = meetings.led_case(team)
    made = meetings.decision(meetings.progress_item(before, team, case=case), by=team.manager)
    made.actions.add(meetings.cases.action(team.support_worker, team.centre, case=case, what="Ring the nursery"))
    meetings.guest(therapist, meetings.other_item(at))
    shown = [page(client, who, "meeting", at.pk) for who in (team.health_visitor, therapist)]
    assert ["Ring the nursery" in one for one in shown] == [True, False]


def test_a_guest_reads_no_figures_of_the_series(client, team, therapist, at):
    meetings.guest(therapist, meetings.other_item(at))
    client.force_login(therapist)
    assert client.get(reverse("series_over_time", args=[team.series.pk])).status_code == 403


# --- choosing on the page ------------------------------------------------------------------------------------


def chosen(client, item, person):
    return client.post(reverse("item_guests", args=[item.pk]), {"person": person})


def test_the_chair_invites_somebody_on_the_page_and_takes_it_back(client, team, therapist, at):
    item = family_item(at, team, 1)
    client.force_login(team.manager)
    assert chosen(client, item, job(therapist).pk).status_code == 302
    assert seen_by(therapist) == {item.pk}
    client.post(reverse("item_guest_take_back", args=[item.pk, therapist.pk]))
    assert seen_by(therapist) == set()


def test_choosing_nobody_is_said_beside_the_field(client, team, therapist, at):
    item = family_item(at, team, 1)
    client.force_login(team.manager)
    answer = chosen(client, item, "")
    assert (answer.status_code, "Choose who comes for this item" in answer.content.decode()) == (422, True)


def test_only_who_may_know_and_is_not_expected_is_offered(client, team, therapist, at):
    centres.member(team.centre, "specialist", of=team.housing, name="Otto Grey")
    said = page(client, team.manager, "item_guests", family_item(at, team, 1).pk)
    offered = said.split("<select")[1].split("</select>")[0]
    assert [name in offered for name in ("Thea Lark", "Otto Grey", "Hanna Visser")] == [True, False, False]


def test_over_the_api_somebody_is_invited_and_uninvited(client, team, therapist, at):
    item = family_item(at, team, 1)
    client.force_login(team.manager)
    where, kind = f"/api/v1/items/{item.pk}/", {"content_type": "application/json"}
    came = client.post(f"{where}invite/", {"membership": job(therapist).pk}, **kind).json()["guests"]
    gone = client.post(f"{where}uninvite/", {"person": therapist.pk}, **kind).json()["guests"]
    assert ([one["name"] for one in came], gone) == (["Thea Lark"], [])


def test_queries_of_the_agenda_do_not_grow_with_its_guests(client, team, at, django_assert_max_num_queries):
    Meeting.objects.filter(pk=at.pk).update(status="running", opened_at=timezone.now())
    client.force_login(team.manager)

    def asked():
        with django_assert_max_num_queries(200) as counted:
            client.get(reverse("meeting", args=[at.pk]))
        return len(counted)

    items = [meetings.other_item(at, position=place) for place in range(1, 4)]
    meetings.guest(centres.member(team.centre, "specialist", of=team.trust), *items)
    asked()
    one = asked()
    for _ in range(9):
        meetings.guest(centres.member(team.centre, "specialist", of=team.trust), *items)
    assert asked() == one


# --- the minutes ---------------------------------------------------------------------------------------------


@pytest.fixture
def closed(team, therapist):
    """The minutes of a meeting to which the therapist came for one of three items; Otto Grey came for another."""
    at = meetings.closed_meeting(team)
    mine, other, matter = family_item(at, team, 1), family_item(at, team, 2), meetings.other_item(at)
    otto = centres.member(
        team.centre, "specialist", of=centres.partner(team.centre, name="Grey Trust"), name="Otto Grey"
    )
    for item in (mine, other, matter):
        meetings.decision(item, by=team.manager)
    meetings.guest(therapist, mine, present="present")
    meetings.guest(otto, other, present="present")
    return meetings.draft_minutes(at, by=team.manager)


def read_by(minutes, who):
    return edition_for(minutes, who, today())


def test_a_guests_edition_of_the_minutes_holds_their_items_alone(closed, therapist):
    edition = read_by(closed, therapist)
    mine = GuestItem.objects.get(attendance__user=therapist).item_id
    assert ([one["id"] for one in edition.content["items"]], edition.left_out) == ([mine], 0)


def test_a_guests_edition_does_not_say_how_many_other_items_there_were(client, closed, therapist):
    said = page(client, therapist, "minutes", closed.meeting_id)
    assert "This edition holds the items for which you came as a guest" in said
    assert "not part of this edition" not in said


def test_an_edition_names_a_guest_only_with_their_item(closed, team, therapist):
    named = {who.name: {one["name"] for one in read_by(closed, who).content["attendance"]}
             for who in (team.manager, team.housing_officer, therapist)}  # fmt: skip
    guests = {reader: names & {"Thea Lark", "Otto Grey"} for reader, names in named.items()}
    assert guests == {"Marion Field": {"Thea Lark", "Otto Grey"}, "Kim Hale": set(), "Thea Lark": {"Thea Lark"}}


def test_somebody_came_for_an_agency_if_its_guest_did_as_far_as_the_reader_knows_of_them(closed, team):
    missing = [read_by(closed, who).content["missing_agencies"] for who in (team.manager, team.housing_officer)]
    assert ["Grey Trust" in one for one in missing] == [False, True]


def test_a_guests_edition_is_empty_once_the_family_leaves_their_agency_out(closed, team, therapist):
    item = GuestItem.objects.get(attendance__user=therapist).item
    item.family.wishes.filter(agency=team.trust).update(included=False)
    edition = read_by(closed, therapist)
    assert (edition.content["items"], edition.left_out) == ([], 1)


def test_the_minutes_are_sent_to_guests_too(closed, therapist):
    assert therapist in recipients_of(closed.meeting)


# --- calendar, figures ---------------------------------------------------------------------------------------


def test_a_guest_gets_an_invitation_that_names_no_family(team, therapist, at, mailoutbox):
    item = family_item(at, team, 1)
    invited(item, therapist, team)
    send_invitations(on=today())
    mail = next(one for one in mailoutbox if one.to == [therapist.email])
    assert "You are invited as a guest, for a part of this meeting." in mail.body
    assert item.family.name not in str(mail.message())


def test_a_guest_whose_invitation_is_taken_back_gets_a_cancellation(team, therapist, at, mailoutbox):
    item = family_item(at, team, 1)
    invited(item, therapist, team)
    send_invitations(on=today())
    uninvite_guest(item=item, person=therapist, by=team.manager)
    send_invitations(on=today())
    assert [one.subject.split(":")[0] for one in mailoutbox if one.to == [therapist.email]] == [
        "Invitation",
        "Cancelled",
    ]


def test_a_guest_is_not_counted_as_expected_at_the_meeting(team, closed):
    figure = next(one for one in figures_of_last(team.series, 6, today()).tables if one.key == "attendance")
    assert "Grey Trust" not in [line.label for line in figure.lines]


def test_the_view_of_a_guests_agency_is_missed_at_their_items_alone(team, therapist):
    health = centres.partner(team.centre, name="Speech Trust")
    at = meetings.closed_meeting(team)
    for place in range(1, 6):
        of = meetings.known_family(team)
        meetings.families.wish(of, health, by=team.health_visitor)
        item = meetings.progress_item(at, team, case=meetings.led_case(team, family=of), position=place)
        for agency in (team.trust, team.council):
            meetings.view(item, agency, by=team.manager)
        meetings.decision(item, by=team.manager)
    speech = centres.member(team.centre, "specialist", of=health)
    meetings.guest(speech, at.items.in_order().first())
    figure = next(one for one in figures_of_last(team.series, 6, today()).tables if one.key == "views")
    assert [line.values[0] for line in figure.lines] == [4, 1]
