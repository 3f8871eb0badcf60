"""Closing with what comes after, completing what the meeting left open, and opening again with its history."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from cases.models import Case, Closure
from cases.rules import later_check_day
from cases.services import Afterwards, check_later, close_case, complete_closing, reopen_case
from cases.status import CaseStatus
from inputs.errors import NotAllowed, RuleBroken
from referrals.models import Feedback
from tests.days import days_ago, later, today
from tests.factories import cases, centres, families
from tests.together import together

pytestmark = pytest.mark.django_db


def close(case, **facts):
    given = {"closing": "goals_met", "words": "They are well.", "afterwards": cases.AFTERWARDS, "on": today()}
    return close_case(case=case, by=facts.pop("by", None) or cases.lead_of(case), **{**given, **facts})


def broken(code, verb, *args, **facts):
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    assert error.value.code == code, error.value.sentence
    return error.value


def after(**said):
    return Afterwards(**{"unmet": (), "no_check_because": "They said no.", **said})


# --- closing ---------------------------------------------------------------------------------------------------


def test_a_closing_keeps_outcome_words_and_what_the_family_still_needs(case):
    close(case, afterwards=after(unmet=["money", "housing", "money"], unmet_words="Rent arrears"))
    kept = case.closures.get()
    assert (kept.closing, kept.words, kept.unmet, kept.unmet_words) == (
        "goals_met", "They are well.", ["housing", "money"], "Rent arrears",
    )  # fmt: skip


def test_nothing_left_to_need_is_kept_as_said(case):
    close(case, afterwards=after(unmet=()))
    assert case.closures.get().unmet == []


def test_between_meetings_nobody_closes_without_saying_what_the_family_still_needs(case):
    assert broken("unmet_not_said", close, case, afterwards=None).field == "unmet"
    assert Case.objects.get(pk=case.pk).status == CaseStatus.OPEN


def test_something_else_is_said_in_words(case):
    assert broken("no_unmet_words", close, case, afterwards=after(unmet=["other"])).field == "unmet_words"


def test_what_the_family_needs_is_chosen_from_the_list(case):
    broken("no_such_need", close, case, afterwards=after(unmet=["gold"]))


def test_the_referrer_reads_what_was_written_for_them(case):
    close(case, told="They have moved on, thank you.")
    told = Feedback.objects.get(referral=case.referral, kind="outcome").words
    assert told == case.closures.get().told == "What was agreed has been achieved. They have moved on, thank you."


def test_the_referrer_reads_how_it_ended_if_nothing_else_was_written(case):
    close(case)
    assert Feedback.objects.get(referral=case.referral, kind="outcome").words.endswith("They are well.")


def test_the_referrer_does_not_read_what_the_family_still_needs(case):
    close(case, afterwards=after(unmet=["money"], unmet_words="Rent arrears"))
    assert "Rent" not in Feedback.objects.get(referral=case.referral, kind="outcome").words


def test_who_asks_later_is_asked_for_the_last_open_day_in_thirteen_weeks(case):
    who = centres.support_worker(case.centre)
    close(case, afterwards=after(check_by=who, no_check_because=""))
    kept = case.closures.get()
    assert (kept.check_by, kept.check_on) == (who, later_check_day(case.centre, today(), today()))
    assert kept.check_opens_on == kept.check_on - timedelta(days=14)


@pytest.mark.parametrize(
    ("closed_on", "expected"),
    [
        (date(2026, 9, 30), date(2026, 12, 30)),  # a Wednesday thirteen weeks on
        (date(2026, 9, 25), date(2026, 12, 24)),  # Christmas Day is no open day
        (date(2026, 9, 26), date(2026, 12, 24)),  # nor is Boxing Day, a Saturday
        (date(2026, 1, 3), date(2026, 4, 2)),  # Good Friday and Easter Saturday
    ],
)
def test_the_day_to_ask_is_one_on_which_the_centre_is_open(closed_on, expected):
    assert later_check_day(centres.centre(), closed_on, closed_on) == expected


def test_a_closed_week_moves_the_day_to_ask_before_it():
    at = centres.centre()
    centres.closed_days(at, date(2026, 12, 28), date(2026, 12, 31))
    assert later_check_day(at, date(2026, 9, 30), date(2026, 9, 30)) == date(2026, 12, 24)


def test_if_thirteen_weeks_are_over_the_family_is_asked_today():
    assert later_check_day(centres.centre(), days_ago(200), today()) == today()


def test_either_somebody_asks_or_it_is_said_why_nobody_does(case):
    who = centres.support_worker(case.centre)
    assert broken("no_check", close, case, afterwards=after(no_check_because=" ")).field == "check_by"
    broken("asked_and_not_asked", close, case, afterwards=after(check_by=who))


def test_somebody_of_an_agency_that_the_family_excludes_does_not_ask(case):
    who = centres.support_worker(case.centre)
    families.wish(case.family, cases.agency_of(who, case.centre), by=who, included=False)
    broken("cannot_check", close, case, afterwards=after(check_by=who, no_check_because=""))


def test_somebody_who_has_left_or_holds_no_casework_does_not_ask(case):
    for who in (centres.support_worker(case.centre, ends_on=days_ago(1)), centres.administrator(case.centre)):
        broken("cannot_check", close, case, afterwards=after(check_by=who, no_check_because=""))


def test_the_meeting_can_leave_what_comes_after_to_the_manager(case):
    close(case, by=centres.health_visitor(case.centre), in_meeting=True, afterwards=None)
    assert list(Closure.objects.incomplete()) == [case.closures.get()]
    assert case.closures.get().unmet is None


# --- completing ------------------------------------------------------------------------------------------------


@pytest.fixture
def incomplete(case):
    """What the meeting closed."""
    close(case, by=centres.health_visitor(case.centre), in_meeting=True, afterwards=None)
    return case.closures.get()


def test_the_manager_completes_a_closing(incomplete):
    manager = centres.manager(incomplete.case.centre)
    complete_closing(closure=incomplete, afterwards=after(unmet=["money"]), by=manager, on=today())
    incomplete.refresh_from_db()
    assert (incomplete.unmet, incomplete.no_check_because) == (["money"], "They said no.")
    assert not Closure.objects.incomplete().exists()
    assert Entry.objects.get(verb="complete_closing").by == manager


def test_nobody_else_completes_it(incomplete):
    worker = centres.support_worker(incomplete.case.centre)
    with pytest.raises(NotAllowed):
        complete_closing(closure=incomplete, afterwards=after(), by=worker, on=today())


def test_who_asks_can_be_changed_until_the_family_was_asked():
    closure = cases.case_to_check()
    manager, other = centres.manager(closure.case.centre), centres.support_worker(closure.case.centre)
    changed = after(check_by=other, no_check_because="")
    complete_closing(closure=closure, afterwards=changed, by=manager, on=today())
    assert Closure.objects.get().check_by == other
    check_later(closure=closure, result="well", by=manager, on=today())
    broken("already_checked", complete_closing, closure=closure, afterwards=changed, by=manager, on=today())


# --- opening again ---------------------------------------------------------------------------------------------


def test_each_closing_is_kept_after_two_reopenings(case):
    manager = centres.manager(case.centre)
    for number in (1, 2):
        close(case, by=manager, words=f"Ended {number}")
        reopen_case(case=case, reason=f"Back {number}", by=manager, on=today())
    kept = list(case.closures.order_by("pk").values_list("words", "reopened_because", "reopened_by", "reopened_on"))
    assert kept == [(f"Ended {one}", f"Back {one}", manager.pk, today()) for one in (1, 2)]


# --- what PostgreSQL refuses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        later(lambda: {"check_on": days_ago(-9)}),
        {"no_check_because": ""},  # said what is not met, and not whether anybody asks
        {"check_result": "well"},
        later(lambda: {"checked_on": days_ago(0)}),
        later(lambda: {"settled_on": days_ago(0), "settled_words": "Done"}),
        later(lambda: {"reopened_on": days_ago(0)}),
        later(lambda: {"reopened_on": days_ago(9), "reopened_because": "x"}),
    ],
)
def test_the_database_refuses_half_a_closing(wrong):
    kept = cases.closed_case().closures.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Closure.objects.filter(pk=kept.pk).update(**wrong)


def test_the_database_refuses_two_closings_that_hold():
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.closure(cases.closed_case())


# --- at the same moment ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_close_once(case):
    manager, lead = centres.manager(case.centre), cases.lead_of(case)
    outcomes = together(
        lambda: close(Case.objects.get(pk=case.pk), by=manager), lambda: close(Case.objects.get(pk=case.pk), by=lead)
    )
    assert outcomes.count(None) == 1
    assert case.closures.count() == 1
