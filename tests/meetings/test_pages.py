"""The pages of a meeting: what they show to whom, and what they do."""

import pytest
from django.urls import reverse

from audit.models import Entry
from meetings.models import Meeting
from meetings.services import close_meeting, release_minutes
from meetings.status import MeetingStatus, Present
from tests.days import days_ago, today
from tests.factories import centres, meetings
from tests.meetings.on_pages import seen, sent, text

pytestmark = pytest.mark.django_db


def test_the_list_shows_what_is_coming_and_what_was(client, team):
    meetings.meeting(team)
    meetings.closed_meeting(team)
    page = text(seen(client, team.support_worker, "meetings"))
    assert reverse("meeting", args=[Meeting.objects.upcoming(today()).get().pk]) in page
    assert "Held" in page


def test_the_agenda_has_filled_itself_when_it_is_opened(client, team):
    meetings.waiting_referral(team)
    page = text(seen(client, team.manager, "meeting", meetings.meeting(team).pk))
    assert "Okafor-Lind" in page
    assert "Referred by Hanna Visser" in page


def test_every_page_that_names_a_family_logs_who_read_it(client, team):
    meeting = meetings.running_meeting(team)
    item = meetings.referral_item(meeting, team)
    for name, pk in (("meeting", meeting.pk), ("item", item.pk), ("meeting_close", meeting.pk)):
        seen(client, team.manager, name, pk)
    read = Entry.objects.filter(kind="read", subject_type="families.family", subject_id=item.family_id)
    assert set(read.values_list("verb", flat=True)) == {"meeting", "item", "meeting_close"}


def test_a_meeting_is_opened_from_its_page(client, team):
    meeting = meetings.meeting(team)
    assert "Who is here" in text(sent(client, team.manager, "meeting_open", meeting.pk))
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.RUNNING


def test_a_participant_who_opens_the_meeting_is_told_why_not(client, team):
    response = sent(client, team.support_worker, "meeting_open", meetings.meeting(team).pk)
    assert (response.status_code, "Only the chair" in text(response)) == (403, True)


def test_one_button_records_that_everybody_is_here(client, team):
    meeting = meetings.running_meeting(team)
    meeting.attendance.update(present=Present.EXPECTED)
    data = {f"present_{one.pk}": "expected" for one in meeting.attendance.all()}
    sent(client, team.manager, "attendance_record", meeting.pk, everybody="yes", **data)
    assert set(meeting.attendance.values_list("present", flat=True)) == {"present"}


def test_the_chairs_screen_shows_family_referral_and_what_can_be_decided(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    page = text(seen(client, team.manager, "item", item.pk))
    for words in (
        "Ada Okafor-Lind",
        "We want her to talk to her nan",
        "Support the family",
        "Sam Worth",
        "leads no family",
    ):
        assert words in page


def test_the_chairs_screen_never_shows_an_address(client, team):
    family = meetings.known_family(team, confidential=True)
    item = meetings.referral_item(meetings.running_meeting(team), team, family=family)
    assert "12 Elm Street" not in text(seen(client, team.manager, "item", item.pk))


def test_the_screen_says_who_must_leave_for_the_item(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    assert "Ask to leave for this item: Kim Hale" in text(seen(client, team.manager, "item", item.pk))


def test_the_items_clock_starts_when_it_is_taken_up(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    seen(client, team.manager, "item", item.pk)
    item.refresh_from_db()
    assert item.started_at


def test_a_participants_look_does_not_start_the_clock(client, team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    seen(client, team.support_worker, "item", item.pk)
    item.refresh_from_db()
    assert item.started_at is None


def test_closing_shows_what_is_not_settled_and_who_is_not_recorded(client, team):
    meeting = meetings.running_meeting(team)
    meetings.referral_item(meeting, team)
    meeting.attendance.filter(user=team.housing_officer).update(present=Present.EXPECTED)
    page = text(seen(client, team.manager, "meeting_close", meeting.pk))
    assert ("Okafor-Lind" in page, "Kim Hale" in page) == (True, True)


def test_closing_leads_to_the_minutes(client, team):
    meeting = meetings.running_meeting(team)
    response = sent(client, team.manager, "meeting_close", meeting.pk)
    assert response.redirect_chain[-1][0] == reverse("minutes", args=[meeting.pk])


def test_closing_without_attendance_is_refused_on_the_page(client, team):
    meeting = meetings.running_meeting(team)
    meeting.attendance.exclude(user=team.manager).update(present=Present.EXPECTED)
    response = sent(client, team.manager, "meeting_close", meeting.pk)
    assert (response.status_code, "Record who is here" in text(response)) == (422, True)


def test_minutes_are_approved_from_the_next_meetings_page(client, team):
    before = meetings.closed_meeting(team)
    minutes = meetings.draft_minutes(before, by=team.manager)
    meeting = meetings.running_meeting(team)
    assert "wait to be approved" in text(seen(client, team.manager, "meeting", meeting.pk))
    sent(client, team.manager, "minutes_approve", before.pk)
    minutes.refresh_from_db()
    assert minutes.approved_at == meeting


def test_the_pdf_is_on_its_way_and_then_there(client, team):
    from documents.services import render_due

    meeting = meetings.running_meeting(team)
    minutes = close_meeting(meeting=meeting, by=team.manager, on=today())
    release_minutes(minutes=minutes, by=team.manager, on=today())
    assert "is being made" in text(seen(client, team.support_worker, "minutes_pdf", meeting.pk))
    assert seen(client, team.support_worker, "minutes_state", meeting.pk).status_code == 204
    render_due()
    assert "Download it" in text(seen(client, team.support_worker, "minutes_state", meeting.pk))
    assert seen(client, team.support_worker, "minutes_pdf", meeting.pk).content.startswith(b"%PDF-")


def test_a_correction_makes_a_new_version(client, team):
    meeting = meetings.closed_meeting(team)
    meetings.draft_minutes(meeting, by=team.manager)
    page = sent(client, team.manager, "minutes_correct", meeting.pk, words="Kim Hale was here.", item="")
    assert ("Kim Hale was here." in text(page), meeting.minutes.count()) == (True, 2)


def test_the_chair_is_changed_on_its_page(client, team):
    meeting = meetings.meeting(team)
    sent(client, team.manager, "chair_change", meeting.pk, chair=team.health_visitor.pk)
    meeting.refresh_from_db()
    assert meeting.chair == team.health_visitor


def test_late_papers_are_shown_and_taken_at_a_click(client, team):
    from django.utils import timezone

    meetings.waiting_referral(team, submitted_at=timezone.now())
    meeting = meetings.meeting(team)
    assert "Came in after papers closed" in text(seen(client, team.manager, "meeting", meeting.pk))
    sent(client, team.manager, "agenda_take_late", meeting.pk)
    assert meeting.items.count() == 1


def test_only_the_manager_sees_families_whose_agreement_ended(client, team):
    meetings.waiting_referral(team).family.agreements.update(until=days_ago(1))
    meeting = meetings.meeting(team, chair=team.health_visitor)
    assert "Okafor-Lind" in text(seen(client, team.manager, "meeting", meeting.pk))
    assert "Okafor-Lind" not in text(seen(client, team.health_visitor, "meeting", meeting.pk))


def test_a_matter_of_the_team_is_added_on_its_page(client, team):
    meeting = meetings.meeting(team)
    sent(client, team.manager, "item_add", meeting.pk, title="Summer play scheme")
    assert meeting.items.get().title == "Summer play scheme"


@pytest.mark.parametrize("make", [meetings.referral_item, meetings.progress_item, meetings.review_item])
def test_the_screen_works_for_every_kind_of_item_and_reader(client, team, make):
    item = make(meetings.running_meeting(team), team)
    assert seen(client, team.manager, "item", item.pk).status_code == 200
    assert seen(client, team.support_worker, "item", item.pk).status_code == 200


@pytest.mark.parametrize("make", [meetings.meeting, meetings.closed_meeting])
def test_an_item_can_be_read_before_and_after_the_meeting(client, team, make):
    item = meetings.other_item(make(team))
    assert seen(client, team.support_worker, "item", item.pk).status_code == 200


def test_a_stranger_and_a_missing_id_get_the_same_404(client, team):
    stranger = centres.manager(centres.centre())
    item = meetings.referral_item(meetings.running_meeting(team), team)
    codes = {
        seen(client, stranger, name, pk).status_code
        for name, pk in (
            ("meeting", item.meeting_id),
            ("item", item.pk),
            ("item", 999999),
            ("minutes", item.meeting_id),
        )
    }
    assert codes == {404}
