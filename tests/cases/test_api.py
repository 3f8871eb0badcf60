"""The API: the same verbs, refusals and fields."""

import pytest

from cases.models import Case, Contact
from cases.status import CaseStatus, LeadStatus
from tests.days import days_ago, today
from tests.factories import cases, centres
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db
CLOSE = {"closing": "moved", "words": "Gone", "unmet": ["housing"], "no_check_because": "They moved"}


@pytest.fixture
def client():
    """A browser whose people have confirmed that it is them: sharing asks for that."""
    return ConfirmedClient()


def call(client, user, path, data=None, status=200):
    """What the API answers this person."""
    client.force_login(user)
    address = f"/api/v1/{path}"
    answer = client.get(address) if data is None else client.post(address, data, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def test_the_list_holds_the_cases_i_may_open(client):
    case = cases.led_case()
    cases.case_without_lead(case.centre)
    found = call(client, cases.lead_of(case), "cases/")
    assert [row["reference"] for row in found["results"]] == [case.reference]


def test_one_case_says_why_i_can_see_it(client):
    case = cases.led_case()
    found = call(client, cases.lead_of(case), f"cases/{case.pk}/")
    assert found["why"] == ["You are the family's lead professional."]


def test_a_stranger_gets_404(client):
    case = cases.led_case()
    call(client, centres.support_worker(case.centre), f"cases/{case.pk}/", status=404)


def test_nobody_gets_anything_without_signing_in(client):
    assert client.get("/api/v1/cases/").status_code in (401, 403)


def test_a_contact_is_recorded(client):
    case = cases.led_case()
    call(client, cases.lead_of(case), f"cases/{case.pk}/contacts/", {"kind": "call", "reached": False}, status=201)
    assert Contact.objects.get(case=case).on == today()


def test_a_broken_rule_says_its_code_sentence_and_field(client):
    case = cases.led_case()
    typed = {"kind": "call", "reached": False, "child_seen": True}
    found = call(client, cases.lead_of(case), f"cases/{case.pk}/contacts/", typed, status=400)
    assert (found["code"], found["field"]) == ("seen_not_reached", "child_seen")


def test_a_malformed_date_is_refused_beside_its_field(client):
    case = cases.led_case()
    typed = {"kind": "call", "reached": True, "happened_on": "31.2.2026"}
    assert "happened_on" in call(client, cases.lead_of(case), f"cases/{case.pk}/contacts/", typed, status=400)


def test_contacts_are_listed(client):
    case = cases.led_case()
    cases.contact(case, by=cases.lead_of(case))
    assert call(client, cases.lead_of(case), f"cases/{case.pk}/contacts/")["count"] == 1


def test_an_offer_is_made_and_answered(client):
    case = cases.led_case()
    lead = cases.lead_of(case)
    offer = call(client, lead, f"cases/{case.pk}/offers/", {"what": "Group"}, status=201)
    assert call(client, lead, f"offers/{offer['id']}/answer/", {"status": "refused"})["status"] == "refused"


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("goals", {"words": "To sleep", "outcome": "healthy", "start_rating": 2, "target_rating": 6}),
        ("progress", {"words": "Well"}),
    ],
)
def test_what_the_lead_adds_is_made(client, path, typed):
    case = cases.led_case()
    assert call(client, cases.lead_of(case), f"cases/{case.pk}/{path}/", typed, status=201)["words"] == typed["words"]


def test_the_tier_and_the_next_review_are_changed(client):
    case = cases.led_case()
    lead = cases.lead_of(case)
    call(client, lead, f"cases/{case.pk}/tier/", {"tier": 3})
    found = call(client, lead, f"cases/{case.pk}/next-review/", {"due_on": today().isoformat()})
    assert (found["tier"], found["next_review_on"]) == (3, today().isoformat())


def test_after_closing_the_lead_no_longer_sees_the_case(client):
    case = cases.led_case()
    call(client, cases.lead_of(case), f"cases/{case.pk}/close/", CLOSE, status=204)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.CLOSED


def test_a_member_of_the_team_is_told_why_they_cannot_close(client):
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    found = call(client, member, f"cases/{case.pk}/close/", CLOSE, status=403)
    assert "Only the lead professional" in found["detail"]


def test_the_manager_opens_a_case_again(client):
    case = cases.closed_case()
    found = call(client, centres.manager(case.centre), f"cases/{case.pk}/reopen/", {"reason": "Back"})
    assert found["status"] == "open"


def test_an_offer_to_lead_is_accepted(client):
    case = cases.case_without_lead()
    lead = cases.lead_offer(case, centres.support_worker(case.centre))
    assert call(client, lead.user, f"leads/{lead.pk}/accept/", {})["status"] == LeadStatus.ACCEPTED


def test_an_offer_to_lead_is_declined_with_a_reason(client):
    case = cases.case_without_lead()
    lead = cases.lead_offer(case, centres.support_worker(case.centre))
    assert call(client, lead.user, f"leads/{lead.pk}/decline/", {"reason": "Full"})["reason"] == "Full"


def test_accepting_twice_is_a_conflict(client):
    case = cases.led_case()
    lead = case.leads.get()
    assert call(client, lead.user, f"leads/{lead.pk}/accept/", {}, status=409)["code"] == "already_accepted"


def test_the_manager_asks_takes_back_and_ends(client):
    case = cases.led_case()
    manager, worker = centres.manager(case.centre), centres.support_worker(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(worker, case.centre), by=worker)
    lead = call(client, manager, f"cases/{case.pk}/lead/", {"user": worker.pk}, status=201)
    call(client, manager, f"leads/{lead['id']}/take-back/", {})
    current = case.leads.current().get()
    assert call(client, manager, f"leads/{current.pk}/end/", {"reason": "Left"})["status"] == "ended"


def test_a_person_of_another_centre_is_no_more_known_than_a_missing_one(client):
    case = cases.led_case()
    elsewhere = centres.support_worker(centres.centre())
    manager = centres.manager(case.centre)
    answers = [
        call(client, manager, f"cases/{case.pk}/lead/", {"user": pk}, status=404) for pk in (elsewhere.pk, 999_999_999)
    ]
    assert answers[0] == answers[1]


def test_a_case_is_shared_and_somebody_joins_the_team(client):
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(who, case.centre), by=who)
    lead = cases.lead_of(case)
    terms = {"person": who.pk, "until": today().isoformat(), "reason": "Visit"}
    call(client, lead, f"cases/{case.pk}/share/", terms, status=204)
    found = call(client, lead, f"cases/{case.pk}/team/", {"user": who.pk, "contribution": "Play"}, status=201)
    assert found["contribution"] == "Play"


def test_an_action_is_agreed_finished_opened_again_and_taken_back(client):
    case = cases.led_case()
    lead = cases.lead_of(case)
    typed = {"case": case.pk, "what": "Ring", "owner": lead.pk, "due_on": today().isoformat()}
    typed["agency"] = cases.agency_of(lead, case.centre).pk
    pk = call(client, lead, "actions/", typed, status=201)["id"]
    steps = [("finish", {"status": "done"}), ("reopen", {}), ("take-back", {})]
    assert [call(client, lead, f"actions/{pk}/{verb}/", data)["status"] for verb, data in steps] == [
        "done",
        "open",
        "taken_back",
    ]


def test_the_owner_of_an_action_sees_the_name_but_not_the_case(client):
    case = cases.led_case()
    owner = centres.health_visitor(case.centre)
    action = cases.action(owner, case.centre, case=case)
    found = call(client, owner, f"actions/{action.pk}/")
    call(client, owner, f"cases/{case.pk}/", status=404)
    assert found["family_name"] == case.family.name


def test_a_review_is_held(client):
    case = cases.led_case()
    typed = {"worker_rating": 6, "family_rating": 0, "decision": "go_on", "reason": "It helps.", "held_where": "home",
             "present": "Mother", "help_said": {"staff": 4}}  # fmt: skip
    found = call(client, cases.lead_of(case), f"reviews/{cases.pending_review(case).pk}/hold/", typed)
    assert found["family_rating"] == 0


def test_reviews_to_come_are_listed(client):
    case = cases.led_case(review_due_on=days_ago(2))
    found = call(client, cases.lead_of(case), "reviews/")
    assert [row["due_on"] for row in found["results"]] == [days_ago(2).isoformat()]


def test_a_confidential_address_is_not_in_the_api(client):
    case = cases.led_case()
    case.family.addresses.update(confidential=True)
    found = call(client, cases.lead_of(case), f"cases/{case.pk}/")
    assert (found["address"], found["address_confidential"]) == ("Confidential", True)
