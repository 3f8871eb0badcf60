"""The pages of a meeting: what they show to whom, and what they do."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.status import ActionStatus
from meetings.models import AgendaItem, Meeting
from meetings.services import close_meeting, release_minutes
from meetings.status import ItemStatus, MeetingStatus, Present
from tests.factories import cases, centres, meetings
from tests.factories.centres import days_ago, today

pytestmark = pytest.mark.django_db


def seen(client, who, name, *args, **data):
    """The page as `who` sees it."""
    client.force_login(who)
    return client.get(reverse(name, args=args), data)


def sent(client, who, name, *args, **data):
    """The form, sent by `who`, and the page it leads to."""
    client.force_login(who)
    return client.post(reverse(name, args=args), data, follow=True)


def typed(item, **fields):
    """What the chair's screen sends."""
    rows = {"actions-TOTAL_FORMS": "1", "actions-INITIAL_FORMS": "0"}
    return {"version": item.version, "kind": "signpost", "reason": "It fits best.", **rows, **fields}


def job_of(who, team):
    """The membership by which somebody is chosen on the screen."""
    return who.memberships.get(centre=team.centre).pk


def text(response):
    """What a page says."""
    return response.content.decode()


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
    for words in ("Ada Okafor-Lind", "We want her to talk to her nan", "Support the family", "Sam Worth", "leads 0"):
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
