"""Closing a case and what comes after, on its pages and over the API."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Case, Closure
from cases.status import CaseStatus
from consent.status import Information
from tests.days import days_ago, today
from tests.factories import cases, centres, families, sharing
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
CLOSING = {"closing": "goals_met", "closing_words": "She goes by herself now."}


@pytest.fixture
def case():
    """A case whose family was rated twice."""
    made = cases.led_case()
    lead = cases.lead_of(made)
    cases.goal(made, by=lead, words="Talk to nan", set_on=days_ago(25))
    for days, rating in ((20, 3), (2, 8)):
        held = cases.held_review(made, by=lead, due_on=days_ago(days), held_on=days_ago(days), family_rating=rating)
        cases.goal_rating(held, made.goals.get(), family_rating=rating, worker_rating=5)
    return made


def page(client, user, route, *args, status=200, **query):
    client.force_login(user)
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def sent(client, user, route, *args, **typed):
    client.force_login(user)
    return client.post(reverse(route, args=args), typed, follow=True)


def api(client, user, path, typed=None):
    client.force_login(user)
    if typed is None:
        return client.get(f"/api/v1/{path}/")
    return client.post(f"/api/v1/{path}/", typed, content_type="application/json")


# --- closing -----------------------------------------------------------------------------------------------------


def test_the_page_shows_the_distance_travelled_and_who_reads_the_words(client, case):
    shown = page(client, cases.lead_of(case), "case_close", case.pk)
    assert "From 3 to 8: 5 up" in shown and "Talk to nan" in shown
    assert f"{case.referral.referred_by.name}, who referred the family, reads" in shown


def test_the_distance_is_not_shown_to_an_agency_that_may_not_know_the_plan(client, case):
    lead = cases.lead_of(case)
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.PLAN, by=lead)
    shown = page(client, lead, "case_close", case.pk)
    assert "From 3 to 8" not in shown and "Talk to nan" not in shown


def test_a_case_is_closed_on_its_page_with_what_comes_after(client, case):
    who = centres.support_worker(case.centre, name="Ivy Marsh")
    sent(client, cases.lead_of(case), "case_close", case.pk, **CLOSING, unmet=["money", "other"],
         unmet_words="Rent arrears", check_by=who.pk, told="They have moved on.")  # fmt: skip
    kept = case.closures.get()
    assert (kept.unmet, kept.check_by, kept.told.endswith("They have moved on.")) == (["money", "other"], who, True)


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(client, case):
    answer = sent(client, cases.lead_of(case), "case_close", case.pk, **CLOSING, no_check_because="They said no")
    shown = answer.content.decode()
    assert (answer.status_code, "Choose what the family still needs, or “Nothing”" in shown) == (422, True)
    assert "She goes by herself now." in shown and "They said no" in shown


def test_nothing_and_a_need_together_are_refused(client, case):
    typed = {"unmet": ["nothing", "money"], "no_check_because": "No"}
    answer = sent(client, cases.lead_of(case), "case_close", case.pk, **CLOSING, **typed)
    assert (answer.status_code, "not both" in answer.content.decode()) == (422, True)


def test_only_who_may_know_can_be_chosen_to_ask(client, case):
    worker = centres.support_worker(case.centre, name="Not to know")
    families.wish(case.family, cases.agency_of(worker, case.centre), by=worker, included=False)
    assert "Not to know" not in page(client, cases.lead_of(case), "case_close", case.pk)


def test_a_review_that_closes_asks_the_same(client, case):
    review = cases.pending_review(case)
    goal = case.goals.get().pk
    typed = {
        "held_on": f"{today():%d %m %Y}", "held_where": "home", "present": "Her mother", "worker_rating": "6",
        "family_rating": "5", "decision": "close", "reason": "It is done.", "not_asked_because": "The baby cried",
        "closing": "goals_met", f"goal_{goal}_family_rating": "8", f"goal_{goal}_worker_rating": "7",
    }  # fmt: skip
    answer = sent(client, cases.lead_of(case), "review_hold", review.pk, **typed)
    assert (answer.status_code, "Say what the family still needs" in answer.content.decode()) == (422, True)
    sent(client, cases.lead_of(case), "review_hold", review.pk, **typed, unmet="housing", no_check_because="No")
    assert case.closures.get().unmet == ["housing"]


# --- afterwards --------------------------------------------------------------------------------------------------


def test_the_case_shows_each_time_the_work_ended(client, case):
    manager = centres.manager(case.centre)
    opened = {"reopened_on": days_ago(150), "reopened_by": manager, "reopened_because": "They rang us"}
    cases.closure(case, closed_on=days_ago(200), words="Ended first", unmet=["money"], **opened)
    for reader in (cases.lead_of(case), manager):
        shown = page(client, reader, "case", case.pk, part="reviews")
        assert "Ended first" in shown and "They rang us" in shown and "Money, debt or benefits" in shown


def test_how_it_ended_is_not_shown_to_an_agency_that_may_not_know_the_plan(client, case):
    lead = cases.lead_of(case)
    opened = {"reopened_on": days_ago(150), "reopened_by": lead, "reopened_because": "They rang us"}
    cases.closure(case, closed_on=days_ago(200), words="Ended first", **opened)
    sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.PLAN, by=lead)
    assert "Ended first" not in page(client, lead, "case", case.pk, part="reviews")
    assert api(client, lead, f"cases/{case.pk}/closures").json() == []


def test_the_manager_finds_an_incomplete_closing_at_home_and_completes_it(client):
    case = cases.closed_case(after={"unmet": None, "no_check_because": ""})
    manager, closure = centres.manager(case.centre), case.closures.get()
    address = reverse("closing_complete", args=[closure.pk])
    assert address in page(client, manager, "my_fortnight")
    assert address in page(client, manager, "case", case.pk, part="reviews")
    sent(client, manager, "closing_complete", closure.pk, unmet="money", no_check_because="They said no")
    closure.refresh_from_db()
    assert (closure.unmet, closure.no_check_because) == (["money"], "They said no")
    assert address not in page(client, manager, "my_fortnight")


def test_who_asks_finds_the_family_at_home_and_reads_how_to_reach_it_and_nothing_else(client):
    closure = cases.case_to_check(words="Secret of the work")
    family = closure.case.family
    family.adults.update(phone="07700 900123")
    assert family.name in page(client, closure.check_by, "my_fortnight")
    shown = page(client, closure.check_by, "later_check", closure.pk)
    assert "07700 900123" in shown and family.safe_contact in shown
    assert "Secret of the work" not in shown
    page(client, closure.check_by, "case", closure.case_id, status=404)
    assert Entry.objects.filter(by=closure.check_by, verb="later_check").exists()


def test_before_its_time_there_is_no_page_and_no_name(client):
    closure = cases.case_to_check(check_opens_on=days_ago(-1))
    page(client, closure.check_by, "later_check", closure.pk, status=404)
    assert closure.case.family.name not in page(client, closure.check_by, "my_fortnight")


def test_what_the_family_keeps_is_not_shown_to_who_asks_and_that_is_said(client):
    closure = cases.case_to_check()
    closure.case.family.adults.update(phone="07700 900123")
    agency = cases.agency_of(closure.check_by, closure.case.centre)
    sharing.kept(closure.case.family, agency, Information.SAFEGUARDING, by=closure.check_by)
    shown = page(client, closure.check_by, "later_check", closure.pk)
    assert "07700 900123" not in shown and "kept from your agency" in shown


def test_who_asks_records_it_and_no_longer_finds_the_family(client):
    closure = cases.case_to_check()
    sent(client, closure.check_by, "later_check", closure.pk, result="well", words="Fine")
    assert Closure.objects.get().check_result == "well"
    page(client, closure.check_by, "later_check", closure.pk, status=404)


def test_needing_help_without_saying_with_what_says_so_beside_the_field(client):
    closure = cases.case_to_check()
    answer = sent(client, closure.check_by, "later_check", closure.pk, result="needs_help", words="")
    assert (answer.status_code, "Say what the family needs help with" in answer.content.decode()) == (422, True)


def test_the_manager_reads_what_it_needs_and_says_what_was_done(client):
    closure = cases.case_to_check(check_result="needs_help", check_words="Debts", checked_on=today(),
                                  checked_by=centres.user())  # fmt: skip
    manager = centres.manager(closure.case.centre)
    assert "Needs help again" in page(client, manager, "my_fortnight")
    shown = page(client, manager, "later_check", closure.pk)
    assert "Debts" in shown and reverse("case_reopen", args=[closure.case_id]) in shown
    sent(client, manager, "later_check", closure.pk, words="A new referral is on its way.")
    assert Closure.objects.get().settled_words == "A new referral is on its way."
    assert "Needs help again" not in page(client, manager, "my_fortnight")


def test_home_costs_the_same_for_one_family_to_ask_and_for_ten(client):
    closure = cases.case_to_check(check_on=days_ago(1))
    who, at, found = closure.check_by, closure.case.centre, []
    manager = centres.manager(at)
    for number in (0, 9):
        for _ in range(number):
            cases.case_to_check(at, check_by=who, check_on=days_ago(1))
        for user in (who, manager):
            client.force_login(user)
            client.get("/")
            found.append(queries_of(client, "/"))
    assert found[:2] == found[2:]


# --- the API -------------------------------------------------------------------------------------------------------


def test_a_program_closes_asks_and_settles(client, case):
    manager, who = centres.manager(case.centre), centres.support_worker(case.centre)
    typed = {"closing": "moved", "words": "Gone", "unmet": ["money"], "check_by": who.pk}
    assert api(client, cases.lead_of(case), f"cases/{case.pk}/close", typed).status_code == 204
    closure = case.closures.get()
    Closure.objects.update(check_opens_on=today(), check_on=today())
    assert [one["id"] for one in api(client, who, "closures").json()["results"]] == [closure.pk]
    said = {"result": "needs_help", "words": "Debts"}
    assert api(client, who, f"closures/{closure.pk}/check", said).status_code == 200
    done = api(client, manager, f"closures/{closure.pk}/settle", {"words": "Rang"})
    assert done.json()["settled_words"] == "Rang"
    (shown,) = api(client, manager, f"cases/{case.pk}/closures").json()
    assert (shown["unmet"], shown["distance"][0]["family"]["travelled"]) == (["money"], 5)


def test_a_program_completes_a_closing(client):
    case = cases.closed_case(after={"unmet": None, "no_check_because": ""})
    closure = case.closures.get()
    typed = {"unmet": [], "no_check_because": "No"}
    answer = api(client, centres.manager(case.centre), f"closures/{closure.pk}/complete", typed)
    assert (answer.status_code, case.closures.get().unmet) == (200, [])


def test_a_program_that_holds_a_review_can_close_with_what_comes_after(client, case):
    review, goal = cases.pending_review(case), case.goals.get().pk
    typed = {
        "held_where": "home", "present": "Mother", "help_said": {"staff": 4}, "worker_rating": 5, "family_rating": 5,
        "decision": "close", "reason": "Done", "closing": "goals_met",
        "goals": [{"goal": goal, "worker_rating": 4, "family_rating": 4}],
    }  # fmt: skip
    refused = api(client, cases.lead_of(case), f"reviews/{review.pk}/hold", typed)
    assert (refused.status_code, refused.json()["code"]) == (400, "unmet_not_said")
    typed["afterwards"] = {"unmet": ["housing"], "no_check_because": "No"}
    assert api(client, cases.lead_of(case), f"reviews/{review.pk}/hold", typed).status_code == 200
    assert Case.objects.get(pk=case.pk).status == CaseStatus.CLOSED
    assert case.closures.get().unmet == ["housing"]
