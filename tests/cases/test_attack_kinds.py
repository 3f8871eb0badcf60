"""A family lets an agency know of it but keeps a kind of information from it: nothing of that kind reaches its people.

Each test tries the pages and the API as somebody of that agency who takes part, and as others who must still see.
"""

import pytest
from django.urls import reverse

from cases.models import Action, Review
from centres.status import Role
from consent.models import KindWish
from consent.status import Information
from tests.days import days_ago
from tests.factories import cases, centres, sharing
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

CANARIES = {
    Information.CONTACTS: ("canary visit", "canary offer", "canary answer", "canary message"),
    Information.PLAN: ("canary goal", "canary action", "canary progress", "canary change", "canary reason"),
    Information.HEALTH: ("Speech and language", "canary clinic"),
    Information.SAFEGUARDING: ("canary purpose", "canary question", "Text before calling"),
}
PARTS = (
    "", "?part=visits", "?part=assessment", "?part=plan", "?part=reviews", "?part=people", "?part=notes",
    "?part=advice", "?part=agreement",
)  # fmt: skip
LISTS = ("assessments", "contacts", "offers", "reviews", "goals", "sharing-decisions", "advice", "messages", "others",
         "team")  # fmt: skip


@pytest.fixture
def case():
    """A case with something of every kind; its lead works for another agency than the member of the team."""
    made = cases.led_case()
    lead = cases.lead_of(made)
    cases.contact(made, by=lead, note="canary visit")
    cases.offer(made, by=lead, what="canary offer")
    cases.offer(made, by=lead, what="Group", status="refused", answered_on=days_ago(1), words="canary answer")
    cases.message(made, by=lead, words="canary message")
    cases.other_involved(made, by=lead, kind="health", called="canary clinic")
    cases.goal(made, by=lead, words="canary goal")
    cases.assessment(made, by=lead, conclusion="canary conclusion")
    cases.action(lead, made.centre, case=made, what="canary action")
    cases.progress(made, by=lead, words="canary progress")
    cases.held_review(made, by=lead, what_changed="canary change", reason="canary reason")
    sharing.decision(made.family, by=lead, why="canary purpose")
    cases.advice(made, centres.member(made.centre, Role.LINK_SOCIAL_WORKER), question="canary question")
    return made


@pytest.fixture
def member(case):
    """A health visitor in the team."""
    who = centres.health_visitor(case.centre)
    cases.team_member(case, who)
    return who


def keep(case, who, kind):
    return sharing.kept(case.family, cases.agency_of(who, case.centre), kind, by=cases.lead_of(case))


def everything(client, who, case):
    """All that this person can read of the case."""
    client.force_login(who)
    addresses = [reverse("case", args=[case.pk]) + part for part in PARTS]
    addresses += [
        f"/api/v1/cases/{case.pk}/",
        f"/api/v1/actions/?case={case.pk}",
        "/api/v1/reviews/",
        "/",
        "/actions/?who=all",
    ]
    addresses += [f"/api/v1/cases/{case.pk}/{name}/" for name in LISTS]
    answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {200}
    return " ".join(answer.content.decode() for answer in answers)


def seen(text):
    return {kind for kind, words in CANARIES.items() if any(word in text for word in words)}


def test_who_may_know_everything_sees_everything(client, case, member):
    text = everything(client, member, case)
    assert [word for words in CANARIES.values() for word in words if word not in text] == []


@pytest.mark.parametrize("kind", Information.values)
def test_what_is_kept_from_an_agency_reaches_none_of_its_people_and_the_rest_does(client, case, member, kind):
    keep(case, member, kind)
    text = everything(client, member, case)
    assert [word for word in CANARIES[kind] if word in text] == []
    assert seen(text) == set(Information.values) - {kind}


@pytest.mark.parametrize("kind", Information.values)
def test_it_stays_with_everybody_else(client, case, member, kind):
    keep(case, member, kind)
    assert seen(everything(client, cases.lead_of(case), case)) == set(Information.values)
    assert seen(everything(client, centres.manager(case.centre), case)) == set(Information.values)


def test_a_lead_professional_is_no_exception(client, case):
    keep(case, cases.lead_of(case), Information.CONTACTS)
    assert Information.CONTACTS not in seen(everything(client, cases.lead_of(case), case))


def test_the_manager_of_that_agency_sees_everything(client, case):
    manager = centres.manager(case.centre)
    keep(case, manager, Information.PLAN)
    assert seen(everything(client, manager, case)) == set(Information.values)


def test_it_takes_effect_with_the_next_request_and_ends_with_the_next(client, case, member):
    assert Information.PLAN in seen(everything(client, member, case))
    wish = keep(case, member, Information.PLAN)
    assert Information.PLAN not in seen(everything(client, member, case))
    KindWish.objects.filter(pk=wish.pk).update(until=days_ago(0))
    assert Information.PLAN in seen(everything(client, member, case))


def test_another_familys_wish_changes_nothing(client, case, member):
    other = cases.case_without_lead(case.centre)
    sharing.kept(other.family, cases.agency_of(member, case.centre), Information.PLAN, by=member)
    assert Information.PLAN in seen(everything(client, member, case))


def test_by_number_too_what_is_kept_does_not_exist(client, case, member):
    keep(case, member, Information.CONTACTS)
    keep(case, member, Information.PLAN)
    client.force_login(member)
    offer, review = case.offers.get(status="waiting"), cases.pending_review(case)
    assert client.get(reverse("offer_answer", args=[offer.pk])).status_code == 404
    assert client.get(reverse("review_hold", args=[review.pk])).status_code == 404
    body = {"status": "accepted"}
    assert client.post(f"/api/v1/offers/{offer.pk}/answer/", body, content_type="application/json").status_code == 404


def test_ones_own_action_stays_to_be_settled(case, member):
    keep(case, member, Information.PLAN)
    own = cases.action(member, case.centre, case=case, what="Mine")
    assert list(Action.objects.visible_to(member)) == [own]


def test_the_next_review_is_not_listed(case, member):
    keep(case, member, Information.PLAN)
    assert not Review.objects.visible_to(member).exists()


def test_the_page_says_what_is_kept(client, case, member):
    keep(case, member, Information.CONTACTS)
    client.force_login(member)
    assert "contacts and visits. The manager" in client.get(reverse("case", args=[case.pk])).content.decode()


def test_the_referrer_of_such_an_agency_keeps_the_answer_and_learns_no_progress(client, case):
    from tests.factories import referrals

    referrer = case.referral.referred_by
    cases.wishes_to_include(case.family, cases.agency_of(referrer, case.centre), by=referrer)
    referrals.feedback(case.referral, words="canary answer given", kind="decision")
    referrals.feedback(case.referral, words="canary progress told", kind="progress")
    keep(case, referrer, Information.PLAN)
    client.force_login(referrer)
    page = client.get(reverse("referral", args=[case.referral_id])).content.decode()
    page += client.get(f"/api/v1/referrals/{case.referral_id}/").content.decode()
    assert "canary answer given" in page
    assert "canary progress told" not in page


def test_asking_costs_no_query_more_with_more_wishes(client, case, member):
    client.force_login(member)
    address = reverse("case", args=[case.pk]) + "?part=plan"
    before = queries_of(client, address)
    for _ in range(10):
        keep_from = centres.partner(case.centre)
        sharing.kept(case.family, keep_from, Information.HEALTH, by=member)
    assert queries_of(client, address) == before
