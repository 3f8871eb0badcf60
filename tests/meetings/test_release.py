"""Minutes are released by the chair: until then nobody else reads them; then each reads an edition of their own."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from documents.models import Document
from inputs.errors import NotAllowed
from meetings import printing
from meetings.editions import edition_for, preview_for
from meetings.models import Minutes
from meetings.services import approve_minutes, close_meeting, correct_minutes, open_meeting, release_minutes
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, meetings
from tests.meetings.asking import refused

pytestmark = pytest.mark.django_db


def closed(team, **fields):
    """The minutes of a meeting that the health visitor chaired, with an item that housing may not know."""
    meeting = meetings.running_meeting(team, chair=team.health_visitor, **fields)
    item = meetings.referral_item(meeting, team, family=meetings.known_family(team, name="Zebedee"))
    made = meetings.decision(item, by=team.manager, reason="Canary reason")
    made.actions.add(cases.action(team.support_worker, team.centre, what="Ring the nursery"))
    matter = meetings.decision(meetings.other_item(meeting), by=team.manager, reason="We book the hall")
    matter.actions.add(cases.action(team.housing_officer, team.centre, what="Book the hall"))
    return close_meeting(meeting=meeting, by=team.manager, on=today())


def status(client, user, minutes):
    """What the page of the minutes answers somebody."""
    client.force_login(user)
    return client.get(reverse("minutes", args=[minutes.meeting_id])).status_code


def test_before_they_are_released_only_the_chair_and_the_manager_read_them(client, team):
    minutes = closed(team)
    people = (team.health_visitor, team.manager, team.support_worker, team.housing_officer)
    assert [status(client, one, minutes) for one in people] == [200, 200, 404, 404]


def test_before_they_are_released_the_api_lists_them_to_nobody_else(client, team):
    closed(team)
    client.force_login(team.support_worker)
    assert client.get("/api/v1/minutes/").json()["count"] == 0


def test_once_released_everybody_expected_reads_them(client, team):
    minutes = release_minutes(minutes=closed(team), by=team.health_visitor, on=today())
    people = (team.health_visitor, team.manager, team.support_worker, team.housing_officer)
    assert [status(client, one, minutes) for one in people] == [200] * 4


def test_whoever_did_not_run_the_meeting_releases_nothing(team):
    with pytest.raises(NotAllowed):
        release_minutes(minutes=closed(team), by=team.support_worker, on=today())


def test_they_are_released_once(team):
    minutes = release_minutes(minutes=closed(team), by=team.manager, on=today())
    refused("already_released", release_minutes, minutes=minutes, by=team.manager, on=today())


def test_each_recipient_is_told_at_once_and_how_much_there_is_to_do(team):
    release_minutes(minutes=closed(team), by=team.health_visitor, on=today())
    told = {one.to: one.sentence for one in Reminder.objects.filter(kind="minutes", at_once=True)}
    assert team.health_visitor not in told
    assert told[team.support_worker].endswith("are ready. There is 1 action of yours in them.")
    assert told[team.manager].endswith("are ready.")
    assert not [sentence for sentence in told.values() if "Zebedee" in sentence]


def test_each_reads_what_is_theirs_to_do_first(team):
    minutes = closed(team)
    mine = {who: [one["what"] for one in edition_for(minutes, who, today()).mine] for who in (
        team.support_worker, team.housing_officer, team.manager)}  # fmt: skip
    assert list(mine.values()) == [["Ring the nursery"], ["Book the hall"], []]


def test_an_edition_says_whose_it_is(team):
    minutes = closed(team)
    page = printing.body(minutes, edition_for(minutes, team.support_worker, today()))
    assert f"Edition of {team.support_worker.name}." in page
    assert "Your actions" in page


def test_releasing_has_a_pdf_made_for_each_recipient_and_closing_for_nobody(team):
    minutes = closed(team)
    assert not Document.objects.exists()
    release_minutes(minutes=minutes, by=team.manager, on=today())
    editions = {edition.rpartition(":")[0] for edition in Document.objects.values_list("edition", flat=True)}
    assert editions == {"full", *(f"agency:{agency.pk}" for agency in team.agencies)}
    assert Document.objects.count() == minutes.meeting.attendance.count()


def test_a_preview_is_the_edition_of_the_recipient(client, team):
    minutes = closed(team)
    client.force_login(team.manager)
    page = client.get(reverse("minutes", args=[minutes.meeting_id]), {"as": team.housing_officer.pk}).content.decode()
    assert f"Preview: as {team.housing_officer.name} reads them" in page
    assert "Zebedee" not in page
    assert "Book the hall" in page


def test_a_chair_previews_nothing_that_their_own_agency_may_not_know(team):
    minutes = closed(team)
    minutes.meeting.chair = team.housing_officer
    edition, hidden = preview_for(minutes, team.support_worker, team.housing_officer, today())
    assert "Zebedee" not in printing.body(minutes, edition)
    assert "Canary reason" not in printing.body(minutes, edition)
    assert (hidden, edition.mine) == (1, [])


def test_whoever_does_not_run_the_meeting_has_no_preview(client, team):
    minutes = release_minutes(minutes=closed(team), by=team.manager, on=today())
    client.force_login(team.housing_officer)
    page = client.get(reverse("minutes", args=[minutes.meeting_id]), {"as": team.support_worker.pk}).content.decode()
    assert "Zebedee" not in page
    assert f"Edition of {team.housing_officer.name}" in page


def test_a_correction_of_released_minutes_is_released_and_told(client, team):
    minutes = release_minutes(minutes=closed(team), by=team.manager, on=today())
    newer = correct_minutes(minutes=minutes, words="The hall is on Monday.", by=team.manager, on=today())
    assert status(client, team.support_worker, newer) == 200
    assert Reminder.objects.filter(to=team.support_worker, sentence__contains="have been corrected").count() == 1


def test_a_correction_before_the_release_waits_with_them(client, team):
    newer = correct_minutes(minutes=closed(team), words="The hall is on Monday.", by=team.manager, on=today())
    assert status(client, team.support_worker, newer) == 404
    assert Minutes.objects.waiting_for_release().get() == newer


def test_opening_the_next_meeting_releases_what_was_forgotten(team):
    before = meetings.closed_meeting(team)
    forgotten = meetings.draft_minutes(before, by=team.manager, released_at=None, released_by=None)
    at = meetings.meeting(team)
    open_meeting(meeting=at, by=team.manager, on=today())
    forgotten.refresh_from_db()
    assert forgotten.released_by == team.manager


def test_what_nobody_could_read_is_not_approved(team):
    before = meetings.closed_meeting(team)
    minutes = meetings.draft_minutes(before, by=team.manager, released_at=None, released_by=None)
    at = meetings.running_meeting(team)
    refused("not_released", approve_minutes, minutes=minutes, at=at, by=team.manager, on=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.update(status="approved", approved_on=days_ago(0))


def test_the_button_releases_and_goes(client, team):
    minutes = closed(team)
    client.force_login(team.health_visitor)
    page = client.get(reverse("minutes", args=[minutes.meeting_id])).content.decode()
    assert "Not released yet" in page
    client.post(reverse("minutes_release", args=[minutes.meeting_id]))
    page = client.get(reverse("minutes", args=[minutes.meeting_id])).content.decode()
    assert "Not released yet" not in page


def test_releasing_over_the_api(client, team):
    minutes = closed(team)
    client.force_login(team.manager)
    answer = client.post(f"/api/v1/minutes/{minutes.pk}/release/").json()
    assert answer["released_at"]
