"""The administrator exports the figures and opens no family's record, by any door."""

import pytest

from tests.factories import cases, families, referrals
from tests.factories import centres as make

pytestmark = pytest.mark.django_db
PAGES = [
    "/families/{family}/",
    "/referrals/{referral}/",
    "/cases/{case}/",
    "/cases/{case}/contact/",
    "/cases/{case}/progress/",
    "/cases/{case}/close/",
    "/reviews/{review}/hold/",
    "/actions/{action}/finish/",
]
API = [
    "/api/v1/families/{family}/",
    "/api/v1/referrals/{referral}/",
    "/api/v1/cases/{case}/",
    "/api/v1/actions/{action}/",
    "/api/v1/cases/{case}/contacts/",
]
LISTS = [
    "/",
    "/families/",
    "/referrals/",
    "/cases/",
    "/actions/",
    "/meetings/",
    "/directory/",
    "/services/",
    "/reports/",
]
API_LISTS = ["/api/v1/families/", "/api/v1/referrals/", "/api/v1/cases/", "/api/v1/actions/", "/api/v1/meetings/"]


@pytest.fixture
def records(client):
    """The ids of a family's records, read by the centre's administrator."""
    at = make.centre()
    family = families.family(at, name="Canary", child_name="Canary Child")
    worker = make.support_worker(at)
    case = cases.case_led_by(worker, at, of=family)
    waiting = referrals.submitted_referral(
        at=at, by=make.health_visitor(at), family=families.family(at, name="Canary Two")
    )
    client.force_login(make.administrator(at))
    return {
        "family": family.pk,
        "case": case.pk,
        "referral": waiting.pk,
        "review": cases.pending_review(case).pk,
        "action": cases.action(worker, at, case=case).pk,
    }


@pytest.mark.parametrize("address", PAGES + API)
def test_no_record_of_a_family_opens_to_the_administrator(client, records, address):
    answer = client.get(address.format(**records))
    assert answer.status_code in (403, 404)
    assert "Canary" not in answer.content.decode()


@pytest.mark.parametrize("address", LISTS + API_LISTS)
def test_no_list_names_a_family_to_the_administrator(client, records, address):
    answer = client.get(address)
    assert answer.status_code in (200, 403, 404)
    assert "Canary" not in answer.content.decode()
