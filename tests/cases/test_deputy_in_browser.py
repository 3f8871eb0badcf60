"""Standing in and advice in a real browser, at both widths: filled and with errors; and without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Advice, Deputy
from cases.status import NoteKind
from centres.status import Role
from meetings.models import Absence
from tests.browser import check_page, look, sign_in
from tests.days import days_ago, today
from tests.factories import cases, centres, families, notes

pytestmark = pytest.mark.django_db(transaction=True)


def a_centre():
    """A case with a deputy, another that is asked, one that nobody is; a question that waits, one that is answered."""
    at = centres.centre()
    supervisor = centres.member(at, Role.LINK_SOCIAL_WORKER, name="Lee Marsh")
    lead = centres.support_worker(at, name="Sam Worth", supervisor=supervisor)
    ada, manager = centres.support_worker(at, name="Ada Byron"), centres.manager(at)
    led = [cases.case_led_by(lead, at, of=families.family(at, name=name)) for name in ("Abbot", "Hartley", "Reed")]
    for one in led:
        cases.wishes_to_include(one.family, cases.agency_of(ada, at), by=ada)
    case = led[0]
    cases.deputy(case, ada, matters="The boiler man comes on Tuesday. Somebody has to be there with her.")
    cases.deputy(case, centres.health_visitor(at, name="Una Grey"), status="declined", reason="I am away too.")
    cases.asked_to_deputise(led[1], ada)
    cases.goal(case, by=lead)
    cases.action(lead, at, case=case)
    cases.advice(case, supervisor)
    then = timezone.now() - timedelta(hours=3)
    answer = {"answer": "See him at nursery first.", "answered_at": then + timedelta(minutes=75)}
    cases.advice(case, supervisor, question="May I ask him?", asked_at=then, **answer)
    notes.note(case, by=supervisor, kind=NoteKind.SUPERVISION, about=lead, words="Sam is worn out.")
    Absence.objects.create(who=lead, centre=at, starts_on=today(), ends_on=days_ago(-10))
    return case, lead, ada, supervisor, manager


def everywhere(case, lead, ada, supervisor, manager):
    """Who opens which page."""
    home, of_case = "/", reverse("case", args=[case.pk])
    asked = Deputy.objects.get(status="asked")
    question = Advice.objects.get(answered_at=None)
    return {
        lead: [home, reverse("deputy_ask", args=[case.pk]), f"{of_case}?part=people", f"{of_case}?part=advice",
               f"{of_case}?part=notes", reverse("advice_ask", args=[case.pk]), reverse("cases")],
        ada: [home, of_case, reverse("deputy_answer", args=[asked.pk]), reverse("cases")],
        supervisor: [home, reverse("advice_answer", args=[question.pk]),
                     reverse("restricted_note_write", args=[case.pk])],
        manager: [home, reverse("case_who", args=[case.pk])],
    }  # fmt: skip


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_each_page_is_accessible_and_fits(request, live_server, width):
    page = request.getfixturevalue(width)
    for who, addresses in everywhere(*a_centre()).items():
        sign_in(page, live_server, who)
        for address in addresses:
            check_page(page, live_server.url + address)


def test_forms_with_errors_say_so_beside_the_field(narrow_page, live_server):
    case, lead, ada, supervisor, _ = a_centre()
    centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    asked, question = Deputy.objects.get(status="asked"), Advice.objects.get(answered_at=None)
    for who, address in (
        (lead, reverse("deputy_ask", args=[case.pk])), (ada, reverse("deputy_answer", args=[asked.pk])),
        (lead, reverse("advice_ask", args=[case.pk])), (supervisor, reverse("advice_answer", args=[question.pk])),
    ):  # fmt: skip
        sign_in(narrow_page, live_server, who)
        narrow_page.goto(live_server.url + address)
        narrow_page.locator("main form button[type=submit]").first.click()
        assert narrow_page.get_by_role("alert").is_visible()
        look(narrow_page)


def test_without_javascript_somebody_stands_in(plain_page, live_server):
    page, (case, lead, ada, _, _) = plain_page, a_centre()
    case.deputies.all().delete()
    sign_in(page, live_server, lead)
    page.goto(live_server.url + reverse("deputy_ask", args=[case.pk]))
    page.get_by_label("Ada Byron").check()
    page.get_by_label("From which day?").fill(str(today()))
    page.get_by_label("Until which day?").fill(str(days_ago(-9)))
    page.get_by_label("What should they know?").fill("Ring before nine.")
    page.get_by_role("button", name="Ask them").click()
    sign_in(page, live_server, ada)
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="Answer whether you stand in for Abbot").click()
    page.get_by_label("Yes, I stand in").check()
    page.get_by_role("button", name="Send my answer").click()
    assert page.get_by_text("Ring before nine.").is_visible()


def test_without_javascript_a_question_is_asked_and_answered(plain_page, live_server):
    page, (case, lead, _, supervisor, _) = plain_page, a_centre()
    sign_in(page, live_server, lead)
    page.goto(live_server.url + reverse("advice_ask", args=[case.pk]))
    page.get_by_label("Your question").fill("May I ring his nan?")
    page.get_by_role("button", name="Send the question").click()
    sign_in(page, live_server, supervisor)
    page.goto(live_server.url + reverse("advice_answer", args=[Advice.objects.latest("pk").pk]))
    page.get_by_label("Your answer").fill("Yes, if mum agrees.")
    page.get_by_role("button", name="Send the answer").click()
    assert page.get_by_text("Yes, if mum agrees.").is_visible()
