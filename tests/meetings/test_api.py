"""Meetings over the API: the same verbs and the same limits as the pages."""

import pytest

from audit.models import Entry
from meetings.status import ItemStatus, MeetingStatus, MinutesStatus
from tests.days import days_ago
from tests.factories import cases, centres, families, meetings
from tests.meetings.asking import signed_in

pytestmark = pytest.mark.django_db


def test_the_list_holds_the_meetings_somebody_is_expected_at(team):
    meetings.meeting(team)
    meetings.meeting(meetings.team())
    assert signed_in(team.support_worker).get("/api/v1/meetings/").json()["count"] == 1


def test_a_meeting_shows_the_items_the_reader_may_know(team):
    meeting = meetings.running_meeting(team)
    meetings.referral_item(meeting, team)
    read = {who: signed_in(who).get(f"/api/v1/meetings/{meeting.pk}/").json()["items"] for who in team.everybody}
    assert (len(read[team.support_worker]), len(read[team.housing_officer])) == (1, 0)


def test_a_meeting_is_opened_and_closed(team):
    meeting, client = meetings.meeting(team), signed_in(team.manager)
    opened = client.post(f"/api/v1/meetings/{meeting.pk}/open/").json()
    assert opened["status"] == MeetingStatus.RUNNING
    came = [{"id": one["id"], "present": "present"} for one in opened["attendance"]]
    client.post(f"/api/v1/meetings/{meeting.pk}/attendance/", {"attendance": came}, format="json")
    assert client.post(f"/api/v1/meetings/{meeting.pk}/close/").json()["status"] == MinutesStatus.DRAFT


def test_a_participant_who_opens_the_meeting_gets_403_with_the_reason(team):
    response = signed_in(team.support_worker).post(f"/api/v1/meetings/{meetings.meeting(team).pk}/open/")
    assert (response.status_code, "Only the chair" in response.json()["detail"]) == (403, True)


def decision(item, team, **facts):
    """What a program sends to decide for support."""
    council = {"owner": team.support_worker.pk, "agency": team.council.pk, "due_on": str(days_ago(-7))}
    given = {"version": item.version, "kind": "support", "reason": "It fits", "lead": team.support_worker.pk}
    return {**given, "actions": [{"what": "Ring the family", **council}], **facts}


def test_a_decision_opens_the_case_and_shows_the_item(team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    response = signed_in(team.manager).post(f"/api/v1/items/{item.pk}/decide/", decision(item, team), format="json")
    assert response.status_code == 200, response.json()
    assert (response.json()["status"], response.json()["decision"]["lead"]) == (ItemStatus.DECIDED, "Sam Worth")


def test_a_review_is_held_with_its_ratings(team):
    item = meetings.review_item(meetings.running_meeting(team), team)
    facts = {"kind": "go_on", "lead": None, "review": {"worker_rating": 6, "family_rating": 7}}
    response = signed_in(team.manager).post(
        f"/api/v1/items/{item.pk}/decide/", decision(item, team, **facts), format="json"
    )
    item.review.refresh_from_db()
    assert (response.status_code, item.review.family_rating) == (200, 7)


def test_whoever_is_second_gets_409_and_the_code(team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    meetings.decision(item, by=team.manager)
    response = signed_in(team.manager).post(f"/api/v1/items/{item.pk}/decide/", decision(item, team), format="json")
    assert (response.status_code, response.json()["code"]) == (409, "already_decided")


def test_a_stale_version_gets_409_and_the_code(team):
    item = meetings.referral_item(meetings.running_meeting(team), team, version=3)
    sent = decision(item, team, version=2)
    response = signed_in(team.manager).post(f"/api/v1/items/{item.pk}/decide/", sent, format="json")
    assert (response.status_code, response.json()["code"]) == (409, "stale_item")


def test_a_broken_rule_gets_400_with_its_field(team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    sent = decision(item, team, lead=None)
    response = signed_in(team.manager).post(f"/api/v1/items/{item.pk}/decide/", sent, format="json")
    assert (response.status_code, response.json()["field"]) == (400, "lead")


def test_somebody_elses_person_is_not_found(team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    sent = decision(item, team, lead=centres.support_worker(centres.centre()).pk)
    response = signed_in(team.manager).post(f"/api/v1/items/{item.pk}/decide/", sent, format="json")
    assert response.status_code == 404


def test_a_view_is_recorded(team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    sent = {"agency": team.council.pk, "words": "We know them"}
    response = signed_in(team.support_worker).post(f"/api/v1/items/{item.pk}/view/", sent, format="json")
    assert response.json()["views"][0]["words"] == "We know them"


def test_an_item_is_put_off_taken_up_and_undone(team):
    item, client = meetings.referral_item(meetings.running_meeting(team), team), signed_in(team.manager)
    url = f"/api/v1/items/{item.pk}"
    assert client.post(f"{url}/put-off/", {"because": "Ill"}, format="json").json()["status"] == ItemStatus.DEFERRED
    shown = client.post(f"{url}/take-up/").json()
    client.post(f"{url}/decide/", decision(item, team, version=shown["version"]), format="json")
    assert client.post(f"{url}/undo/").json()["status"] == ItemStatus.WAITING


def test_an_item_of_a_family_that_leaves_the_agency_out_is_not_found(team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    assert signed_in(team.housing_officer).get(f"/api/v1/items/{item.pk}/").status_code == 404


def test_reading_an_item_is_logged(team):
    item = meetings.referral_item(meetings.running_meeting(team), team)
    signed_in(team.support_worker).get(f"/api/v1/items/{item.pk}/")
    assert Entry.objects.filter(verb="api:item", by=team.support_worker, subject_id=item.family_id).exists()


def test_a_matter_of_the_team_is_added(team):
    url = f"/api/v1/meetings/{meetings.meeting(team).pk}/items/"
    assert signed_in(team.manager).post(url, {"title": "Summer"}, format="json").status_code == 201


def test_what_came_of_an_action_is_recorded(team):
    action = cases.action(team.support_worker, team.centre)
    meetings.decision(meetings.other_item(meetings.closed_meeting(team)), by=team.manager).actions.add(action)
    url = f"/api/v1/meetings/{meetings.running_meeting(team).pk}/outcome/"
    sent = {"action": action.pk, "done": False, "result": "No answer"}
    assert signed_in(team.manager).post(url, sent, format="json").status_code == 204
    action.refresh_from_db()
    assert (action.status, action.result) == ("not_done", "No answer")


def test_what_came_of_an_action_is_asked_about_if_it_holds_a_confidential_address(team):
    case = cases.case_led_by(team.support_worker, team.centre, of=families.family(team.centre, confidential=True))
    action = cases.action(team.support_worker, team.centre, case=case)
    earlier = meetings.progress_item(meetings.closed_meeting(team), team, case=case)
    meetings.decision(earlier, by=team.manager).actions.add(action)
    url = f"/api/v1/meetings/{meetings.running_meeting(team).pk}/outcome/"
    sent = {"action": action.pk, "done": True, "result": "Seen at 12 Elm Street"}
    assert signed_in(team.manager).post(url, sent, format="json").json()["code"] == "address_typed"
    checked = {**sent, "address_checked": True}
    assert signed_in(team.manager).post(url, checked, format="json").status_code == 204


def test_minutes_come_in_the_readers_edition(team):
    meeting = meetings.closed_meeting(team)
    meetings.referral_item(meeting, team)
    minutes = meetings.draft_minutes(meeting, by=team.manager)
    read = signed_in(team.housing_officer).get(f"/api/v1/minutes/{minutes.pk}/").json()
    assert (read["edition"], read["left_out"], read["content"]["items"]) == (f"agency:{team.housing.pk}", 1, [])


def test_minutes_are_approved_and_corrected(team):
    minutes = meetings.draft_minutes(meetings.closed_meeting(team), by=team.manager)
    client = signed_in(team.manager)
    newer = client.post(f"/api/v1/minutes/{minutes.pk}/correct/", {"words": "Kim was here"}, format="json").json()
    at = meetings.running_meeting(team)
    sent = client.post(f"/api/v1/minutes/{minutes.pk}/approve/", {"at": at.pk}, format="json")
    assert sent.status_code == 404  # only the newest version is shown
    newest = minutes.meeting.minutes.get(version=newer["version"] + 1 if newer["version"] == 1 else 2)
    sent = client.post(f"/api/v1/minutes/{newest.pk}/approve/", {"at": at.pk}, format="json")
    assert sent.json()["status"] == MinutesStatus.APPROVED
