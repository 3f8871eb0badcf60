"""Visits planned ahead: planned, moved, cancelled, recorded."""

from datetime import time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from audit.models import Entry
from cases.models import Contact, Visit
from cases.services import (
    cancel_visit,
    close_case,
    move_visit,
    plan_visit,
    record_contact,
    take_back_contact,
)
from cases.status import VisitStatus
from consent.models import SharingWish
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from tests.days import days_ago, soon, today
from tests.factories import cases, centres
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(case):
    made = centres.health_visitor(case.centre)
    cases.team_member(case, made)
    return made


def plan(case, **facts):
    lead = cases.lead_of(case)
    given = {"visit_on": soon(), "workers": [lead], "by": lead, "on": today()}
    return plan_visit(case=case, **{**given, **facts})


def visited(visit, **facts):
    """What came of it, recorded by the lead."""
    given = {"kind": "visit", "reached": True, "happened_on": today(), "by": cases.lead_of(visit.case), "on": today()}
    return record_contact(case=visit.case, visit=visit, **{**given, **facts})


def broken(code, verb, *args, **facts):
    """The verb is refused by the rule with this code; the field it names."""
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    assert error.value.code == code, error.value.sentence
    return error.value.field


def status_of(visit):
    return Visit.objects.get(pk=visit.pk).status


# --- planning -------------------------------------------------------------------------------------------------------


def test_the_lead_plans_a_visit_for_themselves(case, lead):
    visit = plan(case, at=time(10), purpose="Bedtimes")
    [worker] = visit.workers.all()
    facts = (visit.on, visit.at, visit.purpose, visit.status, worker.user, worker.agency)
    assert facts == (soon(), time(10), "Bedtimes", "planned", lead, cases.agency_of(lead, case.centre))


def test_a_joint_visit_stands_once_and_names_everybody(case, lead, member):
    visit = plan(case, workers=[lead, member])
    assert ({one.user for one in visit.workers.all()}, Visit.objects.count()) == ({lead, member}, 1)


def test_a_member_of_the_team_plans_for_the_lead(case, lead, member):
    assert plan(case, by=member, workers=[lead]).workers.get().user == lead


def test_the_manager_plans_for_others_and_may_come_too(case, lead):
    manager = centres.manager(case.centre)
    assert plan(case, by=manager, workers=[lead, manager]).workers.count() == 2


def test_it_is_logged_without_words(case):
    plan(case, purpose="Her partner")
    assert "partner" not in str(Entry.objects.get(verb="plan_visit").detail)


def test_a_colleague_without_a_part_plans_nothing(case):
    with pytest.raises(NotAllowed):
        plan(case, by=centres.support_worker(case.centre))


def test_nobody_is_named_who_would_not_see_the_visit(case):
    assert broken("not_with_the_family", plan, case, workers=[centres.health_visitor(case.centre)]) == "workers"


def test_nobody_is_named_whose_agency_the_family_excludes(case, member):
    SharingWish.objects.filter(family=case.family, agency=cases.agency_of(member, case.centre)).update(included=False)
    broken("not_with_the_family", plan, case, workers=[member])


def test_nobody_is_named_who_has_left(case, member):
    member.memberships.update(ends_on=days_ago(1))
    broken("not_with_the_family", plan, case, workers=[member])


def test_somebody_visits(case):
    assert broken("nobody_visits", plan, case, workers=[]) == "workers"


@pytest.mark.parametrize(("days", "code"), [(-1, "date_too_early"), (366, "date_too_late")])
def test_a_visit_lies_ahead_and_within_a_year(case, days, code):
    assert broken(code, plan, case, visit_on=today() + timedelta(days=days)) == "visit_on"


def test_a_time_of_today_that_has_passed_is_no_plan(case):
    with time_machine.travel(f"{today()}T12:00:00+00:00", tick=False):
        assert broken("time_too_early", plan, case, visit_on=today(), at=time(9)) == "at"
        assert plan(case, visit_on=today(), at=time(18)).at == time(18)


def test_without_an_agreement_nothing_is_planned(case):
    cases.without_agreement(case)
    broken("no_agreement", plan, case)


def test_the_same_visit_sent_twice_is_one(case):
    plan(case)
    broken("already_recorded", plan, case)


def test_whoever_comes_along_is_told_without_the_date(case, lead, member):
    plan(case, workers=[lead, member])
    [told] = Reminder.objects.filter(kind="visit")
    assert (told.to, case.reference in told.sentence, str(soon().year) in told.sentence) == (member, True, False)


# --- moving and cancelling ------------------------------------------------------------------------------------------


def test_a_visit_is_moved(case):
    moved = move_visit(visit=plan(case), visit_on=soon() + timedelta(days=1), at=time(9), by=cases.lead_of(case),
                       on=today())  # fmt: skip
    assert (moved.on, moved.at, moved.status) == (soon() + timedelta(days=1), time(9), "planned")


def test_it_is_moved_to_another_day_or_time(case, lead):
    visit = plan(case)
    facts = {"visit": visit, "visit_on": soon(), "by": lead, "on": today()}
    assert broken("same_time", move_visit, **facts) == "visit_on"
    assert move_visit(**facts, at=time(10)).at == time(10)


def test_it_is_not_moved_into_the_past(case, lead):
    broken("date_too_early", move_visit, visit=plan(case), visit_on=days_ago(1), by=lead, on=today())


def test_who_comes_along_is_told_of_a_move_and_of_a_cancellation(case, lead, member):
    visit = plan(case, workers=[lead, member])
    move_visit(visit=visit, visit_on=soon() + timedelta(days=1), by=lead, on=today())
    cancel_visit(visit=visit, because="Ill", by=member, on=today())
    sentences = [(one.to, one.sentence.split()[3]) for one in Reminder.objects.filter(kind="visit").order_by("pk")]
    assert sentences == [(member, "planned"), (member, "moved"), (lead, "cancelled")]


def test_who_comes_along_is_told_each_time_it_is_moved(case, lead, member):
    visit = plan(case, workers=[lead, member])
    for days in (1, 2, 1):
        move_visit(visit=visit, visit_on=soon() + timedelta(days=days), by=lead, on=today())
    assert Reminder.objects.filter(to=member, kind="visit", sentence__contains="moved").count() == 3


def test_a_visit_is_cancelled_with_the_reason(case, lead):
    cancelled = cancel_visit(visit=plan(case), because="The child is ill.", by=lead, on=today())
    assert (cancelled.status, cancelled.cancelled_because) == (VisitStatus.CANCELLED, "The child is ill.")


def test_a_cancellation_needs_the_reason(case, lead):
    assert broken("no_reason", cancel_visit, visit=plan(case), because=" ", by=lead, on=today()) == "because"


def test_a_colleague_neither_moves_nor_cancels(case):
    who = {"visit": plan(case), "by": centres.support_worker(case.centre), "on": today()}
    with pytest.raises(NotAllowed):
        move_visit(visit_on=soon() + timedelta(days=1), **who)
    with pytest.raises(NotAllowed):
        cancel_visit(because="Ill", **who)


def test_a_cancelled_visit_is_neither_moved_nor_cancelled_again_nor_recorded(case, lead):
    visit = cancel_visit(visit=plan(case), because="Ill", by=lead, on=today())
    who = {"visit": visit, "by": lead, "on": today()}
    broken("already_cancelled", move_visit, visit_on=soon() + timedelta(days=1), **who)
    broken("already_cancelled", cancel_visit, because="Ill", **who)
    broken("already_cancelled", visited, visit)


def test_closing_the_case_cancels_what_is_planned(case, lead):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    visit = plan(case, workers=[lead, member])
    close_case(case=case, closing="moved", words="They moved.", afterwards=cases.AFTERWARDS, by=lead, on=today())
    found = Visit.objects.get(pk=visit.pk)
    assert (found.status, found.cancelled_because) == (VisitStatus.CANCELLED, "The case was closed.")
    assert Reminder.objects.filter(to=member, kind="visit", sentence__contains="cancelled").exists()


# --- what came of it ------------------------------------------------------------------------------------------------


def test_a_visit_that_took_place_is_a_contact(case, lead, member):
    visit = plan(case, workers=[lead, member])
    contact = visited(visit, with_users=[member])
    found = Visit.objects.get(pk=visit.pk)
    assert (found.status, found.contact) == (VisitStatus.KEPT, contact)


def test_nobody_in_is_recorded_too(case):
    visit = plan(case)
    visited(visit, reached=False)
    assert status_of(visit) == VisitStatus.KEPT


def test_what_came_of_it_is_recorded_once(case):
    visit = plan(case)
    visited(visit)
    broken("already_kept", visited, visit, reached=False)


def test_a_call_is_not_what_came_of_a_visit(case):
    assert broken("not_a_visit", visited, plan(case), kind="call") == "kind"


def test_a_visit_to_another_family_is_not_this_one(case):
    other = plan(cases.led_case(at=case.centre))
    given = {"kind": "visit", "reached": True, "happened_on": today(), "on": today()}
    broken("other_family", record_contact, case=case, visit=other, by=cases.lead_of(case), **given)


def test_a_contact_that_is_taken_back_leaves_the_visit_planned(case, lead):
    visit = plan(case)
    take_back_contact(contact=visited(visit), by=lead, on=today())
    found = Visit.objects.get(pk=visit.pk)
    assert (found.status, found.contact, Contact.objects.count()) == (VisitStatus.PLANNED, None, 0)


# --- what PostgreSQL holds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"status": "kept"}, "visit_kept_is_a_contact"),
        ({"status": "cancelled"}, "visit_cancelled_says_why"),
        ({"cancelled_because": "Ill"}, "visit_cancelled_says_why"),
    ],
)
def test_half_an_end_is_refused_by_postgresql(case, fields, name):
    visit = plan(case)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(**fields)


def test_nobody_visits_twice_at_one_visit(case, lead):
    visit = plan(case)
    with pytest.raises(IntegrityError, match="visit_worker_once"), transaction.atomic():
        visit.workers.create(user=lead, agency=cases.agency_of(lead, case.centre))


@pytest.mark.django_db(transaction=True)
def test_recorded_and_cancelled_at_once_it_is_one_of_them():
    case = cases.led_case()
    visit, lead = plan(case), cases.lead_of(case)
    outcomes = together(lambda: visited(visit), lambda: cancel_visit(visit=visit, because="Ill", by=lead, on=today()))
    kept = status_of(visit) == VisitStatus.KEPT
    assert sorted(map(str, outcomes)) == sorted(["None", "already_kept" if kept else "already_cancelled"])
    assert Contact.objects.count() == int(kept)
