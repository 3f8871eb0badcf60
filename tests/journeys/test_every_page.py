"""Every page, as everybody who can reach it: accessible, no wider than the window, no breach of the security policy.

A crawl from the home page along the links that each person of the demo is shown, at 1280 and 390 px; then every form
of every page is sent empty, for its error state. A page that nobody reaches fails the last test. `make proof`
does all of it; the suite crawls as the manager, who sees most: each page has tests of its own there.
"""

import os
import re
from collections import Counter
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.urls.converters import IntConverter
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from cases.models import Assessment, Case, SteppingUp
from cases.status import CaseStatus
from centres.models import Centre, Membership
from families.models import Family
from families.pairs import likely_pairs
from meetings.demo.people import ALDERBROOK
from meetings.models import Meeting
from meetings.services import open_meeting
from reports.services import export_copy_pdf, export_report_pdf
from tests.browser import NARROW, look_at_sizes
from tests.factories import centres, exports, imports, merging
from tests.journeys.site import confirm_by_form, demo, sign_in_by_form  # noqa: F401

pytestmark = pytest.mark.django_db  # the server has connections of its own: what a test does here, it does not see

EMAILS = {one.key: one.email for one in ALDERBROOK}
WHOLE = bool(os.environ.get("FORTNIGHT_PROOF"))
WHO = ["hv1", "fsw1", "fsw2", "manager", "lsw", "psychologist", "admin", "info"] if WHOLE else ["manager"]
EACH = 1  # pages of one kind that are looked at; what is asked for is more
ASKED = 6 if WHOLE else 2  # pages of one kind that a person asks for, for the links on them
NOT_PAGES = {
    "healthz", "readyz", "schema", "account_logout", "account_login", "account_inactive", "api_docs",
    "minutes_state", "report_pdf_state", "family_copy_state", "meeting_now", "import_state",
    "everything_state",  # a line within a page
    "service_reading_state",
    "report_pdf_open", "family_copy_open", "services_export", "import_report", "everything_download",  # a file
    "calendar_feed",  # for calendar programs
    "account_reset_password_from_key",  # looked at in tests/front: nobody who is signed in gets there
}  # fmt: skip
LINK, HREF = re.compile(r"<a\s[^>]*>"), re.compile(r"""\shref="([^"]*)\"""")
visited: Counter[str] = Counter()


def name_of(path: str) -> str:
    """The route's name, or nothing for an address that is not a page of ours."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return "" if path.startswith("/api/") else (match.url_name or "")


def kind_of(address: str) -> str:
    """The route and the part of the page: the tabs of a case are as many pages."""
    parts = urlsplit(address)
    name, part = name_of(parts.path), parse_qs(parts.query).get("part", [""])[0]
    return f"{name} {part}".strip() if name else ""


def links(html: str, address: str) -> list[str]:
    """The addresses on this site that the page links to, without those that download or sign out."""
    hrefs = [unescape(href) for tag in LINK.findall(html) if " download" not in tag for href in HREF.findall(tag)]
    found = [urlsplit(urljoin(address, href))._replace(fragment="").geturl() for href in hrefs]
    return [link for link in found if urlsplit(link).netloc == urlsplit(address).netloc]


@pytest.fixture(scope="module")
def starts(demo: LiveServer, django_db_blocker: Any) -> dict[str, list[str]]:  # noqa: F811
    """Pages from which somebody begins besides home: what only some families have, what a form has led to.

    Today's meeting is running.
    """
    today = timezone.localdate()
    with django_db_blocker.unblock():
        manager, admin = User.objects.get(email=EMAILS["manager"]), User.objects.get(email=EMAILS["admin"])
        centre = Centre.objects.visible_to(manager).get()
        open_meeting(meeting=Meeting.objects.get(on=today, centre=centre), by=manager, on=today)
        report = export_report_pdf(centre=centre, since=today - timedelta(days=90), until=today, by=admin, on=today)
        expecting = Family.objects.visible_to(manager).filter(children__expected_on__isnull=False).first()
        closed = Case.objects.visible_to(manager).filter(status=CaseStatus.CLOSED).first()
        copy = export_copy_pdf(family=closed.family, case=closed, by=manager, on=today)
        colleague = Membership.objects.get(user__email=EMAILS["hv1"], centre=centre)
        pair, merge = likely_pairs([centre.pk], most=1)[0], merging.merge(centre, by=manager)
        checked, done = imports.checked(centre, by=manager, known=expecting), imports.done(centre, by=manager)
        asked = SteppingUp.objects.waiting().get(case__centre=centre)
        draft = Assessment.objects.get(case__centre=centre, finished_on=None)
        whole = exports.ready(centre, by=User.objects.get(email=EMAILS["info"]))
    pages = {
        "info": [("everything_show", [whole.pk]), ("everything_order", [])],
        "admin": [("report_pdf", [report.pk]), ("second_factor_reset", [colleague.pk])],
        "manager": [
            ("family", [expecting.pk]), ("case", [closed.pk]), ("family_copy_ready", [closed.family_id, copy.pk]),
            ("address_show", [expecting.pk]), ("imports", []), ("import_upload", []), ("import_show", [checked.pk]),
            ("import_match", [checked.pk]), ("import_carry_out", [checked.pk]), ("import_undo", [done.pk]),
            ("merge", [pair.one, pair.other]), ("merge_undo", [merge.pk]),
            ("everything", []), ("everything_show", [whole.pk]),
            ("step_up_answer", [asked.pk]), ("assessment_write", [draft.pk]), ("message_write", [draft.case_id]),
        ],
    }  # fmt: skip
    return {who: [demo.url + reverse(name, args=where) for name, where in those] for who, those in pages.items()}


CLEAR = """form => { for (const field of form.elements) {
  if (["hidden", "submit", "button"].includes(field.type)) continue;
  if (["checkbox", "radio"].includes(field.type)) field.checked = false; else field.value = "";
} }"""


def look_at_errors(page: Page, address: str) -> None:
    """Each form of the page, sent with everything empty."""
    forms = "main form[method=post]:has(textarea, input[type=text], input[type=radio], input[type=password])"
    for number in range(page.locator(forms).count()):
        form = page.locator(forms).nth(number)
        send = form.locator("button.govuk-button:not([type=button]):visible")
        if not send.count():
            continue  # it is saved as it is typed
        form.evaluate(CLEAR)
        with page.expect_navigation():
            send.first.click()
        look_at_sizes(page, with_axe=(NARROW,))
        page.goto(address)


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_accessible_wide_narrow_and_with_errors(
    who: str,
    page: Page,
    demo: LiveServer,  # noqa: F811
    starts: dict[str, list[str]],
) -> None:
    sign_in_by_form(page, demo, EMAILS[who])
    waiting, mine = [demo.url + "/", *starts.get(who, [])], Counter[str]()
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if not kind or kind in NOT_PAGES or mine[kind] >= ASKED:
            continue
        answer = page.request.get(address, max_redirects=0)
        if "/account/reauthenticate/" in answer.headers.get("location", ""):
            confirm_by_form(page, address)
            answer = page.request.get(address, max_redirects=0)
        assert answer.status < 400 or answer.status == 403, f"{address} answers {answer.status} to {who}"
        mine[kind] += 1
        visited[kind] += 1
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        assert "no-store" in answer.headers["cache-control"], address
        assert "unsafe" not in answer.headers["content-security-policy"], address
        found = [link for link in dict.fromkeys(links(answer.text(), address)) if link not in seen]
        seen.update(found)
        waiting.extend(found)
        if visited[kind] <= EACH:
            page.goto(address)
            look_at_sizes(page)
        if WHOLE and visited[kind] == 1:
            look_at_errors(page, address)


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> dict[str, dict[str, Any]]:
    """The names of all routes outside the API and the sign-in library's own pages, each with arguments that fit."""
    found: dict[str, dict[str, Any]] = {}
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if path.startswith(("api/", "account/")):
            continue
        if isinstance(pattern, URLResolver):
            found |= routes(pattern.url_patterns, path)
        elif pattern.name:
            converters = pattern.pattern.converters.items()
            found[pattern.name] = {key: 1 if isinstance(one, IntConverter) else "x" for key, one in converters}
    return found


@pytest.mark.skipif(not WHOLE, reason="Only everybody together reaches every page: `make proof` crawls as everybody.")
def test_no_page_was_left_out(client: Client) -> None:
    client.force_login(centres.user())
    every = routes(get_resolver().url_patterns)
    left_out = set(every) - {kind.split()[0] for kind in visited} - NOT_PAGES
    # What only takes what a form or a script sends says so.
    assert {name for name in left_out if client.get(reverse(name, kwargs=every[name])).status_code != 405} == set()
