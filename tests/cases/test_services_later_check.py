"""Asking the family three months after the work ended how it goes, and what is done about the answer."""

import pytest

from audit.models import Entry
from cases.models import Case, Closure
from cases.services import check_later, complete_closing, reopen_case, settle_check
from cases.status import CaseStatus
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres, families
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def closure():
    """A closing after which somebody is to ask now."""
    return cases.case_to_check()


def broken(code, verb, *args, **facts):
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    assert error.value.code == code, error.value.sentence
    return error.value


def check(closure, **facts):
    return check_later(**{"closure": closure, "result": "well", "by": closure.check_by, "on": today(), **facts})


def test_who_asks_records_what_the_family_says(closure):
    check(closure, words="All fine.")
    closure.refresh_from_db()
    assert (closure.check_result, closure.check_words, closure.checked_by, closure.checked_on) == (
        "well", "All fine.", closure.check_by, today(),
    )  # fmt: skip


def test_the_manager_can_ask_as_well(closure):
    assert check(closure, by=centres.manager(closure.case.centre)).check_result == "well"


def test_a_colleague_cannot(closure):
    with pytest.raises(NotAllowed):
        check(closure, by=centres.support_worker(closure.case.centre))


def test_who_was_to_ask_cannot_any_more_once_the_family_excludes_their_agency(closure):
    agency = cases.agency_of(closure.check_by, closure.case.centre)
    families.wish(closure.case.family, agency, by=closure.check_by, included=False)
    with pytest.raises(NotAllowed):
        check(closure)


def test_nor_once_the_agreement_has_ended(closure):
    cases.without_agreement(closure.case)
    with pytest.raises(NotAllowed):
        check(closure)


def test_nor_before_it_is_time(closure):
    Closure.objects.update(check_opens_on=days_ago(-1))
    with pytest.raises(NotAllowed):
        check(closure)
    broken("date_too_early", check, closure, by=centres.manager(closure.case.centre))


def test_nobody_is_asked_where_that_was_not_wanted():
    closure = cases.closed_case().closures.get()
    broken("no_check_wanted", check, closure, by=centres.manager(closure.case.centre))


def test_a_family_is_asked_once(closure):
    check(closure)
    broken("already_checked", check, closure, by=centres.manager(closure.case.centre))


def test_a_result_is_chosen_and_a_need_is_said_in_words(closure):
    assert broken("no_result", check, closure, result="").field == "result"
    assert broken("no_words", check, closure, result="needs_help", words=" ").field == "words"


def test_the_manager_is_told_at_once_that_a_family_needs_help_again(closure):
    manager = centres.manager(closure.case.centre)
    check(closure, result="needs_help", words="Debts again.")
    told = Reminder.objects.get(to=manager)
    assert told.at_once and closure.case.reference in told.sentence and "Debts" not in told.sentence


def test_the_manager_who_asks_is_not_told_of_it(closure):
    check(closure, result="needs_help", words="Debts again.", by=centres.manager(closure.case.centre))
    assert not Reminder.objects.exists()


def test_a_family_that_needs_help_waits_for_the_manager_until_it_is_said_what_was_done(closure):
    manager = centres.manager(closure.case.centre)
    check(closure, result="needs_help", words="Debts again.")
    assert list(Closure.objects.for_manager(manager, today())) == [closure]
    settle_check(closure=closure, words="A new referral is on its way.", by=manager, on=today())
    assert not Closure.objects.for_manager(manager, today()).exists()
    broken("already_settled", settle_check, closure=closure, words="x", by=manager, on=today())


def test_only_the_manager_says_what_was_done_and_says_something(closure):
    check(closure, result="needs_help", words="Debts again.")
    with pytest.raises(NotAllowed):
        settle_check(closure=closure, words="x", by=closure.check_by, on=today())
    broken("no_words", settle_check, closure=closure, words="", by=centres.manager(closure.case.centre), on=today())


def test_where_nobody_needs_help_nothing_is_settled(closure):
    check(closure)
    manager = centres.manager(closure.case.centre)
    broken("no_help_needed", settle_check, closure=closure, words="x", by=manager, on=today())


# --- opening again ---------------------------------------------------------------------------------------------


def test_opening_again_ends_the_asking(closure):
    manager = centres.manager(closure.case.centre)
    reopen_case(case=closure.case, reason="They rang.", by=manager, on=today())
    assert not Closure.objects.asked_by(closure.check_by).exists()
    broken("opened_again", check, closure, by=manager)
    broken("opened_again", complete_closing, closure=closure, afterwards=cases.AFTERWARDS, by=manager, on=today())


def test_opening_again_takes_needing_help_off_the_managers_list(closure):
    manager = centres.manager(closure.case.centre)
    check(closure, result="needs_help", words="Debts again.")
    reopen_case(case=closure.case, reason="They need us.", by=manager, on=today())
    assert not Closure.objects.for_manager(manager, today()).exists()
    assert not Reminder.objects.filter(seen_at=None).exists()


# --- at the same moment ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_ask_once(closure):
    manager = centres.manager(closure.case.centre)
    outcomes = together(lambda: check(closure), lambda: check(closure, by=manager, result="not_reached"))
    assert outcomes.count(None) == 1
    assert Entry.objects.filter(verb="check_later").count() == 1


@pytest.mark.django_db(transaction=True)
def test_asking_and_opening_again_at_once_leaves_no_question_open(closure):
    manager = centres.manager(closure.case.centre)
    together(
        lambda: check(closure),
        lambda: reopen_case(case=closure.case, reason="They rang.", by=manager, on=today()),
    )
    assert not Closure.objects.to_ask(today()).exists()
    assert Case.objects.get(pk=closure.case_id).status == CaseStatus.OPEN
