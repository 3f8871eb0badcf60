"""The pages and the API of opening a record in an emergency, and of who can see a case."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import BreakGlass, EmergencyAttempt
from centres.status import Role
from tests.browser import look, sign_in
from tests.days import days_ago
from tests.factories import cases, centres, families
from tests.factories.cases import EMERGENCY
from tests.queries import queries_of
from tests.signing_in import PASSWORD, confirm

pytestmark = pytest.mark.django_db
PAGE = "/cases/emergency/"


@pytest.fixture
def who(client, case):
    """A colleague without a relation, signed in, who has just confirmed that it is them."""
    person = centres.health_visitor(case.centre)
    client.force_login(person)
    confirm(client)
    return person


def typed(case, **fields):
    return {"reference": case.reference, "reason": EMERGENCY, "hours": "1", **fields}


def test_it_is_linked_from_the_cases(client, who):
    assert f'href="{PAGE}"' in client.get(reverse("cases")).content.decode()


def test_the_link_is_not_shown_to_who_never_may(client, case):
    both = centres.health_visitor(case.centre)
    centres.member(case.centre, Role.INFORMATION_LEAD, user=both)
    client.force_login(both)
    assert f'href="{PAGE}"' not in client.get(reverse("cases")).content.decode()


def test_the_page_asks_first_who_is_there(client, case):
    client.force_login(centres.health_visitor(case.centre))
    assert client.get(PAGE).url.startswith("/account/reauthenticate/")


def test_without_a_proof_nothing_is_opened(client, case):
    client.force_login(centres.health_visitor(case.centre))
    client.post(PAGE, typed(case))
    assert (BreakGlass.objects.exists(), EmergencyAttempt.objects.exists()) == (False, False)


def test_it_opens_the_case_and_the_page_says_until_when(client, who, case):
    answer = client.post(PAGE, typed(case), follow=True)
    assert (answer.status_code, "You opened this in an emergency" in answer.content.decode()) == (200, True)


def test_an_administrator_is_refused_with_the_reason(client, case):
    client.force_login(centres.administrator(case.centre))
    confirm(client)
    assert client.get(PAGE).status_code == 403


def test_the_family_that_did_not_want_it_is_told_of_and_nothing_typed_is_lost(client, who, case):
    families.wish(case.family, cases.agency_of(who, case.centre), by=who, included=False)
    answer = client.post(PAGE, typed(case))
    text = answer.content.decode()
    assert (answer.status_code, "The family did not want this" in text, EMERGENCY in text) == (422, True, True)


def test_with_a_second_reason_it_is_opened_against_the_familys_wish(client, who, case):
    families.wish(case.family, cases.agency_of(who, case.centre), by=who, included=False)
    client.post(PAGE, typed(case, despite="The baby may be in danger this evening."))
    assert BreakGlass.objects.get().excluded


def test_the_case_can_be_read_but_not_worked_on(client, who, case):
    client.post(PAGE, typed(case))
    assert client.get(reverse("contact_record", args=[case.pk])).status_code == 403


def test_a_confidential_address_is_not_shown_in_an_emergency(client):
    at = centres.centre()
    case = cases.case_led_by(centres.support_worker(at), at, of=families.family(at, confidential=True))
    person = centres.health_visitor(at)
    cases.break_glass(case, person)
    client.force_login(person)
    pages = [reverse("case", args=[case.pk]) + f"?part={part}" for part in ("story", "plan", "reviews", "people")]
    assert not any("Elm Street" in client.get(page).content.decode() for page in pages)


def test_the_manager_sees_the_use_on_the_page_of_the_case(client, case):
    cases.break_glass(case, centres.health_visitor(case.centre))
    client.force_login(centres.manager(case.centre))
    assert EMERGENCY in client.get(reverse("case", args=[case.pk]) + "?part=people").content.decode()


def test_the_lead_does_not_see_the_reason(client, case):
    cases.break_glass(case, centres.health_visitor(case.centre))
    client.force_login(cases.lead_of(case))
    assert EMERGENCY not in client.get(reverse("case", args=[case.pk]) + "?part=people").content.decode()


def looking(client, case):
    """The information lead, signed in, and a use to look at."""
    use = cases.break_glass(case, centres.health_visitor(case.centre))
    client.force_login(centres.member(case.centre, Role.INFORMATION_LEAD))
    return use


def test_a_use_waits_on_the_information_leads_home(client, case):
    looking(client, case)
    assert case.reference in client.get("/").content.decode()


def test_a_use_not_looked_at_in_time_is_an_alarm_on_their_home(client, case):
    from django.utils import timezone

    began = timezone.now() - (timezone.localdate() - days_ago(8))
    cases.break_glass(case, centres.health_visitor(case.centre), opened_at=began)
    client.force_login(centres.member(case.centre, Role.INFORMATION_LEAD))
    text = client.get("/").content.decode()
    assert ("Was to be looked at by" in text, "1 thing is late" in text) == (True, True)


def test_the_page_of_a_use_says_what_was_looked_at_and_names_no_family(client, case):
    use = cases.break_glass(case, centres.health_visitor(case.centre))
    client.force_login(use.user)
    client.get(reverse("case_who", args=[case.pk]))
    client.force_login(centres.member(case.centre, Role.INFORMATION_LEAD))
    text = client.get(reverse("break_glass_review", args=[use.pk])).content.decode()
    assert ("case_who" in text, case.family.name in text) == (True, False)


def test_what_was_found_is_recorded_on_the_page(client, case):
    use = looking(client, case)
    client.post(reverse("break_glass_review", args=[use.pk]), {"right": "no", "words": "There was no danger."})
    use.refresh_from_db()
    assert (use.right, use.review_words) == (False, "There was no danger.")


def test_the_manager_may_not_open_the_page_on_which_it_is_reviewed(client, case):
    use = cases.break_glass(case, centres.health_visitor(case.centre))
    client.force_login(centres.manager(case.centre))
    assert client.get(reverse("break_glass_review", args=[use.pk])).status_code == 403


def test_the_page_of_a_use_is_not_there_for_others(client, case):
    use = cases.break_glass(case, centres.health_visitor(case.centre))
    client.force_login(use.user)
    assert client.get(reverse("break_glass_review", args=[use.pk])).status_code == 404


def test_who_can_see_is_a_page_of_the_case_and_is_logged(client, case):
    lead = cases.lead_of(case)
    client.force_login(lead)
    text = client.get(reverse("case_who", args=[case.pk])).content.decode()
    assert (lead.name in text, Entry.objects.filter(verb="case_who", subject_id=case.pk).count()) == (True, 1)


def test_who_can_see_is_not_there_for_who_cannot(client, case):
    client.force_login(centres.health_visitor(case.centre))
    assert client.get(reverse("case_who", args=[case.pk])).status_code == 404


def test_the_pages_ask_the_same_number_of_questions_however_many_rows(client, case):
    looks = centres.member(case.centre, Role.INFORMATION_LEAD)
    lead = cases.lead_of(case)

    def asked():
        client.force_login(looks)
        both = [queries_of(client, reverse("break_glass_uses")), queries_of(client, "/")]
        client.force_login(lead)
        return [*both, queries_of(client, reverse("case_who", args=[case.pk]))]

    for _ in range(3):
        cases.break_glass(case, centres.health_visitor(case.centre))
    few = asked()
    for _ in range(20):
        cases.break_glass(case, centres.health_visitor(case.centre))
    assert asked() == few


# --- the API ----------------------------------------------------------------------------------------------------


def post(client, path, data):
    return client.post(f"/api/v1/{path}", data, content_type="application/json")


def test_the_api_asks_for_a_proof_first(client, case):
    client.force_login(centres.health_visitor(case.centre))
    assert post(client, "break-glass/", typed(case, hours=1)).status_code == 403


def test_the_api_opens_the_case(client, who, case):
    assert post(client, "break-glass/", typed(case, hours=1)).status_code == 201
    assert client.get(f"/api/v1/cases/{case.pk}/").status_code == 200


def test_the_api_says_that_the_family_did_not_want_it(client, who, case):
    families.wish(case.family, cases.agency_of(who, case.centre), by=who, included=False)
    assert post(client, "break-glass/", typed(case, hours=1)).json()["code"] == "against_wishes"


def test_the_api_takes_what_the_information_lead_found(client, case):
    use = looking(client, case)
    answer = post(client, f"break-glass/{use.pk}/review/", {"right": True, "words": "It was right."})
    assert (answer.status_code, answer.json()["right"]) == (200, True)


def test_the_api_refuses_the_managers_review(client, case):
    use = cases.break_glass(case, centres.health_visitor(case.centre))
    client.force_login(centres.manager(case.centre))
    answer = post(client, f"break-glass/{use.pk}/review/", {"right": True, "words": "It was right."})
    assert answer.status_code == 403


def test_the_api_lists_the_uses_of_the_information_leads_centre(client, case):
    use = looking(client, case)
    elsewhere = cases.led_case()
    cases.break_glass(elsewhere, centres.health_visitor(elsewhere.centre))
    assert [one["id"] for one in client.get("/api/v1/break-glass/").json()["results"]] == [use.pk]


def test_the_api_says_who_can_see_a_case(client, case):
    lead = cases.lead_of(case)
    client.force_login(lead)
    found = client.get(f"/api/v1/cases/{case.pk}/who/").json()
    assert [(one["name"], one["routes"][0]["name"]) for one in found] == [(lead.name, "lead")]


# --- in a browser -----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", ["page", "narrow_page", "plain_page"])
def test_opening_in_an_emergency_is_accessible_at_every_width_and_works_without_scripts(request, live_server, width):
    page, case = request.getfixturevalue(width), cases.led_case()
    who = centres.health_visitor(case.centre)
    families.wish(case.family, cases.agency_of(who, case.centre), by=who, included=False)
    sign_in(page, live_server, who)
    page.goto(live_server.url + PAGE)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    look(page)
    page.get_by_role("button", name="Open the record").click()
    look(page)
    page.get_by_label("Reference of the case or of the family").fill(case.reference)
    page.get_by_label("Why must you open it").fill(EMERGENCY)
    page.get_by_label("2 hours").check()
    page.get_by_role("button", name="Open the record").click()
    look(page)
    page.get_by_label("Why is it necessary although").fill("The baby may be in danger this evening.")
    page.get_by_role("button", name="Open the record").click()
    look(page)
    page.goto(live_server.url + reverse("case_who", args=[case.pk]))
    look(page)
    assert BreakGlass.objects.get().hours == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", ["page", "narrow_page", "plain_page"])
def test_looking_at_a_use_is_accessible_at_every_width_and_works_without_scripts(request, live_server, width):
    page, case = request.getfixturevalue(width), cases.led_case()
    use = cases.break_glass(case, centres.health_visitor(case.centre))
    sign_in(page, live_server, centres.member(case.centre, Role.INFORMATION_LEAD))
    for address in ("/", reverse("break_glass_uses"), reverse("break_glass_review", args=[use.pk])):
        page.goto(live_server.url + address)
        look(page)
    page.get_by_role("button", name="Record what I found").click()
    look(page)
    page.get_by_label("Yes, it was right").check()
    page.get_by_label("What did you look at").fill("I spoke to her: it was right.")
    page.get_by_role("button", name="Record what I found").click()
    look(page)
    assert BreakGlass.objects.get().right
