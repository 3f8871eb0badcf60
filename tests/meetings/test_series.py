"""Starting a series of meetings; its members and their turns in the chair."""

import re
from datetime import time

import pytest
from django.urls import reverse

from audit.models import Entry
from centres.models import Membership
from centres.status import Role
from inputs.errors import NotAllowed
from meetings.models import Meeting, Series, SeriesMember
from meetings.services import change_chair, change_series_members, start_series
from meetings.status import HolidayRule, MeetingStatus, Present
from tests.at_once import at_once
from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, sign_in
from tests.factories import centres, meetings
from tests.factories.centres import days_ago, today
from tests.meetings.asking import code_of
from tests.meetings.inviting import job
from tests.meetings.planned import planned_team
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team():
    """A centre's team with a series whose next three months are planned."""
    return planned_team()


def started(at, by, **fields):
    given = {
        "name": "Early help meeting", "first_on": days_ago(-7), "every_weeks": 2, "at": time(14), "minutes": 120,
        "place": "Rowan room", "holiday_rule": HolidayRule.BEFORE, "papers_close_days": 2, "reflection_every": 6,
    }  # fmt: skip
    if "members" not in fields:
        fields["members"] = [job(centres.manager(at)), job(centres.health_visitor(at))]
    fields.setdefault("chairs", fields["members"])
    return start_series(centre=at, by=by, on=today(), **{**given, **fields})


def changed(team, by=None, **fields):
    return change_series_members(series=team.series, by=by or team.manager, on=today(), **fields)


def coming(team):
    return list(team.series.meetings.filter(on__gt=today()).order_by("on"))


def expected(meeting):
    return {one.user for one in meeting.attendance.all()}


# Starting a series


@pytest.mark.parametrize("keeper", [centres.administrator, centres.manager])
def test_an_administrator_or_manager_starts_a_series_and_three_months_are_planned(keeper):
    at = centres.centre()
    assert started(at, keeper(at)).meetings.count() == 7


def test_everybody_in_it_is_expected_and_the_chair_rotates():
    at = centres.centre()
    manager, visitor = centres.manager(at), centres.health_visitor(at)
    series = started(at, manager, members=[job(manager), job(visitor)], chairs=[job(visitor), job(manager)])
    first, second = series.meetings.order_by("on")[:2]
    assert [first.chair, second.chair] == [visitor, manager]
    assert expected(first) == {manager, visitor}


@pytest.mark.parametrize("other", [centres.health_visitor, centres.support_worker])
def test_nobody_else_starts_a_series(other):
    at = centres.centre()
    with pytest.raises(NotAllowed):
        started(at, other(at))


def test_the_manager_of_another_centre_starts_no_series():
    with pytest.raises(NotAllowed):
        started(centres.centre(), centres.manager(centres.centre()))


REFUSED = [
    ("first_past", {"first_on": days_ago(1)}),
    ("rhythm", {"every_weeks": 13}),
    ("papers_too_early", {"every_weeks": 1, "papers_close_days": 7}),
    ("no_members", {"members": []}),
]


@pytest.mark.parametrize(("code", "fields"), REFUSED)
def test_a_series_that_cannot_be_is_refused_and_nothing_is_made(code, fields):
    at = centres.centre()
    assert code_of(started, at, centres.manager(at), **fields) == code
    assert not Series.objects.exists()


def test_two_series_of_a_centre_have_two_names():
    at = centres.centre()
    by = centres.manager(at)
    started(at, by)
    assert code_of(started, at, by, name="early help MEETING ") == "series_exists"


def test_a_series_that_ended_gives_its_name_free():
    at = centres.centre()
    meetings.series(at, name="Early help meeting", ended_on=days_ago(1))
    assert started(at, centres.manager(at))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_who_does_not_work_with_families_is_not_expected(role):
    at = centres.centre()
    members = [job(centres.manager(at)), job(centres.member(at, role))]
    assert code_of(started, at, members[0].user, members=members, chairs=[]) == "cannot_attend"


def test_who_works_elsewhere_is_not_expected():
    at = centres.centre()
    members = [job(centres.health_visitor(centres.centre()))]
    assert code_of(started, at, centres.manager(at), members=members) == "cannot_attend"


def test_who_has_left_by_the_first_meeting_is_not_expected():
    at = centres.centre()
    members = [job(centres.health_visitor(at, ends_on=days_ago(-3)))]
    assert code_of(started, at, centres.manager(at), members=members) == "cannot_attend"


def test_somebody_with_two_roles_comes_for_one_agency():
    at = centres.centre()
    visitor = centres.health_visitor(at)
    centres.member(at, Role.SPECIALIST, user=visitor)
    both = list(Membership.objects.filter(user=visitor))
    assert code_of(started, at, centres.manager(at), members=both, chairs=[]) == "person_twice"


def test_who_takes_the_chair_is_expected():
    at = centres.centre()
    by = centres.manager(at)
    chairs = [job(centres.health_visitor(at))]
    assert code_of(started, at, by, members=[job(by)], chairs=chairs) == "chair_not_expected"


def test_nobody_has_two_turns_in_the_chair():
    at = centres.centre()
    by = centres.manager(at)
    assert code_of(started, at, by, members=[job(by)], chairs=[job(by), job(by)]) == "chair_twice"


def test_without_turns_and_without_a_manager_nobody_could_chair():
    at = centres.centre()
    members = [job(centres.health_visitor(at))]
    assert code_of(started, at, centres.administrator(at), members=members, chairs=[]) == "no_chair"
    assert not Series.objects.exists()


def test_a_first_meeting_more_than_three_months_ahead_is_planned():
    at = centres.centre()
    assert started(at, centres.manager(at), first_on=days_ago(-150)).meetings.exists()


def test_starting_is_logged():
    at = centres.centre()
    series = started(at, centres.manager(at))
    entry = Entry.objects.get(verb="start_series")
    assert (entry.subject_id, entry.centre_id) == (series.pk, at.pk)


@committing
def test_started_twice_at_once_there_is_one_series_and_the_other_is_told():
    at = centres.centre()
    one, other = centres.manager(at), centres.administrator(at)
    members = [job(one)]
    answers = at_once(*[lambda by=by: started(at, by, members=members).pk for by in (one, other)])
    assert answers.count("series_exists") == 1
    assert Series.objects.count() == 1


# Changing its members and turns


def test_somebody_added_is_expected_at_the_meetings_that_are_planned(team):
    psychologist = centres.member(team.centre, Role.SPECIALIST)
    changed(team, add=[job(psychologist)])
    assert all(psychologist in expected(one) for one in coming(team))


def test_somebody_taken_out_is_no_longer_invited(team):
    changed(team, remove=[job(team.housing_officer)])
    assert not any(team.housing_officer in expected(one) for one in coming(team))


def test_somebody_taken_out_who_sent_apologies_is_no_longer_invited(team):
    first = coming(team)[0]
    first.attendance.filter(user=team.housing_officer).update(present=Present.APOLOGIES)
    changed(team, remove=[job(team.housing_officer)])
    assert team.housing_officer not in expected(first)


def test_meetings_that_were_held_stay_as_they_were(team):
    held = meetings.closed_meeting(team)
    changed(team, remove=[job(team.housing_officer)])
    assert team.housing_officer in expected(held)


def test_who_comes_for_another_agency_is_expected_for_that_one(team):
    nursery = centres.partner(team.centre)
    centres.member(team.centre, Role.SPECIALIST, user=team.social_worker, of=nursery)
    before, after = Membership.objects.filter(user=team.social_worker).order_by("id")
    changed(team, add=[after], remove=[before])
    assert {one.attendance.get(user=team.social_worker).agency for one in coming(team)} == {nursery}


def test_new_turns_deal_the_chairs_of_coming_meetings_anew(team):
    changed(team, chairs=[job(team.support_worker)])
    assert {one.chair for one in coming(team)} == {team.support_worker}


def test_todays_chair_stays(team):
    changed(team, chairs=[job(team.support_worker)])
    assert team.series.meetings.get(on=today()).chair == team.manager


def test_turns_can_change_places(team):
    first, second = job(team.manager), job(team.health_visitor)
    changed(team, chairs=[second, first])
    turns = team.series.members.exclude(chair_turn=None).order_by("chair_turn")
    assert list(turns.values_list("membership", flat=True)) == [second.pk, first.pk]


def test_a_chair_changed_by_hand_stays_while_the_turns_do(team):
    meeting = coming(team)[0]
    change_chair(meeting=meeting, chair=team.social_worker, by=team.manager)
    changed(team, remove=[job(team.housing_officer)])
    meeting.refresh_from_db()
    assert meeting.chair == team.social_worker


def test_who_is_taken_out_hands_over_the_chair_of_coming_meetings(team):
    changed(team, remove=[job(team.health_visitor)])
    assert {one.chair for one in coming(team)} == {team.manager}


def test_who_was_given_one_chair_and_is_taken_out_hands_it_over(team):
    meeting = coming(team)[0]
    change_chair(meeting=meeting, chair=team.social_worker, by=team.manager)
    changed(team, remove=[job(team.social_worker)])
    meeting.refresh_from_db()
    assert meeting.chair in (team.manager, team.health_visitor)


def test_a_running_meeting_is_left_alone(team):
    running = team.series.meetings.get(on=today())
    Meeting.objects.filter(pk=running.pk).update(status=MeetingStatus.RUNNING, opened_at=running.starts_at)
    changed(team, remove=[job(team.housing_officer)])
    assert team.housing_officer in expected(running)


def test_adding_again_and_removing_who_is_not_in_it_changes_nothing(team):
    stranger = centres.health_visitor(team.centre)
    changed(team, add=[job(team.support_worker)], remove=[job(stranger)])
    assert SeriesMember.objects.filter(series=team.series).count() == 5


@pytest.mark.parametrize("who", ["health_visitor", "support_worker"])
def test_nobody_else_changes_the_members(team, who):
    with pytest.raises(NotAllowed):
        changed(team, by=getattr(team, who), remove=[job(team.housing_officer)])


def test_the_manager_of_another_centre_changes_no_members(team):
    with pytest.raises(NotAllowed):
        changed(team, by=centres.manager(centres.centre()), remove=[job(team.housing_officer)])


def test_an_administrator_does_not_become_a_member(team):
    assert code_of(changed, team, add=[job(centres.administrator(team.centre))]) == "cannot_attend"


def test_a_series_keeps_at_least_one_member(team):
    assert code_of(changed, team, remove=[job(who) for who in team.everybody]) == "no_members"


def test_a_turn_is_not_given_to_who_is_taken_out(team):
    assert (
        code_of(changed, team, remove=[job(team.manager)], chairs=[job(team.manager)]) == "chair_not_expected"
    )  # fmt: skip


def test_the_last_turn_is_not_taken_away_where_no_manager_could_chair(team):
    by = centres.administrator(team.centre)
    Membership.objects.filter(user=team.manager).update(ends_on=days_ago(1))
    assert code_of(changed, team, by=by, chairs=[]) == "no_chair"


def test_a_series_that_has_ended_stays_as_it_was(team):
    team.series.ended_on = days_ago(1)
    team.series.save()
    assert code_of(changed, team, remove=[job(team.housing_officer)]) == "series_ended"


def test_changing_is_logged(team):
    changed(team, remove=[job(team.housing_officer)])
    assert Entry.objects.get(verb="change_series_members").detail["removed"] == [job(team.housing_officer).pk]


@committing
def test_two_people_added_at_once_by_two_people_are_both_in_it():
    team = meetings.team()
    administrator = centres.administrator(team.centre)
    one, other = job(centres.health_visitor(team.centre)), job(centres.support_worker(team.centre))
    at_once(lambda: changed(team, add=[one]), lambda: changed(team, by=administrator, add=[other]))
    assert team.series.members.filter(membership__in=[one, other]).count() == 2


@committing
def test_the_same_person_added_twice_at_once_is_in_it_once():
    team = meetings.team()
    visitor = job(centres.health_visitor(team.centre))
    at_once(*[lambda: changed(team, add=[visitor]).pk] * 2)
    assert team.series.members.filter(membership=visitor).count() == 1


# The pages


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def typed(*people, turns=(), **fields):
    day = days_ago(-7)
    given = {
        "name": "Early help meeting", "first_on": f"{day.day} {day.month} {day.year}", "every_weeks": "2", "at": "2pm",
        "minutes": "120", "place": "Rowan room", "holiday_rule": "before", "papers_close_days": "2",
        "reflection_every": "6",
    }  # fmt: skip
    given |= {f"expected_{job(who).pk}": "on" for who in people}
    return given | {f"turn_{job(who).pk}": str(turn) for turn, who in enumerate(turns, start=1)} | fields


def as_shown(team, *people, turns=()):
    """What the page of a series sends: the ticks, and what was ticked when it was opened."""
    were = ",".join(str(job(who).pk) for who in team.everybody)
    chairs = f"{job(team.manager).pk},{job(team.health_visitor).pk}"
    return typed(*people, turns=turns, members_were=were, chairs_were=chairs)


START = "/meetings/series/new/"


def test_an_administrator_starts_a_series_on_the_page(client):
    at = centres.centre()
    visitor, manager = centres.health_visitor(at), centres.manager(at)
    client.force_login(centres.administrator(at))
    shown = text(client.post(START, typed(visitor, manager, turns=[visitor, manager]), follow=True))
    assert "Early help meeting is set up" in shown
    assert Meeting.objects.order_by("on").first().chair == visitor


def test_errors_stand_beside_their_fields_and_what_was_typed_stays(client):
    at = centres.centre()
    visitor = centres.health_visitor(at)
    client.force_login(centres.administrator(at))
    answer = client.post(START, typed(turns=[visitor], every_weeks="99"))
    shown = text(answer)
    assert answer.status_code == 422
    assert "Enter a whole number from 1 to 12" in shown
    assert f'href="#id_turn_{job(visitor).pk}"' in shown
    assert 'value="Rowan room"' in shown


def test_a_broken_rule_is_said(client):
    at = centres.centre()
    centres.health_visitor(at)
    client.force_login(centres.administrator(at))
    answer = client.post(START, typed())
    assert answer.status_code == 422
    assert "Choose who is expected at the meetings" in text(answer)


def test_two_people_cannot_have_the_same_turn(client):
    at = centres.centre()
    visitor, manager = centres.health_visitor(at), centres.manager(at)
    client.force_login(manager)
    both = typed(visitor, manager) | {f"turn_{job(one).pk}": "1" for one in (visitor, manager)}
    assert "Somebody else has turn 1 in the chair" in text(client.post(START, both))


def test_with_nobody_to_expect_the_page_says_what_comes_first(client):
    client.force_login(centres.administrator(centres.centre()))
    assert "Nobody works with families here yet" in text(client.get(START))


@pytest.mark.parametrize("page", ["series_start", "series"])
def test_who_may_not_is_told_why(client, team, page):
    client.force_login(team.health_visitor)
    answer = client.get(reverse(page, args=[team.series.pk] if page == "series" else []))
    assert answer.status_code == 403
    assert "Only the manager or an administrator" in text(answer)


def test_to_a_stranger_the_series_does_not_exist(client, team):
    client.force_login(centres.administrator(centres.centre()))
    assert client.get(f"/meetings/series/{team.series.pk}/").status_code == 404
    assert client.get(START, {"centre": team.centre.pk}).status_code == 404


def test_members_are_changed_on_the_page(client, team):
    client.force_login(team.manager)
    stay = [who for who in team.everybody if who != team.housing_officer]
    client.post(f"/meetings/series/{team.series.pk}/", as_shown(team, *stay, turns=[team.manager, team.health_visitor]))
    assert team.series.members.count() == 4


def test_what_a_colleague_added_meanwhile_stays(client, team):
    client.force_login(team.manager)
    sent = as_shown(team, *team.everybody, turns=[team.health_visitor, team.manager])
    late = centres.health_visitor(team.centre)
    changed(team, add=[job(late)])
    client.post(f"/meetings/series/{team.series.pk}/", sent)
    assert team.series.members.filter(membership=job(late)).exists()
    assert team.series.members.get(chair_turn=1).membership.user == team.health_visitor


def test_the_page_shows_who_is_in_it(client, team):
    client.force_login(team.manager)
    shown = text(client.get(f"/meetings/series/{team.series.pk}/"))
    assert shown.count(" checked") == 5


def test_without_a_meeting_who_may_start_a_series_is_led_there_and_nobody_else(client):
    at = centres.centre()
    for who, may in ((centres.administrator(at), True), (centres.health_visitor(at), False)):
        client.force_login(who)
        assert ("Start a series of meetings" in text(client.get("/meetings/"))) is may


def test_the_list_of_meetings_leads_a_keeper_to_the_series(client, team):
    client.force_login(team.manager)
    link = f'"/meetings/series/{team.series.pk}/"'
    assert link in text(client.get("/meetings/"))
    client.force_login(team.health_visitor)
    assert link not in text(client.get("/meetings/"))


def test_the_number_of_queries_does_not_grow_with_the_people(client, team):
    client.force_login(team.manager)
    pages = ["/meetings/", START, f"/meetings/series/{team.series.pk}/"]
    few = [queries_of(client, page) for page in pages]
    for _ in range(20):
        meetings.member_of(team.series, centres.health_visitor(team.centre, of=team.trust))
        meetings.series(team.centre)
    assert [queries_of(client, page) for page in pages] == few


@committing
@pytest.mark.parametrize("window", ["page", "narrow_page"])
def test_the_pages_are_accessible_also_with_errors(request, live_server, window):
    team = meetings.team()
    opened = request.getfixturevalue(window)
    sign_in(opened, live_server, team.manager)
    check_page(opened, live_server.url + "/meetings/")
    check_page(opened, f"{live_server.url}/meetings/series/{team.series.pk}/")
    check_page(opened, live_server.url + START)
    opened.get_by_role("button", name="Start the series").click()
    opened.get_by_text("There is a problem").wait_for()
    assert_accessible(opened)
    assert_no_sideways_scroll(opened)
