"""Which pages ask once more who is there: a table written by hand."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse

from accounts.services import create_token
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db
SERIOUS = {
    "report_export": "takes figures out as a file",
    "report_pdf_open": "takes figures out as a file",
    "membership_start": "gives somebody a role",
    "membership_end": "ends somebody's role",
    "memberships_end": "ends several people's roles",
    "leaving_at_once": "ends somebody's access at once",
    "membership_change": "opens the families that somebody leads to another supervisor",
    "invitation_send": "lets somebody choose a password",
    "second_factor_reset": "takes somebody's second step away",
    "break_glass": "opens a family's record in an emergency",
    "case_share": "opens a family's record to somebody",
    "api_tokens": "lets a program in",
    "service_source_add": "lets the product ask an address outside",
    "calendar": "makes an address that works without signing in",
    "import_carry_out": "puts a whole list of families on record",
    "import_undo": "takes a whole list of families off the record",
    "merge": "makes one record of two",
    "merge_undo": "makes two records again of one",
    "everything_order": "has everything that a centre owns made into a file",
    "everything_download": "takes everything that a centre owns out as a file",
    "import_report": "takes what became of a list out as a file",
}


def views(patterns):
    """Every view with its route's name."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        else:
            yield pattern.name, pattern.callback


def test_these_pages_ask_first_and_no_others():
    asking = {name for name, view in views(get_resolver().url_patterns) if getattr(view, "confirms_first", False)}
    assert asking == set(SERIOUS)


@pytest.mark.parametrize("route", sorted(SERIOUS))
def test_without_a_proof_it_asks_the_manager_too(client, route):
    case = cases.led_case()
    client.force_login(centres.manager(case.centre))
    open_to = {
        "report_export": ["csv"],
        "api_tokens": [],
        "service_source_add": [],
        "calendar": [],
        "break_glass": [],
        "everything_order": [],
        "membership_start": [case.centre.pk],
        "memberships_end": [case.centre.pk],
        "merge": [case.family_id, case.family_id],
    }
    of = open_to.get(route, [case.pk])
    pressed = route in ("invitation_send", "leaving_at_once")  # buttons, which have no page of their own
    answer = client.post(reverse(route, args=of)) if pressed else client.get(reverse(route, args=of))
    assert answer.status_code == 403 if pressed else answer.url.startswith("/account/reauth")


def test_a_program_with_a_token_shares_no_case(client):
    case = cases.led_case()
    _, secret = create_token(name="x", days=7, by=cases.lead_of(case))
    answer = client.post(
        f"/api/v1/cases/{case.pk}/share/", {}, content_type="application/json",
        headers={"authorization": f"Token {secret}"},
    )  # fmt: skip
    assert (answer.status_code, "cannot be done with a token" in answer.json()["detail"]) == (403, True)


def test_a_program_with_a_token_reads_the_figures_but_takes_no_file(client):
    """The figures hold no names and no small numbers; the token was made after a proof and can be revoked."""
    at = centres.centre()
    _, secret = create_token(name="warehouse", days=7, by=centres.manager(at))
    headers = {"authorization": f"Token {secret}"}
    assert client.get("/api/v1/reports/review/", headers=headers).status_code == 200
    assert client.get("/reports/export/csv/", headers=headers).status_code == 302


@pytest.mark.parametrize(("variables", "needed"), [
    ({"FORTNIGHT_DEMO": "1"}, False),
    ({"FORTNIGHT_TEST": "1"}, True),
    ({"FORTNIGHT_DEBUG": "1"}, True),
    ({}, True),
])  # fmt: skip
def test_only_the_demo_does_without_a_second_step(variables, needed, tmp_path):
    """Not even a test run by itself: tests/settings.py says so for the tests."""
    production = {"FORTNIGHT_SECRET_KEY": "x" * 50, "DATABASE_URL": "postgresql://x@127.0.0.1/x",
                  "REDIS_URL": "redis://127.0.0.1", "EMAIL_URL": "smtp://127.0.0.1"}  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-c", "from config import settings; print(settings.SECOND_FACTOR_REQUIRED)"],
        cwd=settings.BASE_DIR, env={**production, **variables, "FORTNIGHT_DATA": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == str(needed)
