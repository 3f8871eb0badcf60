"""My fortnight of a centre's manager: what stands still at the centre."""

import re

import pytest

from cases.models import Action
from centres.models import Membership
from centres.status import Role
from tests.days import days_ago
from tests.factories import cases, families, referrals
from tests.factories import centres as make
from tests.meetings.home.shown import home, part
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def test_the_manager_sees_families_without_a_lead(client, at):
    cases.case_without_lead(at, of=families.family(at, name="Canary"))
    assert "Canary" in part(home(client, make.manager(at)), "leaderless")


def test_the_manager_is_told_of_a_lead_who_no_longer_works_here(client, at, worker):
    cases.case_led_by(worker, at, of=families.family(at, name="Canary"))
    Membership.objects.filter(user=worker).update(ends_on=days_ago(1))
    assert "Sam Worth can no longer lead" in part(home(client, make.manager(at)), "leaderless")


def test_a_family_with_a_lead_is_no_alarm(client, at, worker):
    cases.case_led_by(worker, at, of=families.family(at, name="Canary"))
    assert "Every open case has one" in part(home(client, make.manager(at)), "leaderless")


def test_the_manager_sees_offers_without_an_answer(client, at, worker):
    cases.lead_offer(cases.case_without_lead(at, of=families.family(at, name="Canary")), worker)
    assert re.search(r"Canary.*Sam Worth", part(home(client, make.manager(at)), "unanswered"))


def test_the_manager_sees_reviews_late_and_of_the_next_two_weeks(client, at, worker):
    for name, due_on in (("Late", days_ago(2)), ("Soon", days_ago(-14)), ("Far", days_ago(-15))):
        cases.case_led_by(worker, at, of=families.family(at, name=name + "son"), review_due_on=due_on)
    shown = part(home(client, make.manager(at)), "reviews")
    assert ("Lateson" in shown, "Soonson" in shown, "Farson" in shown) == (True, True, False)


def test_the_manager_sees_referrals_of_families_that_may_be_known(client, at):
    family = families.family(at, name="Canary")
    referrals.submitted_referral(by=make.health_visitor(at), at=at, family=family, maybe_known=True)
    assert "Canary" in part(home(client, make.manager(at)), "maybe-known")


def test_the_manager_of_another_centre_sees_none_of_it(client, at, worker):
    family = families.family(at, name="Canary")
    referrals.submitted_referral(by=make.health_visitor(at), at=at, family=family, maybe_known=True)
    cases.lead_offer(cases.case_without_lead(at, of=families.family(at, name="Canary")), worker)
    assert "Canary" not in home(client, make.manager(make.centre()))


def test_who_manages_elsewhere_is_not_told_that_their_own_referral_may_be_known(client, at):
    who = make.health_visitor(at)
    make.manager(make.centre(), user=who)
    referrals.submitted_referral(by=who, at=at, maybe_known=True)
    assert "Look whether the centre knows" not in home(client, who)


def test_only_the_manager_has_the_list_of_the_centre(client, worker):
    assert "Families without a lead professional" not in home(client, worker)


def test_a_manager_sees_who_was_asked_to_lead_who_said_no_and_since_when(client, at, worker):
    manager = make.manager(at)
    case = cases.case_without_lead(of=families.family(at, name="Okonkwo"))
    cases.lead(case, worker, status="declined", reason="No time.", answered_on=days_ago(3))
    assert "Sam Worth said no on" in part(home(client, manager), "leaderless")
    cases.lead_offer(case, make.support_worker(at, name="Ivy Marsh"), offered_on=days_ago(2))
    shown = part(home(client, manager), "leaderless")
    assert "Ivy Marsh was asked on" in shown and "said no" not in shown


def test_a_manager_sees_actions_whose_owner_has_left_and_nobody_elses(client, at, worker):
    manager = make.manager(at)
    cases.action(worker, at, what="Ring the nursery")
    cases.action(manager, at, what="Write to the school")
    assert "None." in part(home(client, manager), "ownerless")
    Membership.objects.filter(user=worker).update(ends_on=days_ago(1))
    shown = part(home(client, manager), "ownerless")
    assert "Ring the nursery" in shown and "Write to the school" not in shown


@pytest.mark.parametrize("then", ["administers", "agency excluded"])
def test_nor_does_anybody_who_may_know_nothing_of_the_family_any_more(client, at, worker, then):
    manager, case = make.manager(at), cases.case_without_lead(at)
    cases.action(worker, at, case=case, what="Ring the nursery")
    assert "None." in part(home(client, manager), "ownerless")
    if then == "administers":
        Membership.objects.filter(user=worker).update(role=Role.ADMINISTRATOR)
    else:
        families.wish(case.family, cases.agency_of(worker, at), by=manager, included=False)
    assert "Ring the nursery" in part(home(client, manager), "ownerless")


def test_actions_whose_owner_has_left_cost_as_much_for_20_as_for_one(client, at, worker):
    manager = make.manager(at)
    gone = make.support_worker(at, name="Ivy Marsh", ends_on=days_ago(1))
    client.force_login(manager)
    asked = []
    for number in (1, 20):
        for _ in range(number):
            case = cases.case_led_by(worker, at)
            cases.action(worker, at, case=case)
            Action.objects.filter(case=case).update(owner=gone)
        queries_of(client, "/")
        asked.append(queries_of(client, "/"))
    assert asked[0] == asked[1]
