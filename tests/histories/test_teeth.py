"""Each sentence is broken in the tables, behind the product's back: it must say so. Else it would prove nothing."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from cases import services
from cases.models import Action, Case, Lead
from consent.services import record_agreement
from tests.histories import invariants, rows
from tests.histories.facts import Facts
from tests.histories.history import History
from tests.histories.invariants import INVARIANTS, wrong
from tests.histories.moment import Moment
from tests.histories.telling import Teller
from tests.histories.verbs_of_families import GIVEN
from tests.histories.world import NOW

pytestmark = pytest.mark.django_db


# --- what was before: each begins with a family that agreed and a case --------------------------------------------


def nobody_leads(told: History) -> Case:
    family, mara = told.world.families["ash"], told.world.people["mara"]
    record_agreement(family=family, given_by=family.adults.get(), given_on=told.on, by=mara, on=told.on, **GIVEN)
    return services.open_case(referral=family.referrals.get(), by=mara, on=told.on)


def asked(told: History, who: str = "fay") -> Lead:
    people = told.world.people
    return services.offer_lead(case=nobody_leads(told), user=people[who], by=people["mara"], on=told.on)


def led(told: History) -> Case:
    lead = asked(told)
    services.accept_lead(lead=lead, by=lead.user, on=told.on)
    return lead.case


def later(days: int, before: Callable[[History], object]) -> Callable[[History], object]:
    def arrange(told: History) -> None:
        before(told)
        told.clock.shift(timedelta(days=days))

    return arrange


def with_action(told: History) -> Action:
    case, gil, agency = led(told), told.world.people["gil"], told.world.agencies["charity"]
    what = {"what": "Ring", "owner": gil, "agency": agency, "due_on": told.days(3, 3)}
    return services.agree_action(centre=case.centre, case=case, **what, by=told.world.people["mara"], on=told.on)


def passed_on(told: History) -> None:
    action, to = with_action(told), told.world.people["hana"]
    services.pass_on(action=action, to=to, agency=told.world.agencies["trust"], because="On leave", by=action.owner,
                     on=told.on)  # fmt: skip


def not_taken_over(told: History) -> Lead:
    case, people = led(told), told.world.people
    lead = services.hand_over(case=case, user=people["gil"], matters="Ring", family_view="Fine", by=people["fay"],
                              on=told.on)  # fmt: skip
    return services.decline_lead(lead=lead, reason="Too much", by=people["gil"], on=told.on)


def settled(told: History) -> None:
    services.settle_declined(lead=not_taken_over(told), by=told.world.people["mara"], on=told.on)


def with_team(told: History) -> None:
    case, people = led(told), told.world.people
    services.join_team(case=case, user=people["gil"], contribution="Visits", by=people["mara"], on=told.on)


# --- what is done to the tables ---------------------------------------------------------------------------------

LEAVES = """UPDATE centres_membership SET ends_on = %(today)s - 1 WHERE user_id IN (
            SELECT id FROM accounts_user WHERE name = '{}')"""
NOT_TOLD = "DELETE FROM reminders_reminder WHERE key LIKE '{}%%'"
LONG_AGO = """UPDATE reminders_reminder SET "on" = "on" - 7 WHERE key LIKE '{}%%'"""
CLOSED = "UPDATE cases_case SET status = 'closed', closed_on = %(today)s, closing = 'moved'"
TELL = """INSERT INTO reminders_reminder (to_id, kind, key, sentence, path, "on", created_at, at_once)
          SELECT id, 'x', 'x', 'x', '/', %(today)s, now(), false FROM accounts_user WHERE name = 'Gil'"""

TEETH = (
    (invariants.a_case_has_a_lead_or_is_an_alarm, led, [LEAVES.format("Fay")]),
    (invariants.a_case_has_a_lead_or_is_an_alarm, led, [
        "UPDATE consent_sharingwish SET included = false WHERE agency_id IN (SELECT agency_id FROM cases_lead)"]),
    (invariants.a_case_has_a_lead_or_is_an_alarm, led, [
        "UPDATE centres_membership SET role = 'administrator' WHERE user_id IN (SELECT user_id FROM cases_lead)"]),
    (invariants.a_case_has_a_lead_or_is_an_alarm, asked, [
        "UPDATE cases_lead SET status = 'accepted', answered_on = %(today)s"]),
    (invariants.the_alarm_is_heard, nobody_leads, [NOT_TOLD.format("leaderless")]),
    (invariants.the_alarm_is_heard, later(21, nobody_leads), [LONG_AGO.format("leaderless")]),
    (invariants.the_alarm_is_heard, nobody_leads, [LEAVES.format("Mara")]),
    (invariants.an_offer_is_answered_or_comes_back, later(5, asked), [NOT_TOLD.format("lead:")]),
    (invariants.a_declined_take_over_is_not_lost, settled, ["UPDATE cases_lead SET settled_on = NULL"]),
    (invariants.a_declined_take_over_is_not_lost, not_taken_over, [
        "UPDATE cases_lead SET settled_on = %(today)s WHERE status = 'declined'"]),
    (invariants.a_case_has_one_review_to_come, led, ["DELETE FROM cases_review"]),
    (invariants.a_case_has_one_review_to_come, led, ["UPDATE cases_review SET due_on = %(today)s + 43"]),
    (invariants.a_late_review_is_seen_and_heard, led, ["UPDATE cases_review SET due_on = %(today)s - 1"]),
    (invariants.a_late_review_is_seen_and_heard, later(50, led), [NOT_TOLD.format("review:")]),
    (invariants.a_late_review_is_seen_and_heard, later(50, led), [LONG_AGO.format("review:")]),
    (invariants.an_action_has_somebody_who_does_it, with_action, [LEAVES.format("Gil")]),
    (invariants.an_action_has_somebody_who_does_it, with_action, [
        "UPDATE consent_sharingwish SET included = false WHERE agency_id IN (SELECT agency_id FROM cases_action)"]),
    (invariants.a_late_action_is_heard, later(9, with_action), [NOT_TOLD.format("action:")]),
    (invariants.no_action_is_lost, with_action, ["UPDATE cases_action SET status = 'done', finished_on = %(today)s"]),
    (invariants.no_action_is_lost, with_action, ["DELETE FROM cases_action"]),
    (invariants.an_action_changes_hands_by_a_yes, passed_on, [
        "UPDATE cases_action SET owner_id = (SELECT to_id FROM cases_passon)"]),
    (invariants.what_is_passed_on_is_still_to_do, passed_on, [
        "UPDATE cases_action SET status = 'done', finished_on = %(today)s"]),
    (invariants.what_is_passed_on_is_still_to_do, passed_on, [CLOSED]),
    (invariants.a_closed_case_is_nobodys, led, [CLOSED]),
    (invariants.a_closed_case_is_nobodys, asked, [CLOSED]),
    (invariants.a_closed_case_is_nobodys, with_team, [CLOSED, "UPDATE cases_lead SET status = 'ended'"]),
    (invariants.a_closed_case_is_nobodys, nobody_leads, [CLOSED]),
    (invariants.an_ended_agreement_is_settled, later(9, led), ["UPDATE consent_agreement SET until = %(today)s - 1"]),
    (invariants.only_who_works_here_is_told, led, [LEAVES.format("Gil"), TELL]),
)  # fmt: skip


def said(teller: Teller, before: Callable[[History], object], statements: list[str]) -> set[str]:
    """The names of the sentences that are not true after the statements, where all of them were."""
    teller.clock.move_to(NOW)
    with transaction.atomic(), connection.cursor() as cursor:
        told = History(teller.world, 0, 0, teller.clock)
        told.dice = told.roll("teeth")
        before(told)
        told.look("before")
        assert not told.faults
        for statement in statements:
            cursor.execute(statement, {"today": told.on})
            assert cursor.rowcount
        now = Facts(rows.read(told.on), teller.world.centre.pk)
        found = wrong(Moment(now, told.moment.now, told.moment.shown, "nothing", Counter()))
        transaction.set_rollback(True)
    return {one.partition(":")[0] for one in found}


@pytest.mark.parametrize(("sentence", "before", "statements"), TEETH, ids=lambda one: getattr(one, "__name__", ""))
def test_a_broken_sentence_is_noticed(
    teller: Teller, sentence: Callable, before: Callable, statements: list[str]
) -> None:
    assert sentence.__name__ in said(teller, before, statements)


@pytest.mark.parametrize("before", [nobody_leads, asked, led, with_action, passed_on, not_taken_over, with_team])
def test_where_nothing_is_broken_every_sentence_is_true(teller: Teller, before: Callable) -> None:
    assert said(teller, before, []) == set()


def test_every_sentence_has_teeth() -> None:
    assert {sentence for sentence, *_ in TEETH} == set(INVARIANTS)
