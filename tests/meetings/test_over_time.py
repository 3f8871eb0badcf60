"""The figures of a series over its last meetings, against small worlds counted by hand; their page and address."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from audit.models import Entry
from cases.status import ActionStatus
from meetings.models import Attendance
from meetings.over_time import figures_of_last, figures_since_reflection, last_reflection
from meetings.status import DecisionKind, ItemKind, Present
from tests.days import days_ago, today
from tests.factories import cases, centres, meetings
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def figure(series, key, number=6):
    """The lines of one figure, as label and values; nothing if the figure is left out."""
    found = {one.key: one for one in figures_of_last(series, number, today()).tables}
    return {line.label: line.values for line in found[key].lines} if key in found else None


def came(meeting, who, present, deputy=""):
    Attendance.objects.filter(meeting=meeting, user=who).update(present=present, deputy=deputy)


def held(team, number=1):
    """So many closed meetings, the newest first."""
    return [meetings.closed_meeting(team, on=days_ago(14 * n)) for n in range(1, number + 1)]


def decided(meeting, team, number=1, *, kind=DecisionKind.GO_ON, views=(), **fields):
    """So many families at a meeting, each with a decision and the views of some agencies."""
    made = []
    for n in range(number):
        family = meetings.known_family(team, name=f"Family {n:02}", **fields)
        item = meetings.progress_item(meeting, team, case=meetings.led_case(team, family=family), position=n)
        for agency in views:
            meetings.view(item, agency, by=team.manager)
        made.append(meetings.decision(item, by=team.manager, kind=kind))
    return made


def test_attendance_counts_who_came_who_sent_a_deputy_apologies_or_nothing(team):
    first, second = held(team, 2)
    came(first, team.housing_officer, Present.APOLOGIES)
    came(second, team.housing_officer, Present.ABSENT)
    came(first, team.health_visitor, Present.APOLOGIES, deputy="Ann Other")
    came(second, team.manager, Present.ABSENT)
    assert figure(team.series, "attendance") == {
        str(team.council): (6, 5, 0, 0, 1),
        str(team.trust): (2, 1, 1, 0, 0),
        str(team.housing): (2, 0, 0, 1, 1),
    }


def test_only_the_last_meetings_that_were_held_are_counted(team):
    held(team, 8)
    meetings.meeting(team)
    found = figures_of_last(team.series, 6, today())
    assert (found.number, found.since, found.until) == (6, days_ago(84), days_ago(14))
    assert figure(team.series, "attendance", 12)[str(team.trust)][0] == 8


def test_an_item_has_every_view_when_each_agency_that_was_invited_and_may_know_gave_one(team):
    (meeting,) = held(team)
    decided(meeting, team, 4, views=[team.trust, team.council])
    decided(meeting, team, 2, views=[team.trust])
    found = figure(team.series, "views")
    assert list(found.values()) == [(4, "67%"), (2, "33%")]


def test_an_agency_that_the_family_excludes_is_not_missing_and_one_that_it_excluded_later_was(team):
    (meeting,) = held(team)
    for made in decided(meeting, team, 5, to=team.agencies, views=[team.trust, team.council]):
        wish = made.item.family.wishes.get(agency=team.housing, until=None)
        wish.since, wish.until = days_ago(30), days_ago(1)
        wish.save()
    assert list(figure(team.series, "views").values()) == [(0, "0%"), (5, "100%")]


def test_fewer_than_five_items_are_not_broken_down_by_views(team):
    (meeting,) = held(team)
    decided(meeting, team, 4, views=[team.trust, team.council])
    assert list(figure(team.series, "views").values()) == [("not shown", "not shown")] * 2


def test_an_action_is_kept_when_it_was_done_by_its_date(team):
    (meeting,) = held(team)
    (made,) = decided(meeting, team)
    who, at = team.support_worker, team.centre
    for fields in (
        {"status": ActionStatus.DONE, "due_on": days_ago(3), "finished_on": days_ago(3), "result": "Done."},
        {"status": ActionStatus.DONE, "due_on": days_ago(3), "finished_on": days_ago(2), "result": "Done."},
        {"status": ActionStatus.NOT_DONE, "due_on": days_ago(3), "finished_on": days_ago(3), "result": "Moved."},
        {"due_on": days_ago(1)},
        {"due_on": today()},
    ):
        made.actions.add(cases.action(who, at, agreed_on=days_ago(14), **fields))
    cases.action(who, at)  # agreed at no meeting
    assert figure(team.series, "actions") == {
        "Done by the date": (1, "20%"), "Done late": (1, "20%"), "Not done": (1, "20%"),
        "Still open, and late": (1, "20%"), "Still open, in time": (1, "20%"), "All actions agreed": (5, "100%"),
    }  # fmt: skip


def test_decisions_by_kind_hide_small_numbers_as_the_reports_do(team):
    (meeting,) = held(team)
    decided(meeting, team, 8, kind=DecisionKind.GO_ON)
    decided(meeting, team, 6, kind=DecisionKind.CHANGE)
    decided(meeting, team, 1, kind=DecisionKind.STEP_UP)
    meetings.decision(meetings.other_item(meeting), by=team.manager)
    found = {label: number for label, (number,) in figure(team.series, "decisions").items() if number != 0}
    assert found == {
        "Go on as planned": "not shown", "Change the plan": 6, "Step up": "fewer than 5",
        "All decisions about families": 15,
    }  # fmt: skip


def test_nothing_is_said_about_time_where_nothing_was_measured(team):
    decided(*held(team), team, 6)
    assert figure(team.series, "time") is None


def test_time_per_item_is_the_median_and_the_longest_of_what_was_measured(team):
    (meeting,) = held(team)
    for made, minutes in zip(decided(meeting, team, 6), (4, 6, 8, 10, 30, None), strict=True):
        item, now = made.item, timezone.now()
        if minutes:
            item.started_at, item.decided_at = now - timedelta(minutes=minutes), now
            item.save()
    matter = meetings.other_item(meeting, started_at=timezone.now() - timedelta(minutes=2))
    meetings.decision(matter, by=team.manager)
    assert figure(team.series, "time") == {
        "Progress": (5, 8, 30), "Other": ("fewer than 5", "not shown", "not shown"), "All items": (6, 7, 30),
    }  # fmt: skip


def test_a_reflection_looks_at_the_meetings_since_the_last_one(team):
    older = held(team, 4)
    reflection = meetings.other_item(older[1], kind=ItemKind.REFLECTION, title="How do we work together?")
    made = meetings.decision(reflection, by=team.manager, kind=DecisionKind.NOTED)
    now = meetings.running_meeting(team)
    assert last_reflection(now) == made
    assert figures_since_reflection(now, today()).number == 2
    assert figures_since_reflection(older[1], today()).number == 2


def shown(client, who, series, ask=""):
    client.force_login(who)
    return client.get(reverse("series_over_time", args=[series.pk]) + ask)


def test_the_page_says_what_will_stand_there_before_the_first_meeting(client, team):
    meetings.meeting(team)
    assert "No meeting has been held yet" in shown(client, team.manager, team.series).content.decode()


def test_who_is_expected_the_manager_and_the_administrator_see_the_page_and_no_family_on_it(client, team):
    decided(*held(team), team, 6)
    meetings.meeting(team)
    for who in (team.housing_officer, team.manager, centres.administrator(team.centre)):
        page = shown(client, who, team.series, "?meetings=12")
        assert (page.status_code, "Family 0" in page.content.decode()) == (200, False)
    assert Entry.objects.filter(verb="series_over_time", detail__meetings=12, subject_id=team.series.pk).count() == 3


def test_who_is_no_longer_expected_is_told_why_and_a_stranger_finds_nothing(client, team):
    held(team)
    assert shown(client, team.health_visitor, team.series).status_code == 403
    assert shown(client, centres.manager(centres.centre()), team.series).status_code == 404


def test_another_period_than_those_offered_is_refused_beside_the_field(client, team):
    page = shown(client, team.manager, team.series, "?meetings=1")
    assert (page.status_code, "Choose how many meetings" in page.content.decode()) == (422, True)


def test_the_api_gives_the_same_figures(team):
    decided(*held(team), team, 6, views=[team.trust, team.council])
    client = APIClient()
    client.force_login(team.manager)
    told = client.get(f"/api/v1/series/{team.series.pk}/over-time/?meetings=26").json()
    by_key = {one["key"]: one for one in told["tables"]}
    assert (told["number"], by_key["views"]["lines"][0]["values"]) == (1, [6, "100%"])
    assert client.get(f"/api/v1/series/{team.series.pk}/over-time/?meetings=7").status_code == 400


def test_the_page_asks_as_much_for_26_meetings_as_for_one(client):
    asked = []
    for number in (1, 26):
        team = meetings.team()
        for one in held(team, number):
            decided(one, team, 2, views=[team.trust])
        client.force_login(team.manager)
        queries_of(client, reverse("series_over_time", args=[team.series.pk]) + "?meetings=26")
        asked.append(queries_of(client, reverse("series_over_time", args=[team.series.pk]) + "?meetings=26"))
    assert asked[0] == asked[1]
