"""What families answer, over the API."""

import pytest
from rest_framework.test import APIClient

from consent.models import Agreement
from consent.status import AgreementStatus
from tests.days import today
from tests.factories import centres, families

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    made = centres.centre()
    families.wording(made)
    return made


@pytest.fixture
def manager(at):
    return centres.manager(at)


@pytest.fixture
def home(at):
    return families.family(at)


def send(who, path, told):
    """What the API answers this person."""
    client = APIClient()
    client.force_login(who)
    return client.post(f"/api/v1/{path}/", told, format="json")


def answer(home, **fields):
    """What the mother says."""
    given = {"family": home.pk, "given_by": home.adults.get().pk, "capacity": "parent_with_pr", "how": "signed"}
    return {**given, "given_on": str(today()), **fields}


def test_a_family_agrees(manager, home):
    made = send(manager, "agreements", answer(home))
    assert (made.status_code, made.json()["in_force"]) == (201, True)


def test_a_family_does_not_agree(manager, home):
    made = send(manager, "agreements/refusals", answer(home))
    assert (made.status_code, made.json()["status"]) == (201, AgreementStatus.REFUSED)


def test_whoever_took_an_agreement_asks_again(at, home):
    visitor = centres.health_visitor(at)
    families.agreement(home, by=visitor)
    assert send(visitor, "agreements", answer(home)).status_code == 201


def test_the_words_that_were_heard_are_named(at, manager, home):
    heard = families.wording(at, version="2026.2", language="Polish")
    assert "2026.2" in send(manager, "agreements", answer(home, wording=heard.pk)).json()["wording"]


@pytest.mark.parametrize("path", ["agreements", "agreements/refusals", "wishes"])
def test_a_family_that_one_may_not_ask_is_not_found(at, home, path):
    strangers = [centres.health_visitor(at), centres.administrator(at), centres.manager(centres.centre())]
    assert {send(who, path, answer(home)).status_code for who in strangers} == {404}


@pytest.mark.parametrize("path", ["agreements", "agreements/refusals", "wishes"])
def test_an_information_lead_is_told_why_not(at, manager, home, path):
    families.agreement(home, by=manager)
    refused = send(centres.member(at, "information_lead"), path, answer(home))
    assert (refused.status_code, "Only practitioners" in refused.json()["detail"]) == (403, True)


@pytest.mark.parametrize("path", ["agreements", "agreements/refusals"])
def test_a_spoken_answer_has_a_witness(manager, home, path):
    refused = send(manager, path, answer(home, how="verbal"))
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (400, "no_witness", "witness")


@pytest.mark.parametrize("path", ["agreements", "agreements/refusals"])
def test_somebody_elses_adult_is_not_found(at, manager, home, path):
    stranger = families.family(at).adults.get()
    assert send(manager, path, answer(home, given_by=stranger.pk)).status_code == 404


def test_the_words_of_another_centre_are_not_found(manager, home):
    elsewhere = families.wording(centres.centre())
    assert send(manager, "agreements", answer(home, wording=elsewhere.pk)).status_code == 404


def test_who_agreed_withdraws_and_does_not_refuse(manager, home):
    families.agreement(home, by=manager)
    assert send(manager, "agreements/refusals", answer(home)).json()["code"] == "agreement_in_force"


def test_who_may_withdraw_an_agreement_of_others_is_told_if_it_is_withdrawn_already(manager, home):
    gone = families.withdrawn_agreement(home, by=manager)
    assert send(manager, f"agreements/{gone.pk}/withdraw", {"withdrawn_by": "Mother"}).json()["code"] == "not_given"


def test_a_strangers_agreement_cannot_be_withdrawn(at, manager, home):
    held = families.agreement(home, by=manager)
    told = {"withdrawn_by": "Mother"}
    assert send(centres.health_visitor(at), f"agreements/{held.pk}/withdraw", told).status_code == 404
    assert Agreement.objects.get().status == AgreementStatus.GIVEN


# Wishes


def test_wishes_are_recorded_and_given_back(at, manager, home):
    yes, no = centres.partner(at), centres.partner(at)
    told = {"may_know": [yes.pk], "must_not_know": [no.pk], "words": [{"agency": no.pk, "words": "Not them"}]}
    held = send(manager, "wishes", {"family": home.pk, **told}).json()
    assert {(one["agency_id"], one["included"], one["words"]) for one in held} == {
        (yes.pk, True, ""),
        (no.pk, False, "Not them"),
    }


def test_an_agency_may_know_or_must_not(at, manager, home):
    both = [centres.partner(at).pk]
    refused = send(manager, "wishes", {"family": home.pk, "may_know": both, "must_not_know": both})
    assert (refused.status_code, refused.json()["code"]) == (400, "both")


def test_an_agency_that_does_not_work_here_is_refused(manager, home):
    refused = send(manager, "wishes", {"family": home.pk, "may_know": [centres.agency().pk, 10**30]})
    assert refused.json()["code"] == "not_a_partner"
