"""The people around a family in a real browser, at both widths: filled, empty and with errors; without JavaScript."""

import pytest
from django.conf import settings
from django.urls import reverse

from cases.models import Message, OtherInvolved
from tests.browser import check_page, look, sign_in
from tests.days import days_ago
from tests.factories import cases, centres
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db(transaction=True)


def with_people():
    """A case with everybody around it, its lead and its manager."""
    case = cases.led_case()
    at, lead = case.centre, cases.lead_of(case)
    boss, over = centres.manager(at, name="Lena Line"), centres.member(at, "link_social_worker", name="Pia Prof")
    lead.memberships.update(line_manager=boss, supervisor=over, employer=centres.partner(at, name="Hospital Trust"))
    member = centres.health_visitor(at, name="Zoe Second", employer=centres.partner(at), line_manager=boss)
    cases.team_member(case, member)
    cases.team_member(case, centres.health_visitor(at, name="Gone Away", ends_on=days_ago(1)))
    cases.team_member(case, centres.health_visitor(at, name="Una Past"), until=days_ago(2))
    cases.other_involved(case, by=lead)
    cases.other_involved(case, by=lead, kind="nursery", called="Little Acorns", reach="", family_agrees=False)
    cases.other_involved(case, by=lead, kind="school", called="Oak School", until=days_ago(2))
    cases.lead(case, centres.support_worker(at, name="Tara Back"), status="taken_back", answered_on=None,
               ended_on=days_ago(2))  # fmt: skip
    cases.message(case, by=member)
    return case, lead, boss


def confirmed(page, live_server, who):
    """Make `page` a browser in which somebody is signed in and has just confirmed that it is them."""
    client = ConfirmedClient()
    client.force_login(who)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])


def everywhere(case, lead, manager):
    """Who opens which page."""
    here, member = reverse("case", args=[case.pk]), case.team.order_by("pk")[0]
    part = member.user.memberships.get()
    return {
        lead: [here, f"{here}?part=people", reverse("team_change", args=[member.pk]),
               reverse("other_involve", args=[case.pk]), reverse("other_change", args=[case.others.first().pk]),
               reverse("message_write", args=[case.pk]), reverse("case_seen", args=[case.pk])],
        manager: [reverse("directory"), reverse("membership_change", args=[part.pk])],
    }  # fmt: skip


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_each_page_is_accessible_and_fits(request, live_server, width):
    page = request.getfixturevalue(width)
    case, lead, manager = with_people()
    for who, addresses in everywhere(case, lead, manager).items():
        confirmed(page, live_server, who)
        for address in addresses:
            check_page(page, live_server.url + address)
    empty = cases.case_led_by(lead, case.centre)
    sign_in(page, live_server, lead)
    check_page(page, live_server.url + reverse("case", args=[empty.pk]) + "?part=people")


def test_forms_with_errors_say_so_beside_the_field(narrow_page, live_server):
    case, lead, _ = with_people()
    sign_in(narrow_page, live_server, lead)
    for route in ("other_involve", "message_write"):
        narrow_page.goto(live_server.url + reverse(route, args=[case.pk]))
        narrow_page.locator("main form button[type=submit]").first.click()
        assert narrow_page.get_by_role("alert").is_visible()
        look(narrow_page)


def test_without_javascript_somebody_is_named_and_a_message_is_written(plain_page, live_server):
    page, case = plain_page, cases.led_case()
    sign_in(page, live_server, cases.lead_of(case))
    page.goto(live_server.url + reverse("case", args=[case.pk]) + "?part=people")
    page.get_by_role("link", name="Name somebody else who is involved").click()
    page.get_by_label("What are they for the family?").select_option("GP")
    page.get_by_label("Who?").fill("Dr Patel, Elm Surgery")
    page.get_by_label("How can they be reached?").fill("01632 960555")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Add them").click()
    assert page.get_by_text("The family agrees that the team contacts them").is_visible()
    page.get_by_role("link", name="What happened").click()
    page.get_by_label("To the others who work with this family").fill("The GP rings on Monday.")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("The GP rings on Monday.").is_visible()
    assert (OtherInvolved.objects.count(), Message.objects.count()) == (1, 1)
