"""The access log in a real browser: wide, narrow and without JavaScript; empty, filled and with errors."""

import pytest

from audit.services import record_reads
from centres.status import Role
from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, sign_in
from tests.factories import centres as make
from tests.factories import families

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_the_access_log_is_accessible_empty_filled_and_with_errors(request, live_server, width):
    page, at = request.getfixturevalue(width), make.centre()
    sign_in(page, live_server, make.member(at, Role.INFORMATION_LEAD))
    check_page(page, f"{live_server.url}/access-log/")
    of, who = families.family(at, name="Okafor-Lind-Featherstonehaugh"), make.manager(at, name="Maximiliane Manager")
    record_reads(by=who, subjects=[of] * 60, where="agreement_record")
    page.goto(f"{live_server.url}/access-log/")
    assert page.get_by_role("cell", name="Maximiliane Manager").count() == 50
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.get_by_role("link", name="Older").click()
    assert page.get_by_role("cell", name="Maximiliane Manager").count() == 10
    page.get_by_label("Family").fill("F-0000000")
    page.get_by_label("From", exact=True).fill("31 2 2026")
    page.get_by_role("button", name="Show").click()
    assert page.get_by_role("alert").get_by_role("link").count() == 2
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_the_access_log_is_read_and_narrowed_without_javascript(plain_page, live_server):
    at = make.centre()
    sign_in(plain_page, live_server, make.member(at, Role.INFORMATION_LEAD))
    who = make.manager(at, name="Maximiliane Manager")
    record_reads(by=who, subjects=[families.family(at)] * 60, where="agreement_record")
    plain_page.goto(f"{live_server.url}/access-log/")
    plain_page.get_by_role("link", name="Older").click()
    assert plain_page.get_by_role("cell", name="Maximiliane Manager").count() == 10
    plain_page.get_by_label("Family").fill("F-0000000")
    plain_page.get_by_role("button", name="Show").click()
    assert plain_page.get_by_role("alert").get_by_role("link").count() == 1
