"""Series of meetings, the chair, an item's clock and draft, and the minutes' PDF, over the API."""

import pytest
from django.urls import reverse

from audit.models import Entry
from centres.models import Membership
from documents.models import Document
from documents.services import render_due
from meetings.models import Series
from tests.days import days_ago
from tests.factories import centres, meetings
from tests.meetings.asking import signed_in
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def send(who, path, told=None):
    """What the API answers this person."""
    return signed_in(who).post(f"/api/v1/{path}/", told or {}, format="json")


def job(who):
    """The id of their membership."""
    return Membership.objects.get(user=who).pk


def series(at, people, **fields):
    """A series to start."""
    given = {"centre": at.pk, "name": "Early help meeting", "first_on": str(days_ago(-7)), "at": "14:00"}
    jobs = [job(who) for who in people]
    return {**given, "place": "Rowan room", "members": jobs, "chairs": jobs[:1], **fields}


def test_a_series_is_started_by_its_administrator(team):
    made = send(centres.administrator(team.centre), "series", series(team.centre, team.everybody))
    assert (made.status_code, len(made.json()["members"]), made.json()["holiday_rule"]) == (201, 5, "after")
    assert Series.objects.get(pk=made.json()["id"]).meetings.count() > 5


def test_who_keeps_no_series_is_told_why_they_start_none(team):
    refused = send(team.health_visitor, "series", series(team.centre, team.everybody))
    assert (refused.status_code, "Only the manager" in refused.json()["detail"]) == (403, True)


def test_no_series_is_started_where_one_does_not_work(team):
    assert send(team.manager, "series", series(centres.centre(), team.everybody)).status_code == 404


def test_people_of_another_centre_are_not_found(team):
    elsewhere = centres.health_visitor(centres.centre())
    answers = [
        send(team.manager, "series", series(team.centre, team.everybody, members=[pk]))
        for pk in (job(elsewhere), 10**30)
    ]
    assert [(one.status_code, one.json()) for one in answers] == [(404, answers[0].json())] * 2


def test_a_series_without_anybody_is_refused(team):
    refused = send(team.manager, "series", series(team.centre, []))
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (400, "no_members", "members")


def test_the_members_and_the_turns_are_changed(team):
    told = {"remove": [job(team.housing_officer)], "chairs": [job(team.health_visitor)]}
    changed = send(team.manager, f"series/{team.series.pk}/members", told).json()
    turns = {one["name"]: one["chair_turn"] for one in changed["members"]}
    assert (len(turns), turns["Hanna Visser"], turns["Marion Field"]) == (4, 1, None)


def test_turns_that_are_not_named_stay(team):
    changed = send(team.manager, f"series/{team.series.pk}/members", {"remove": [job(team.housing_officer)]}).json()
    assert {one["chair_turn"] for one in changed["members"]} == {1, 2, None}


def test_a_member_is_told_why_they_change_no_series(team):
    assert send(team.health_visitor, f"series/{team.series.pk}/members", {}).status_code == 403
    assert signed_in(team.health_visitor).get(f"/api/v1/series/{team.series.pk}/").status_code == 403


def test_a_series_of_another_centre_is_not_found(team):
    stranger = centres.manager(centres.centre())
    assert send(stranger, f"series/{team.series.pk}/members", {}).status_code == 404
    assert signed_in(stranger).get(f"/api/v1/series/{team.series.pk}/").status_code == 404


def test_nobody_takes_the_chair_who_is_not_expected(team):
    told = {"remove": [job(team.housing_officer)], "chairs": [job(team.housing_officer)]}
    assert send(team.manager, f"series/{team.series.pk}/members", told).json()["code"] == "chair_not_expected"


def test_a_person_lists_the_series_they_keep(team):
    meetings.team()
    assert [one["id"] for one in signed_in(team.manager).get("/api/v1/series/").json()["results"]] == [team.series.pk]
    assert signed_in(team.health_visitor).get("/api/v1/series/").json()["count"] == 0


def test_the_list_of_series_costs_the_same_for_one_and_for_many(team, client):
    client.force_login(team.manager)
    few = queries_of(client, "/api/v1/series/")
    for number in range(10):
        meetings.member_of(meetings.series(team.centre, name=f"Series {number}"), team.manager)
    assert queries_of(client, "/api/v1/series/") == few


# The chair


def test_the_chair_is_given_to_somebody_else(team):
    given = send(team.manager, f"meetings/{meetings.meeting(team).pk}/chair", {"chair": team.support_worker.pk})
    assert (given.status_code, given.json()["chair"]) == (200, "Sam Worth")


def test_a_participant_is_told_why_they_give_no_chair(team):
    told = {"chair": team.support_worker.pk}
    assert send(team.support_worker, f"meetings/{meetings.meeting(team).pk}/chair", told).status_code == 403


def test_the_chair_of_a_strangers_meeting_is_not_given(team):
    told = {"chair": team.support_worker.pk}
    stranger = centres.manager(centres.centre())
    assert send(stranger, f"meetings/{meetings.meeting(team).pk}/chair", told).status_code == 404


def test_a_stranger_takes_no_chair(team):
    told = {"chair": centres.manager(centres.centre()).pk}
    assert send(team.manager, f"meetings/{meetings.meeting(team).pk}/chair", told).status_code == 404


def test_an_administrator_takes_no_chair(team):
    told = {"chair": centres.administrator(team.centre).pk}
    refused = send(team.manager, f"meetings/{meetings.meeting(team).pk}/chair", told)
    assert (refused.status_code, refused.json()["field"]) == (400, "chair")


# An item before it is decided


def test_the_clock_of_an_item_starts_once(team, item):
    assert [send(team.manager, f"items/{item.pk}/start").status_code for _ in range(2)] == [200, 200]
    assert Entry.objects.filter(verb="start_item", subject_id=item.pk).count() == 1


def test_what_is_typed_is_kept_and_opens_as_a_page(team, item, client):
    typed = {"reason": "Half a sen", "next_review_on": "soon", "actions": [{"what": "Ring", "due_on": "x"}]}
    kept = send(team.manager, f"items/{item.pk}/draft", {"version": item.version, "typed": typed})
    assert (kept.status_code, kept.json()["version"], kept.json()["typed"]) == (200, item.version + 1, typed)
    client.force_login(team.manager)
    assert "Half a sen" in client.get(reverse("item", args=[item.pk])).content.decode()


def test_a_draft_of_a_strange_shape_is_refused(team, item):
    for typed in ({"actions": "none"}, {"reason": "x\x00"}, {"services": {}}, []):
        refused = send(team.manager, f"items/{item.pk}/draft", {"version": item.version, "typed": typed})
        assert (refused.status_code, set(refused.json())) == (400, {"typed"})


def test_a_draft_over_a_newer_one_is_a_conflict(team, item):
    item.version, item.saved_by = 5, team.health_visitor
    item.save()
    refused = send(team.manager, f"items/{item.pk}/draft", {"version": 4, "typed": {"reason": "x"}})
    assert (refused.status_code, refused.json()["code"]) == (409, "stale_item")


@pytest.mark.parametrize("verb", ["start", "draft"])
def test_a_participant_is_told_why_they_do_not_write(team, item, verb):
    refused = send(team.support_worker, f"items/{item.pk}/{verb}", {"version": 1, "typed": {}})
    assert (refused.status_code, "Only the chair" in refused.json()["detail"]) == (403, True)


@pytest.mark.parametrize("verb", ["start", "draft"])
def test_an_item_that_somebody_may_not_know_is_not_found(team, item, verb):
    strangers = [team.housing_officer, centres.manager(centres.centre())]
    told = {"version": 1, "typed": {}}
    assert {send(who, f"items/{item.pk}/{verb}", told).status_code for who in strangers} == {404}


# The minutes' PDF


@pytest.fixture
def minutes(team):
    return meetings.draft_minutes(meetings.closed_meeting(team), by=team.manager)


def pdf(who, minutes):
    """What the API answers who asks for the PDF."""
    return signed_in(who).get(f"/api/v1/minutes/{minutes.pk}/pdf/")


def test_a_pdf_that_is_being_made_says_so(team, minutes):
    refused = pdf(team.manager, minutes)
    assert (refused.status_code, refused.json()["code"]) == (400, "not_ready")
    assert Document.objects.get().subject_id == minutes.pk


@pytest.mark.django_db(transaction=True)
def test_each_reader_opens_their_own_edition(team, minutes):
    for who in (team.manager, team.support_worker):
        pdf(who, minutes)
    render_due()
    answers = [pdf(who, minutes) for who in (team.manager, team.support_worker)]
    assert {(one.status_code, one["Content-Type"]) for one in answers} == {(200, "application/pdf")}
    assert "no-store" in answers[0]["Cache-Control"]


def test_minutes_of_a_strangers_meeting_have_no_pdf(minutes):
    assert pdf(centres.manager(centres.centre()), minutes).status_code == 404
