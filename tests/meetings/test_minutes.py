"""Minutes: made from what was recorded, an edition for each agency, approved and then fixed."""

import json

import pytest
from django.db import InternalError, ProgrammingError, transaction
from django.urls import reverse

from inputs.errors import NotAllowed
from meetings import printing
from meetings.editions import agency_edition, edition_for, full_edition
from meetings.models import Minutes
from meetings.services import approve_minutes, close_meeting, correct_minutes
from meetings.snapshot import content_hash
from meetings.status import MinutesStatus, Present
from tests.days import days_ago, today
from tests.factories import cases, centres, meetings
from tests.meetings.asking import refused

pytestmark = pytest.mark.django_db

CANARIES = ("Zebedee", "Canary view", "Canary reason", "Canary action", "Canary dissent")


def secret_item(meeting, team, **fields):
    """An item, full of canaries, of a family that leaves housing out."""
    family = meetings.known_family(team, name="Zebedee", confidential=True)
    item = meetings.referral_item(meeting, team, family=family, **fields)
    meetings.view(item, team.trust, by=team.health_visitor, words="Canary view")
    made = meetings.decision(item, by=team.manager, reason="Canary reason", dissent="Canary dissent")
    made.actions.add(cases.action(team.health_visitor, team.centre, what="Canary action"))
    return item


def closed(team):
    """The minutes of a meeting with a canary item and a matter of the team."""
    meeting = meetings.running_meeting(team)
    secret_item(meeting, team)
    meetings.decision(meetings.other_item(meeting), by=team.manager, reason="We book the hall")
    return close_meeting(meeting=meeting, by=team.manager, on=today())


def test_nothing_recorded_is_missing_from_the_full_minutes(team):
    page = printing.body(minutes := closed(team), full_edition(minutes))
    assert [canary for canary in CANARIES if canary not in page] == []


def test_the_edition_of_an_agency_left_out_holds_nothing_of_the_family(team):
    minutes = closed(team)
    page = printing.body(minutes, agency_edition(minutes, team.housing.pk, today()))
    assert [canary for canary in CANARIES if canary in page] == []


def test_what_is_left_out_is_counted(team):
    minutes = closed(team)
    assert agency_edition(minutes, team.housing.pk, today()).left_out == 1
    assert "1 item is not part of this edition" in printing.body(
        minutes, agency_edition(minutes, team.housing.pk, today())
    )


def test_an_agency_that_may_know_reads_everything_of_the_family(team):
    minutes = closed(team)
    page = printing.body(minutes, agency_edition(minutes, team.trust.pk, today()))
    assert [canary for canary in CANARIES if canary not in page] == []


def test_a_confidential_address_is_in_no_edition_and_not_in_the_snapshot(team):
    minutes = closed(team)
    assert "12 Elm Street" not in json.dumps(minutes.content) + printing.body(minutes, full_edition(minutes))


def test_once_the_agreement_is_withdrawn_no_agency_reads_of_the_family_any_more(team):
    minutes = closed(team)
    minutes.meeting.items.get(kind="referral").family.agreements.update(status="withdrawn", withdrawn_on=today())
    page = printing.body(minutes, agency_edition(minutes, team.trust.pk, today()))
    assert [canary for canary in CANARIES if canary in page] == []


def test_a_wish_that_includes_an_agency_later_shows_it_nothing_of_before(team):
    minutes = closed(team)
    family = minutes.meeting.items.get(kind="referral").family
    family.wishes.filter(agency=team.housing).update(included=True)
    assert agency_edition(minutes, team.housing.pk, today()).left_out == 1


@pytest.mark.parametrize("name", ["minutes", "meeting"])
def test_pages_and_api_leak_nothing_to_an_agency_left_out(client, team, name):
    minutes = closed(team)
    client.force_login(team.housing_officer)
    pages = client.get(reverse(name, args=[minutes.meeting_id])).content.decode()
    pages += client.get(f"/api/v1/minutes/{minutes.pk}/").content.decode()
    pages += client.get(f"/api/v1/meetings/{minutes.meeting_id}/").content.decode()
    assert [canary for canary in CANARIES if canary in pages] == []


def test_the_actions_of_last_time_are_filtered_too(team):
    before = meetings.closed_meeting(team)
    secret_item(before, team)
    minutes = close_meeting(meeting=meetings.running_meeting(team), by=team.manager, on=today())
    assert [one["what"] for one in full_edition(minutes).content["actions_last"]] == ["Canary action"]
    assert agency_edition(minutes, team.housing.pk, today()).content["actions_last"] == []


def test_the_manager_reads_the_full_edition_everybody_else_their_agencys(team):
    minutes = closed(team)
    assert edition_for(minutes, team.manager, today()).key == "full"
    assert edition_for(minutes, team.support_worker, today()).key == f"agency:{team.council.pk}"


def test_agencies_nobody_came_for_are_named(team):
    meeting = meetings.running_meeting(team)
    meeting.attendance.filter(user=team.housing_officer).update(present=Present.APOLOGIES)
    content = close_meeting(meeting=meeting, by=team.manager, on=today()).content
    assert team.housing.name in content["missing_agencies"]


def test_a_deputy_counts_as_having_come(team):
    meeting = meetings.running_meeting(team)
    meeting.attendance.filter(user=team.housing_officer).update(present=Present.APOLOGIES, deputy="Jo Bell")
    content = close_meeting(meeting=meeting, by=team.manager, on=today()).content
    assert team.housing.name not in content["missing_agencies"]


def test_the_fingerprint_is_that_of_the_content_as_it_is_stored(team):
    minutes = closed(team)
    assert minutes.content_hash == content_hash(Minutes.objects.get(pk=minutes.pk).content)


def test_the_fingerprint_does_not_depend_on_the_order_of_keys():
    assert content_hash({"a": 1, "b": [2]}) == content_hash({"b": [2], "a": 1})


def test_minutes_are_approved_at_the_next_meeting(team):
    minutes = meetings.draft_minutes(meetings.closed_meeting(team), by=team.manager)
    at = meetings.running_meeting(team, chair=team.health_visitor)
    approved = approve_minutes(minutes=minutes, at=at, by=team.health_visitor, on=today())
    assert (approved.status, approved.approved_at) == (MinutesStatus.APPROVED, at)


def test_minutes_are_not_approved_at_their_own_meeting(team):
    at = meetings.running_meeting(team)
    minutes = meetings.draft_minutes(at, by=team.manager)
    refused("not_a_later_meeting", approve_minutes, minutes=minutes, at=at, by=team.manager, on=today())


def test_minutes_are_not_approved_by_another_series(team):
    minutes = meetings.draft_minutes(meetings.closed_meeting(team), by=team.manager)
    other = meetings.team()
    at = meetings.running_meeting(other)
    refused("not_a_later_meeting", approve_minutes, minutes=minutes, at=at, by=other.manager, on=today())


def test_minutes_are_not_approved_by_a_meeting_that_is_not_open(team):
    minutes = meetings.draft_minutes(meetings.closed_meeting(team), by=team.manager)
    at = meetings.meeting(team)
    refused("meeting_not_open", approve_minutes, minutes=minutes, at=at, by=team.manager, on=today())


def test_minutes_are_approved_once(team):
    minutes = meetings.approved_minutes(meetings.closed_meeting(team), by=team.manager)
    at = meetings.running_meeting(team)
    refused("already_approved", approve_minutes, minutes=minutes, at=at, by=team.manager, on=today())


def test_only_the_newest_version_is_approved(team):
    meeting = meetings.closed_meeting(team)
    first = meetings.draft_minutes(meeting, by=team.manager)
    meetings.draft_minutes(meeting, by=team.manager, version=2)
    at = meetings.running_meeting(team)
    refused("newer_version", approve_minutes, minutes=first, at=at, by=team.manager, on=today())


def test_a_participant_cannot_approve_minutes(team):
    minutes = meetings.draft_minutes(meetings.closed_meeting(team), by=team.manager)
    with pytest.raises(NotAllowed):
        approve_minutes(minutes=minutes, at=meetings.running_meeting(team), by=team.support_worker, on=today())


@pytest.mark.parametrize("change", [{"content": {}}, {"status": "draft", "approved_on": None}])
def test_postgresql_refuses_to_change_approved_minutes(team, change):
    minutes = meetings.approved_minutes(meetings.closed_meeting(team), by=team.manager)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(**change)


def test_postgresql_refuses_to_remove_approved_minutes(team):
    minutes = meetings.approved_minutes(meetings.closed_meeting(team), by=team.manager)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).delete()


def test_a_correction_is_a_new_version_that_says_what_it_changed(team):
    minutes = closed(team)
    newer = correct_minutes(minutes=minutes, words="Kim Hale was here.", by=team.manager, on=today())
    assert (newer.version, newer.content["corrections"][0]["words"]) == (2, "Kim Hale was here.")
    assert Minutes.objects.get(pk=minutes.pk).content["corrections"] == []


def test_a_correction_about_a_family_is_in_the_editions_that_have_the_item(team):
    minutes = closed(team)
    item = minutes.meeting.items.get(kind="referral")
    newer = correct_minutes(minutes=minutes, words="Canary words", item=item, by=team.manager, on=today())
    assert "Canary words" not in printing.body(newer, agency_edition(newer, team.housing.pk, today()))
    assert "Canary words" in printing.body(newer, agency_edition(newer, team.trust.pk, today()))


def test_approved_minutes_are_not_corrected(team):
    minutes = meetings.approved_minutes(meetings.closed_meeting(team), by=team.manager)
    refused("already_approved", correct_minutes, minutes=minutes, words="X", by=team.manager, on=today())


def test_a_correction_says_something(team):
    minutes = meetings.draft_minutes(meetings.closed_meeting(team), by=team.manager)
    refused("no_words", correct_minutes, minutes=minutes, words=" ", by=team.manager, on=today())


def test_a_participant_cannot_correct_minutes(team):
    minutes = meetings.draft_minutes(meetings.closed_meeting(team), by=team.manager)
    with pytest.raises(NotAllowed):
        correct_minutes(minutes=minutes, words="X", by=team.support_worker, on=today())


def test_the_title_of_the_pdf_names_nobody(team):
    minutes = closed(team)
    document = printing.ask_for_edition(minutes, full_edition(minutes), by=team.manager)
    assert document.title == f"Minutes of the multi-agency meeting on {today().day} {today():%B %Y}"


def test_after_approval_the_pdf_says_so(team):
    minutes = meetings.draft_minutes(meetings.closed_meeting(team, on=days_ago(14)), by=team.manager)
    before = printing.ask_for_edition(minutes, full_edition(minutes), by=team.manager)
    approved = approve_minutes(minutes=minutes, at=meetings.running_meeting(team), by=team.manager, on=today())
    after = printing.ask_for_edition(approved, full_edition(approved), by=team.manager)
    assert before.pk != after.pk
    assert "Approved on" in after.html


def test_a_stranger_gets_404(client, team):
    minutes = closed(team)
    client.force_login(centres.manager(centres.centre()))
    assert client.get(reverse("minutes", args=[minutes.meeting_id])).status_code == 404
