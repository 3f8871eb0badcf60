"""Guests on the agenda, in attendance, minutes, calendars and figures: shown with their items or not at all."""

import pytest
from django.urls import reverse
from django.utils import timezone

from inputs.errors import RuleBroken
from meetings.editions import edition_for
from meetings.models import GuestItem, Meeting
from meetings.over_time import figures_of_last
from meetings.recipients import recipients_of
from meetings.services import (
    record_attendance,
    uninvite_guest,
)
from meetings.services.invitations import send_invitations
from tests.days import today
from tests.factories import centres, meetings
from tests.meetings.inviting import family_item, invited, job, seen_by

pytestmark = pytest.mark.django_db


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


def test_a_chair_looks_at_the_minutes_as_no_guest_of_an_item_they_may_not_know_of(client, closed, team, therapist):
    Meeting.objects.filter(pk=closed.meeting_id).update(chair=team.housing_officer)
    shown = [page(client, who, "minutes", closed.meeting_id) for who in (team.manager, team.housing_officer)]
    assert ["Thea Lark" in one for one in shown] == [True, False]


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
