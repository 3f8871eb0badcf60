"""An address on request: who is shown it, what is asked of them, what is kept, and what PostgreSQL holds."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from audit.models import Entry
from cases.services import show_home
from families.models import AddressShown
from families.services import join_families, show_address
from inputs.errors import NotAllowed, RuleBroken
from tests.browser import check_page, sign_in
from tests.days import today
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db
WHY = "I bring a car seat to them this afternoon."


def hidden_case(**fields):
    """A case of a family whose address must not be known."""
    at = centres.centre()
    return cases.case_led_by(centres.support_worker(at), at, of=families.family(at, **{"confidential": True, **fields}))


def asks(case, who, reason=WHY):
    return show_home(case=case, reason=reason, by=who, on=today())


def test_the_lead_is_shown_a_confidential_address_with_a_reason():
    case = hidden_case()
    assert asks(case, cases.lead_of(case)).in_full == "12 Elm Street, LS1 4AP"


def test_the_manager_is_shown_it_with_a_reason():
    case = hidden_case()
    assert asks(case, centres.manager(case.centre)).in_full == "12 Elm Street, LS1 4AP"


@pytest.mark.parametrize("role", ["team", "emergency", "referrer", "action"])
def test_nobody_else_is_shown_it(role):
    case = hidden_case()
    who = case.referral.referred_by if role == "referrer" else centres.health_visitor(case.centre)
    if role == "team":
        cases.team_member(case, who)
    if role == "emergency":
        cases.break_glass(case, who)
    if role == "action":
        cases.action(who, case.centre, case=case)
    with pytest.raises(NotAllowed):
        asks(case, who)


@pytest.mark.parametrize("reason", ["", "To visit.", " " * 30])
def test_a_confidential_address_asks_for_a_reason(reason):
    case = hidden_case()
    with pytest.raises(RuleBroken) as broken:
        asks(case, cases.lead_of(case), reason)
    assert (broken.value.code, AddressShown.objects.exists()) == ("no_reason", False)


def test_an_ordinary_address_asks_for_none():
    case = hidden_case(confidential=False)
    assert asks(case, centres.manager(case.centre), "").in_full == "12 Elm Street, LS1 4AP"


def test_who_was_shown_it_when_and_why_is_kept_and_logged_without_the_address():
    case = hidden_case()
    lead = cases.lead_of(case)
    asks(case, lead)
    kept, entry = AddressShown.objects.get(), Entry.objects.get(verb="show_address")
    assert (kept.by, kept.reason, entry.by, entry.detail["shown"]) == (lead, WHY, lead, kept.pk)
    assert "Elm" not in str(entry.detail)


def test_the_manager_of_another_centre_is_not_shown_it():
    case = hidden_case()
    with pytest.raises(NotAllowed):
        show_address(family=case.family, reason=WHY, by=centres.manager(centres.centre()), on=today())


def test_postgresql_refuses_one_without_a_reason():
    case = hidden_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        AddressShown.objects.create(family=case.family, by=cases.lead_of(case), confidential=True, reason="x")


def test_postgresql_lets_nobody_change_or_remove_what_was_kept():
    case = hidden_case()
    asks(case, cases.lead_of(case))
    for change in (lambda rows: rows.update(reason="y" * 30), lambda rows: rows._raw_delete("default")):
        with pytest.raises(InternalError), transaction.atomic():
            change(AddressShown.objects.all())


def test_two_records_of_one_family_can_still_be_joined_afterwards():
    at = centres.centre()
    manager, known, new = centres.manager(at), families.family(at, confidential=True), families.family(at)
    show_address(family=new, by=manager, on=today())
    join_families(known=known, new=new, by=manager, on=today())
    assert AddressShown.objects.get().family == known


# --- the pages --------------------------------------------------------------------------------------------------


def page_of(case):
    return reverse("case_address", args=[case.pk])


def test_the_page_shows_it_on_the_answer_and_not_again(client):
    case = hidden_case()
    client.force_login(cases.lead_of(case))
    shown = client.post(page_of(case), {"reason": WHY})
    again = client.get(page_of(case))
    assert ("12 Elm Street" in shown.content.decode(), "Elm Street" in again.content.decode()) == (True, False)
    assert "no-store" in shown["Cache-Control"]


def test_a_reason_that_is_too_short_keeps_what_was_typed(client):
    case = hidden_case()
    client.force_login(cases.lead_of(case))
    answer = client.post(page_of(case), {"reason": "To visit them"})
    text = answer.content.decode()
    assert (answer.status_code, "To visit them" in text, "Elm Street" in text) == (422, True, False)


def test_a_member_of_the_team_is_refused_with_the_reason(client):
    case = hidden_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    client.force_login(member)
    assert client.get(page_of(case)).status_code == 403


def test_an_outsider_gets_404(client):
    case = hidden_case()
    client.force_login(centres.health_visitor(case.centre))
    assert client.post(page_of(case), {"reason": WHY}).status_code == 404


def test_the_manager_sees_an_ordinary_address_of_a_case_only_on_request(client):
    case = hidden_case(confidential=False)
    client.force_login(centres.manager(case.centre))
    text = client.get(reverse("case", args=[case.pk])).content.decode()
    assert ("Elm Street" in text, page_of(case) in text) == (False, True)
    assert "12 Elm Street" in client.post(page_of(case)).content.decode()


def test_the_familys_page_leads_the_manager_to_the_confidential_address(client):
    case = hidden_case()
    client.force_login(centres.manager(case.centre))
    address = reverse("address_show", args=[case.family_id])
    assert address in client.get(reverse("family", args=[case.family_id])).content.decode()
    assert "12 Elm Street" in client.post(address, {"reason": WHY}).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_asking_for_an_address_is_accessible(request, live_server, width):
    page, case = request.getfixturevalue(width), hidden_case()
    sign_in(page, live_server, cases.lead_of(case))
    check_page(page, live_server.url + page_of(case))
    page.get_by_role("button", name="Show the address").click()
    check_page(page, live_server.url + page_of(case))
