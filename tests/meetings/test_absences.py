"""Who is away: apologies in advance, and who may say so."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from audit.models import Entry
from inputs.dates import as_typed
from inputs.errors import NotAllowed
from meetings.models import Absence
from meetings.services import (
    change_series_members,
    move_meeting,
    open_meeting,
    plan_meetings,
    record_attendance,
    take_back_absence,
)
from meetings.status import Present
from tests.at_once import at_once
from tests.browser import check_page, sign_in
from tests.days import days_ago, today
from tests.factories import centres
from tests.meetings.absent import away, present
from tests.meetings.asking import code_of
from tests.meetings.planned import coming, planned_team

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
DAY, WEEKS = timedelta(days=1), timedelta(weeks=8)


@pytest.fixture
def team():
    return planned_team()


# Apologies


def test_apologies_are_recorded_for_the_meetings_in_that_time_and_no_others(team):
    first, second, third = coming(team)[1:4]
    away(team, team.housing_officer, first.on, second.on)
    assert [present(one, team.housing_officer) for one in (first, second, third)] == [
        Present.APOLOGIES, Present.APOLOGIES, Present.EXPECTED,
    ]  # fmt: skip


def test_they_are_taken_back_with_the_absence(team):
    meeting = coming(team)[1]
    absence = away(team, team.housing_officer, meeting.on)
    take_back_absence(absence=absence, by=team.housing_officer, on=today())
    assert present(meeting, team.housing_officer) == Present.EXPECTED
    assert not Absence.objects.exists()


def test_apologies_sent_by_hand_stay_when_an_absence_is_taken_back(team):
    meeting = coming(team)[1]
    meeting.attendance.filter(user=team.housing_officer).update(present=Present.APOLOGIES)
    absence = away(team, team.housing_officer, meeting.on)
    take_back_absence(absence=absence, by=team.housing_officer, on=today())
    assert present(meeting, team.housing_officer) == Present.APOLOGIES


def test_who_comes_all_the_same_is_not_apologised_for_again(team):
    meeting = coming(team)[1]
    away(team, team.housing_officer, meeting.on)
    one = meeting.attendance.get(user=team.housing_officer)
    record_attendance(meeting=meeting, attendance={one.pk: (Present.EXPECTED, "")}, by=team.manager)
    change_series_members(series=team.series, by=team.manager, on=today())
    assert present(meeting, team.housing_officer) == Present.EXPECTED


def test_a_meeting_planned_later_knows_of_the_absence(team):
    day = today() + WEEKS + timedelta(weeks=2)
    away(team, team.housing_officer, day - 7 * DAY, day + 7 * DAY)
    made = plan_meetings(series=team.series, until=day + DAY, by=None)
    assert [present(one, team.housing_officer) for one in made] == [Present.APOLOGIES] * len(made)
    assert made


def test_a_meeting_moved_out_of_an_absence_expects_them_again(team):
    meeting = coming(team)[1]
    away(team, team.housing_officer, meeting.on)
    facts = {"at": meeting.at, "place": meeting.place, "reason": "So that Kim can come"}
    move_meeting(meeting=meeting, to=meeting.on + DAY, by=team.manager, on=today(), **facts)
    assert present(meeting, team.housing_officer) == Present.EXPECTED


def test_who_is_away_and_leaves_the_series_is_no_longer_invited(team):
    meeting = coming(team)[1]
    away(team, team.housing_officer, meeting.on)
    team.series.members.filter(membership__user=team.housing_officer).delete()
    change_series_members(series=team.series, by=team.manager, on=today())
    assert not meeting.attendance.filter(user=team.housing_officer).exists()


def test_a_meeting_that_runs_is_left_alone(team):
    first = coming(team)[0]
    open_meeting(meeting=first, by=team.manager, on=today())
    away(team, team.manager, today(), today() + 3 * DAY)
    first.refresh_from_db()
    assert (first.chair, present(first, team.manager)) == (team.manager, Present.PRESENT)


def test_another_centre_knows_nothing_of_it(team):
    other = planned_team()
    meeting = coming(other)[1]
    away(team, team.manager, meeting.on)
    assert present(meeting, other.manager) == Present.EXPECTED


# Who may, and what must be true


@pytest.mark.parametrize("keeper", [centres.manager, centres.administrator])
def test_who_keeps_the_series_says_it_for_others(team, keeper):
    assert away(team, team.housing_officer, today() + DAY, by=keeper(team.centre)).who == team.housing_officer


def test_nobody_else_says_it_for_others_or_takes_it_back(team):
    with pytest.raises(NotAllowed):
        away(team, team.housing_officer, today() + DAY, by=team.health_visitor)
    absence = away(team, team.housing_officer, today() + DAY)
    with pytest.raises(NotAllowed):
        take_back_absence(absence=absence, by=team.health_visitor, on=today())


REFUSED = [
    ("ends_before_start", 5, 4),
    ("absence_past", -3, -1),
    ("absence_too_long", 1, 400),
]


@pytest.mark.parametrize(("code", "first", "last"), REFUSED)
def test_days_that_cannot_be_are_refused(team, code, first, last):
    assert code_of(away, team, team.housing_officer, today() + first * DAY, today() + last * DAY) == code


def test_two_absences_do_not_overlap(team):
    away(team, team.housing_officer, today(), today() + 5 * DAY)
    assert code_of(away, team, team.housing_officer, today() + 5 * DAY) == "already_away"


def test_nor_would_postgresql_let_them(team):
    absence = away(team, team.housing_officer, today(), today() + 5 * DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(
            who=absence.who, centre=absence.centre, starts_on=absence.ends_on, ends_on=absence.ends_on
        )


def test_who_comes_to_no_meeting_is_not_away_from_one(team):
    assert code_of(away, team, centres.administrator(team.centre), today() + DAY) == "comes_to_no_meeting"


def test_an_absence_that_is_over_stays(team):
    absence = away(team, team.housing_officer, days_ago(3), today())
    assert code_of(take_back_absence, absence=absence, by=team.manager, on=today() + DAY) == "absence_over"


def test_it_is_logged_both_ways(team):
    absence = away(team, team.housing_officer, today() + DAY)
    take_back_absence(absence=absence, by=team.manager, on=today())
    said, back = Entry.objects.filter(verb__in=["say_away", "take_back_absence"]).order_by("pk")
    assert (said.centre_id, said.detail["who"], back.by) == (team.centre.pk, team.housing_officer.pk, team.manager)


@committing
def test_said_twice_at_once_it_is_said_once():
    team = planned_team()
    who = team.housing_officer
    answers = at_once(
        lambda: away(team, who, today() + DAY).pk, lambda: away(team, who, today() + DAY, by=team.manager).pk
    )
    assert answers.count("already_away") == 1


@committing
def test_taken_back_twice_at_once_whoever_was_second_is_told():
    team = planned_team()
    absence = away(team, team.housing_officer, today() + DAY)
    answers = at_once(*[
        lambda by=by: take_back_absence(absence=absence, by=by, on=today()) for by in (absence.who, team.manager)
    ])  # fmt: skip
    assert answers.count("already_taken_back") == 1


# Pages and API


def typed(first, last):
    return {"starts_on": as_typed(first), "ends_on": as_typed(last)}


def test_somebody_says_on_their_page_that_they_are_away_and_takes_it_back(client, team):
    meeting = coming(team)[1]
    client.force_login(team.housing_officer)
    assert 'href="/meetings/away/"' in client.get("/meetings/").content.decode()
    shown = client.post("/meetings/away/", typed(meeting.on, meeting.on), follow=True).content.decode()
    assert "Apologies are recorded" in shown
    assert "Apologies" in client.get(f"/meetings/{meeting.pk}/").content.decode()
    client.post(f"/meetings/away/{Absence.objects.get().pk}/take-back/")
    assert present(meeting, team.housing_officer) == Present.EXPECTED


def test_errors_stand_beside_their_fields(client, team):
    client.force_login(team.housing_officer)
    answer = client.post("/meetings/away/", typed(today() + 5 * DAY, today() + DAY))
    assert answer.status_code == 422
    assert 'href="#id_ends_on"' in answer.content.decode()


def test_the_manager_says_it_for_a_member_on_the_page_of_the_series(client, team):
    client.force_login(team.manager)
    where = f"/meetings/series/{team.series.pk}/away/"
    assert where in client.get(f"/meetings/series/{team.series.pk}/").content.decode()
    told = {"person": str(team.housing_officer.pk), **typed(today() + DAY, today() + DAY)}
    assert "Kim Hale" in client.post(where, told, follow=True).content.decode()
    back = client.post(f"/meetings/away/{Absence.objects.get().pk}/take-back/", {"series": str(team.series.pk)})
    assert back.headers["Location"] == where


def test_who_is_away_is_nobody_elses_to_take_back(client, team):
    absence = away(team, team.housing_officer, today() + DAY)
    client.force_login(team.support_worker)
    assert client.post(f"/meetings/away/{absence.pk}/take-back/").status_code == 404


def test_a_program_says_it_and_takes_it_back(team):
    program = APIClient()
    program.force_login(team.housing_officer)
    told = {"centre": team.centre.pk, "starts_on": str(today()), "ends_on": str(today() + DAY)}
    made = program.post("/api/v1/absences/", told, format="json")
    assert (made.status_code, made.json()["name"]) == (201, "Kim Hale")
    again = program.post("/api/v1/absences/", told, format="json")
    assert (again.status_code, again.json()["field"]) == (409, "starts_on")
    assert program.post(f"/api/v1/absences/{made.json()['id']}/take-back/").status_code == 204
    assert program.get("/api/v1/absences/").json()["results"] == []


@committing
def test_the_pages_are_accessible_and_fit_a_phone(narrow_page, live_server):
    team = planned_team()
    away(team, team.manager, today() + DAY)
    sign_in(narrow_page, live_server, team.manager)
    for page in ("meetings/away/", f"meetings/series/{team.series.pk}/away/"):
        check_page(narrow_page, f"{live_server.url}/{page}")
