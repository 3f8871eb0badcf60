"""Services and where they come from, in a real browser: at both widths, with errors, and without JavaScript."""

import pytest
from django.urls import reverse

from centres.models import Service
from centres.open_referral.listed import Listed, Problem
from centres.status import ReadingStatus
from tests.browser import check_page, look, sign_in
from tests.centres.open_referral.entries import entry
from tests.centres.open_referral.entries import page as file_of
from tests.days import days_ago
from tests.factories import centres as make
from tests.factories import meetings

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "A name that is so long that it does not fit on a telephone " * 3


def directory():
    """A centre with services of its own and from a source, a reading of each kind, and somebody who leaves."""
    at = make.centre()
    by = make.administrator(at)
    make.service(at, name="Chatterbox", days=["MO", "TU"], districts=["BS1"], website="https://example.org/chatter")
    make.service(at, name="Was here", ended_on=days_ago(3))
    source = make.source(at, by=by, name="Council")
    make.fed(source, source_ref="1", name="Toy library", when="Mondays", to_age_months=60)
    make.fed(source, source_ref="2", name="Is gone")
    told = (
        Listed(ref="1", name="Toy library", provider="Library", about=LONG, when="Tuesdays", to_age_months=60),
        Listed(ref="3", name=LONG.strip()[:200], provider="Leisure", needs=("isolation",)),
    )
    ready = make.reading(source, *told, problems=(Problem("Service 3, “Odd”", "It has no name."),))
    other = make.source(at, by=by, name="County")
    failed = make.reading(other, status=ReadingStatus.FAILED, failure="It does not answer. Try again later.")
    due = make.reading(make.source(at, by=by), status=ReadingStatus.DUE)
    leaving = meetings.leaving(make.support_worker(at, name="Sam Hill").memberships.get(), asked_by=by)
    return at, by, source, (ready, failed, due), leaving


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_each_page_is_accessible_and_fits(request, live_server, width):
    page = request.getfixturevalue(width)
    at, by, source, readings, leaving = directory()
    sign_in(page, live_server, by)
    own, fed = Service.objects.get(name="Chatterbox"), Service.objects.get(name="Toy library")
    for address in (
        reverse("services"), reverse("services") + "?near=BS1&age=3&day=MO", reverse("services") + "?ended=yes",
        reverse("service", args=[own.pk]), reverse("service", args=[fed.pk]), reverse("service_add"),
        reverse("service_change", args=[own.pk]), reverse("service_change", args=[fed.pk]),
        reverse("service_sources"), reverse("service_source", args=[source.pk]),
        reverse("service_source", args=[readings[1].source_id]),
        *(reverse("service_reading", args=[one.pk]) for one in readings),
        reverse("directory") + "?old=yes", reverse("leavings", args=[at.pk]), reverse("leaving", args=[leaving.pk]),
    ):  # fmt: skip
        check_page(page, live_server.url + address)


def test_forms_with_errors_say_so_beside_the_field(narrow_page, live_server):
    _, by, _, readings, _ = directory()
    sign_in(narrow_page, live_server, by)
    to_send = reverse("service_source", args=[readings[1].source_id])
    for address, button in ((reverse("service_add"), "Add the service"), (to_send, "Read the file")):
        narrow_page.goto(live_server.url + address)
        narrow_page.get_by_role("button", name=button).click()
        assert narrow_page.get_by_role("alert").is_visible()
        look(narrow_page)


def test_without_javascript_a_file_is_read_looked_at_and_taken_over(plain_page, live_server):
    at = make.centre()
    by = make.administrator(at)
    source = make.source(at, by=by, address="")
    sign_in(plain_page, live_server, by)
    plain_page.goto(live_server.url + reverse("service_source", args=[source.pk]))
    plain_page.get_by_label("File").set_input_files(
        files=[{"name": "services.json", "mimeType": "application/json", "buffer": file_of(entry())}]
    )
    plain_page.get_by_role("button", name="Read the file").click()
    assert plain_page.get_by_role("heading", name="New: 1").is_visible()
    assert not Service.objects.exists()
    plain_page.get_by_role("button", name="Take it over").click()
    assert plain_page.get_by_text("Taken over: 1 new, 0 changed, 0 no longer offered.").is_visible()
    assert Service.objects.get().name == "Chatterbox"
