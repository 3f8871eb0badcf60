"""The same verbs over the API, with the same refusals."""

import pytest
from rest_framework.test import APIClient

from audit.models import Entry
from consent.models import Agreement
from referrals.models import Referral
from referrals.status import ReferralStatus
from tests.days import days_ago, today
from tests.factories import centres, families, referrals

API = "/api/v1"


@pytest.fixture
def at(db):
    made = centres.centre()
    families.wording(made)
    return made


@pytest.fixture
def visitor(at):
    return centres.health_visitor(at)


@pytest.fixture
def api(visitor):
    client = APIClient()
    client.force_login(visitor)
    return client


def as_(person):
    client = APIClient()
    client.force_login(person)
    return client


def whole(**fields):
    return {
        "new_family": {
            "name": "Bellweather",
            "children": [
                {"name": "Iris Bellweather", "date_of_birth": days_ago(800).isoformat()},
                {"expected_on": days_ago(-60).isoformat()},
            ],
            "adults": [{"name": "Tamsin Bellweather", "relation": "mother", "responsibility": "yes"}],
            "address": {"lines": "4 Quarry Lane", "postcode": "ls14bb"},
        },
        "agreement": {
            "given_by": 0,
            "capacity": "parent_with_pr",
            "how": "signed",
            "given_on": today().isoformat(),
        },
        "worries": "Few words at two",
        "needs": ["speech"],
        "tier": 2,
        **fields,
    }


def test_a_new_family_is_referred_from_draft_to_meeting(api, at):
    draft = api.post(f"{API}/referrals/", {"centre": at.pk}, format="json")
    assert draft.status_code == 201
    number = draft.json()["id"]
    api.patch(f"{API}/referrals/{number}/", {"typed": {"worries": "Few w"}}, format="json")
    sent = api.post(f"{API}/referrals/{number}/submit/", whole(), format="json")
    assert (sent.status_code, sent.json()["status"]) == (200, "submitted")
    assert sent.json()["family"]["area"] == "LS1"


def test_a_family_on_record_is_referred(api, at, visitor):
    known = families.family(at, created_by=visitor)
    number = api.post(f"{API}/referrals/", {"centre": at.pk, "family": known.pk}, format="json").json()["id"]
    agreement = {**whole()["agreement"], "given_by": known.adults.get().pk}
    sent = api.post(f"{API}/referrals/{number}/submit/", whole(new_family=None, agreement=agreement), format="json")
    assert sent.json()["family"]["id"] == known.pk


def test_what_is_typed_of_a_draft_is_kept(api, visitor):
    draft = referrals.draft(by=visitor)
    kept = api.patch(f"{API}/referrals/{draft.pk}/", {"typed": {"worries": ["x\x00"], "odd": 3}}, format="json")
    assert kept.json()["typed"] == {"worries": ["x\ufffd"], "odd": 3}


def test_a_draft_kept_over_the_api_opens_as_a_page(api, client, visitor):
    draft = referrals.draft(by=visitor)
    typed = {"worries": "Few words", "tier": 2, "children-TOTAL_FORMS": "x", "needs": {"a": 1}, "given_on": None}
    api.patch(f"{API}/referrals/{draft.pk}/", {"typed": typed}, format="json")
    client.force_login(visitor)
    assert "Few words" in client.get(f"/referrals/{draft.pk}/draft/").content.decode()


def test_without_agreement_it_is_refused_with_its_code(api, visitor):
    draft = referrals.draft(by=visitor)
    refused = api.post(f"{API}/referrals/{draft.pk}/submit/", whole(agreement=None), format="json")
    assert (refused.status_code, refused.json()["code"]) == (400, "no_agreement")


def test_sent_twice_is_a_conflict(api, visitor):
    draft = referrals.draft(by=visitor)
    answers = [api.post(f"{API}/referrals/{draft.pk}/submit/", whole(), format="json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"worries": "x" * 100_000},
        {"worries": "\x07"},
        {"tier": 9},
        {"needs": ["nonsense"]},
        {"agreement": {"given_by": 0}},
        {"new_family": {"name": "x", "children": "none", "adults": []}},
        {"may_know": ["x"]},
    ],
)
def test_what_is_wrong_is_answered_beside_its_field(api, visitor, wrong):
    draft = referrals.draft(by=visitor)
    answer = api.post(f"{API}/referrals/{draft.pk}/submit/", whole(**wrong), format="json")
    assert answer.status_code == 400 and set(wrong) <= set(answer.json())


@pytest.mark.parametrize("what", ["children", "given_by"])
def test_somebody_elses_child_or_adult_is_not_found(api, at, visitor, what):
    known, other = families.family(at, created_by=visitor), families.family(at)
    draft = referrals.draft(by=visitor, family=known)
    sent = whole(new_family=None, agreement={**whole()["agreement"], "given_by": known.adults.get().pk})
    if what == "children":
        sent["children"] = [other.children.get().pk]
    else:
        sent["agreement"]["given_by"] = other.adults.get().pk
    assert api.post(f"{API}/referrals/{draft.pk}/submit/", sent, format="json").status_code == 404


def test_a_strangers_family_cannot_be_referred(api, at):
    known = families.family(at)
    assert api.post(f"{API}/referrals/", {"centre": at.pk, "family": known.pk}, format="json").status_code == 404


def test_a_strangers_centre_is_not_found(api):
    assert api.post(f"{API}/referrals/", {"centre": centres.centre().pk}, format="json").status_code == 404


def test_an_administrator_is_told_why_not(at):
    answer = as_(centres.administrator(at)).post(f"{API}/referrals/", {"centre": at.pk}, format="json")
    assert answer.status_code == 403 and "Only practitioners" in answer.json()["detail"]


def test_a_referral_is_taken_back(api, visitor):
    sent = referrals.submitted_referral(by=visitor)
    assert api.post(f"{API}/referrals/{sent.pk}/withdraw/").json()["status"] == "withdrawn"


def test_advice_closes_a_draft(api, visitor):
    draft = referrals.draft(by=visitor)
    answer = api.post(f"{API}/referrals/{draft.pk}/advice/", {"advice": "Chatterbox"}, format="json")
    assert (answer.json()["status"], answer.json()["advice"]) == ("advice_given", "Chatterbox")


def test_what_was_asked_for_is_added(api, visitor):
    asked = referrals.more_needed_referral(by=visitor)
    answer = api.post(f"{API}/referrals/{asked.pk}/add/", {"words": "Hearing is fine"}, format="json")
    assert answer.json()["status"] == ReferralStatus.SUBMITTED


@pytest.mark.parametrize("verb", ["submit", "advice", "withdraw", "add"])
def test_a_referral_of_others_is_not_found(api, at, verb):
    other = referrals.submitted_referral(at=at)
    sent = {"advice": "x", "words": "x", **whole()}
    assert api.post(f"{API}/referrals/{other.pk}/{verb}/", sent, format="json").status_code == 404
    assert api.get(f"{API}/referrals/{other.pk}/").status_code == 404


def test_the_list_is_the_same_as_the_pages_and_in_the_log(api, at, visitor):
    mine, other = referrals.submitted_referral(by=visitor), referrals.submitted_referral(at=at)
    found = [one["id"] for one in api.get(f"{API}/referrals/").json()["results"]]
    assert found == [mine.pk] and other.pk not in found
    assert Entry.objects.filter(verb="api:referrals", subject_id=mine.pk, by=visitor).exists()


def test_queries_of_the_list_do_not_grow_with_its_rows(api, at, visitor, django_assert_max_num_queries):
    for more in (10, 290):
        referrals.many_submitted(more, by=visitor, at=at)
        with django_assert_max_num_queries(14):  # nine of them are the session, who asks, and the transaction
            api.get(f"{API}/referrals/", {"limit": 200})


def test_only_a_manager_lists_families(api, at):
    families.family(at)
    assert api.get(f"{API}/families/").json()["count"] == 0
    assert as_(centres.manager(at)).get(f"{API}/families/").json()["count"] == 1


def test_a_family_is_shown_to_its_manager_and_its_address_on_request(at):
    home, manager = families.family(at), as_(centres.manager(at))
    assert manager.get(f"{API}/families/{home.pk}/").json()["addresses"][0]["shown"] == "LS1"
    asked = manager.get(f"{API}/families/{home.pk}/", {"address": "yes"}).json()
    assert asked["addresses"][0]["shown"] == "12 Elm Street, LS1 4AP"


def test_a_confidential_address_is_never_shown(at):
    home, manager = families.family(at, confidential=True), as_(centres.manager(at))
    answer = manager.get(f"{API}/families/{home.pk}/", {"address": "yes"})
    assert b"Elm" not in answer.content and b"LS1" not in answer.content


def test_a_family_is_not_found_by_others(api, at):
    home = families.family(at)
    assert api.get(f"{API}/families/{home.pk}/").status_code == 404
    stranger = as_(centres.manager(centres.centre()))
    assert stranger.get(f"{API}/families/{home.pk}/").status_code == 404


def test_who_took_an_agreement_withdraws_it(api, at, visitor):
    made = families.agreement(families.family(at), by=visitor)
    answer = api.post(f"{API}/agreements/{made.pk}/withdraw/", {"withdrawn_by": "Grace"}, format="json")
    assert (answer.json()["status"], answer.json()["in_force"]) == ("withdrawn", False)


def test_an_agreement_of_others_is_not_found(api, at):
    made = families.agreement(families.family(at), by=centres.health_visitor(at))
    answer = api.post(f"{API}/agreements/{made.pk}/withdraw/", {"withdrawn_by": "Grace"}, format="json")
    assert answer.status_code == 404 and Agreement.objects.in_force(today()).exists()


def test_the_information_lead_sees_agreements_and_cannot_withdraw_them(at, visitor):
    made = families.agreement(families.family(at), by=visitor)
    lead = as_(centres.member(at, "information_lead"))
    assert lead.get(f"{API}/agreements/{made.pk}/").status_code == 200
    refused = lead.post(f"{API}/agreements/{made.pk}/withdraw/", {"withdrawn_by": "Grace"}, format="json")
    assert refused.status_code == 403


def test_nobody_who_is_not_signed_in_is_answered(at):
    for path in ("referrals", "families", "agreements"):
        assert APIClient().get(f"{API}/{path}/").status_code in (401, 403)


# Which family a draft is about, throwing it away


def test_a_draft_is_about_a_family_on_record_and_then_about_a_new_one(api, at, visitor):
    known, draft = families.family(at, created_by=visitor), referrals.draft(by=visitor)
    chosen = [
        api.post(f"{API}/referrals/{draft.pk}/choose-family/", {"family": pk}, format="json") for pk in (known.pk, None)
    ]
    assert [one.json()["family"] and one.json()["family"]["id"] for one in chosen] == [known.pk, None]


def test_a_family_that_one_does_not_know_cannot_be_chosen(api, at, visitor):
    draft = referrals.draft(by=visitor)
    answers = [
        api.post(f"{API}/referrals/{draft.pk}/choose-family/", {"family": pk}, format="json")
        for pk in (families.family(at).pk, 999_999)
    ]
    assert [(one.status_code, one.json()) for one in answers] == [(404, answers[0].json())] * 2


def test_a_draft_is_thrown_away(api, visitor):
    draft = referrals.draft(by=visitor)
    assert api.post(f"{API}/referrals/{draft.pk}/discard/").status_code == 204
    assert not Referral.objects.exists()


@pytest.mark.parametrize("verb", ["choose-family", "discard"])
def test_what_was_sent_is_no_draft(api, visitor, verb):
    sent = referrals.submitted_referral(by=visitor)
    refused = api.post(f"{API}/referrals/{sent.pk}/{verb}/", {"family": None}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_sent")


@pytest.mark.parametrize("verb", ["choose-family", "discard"])
def test_a_manager_is_told_why_they_do_not_write_what_somebody_else_sent(at, visitor, verb):
    sent = referrals.submitted_referral(by=visitor)
    refused = as_(centres.manager(at)).post(f"{API}/referrals/{sent.pk}/{verb}/", {"family": None}, format="json")
    assert (refused.status_code, "Only whoever began" in refused.json()["detail"]) == (403, True)


@pytest.mark.parametrize("verb", ["choose-family", "discard"])
def test_a_draft_of_others_is_not_found(at, visitor, verb):
    draft = referrals.draft(by=visitor)
    refused = as_(centres.manager(at)).post(f"{API}/referrals/{draft.pk}/{verb}/", {"family": None}, format="json")
    assert refused.status_code == 404


# Whether a family referred as new is known


@pytest.fixture
def in_question(at, visitor):
    return referrals.submitted_referral(by=visitor, family=families.family(at), maybe_known=True)


def test_the_manager_joins_it_to_the_family_on_record(at, in_question):
    known = families.family(at)
    joined = as_(centres.manager(at)).post(
        f"{API}/referrals/{in_question.pk}/join/", {"family": known.pk}, format="json"
    )
    assert (joined.status_code, joined.json()["family"]["id"]) == (200, known.pk)


def test_the_manager_says_that_it_is_not_known(at, in_question):
    said = as_(centres.manager(at)).post(f"{API}/referrals/{in_question.pk}/not-known/")
    assert (said.status_code, said.json()["maybe_known"]) == (200, False)


@pytest.mark.parametrize("verb", ["join", "not-known"])
def test_the_referrer_is_told_why_not(api, at, in_question, verb):
    known = families.family(at)
    refused = api.post(f"{API}/referrals/{in_question.pk}/{verb}/", {"family": known.pk}, format="json")
    assert (refused.status_code, "Only the centre" in refused.json()["detail"]) == (403, True)


@pytest.mark.parametrize("verb", ["join", "not-known"])
def test_the_manager_of_another_centre_finds_nothing_to_join(in_question, verb):
    stranger = as_(centres.manager(centres.centre()))
    sent = {"family": in_question.family_id}
    assert stranger.post(f"{API}/referrals/{in_question.pk}/{verb}/", sent, format="json").status_code == 404


def test_a_family_of_another_centre_is_not_joined(at, in_question):
    sent = {"family": families.family(centres.centre()).pk}
    refused = as_(centres.manager(at)).post(f"{API}/referrals/{in_question.pk}/join/", sent, format="json")
    assert refused.status_code == 404


@pytest.mark.parametrize("verb", ["join", "not-known"])
def test_what_is_settled_is_not_settled_again(at, visitor, verb):
    settled, known = referrals.submitted_referral(by=visitor), families.family(at)
    sent = {"family": known.pk}
    refused = as_(centres.manager(at)).post(f"{API}/referrals/{settled.pk}/{verb}/", sent, format="json")
    assert (refused.status_code, refused.json()["code"]) == (400, "not_in_question")
