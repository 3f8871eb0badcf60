"""Somebody leaves: nothing is accepted while something is left that nobody has; an administrator sees numbers."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import Entry
from cases.models import Action, Lead
from centres.models import Membership
from inputs.errors import NotAllowed, RuleBroken
from meetings.models import Leaving
from meetings.owned import in_numbers, left_by
from meetings.services import accept_leaving, ask_to_leave, end_at_once, see_to, take_back_leaving
from meetings.status import LeavingStatus
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres
from tests.factories import meetings as make
from tests.queries import queries_of
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db


def in_a_month():
    return today() + timedelta(days=30)


@pytest.fixture
def team():
    return make.team()


@pytest.fixture
def admin(team):
    return centres.administrator(team.centre, of=team.council, name="Ada Min")


@pytest.fixture
def job(team):
    """The support worker's, who leads a family and has an action."""
    cases.case_led_by(team.support_worker, team.centre)
    cases.action(team.support_worker, team.centre)
    return job_of(team.support_worker)


def job_of(user):
    return Membership.objects.get(user=user)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def asked(job, by, ends_on=None):
    (made,) = ask_to_leave(memberships=[job], ends_on=ends_on or in_a_month(), by=by, on=today())
    return made


def left(leaving):
    return left_by([leaving])[leaving.pk]


def all_seen_to(leaving, by):
    see_to(leaving=leaving, things=[one.key for one in left(leaving)], by=by, on=today())


def broken(verb, **facts):
    with pytest.raises(RuleBroken) as refused:
        verb(**facts, on=today())
    return refused.value.code


# --- what somebody has -----------------------------------------------------------------------------------------


def test_families_led_and_open_actions_are_left(job, admin):
    assert in_numbers(left(asked(job, admin))) == ["1 family led", "1 open action"]


def test_a_turn_in_the_chair_and_a_meeting_to_chair_are_left(team, admin):
    make.meeting(team, on=in_a_month() + timedelta(days=1), chair=team.health_visitor)
    make.meeting(team, on=in_a_month(), chair=team.health_visitor)
    assert in_numbers(left(asked(job_of(team.health_visitor), admin))) == ["1 turn in the chair", "1 meeting chaired"]


def test_standing_in_beyond_the_last_day_is_left(team, admin):
    case = cases.case_led_by(team.support_worker, team.centre)
    cases.deputy(case, team.social_worker, ends_on=days_ago(-7))
    job = job_of(team.social_worker)
    assert in_numbers(left(asked(job, admin, days_ago(-6)))) == ["1 time of standing in"]
    assert job.leavings.get().status == LeavingStatus.WAITING


def test_what_is_done_closed_or_given_away_is_not_left(team, job, admin):
    Action.objects.update(status="done", finished_on=today())
    Lead.objects.update(status="ended", ended_on=today(), reason="Handed over")
    assert asked(job, admin).status == LeavingStatus.ACCEPTED


def test_who_goes_on_for_the_same_agency_keeps_what_they_have(team, job, admin):
    centres.member(team.centre, "specialist", of=team.council, user=team.support_worker)
    assert asked(job, admin).status == LeavingStatus.ACCEPTED


def test_a_part_for_another_agency_keeps_nothing(team, job, admin):
    centres.member(team.centre, "specialist", of=team.trust, user=team.support_worker)
    assert asked(job, admin).status == LeavingStatus.WAITING


# --- asking ----------------------------------------------------------------------------------------------------


def test_who_has_nothing_ends_with_that_day_at_once(team, admin):
    leaving = asked(job_of(team.housing_officer), admin)
    assert leaving.status == LeavingStatus.ACCEPTED
    assert job_of(team.housing_officer).ends_on == in_a_month()


def test_for_who_has_something_it_waits_and_the_manager_is_told(team, job, admin):
    leaving = asked(job, admin)
    assert leaving.status == LeavingStatus.WAITING
    assert job_of(team.support_worker).ends_on is None
    told = Reminder.objects.filter(kind="leaving", path=reverse("leaving", args=[leaving.pk]))
    assert {one.to for one in told} == {team.manager, team.support_worker}


def test_several_leave_at_once(team, job, admin):
    made = ask_to_leave(memberships=[job, job_of(team.housing_officer)], ends_on=in_a_month(), by=admin, on=today())
    assert sorted(one.status for one in made) == ["accepted", "waiting"]


def test_if_one_may_not_be_ended_none_is(team, admin):
    with pytest.raises(NotAllowed):
        ask_to_leave(
            memberships=[job_of(team.housing_officer), job_of(admin)], ends_on=in_a_month(), by=admin, on=today()
        )
    assert not Membership.objects.exclude(ends_on=None).exists()


@pytest.mark.parametrize("who", ["support_worker", "health_visitor"])
def test_others_let_nobody_leave(team, who):
    with pytest.raises(NotAllowed):
        asked(job_of(team.housing_officer), getattr(team, who))


def test_what_cannot_be_is_refused_before_anybody_hands_anything_over(team, job, admin):
    assert broken(ask_to_leave, memberships=[], ends_on=today(), by=admin) == "nobody"
    before = job.starts_on - timedelta(days=1)
    assert broken(ask_to_leave, memberships=[job], ends_on=before, by=admin) == "ends_before_start"
    asked(job, admin)
    assert broken(ask_to_leave, memberships=[job], ends_on=today(), by=admin) == "leaving_already"


def test_the_last_who_keeps_the_directory_does_not_leave(team, admin):
    job_of(admin).delete()
    other = centres.administrator(team.centre)
    team.manager.memberships.update(role="specialist")
    by = centres.administrator(team.centre, ends_on=today())
    assert broken(ask_to_leave, memberships=[job_of(other)], ends_on=in_a_month(), by=by) == "last_keeper"


# --- handing over ----------------------------------------------------------------------------------------------


def test_nothing_is_accepted_while_something_is_left(job, admin):
    leaving = asked(job, admin)
    assert broken(accept_leaving, leaving=leaving, by=admin) == "something_left"


def test_what_the_manager_sees_to_is_left_no_more(team, job, admin):
    leaving = asked(job, admin)
    all_seen_to(leaving, team.manager)
    assert left(leaving) == []
    assert accept_leaving(leaving=leaving, by=admin, on=today()).status == LeavingStatus.ACCEPTED
    assert job_of(team.support_worker).ends_on == in_a_month()
    assert Entry.objects.filter(verb="see_to", centre_id=team.centre.pk).exists()


def test_only_the_manager_sees_to_it(team, job, admin):
    leaving = asked(job, admin)
    for who in (admin, team.support_worker, team.health_visitor):
        with pytest.raises(NotAllowed):
            all_seen_to(leaving, who)


def test_a_manager_who_leaves_does_not_see_to_it_themselves(team, admin):
    centres.manager(team.centre)
    leaving = asked(job_of(team.manager), admin)
    with pytest.raises(NotAllowed):
        all_seen_to(leaving, team.manager)


def test_only_what_is_left_is_seen_to(team, job, admin):
    leaving = asked(job, admin)
    assert broken(see_to, leaving=leaving, things=["lead:999999"], by=team.manager) == "not_theirs"
    assert broken(see_to, leaving=leaving, things=[], by=team.manager) == "nothing_chosen"


def test_what_comes_meanwhile_has_to_go_too(team, job, admin):
    leaving = asked(job, admin)
    all_seen_to(leaving, team.manager)
    cases.action(team.support_worker, team.centre, what="Something new")
    assert broken(accept_leaving, leaving=leaving, by=admin) == "something_left"


def test_somebody_can_stay_after_all(job, admin):
    leaving = take_back_leaving(leaving=asked(job, admin), by=admin, on=today())
    assert leaving.status == LeavingStatus.TAKEN_BACK
    assert broken(accept_leaving, leaving=leaving, by=admin) == "settled"
    assert asked(job, admin).status == LeavingStatus.WAITING


def test_nobody_accepts_their_own(team, job, admin):
    leaving = asked(job, admin)
    with pytest.raises(NotAllowed):
        accept_leaving(leaving=leaving, by=team.support_worker, on=today())


def test_access_can_end_at_once_with_a_reason_and_the_manager_is_told(team, job, admin):
    leaving = asked(job, admin)
    assert broken(end_at_once, leaving=leaving, because="Must", by=admin) == "no_reason"
    end_at_once(leaving=leaving, because="They must not open anything any more.", by=admin, on=today())
    assert job_of(team.support_worker).ends_on == days_ago(1)
    assert Reminder.objects.filter(to=team.manager, at_once=True, kind="leaving").exists()


def test_postgresql_keeps_one_waiting_at_a_time(job):
    make.leaving(job)
    with pytest.raises(IntegrityError, match="leaving_once_at_a_time"), transaction.atomic():
        make.leaving(job)


# --- pages -----------------------------------------------------------------------------------------------------


@pytest.fixture
def client():
    return ConfirmedClient()


def shown_to(client, who, leaving):
    client.force_login(who)
    return text(client.get(reverse("leaving", args=[leaving.pk])))


def test_an_administrator_sees_numbers_and_no_family(client, job, admin):
    leaving = asked(job, admin)
    shown = shown_to(client, admin, leaving)
    assert "1 family led" in shown
    assert "C-" not in shown.partition("<main")[2]
    assert "Accept the last day" not in shown


def test_the_manager_sees_each_and_where_it_can_go(client, team, job, admin):
    leaving = asked(job, admin)
    lead = Lead.objects.get()
    shown = shown_to(client, team.manager, leaving)
    assert lead.case.reference in shown
    assert reverse("lead_hand_over", args=[lead.case_id]) in shown


def test_who_leaves_sees_each_too_and_settles_nothing(client, team, job, admin):
    leaving = asked(job, admin)
    shown = shown_to(client, team.support_worker, leaving)
    assert Lead.objects.get().case.reference in shown
    assert "I will see to these" not in shown
    assert "They stay" not in shown


def test_others_do_not_find_it(client, team, job, admin):
    leaving = asked(job, admin)
    client.force_login(team.health_visitor)
    assert client.get(reverse("leaving", args=[leaving.pk])).status_code == 404


def test_the_whole_way_in_the_browser(client, team, job, admin):
    client.force_login(admin)
    day = f"{in_a_month():%d %m %Y}"
    answer = client.post(reverse("memberships_end", args=[team.centre.pk]), {"memberships": [job.pk], "ends_on": day})
    leaving = Leaving.objects.get()
    assert answer.url == reverse("leavings", args=[team.centre.pk])
    assert "1 family led, 1 open action" in text(client.get(answer.url))
    page = reverse("leaving", args=[leaving.pk])
    client.force_login(team.manager)
    client.post(page, {"things": [one.key for one in left(leaving)]})
    client.force_login(admin)
    assert "Accept the last day" in text(client.get(page))
    client.post(reverse("leaving_accept", args=[leaving.pk]))
    assert job_of(team.support_worker).ends_on == in_a_month()


def test_an_agencys_staff_are_shown_together(client, team, admin):
    client.force_login(admin)
    address = reverse("memberships_end", args=[team.centre.pk])
    shown = text(client.get(address, {"agency": team.housing.pk}))
    assert "Kim Hale" in shown
    assert "Hanna Visser" not in shown.partition("<main")[2]


def test_nobody_chosen_is_said_beside_the_field(client, team, admin):
    client.force_login(admin)
    answer = client.post(reverse("memberships_end", args=[team.centre.pk]), {"ends_on": "x"})
    assert answer.status_code == 422
    assert "Choose who leaves" in text(answer)


def test_the_list_costs_the_same_for_one_and_for_twenty(client, team, job, admin):
    client.force_login(admin)
    asked(job, admin)
    address = reverse("leavings", args=[team.centre.pk])
    few = queries_of(client, address)
    for _ in range(20):
        worker = centres.support_worker(team.centre, of=team.council)
        cases.action(worker, team.centre)
        asked(job_of(worker), admin)
    assert queries_of(client, address) == few


# --- the API ---------------------------------------------------------------------------------------------------


def post(client, address, **sent):
    return client.post(f"/api/v1/leavings/{address}", sent, content_type="application/json")


def test_a_program_does_the_same(client, team, job, admin):
    client.force_login(admin)
    (made,) = post(client, "", memberships=[job.pk], ends_on=str(in_a_month())).json()
    assert (made["numbers"], made["left"]) == (["1 family led", "1 open action"], [])
    assert post(client, f"{made['id']}/accept/").json()["code"] == "something_left"
    client.force_login(team.manager)
    things = [one["key"] for one in client.get(f"/api/v1/leavings/{made['id']}/").json()["left"]]
    assert post(client, f"{made['id']}/see-to/", things=things).json()["left"] == []
    assert post(client, f"{made['id']}/accept/").json()["status"] == "accepted"
