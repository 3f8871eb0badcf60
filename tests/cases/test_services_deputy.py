"""Somebody stands in for a lead professional: asked and accepted, from a day to a day, and it ends by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import Briefing, Case, Deputy
from cases.policies import standing_of
from cases.services import (
    accept_deputy,
    accept_lead,
    ask_deputy,
    change_tier,
    close_case,
    decline_deputy,
    end_deputy,
    end_lead,
    finish_action,
    hand_over,
    offer_lead,
    record_contact,
    reopen_case,
)
from cases.status import DeputyStatus
from centres.models import Membership
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from tests.days import days_ago, later, today
from tests.factories import cases, centres, families
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(case):
    """Somebody of an agency that the family wants to know."""
    who = centres.support_worker(case.centre, name="Ada Byron")
    cases.wishes_to_include(case.family, cases.agency_of(who, case.centre), by=who)
    return who


def ask(case, who, by, *, starts=0, ends=10, **facts):
    days = {"starts_on": days_ago(-starts), "ends_on": days_ago(-ends)}
    return ask_deputy(case=case, user=who, by=by, on=today(), **days, **facts)


def accepted(case, who, by, **days):
    return accept_deputy(deputy=ask(case, who, by, **days), by=who, on=today())


def broken(code, verb, *args, **facts):
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    assert error.value.code == code, error.value.sentence


def opens(who, case, days):
    """Whether somebody opens the case so many days from today."""
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        return Case.objects.opens(who, case.pk)


def test_until_they_accept_they_see_the_header_only(case, lead, ada):
    made = ask(case, ada, lead)
    header = Case.objects.header_visible_to(ada).filter(pk=case.pk).exists()
    assert (Case.objects.opens(ada, case.pk), header) == (False, True)
    accept_deputy(deputy=made, by=ada, on=today())
    assert Case.objects.opens(ada, case.pk)


def test_it_opens_the_case_from_the_first_day_to_the_last_and_nothing_has_to_end_it(case, lead, ada):
    accepted(case, ada, lead, starts=3, ends=10)
    seen = [opens(ada, case, days) for days in (0, 2, 3, 10, 11)]
    assert seen == [False, False, True, True, False]


def test_the_one_who_leads_goes_on_leading(case, lead, ada):
    accepted(case, ada, lead)
    assert cases.lead_of(case) == lead and Case.objects.opens(lead, case.pk)
    assert not Case.objects.without_lead().filter(pk=case.pk).exists()


def test_who_stands_in_does_what_the_lead_professional_does(case, lead, ada):
    accepted(case, ada, lead)
    action = cases.action(lead, case.centre, case=case)
    record_contact(case=case, kind="call", reached=False, happened_on=today(), by=ada, on=today())
    change_tier(case=case, tier=3, by=ada, on=today())
    finish_action(action=action, status="done", by=ada, on=today())
    assert standing_of(ada, case).coordinates and standing_of(ada, case).sees_home


def test_but_neither_closes_the_case_nor_hands_it_over_nor_ends_the_lead_nor_asks_a_third(case, lead, ada):
    accepted(case, ada, lead)
    third = centres.support_worker(case.centre)
    facts = {"by": ada, "on": today()}
    for verb in (
        lambda: close_case(case=case, closing="moved", words="Moved.", afterwards=cases.AFTERWARDS, **facts),
        lambda: hand_over(case=case, user=third, matters="All.", family_view="Fine.", **facts),
        lambda: end_lead(lead=case.leads.get(), reason="No.", **facts),
        lambda: offer_lead(case=case, user=third, **facts),
        lambda: ask(case, third, ada, starts=20, ends=25),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_only_who_leads_and_the_manager_ask(case, ada):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    with pytest.raises(NotAllowed):
        ask(case, ada, member)
    assert ask(case, ada, centres.manager(case.centre)).status == DeputyStatus.ASKED


def test_nobody_answers_for_somebody_else(case, lead, ada):
    made = ask(case, ada, lead)
    for verb, more in ((accept_deputy, {}), (decline_deputy, {"reason": "No."})):
        with pytest.raises(NotAllowed):
            verb(deputy=made, by=lead, on=today(), **more)


def test_declining_needs_a_reason_and_whoever_asked_is_told_at_once(case, lead, ada):
    made = ask(case, ada, lead)
    broken("no_reason", decline_deputy, deputy=made, reason=" ", by=ada, on=today())
    decline_deputy(deputy=made, reason="I am away too.", by=ada, on=today())
    told = Reminder.objects.get(to=lead, key=f"deputy:{made.pk}:declined")
    assert told.at_once and case.reference in told.sentence and "away" not in told.sentence


def test_who_is_asked_is_told_at_once_by_reference(case, lead, ada):
    made = ask(case, ada, lead)
    told = Reminder.objects.get(to=ada)
    assert told.at_once and case.reference in told.sentence and case.family.name not in told.sentence
    accept_deputy(deputy=made, by=ada, on=today())
    assert Reminder.objects.get(to=ada).seen_at is not None


def test_an_agency_that_the_family_excludes_is_not_asked(case, lead):
    other = centres.support_worker(case.centre, of=centres.partner(case.centre))
    broken("may_not_deputise", ask, case, other, lead)
    families.wish(case.family, cases.agency_of(other, case.centre), by=lead, included=False)
    broken("may_not_deputise", ask, case, other, lead)


def test_nobody_stands_in_for_themselves(case, lead):
    broken("leads_already", ask, case, lead, lead)


def test_nobody_stands_in_where_nobody_leads_or_can(case, lead, ada):
    manager = centres.manager(case.centre)
    Membership.objects.filter(user=lead).update(ends_on=days_ago(1))
    broken("nobody_leads", ask, case, ada, manager)
    case.leads.update(status="ended", ended_on=today())
    broken("nobody_leads", ask, case, ada, manager)


def test_without_agreement_nobody_new_is_asked_nor_accepts(case, lead, ada):
    made = ask(case, ada, lead)
    cases.without_agreement(case)
    broken("no_agreement", accept_deputy, deputy=made, by=ada, on=today())
    broken("no_agreement", ask, case, ada, lead, starts=20, ends=22)


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [(-1, 5, "date_too_early"), (5, 4, "date_too_early"), (0, 184, "date_too_late")],
)
def test_it_begins_today_or_later_and_ends_within_half_a_year(case, lead, ada, starts, ends, code):
    broken(code, ask, case, ada, lead, starts=starts, ends=ends)


def test_a_day_and_half_a_year_are_possible(case, lead, ada):
    ask(case, ada, lead, starts=0, ends=0)
    ask(case, ada, lead, starts=1, ends=184)


def test_who_leaves_before_the_last_day_cannot(case, lead, ada):
    Membership.objects.filter(user=ada).update(ends_on=days_ago(-5))
    broken("leaves_before", ask, case, ada, lead, ends=6)
    ask(case, ada, lead, ends=5)


def test_one_at_a_time(case, lead, ada):
    other = centres.support_worker(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(other, case.centre), by=other)
    ask(case, ada, lead, starts=3, ends=10)
    broken("already_deputised", ask, case, other, lead, starts=10, ends=12)
    ask(case, other, lead, starts=11, ends=12)


def test_postgresql_refuses_two_on_one_day(case, ada):
    cases.deputy(case, ada)
    with pytest.raises(IntegrityError, match="deputy_one_at_a_time"), transaction.atomic():
        cases.asked_to_deputise(case, centres.support_worker(case.centre))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        (later(lambda: {"ends_on": days_ago(2)}), "deputy_ends_within_half_a_year"),
        (later(lambda: {"ends_on": days_ago(-183)}), "deputy_ends_within_half_a_year"),
        ({"status": "declined"}, "deputy_declined_has_a_reason"),
        ({"answered_on": None}, "deputy_answered_has_a_date"),
        ({"status": "asked"}, "deputy_answered_has_a_date"),
        ({"status": "ended"}, "deputy_ended_early_has_a_date"),
        (later(lambda: {"ended_on": today()}), "deputy_ended_early_has_a_date"),
    ],
)
def test_postgresql_refuses_what_makes_no_sense(case, ada, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        cases.deputy(case, ada, **fields)


def test_who_stands_in_the_lead_and_the_manager_end_it_early(case, lead, ada):
    for by in (ada, lead, centres.manager(case.centre)):
        made = accepted(case, ada, lead)
        end_deputy(deputy=made, by=by, on=today())
        assert not Case.objects.opens(ada, case.pk)
        assert Deputy.objects.get(pk=made.pk).status == DeputyStatus.ENDED
    reader = centres.health_visitor(case.centre)
    cases.team_member(case, reader)
    with pytest.raises(NotAllowed):
        end_deputy(deputy=accepted(case, ada, lead), by=reader, on=today())


def test_what_was_asked_is_taken_back_and_cannot_be_answered_then(case, lead, ada):
    made = ask(case, ada, lead)
    broken("answer_instead", end_deputy, deputy=made, by=ada, on=today())
    end_deputy(deputy=made, by=lead, on=today())
    broken("already_taken_back", accept_deputy, deputy=made, by=ada, on=today())
    assert Reminder.objects.get(to=ada).seen_at is not None


def test_what_ended_does_not_end_again_nor_what_ended_by_itself(case, lead, ada):
    made = accepted(case, ada, lead)
    end_deputy(deputy=made, by=lead, on=today())
    broken("already_ended", end_deputy, deputy=made, by=lead, on=today())
    over = cases.deputy(case, ada, starts_on=days_ago(9), ends_on=days_ago(2))
    broken("already_over", end_deputy, deputy=over, by=lead, on=today())


def test_when_the_last_day_is_over_there_is_nothing_to_accept(case, lead, ada):
    made = cases.asked_to_deputise(case, ada, starts_on=days_ago(5), ends_on=days_ago(1), asked_on=days_ago(6))
    broken("already_over", accept_deputy, deputy=made, by=ada, on=today())
    assert not Case.objects.header_visible_to(ada).filter(pk=case.pk).exists()


def test_a_handover_ends_it(case, lead, ada):
    made, later = accepted(case, ada, lead), ask(case, ada, lead, starts=20, ends=25)
    offer = hand_over(case=case, user=ada, matters="All.", family_view="Fine.", by=lead, on=today())
    accept_lead(lead=offer, by=ada, on=today())
    statuses = Deputy.objects.filter(pk__in=[made.pk, later.pk]).order_by("pk").values_list("status", flat=True)
    assert list(statuses) == [DeputyStatus.ENDED, DeputyStatus.TAKEN_BACK]


def test_when_the_lead_stops_it_ends_and_the_family_is_an_alarm(case, lead, ada):
    accepted(case, ada, lead)
    end_lead(lead=case.leads.get(), reason="New post.", by=lead, on=today())
    assert not Case.objects.opens(ada, case.pk)
    assert Case.objects.without_lead().filter(pk=case.pk).exists()


def test_when_the_lead_can_act_no_more_it_opens_nothing(case, lead, ada):
    accepted(case, ada, lead)
    Membership.objects.filter(user=lead).update(ends_on=days_ago(1))
    assert not Case.objects.opens(ada, case.pk)


def test_closing_ends_it_and_opening_again_does_not_bring_it_back(case, lead, ada):
    made, manager = accepted(case, ada, lead), centres.manager(case.centre)
    close_case(case=case, closing="moved", words="Moved.", afterwards=cases.AFTERWARDS, by=lead, on=today())
    assert Deputy.objects.get(pk=made.pk).status == DeputyStatus.ENDED
    reopen_case(case=case, reason="Back.", by=manager, on=today())
    assert not Case.objects.opens(ada, case.pk)


def test_who_stands_in_reads_the_briefing_of_whoever_leads(case, lead, ada):
    cases.briefing(case.leads.get(), by=centres.manager(case.centre))
    made = accepted(case, ada, lead)
    assert Briefing.objects.visible_to(ada).exists()
    end_deputy(deputy=made, by=ada, on=today())
    assert not Briefing.objects.visible_to(ada).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_are_asked_at_once_for_the_same_days_are_one(case, lead, ada):
    other, manager = centres.support_worker(case.centre), centres.manager(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(other, case.centre), by=other)
    outcomes = together(lambda: ask(case, ada, lead), lambda: ask(case, other, manager))
    assert sorted(outcomes, key=str) == [None, "already_deputised"]


@pytest.mark.django_db(transaction=True)
def test_accepted_and_taken_back_at_once_is_one_of_them(case, lead, ada):
    made = ask(case, ada, lead)
    together(
        lambda: accept_deputy(deputy=made, by=ada, on=today()), lambda: end_deputy(deputy=made, by=lead, on=today())
    )
    made.refresh_from_db()
    assert made.status in (DeputyStatus.ENDED, DeputyStatus.TAKEN_BACK)
