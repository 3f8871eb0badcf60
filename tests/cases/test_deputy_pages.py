"""Asking somebody to stand in, answering, and where everybody sees who does."""

import pytest
from django.urls import reverse

from cases.models import Deputy
from cases.services import accept_deputy
from tests.days import days_ago, today
from tests.factories import cases, centres, families
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A case that Sam leads."""
    at = centres.centre()
    return cases.case_led_by(centres.support_worker(at, name="Sam Worth"), at)


@pytest.fixture
def ada(case):
    """Who may stand in."""
    who = centres.support_worker(case.centre, name="Ada Byron")
    cases.wishes_to_include(case.family, cases.agency_of(who, case.centre), by=who)
    return who


def page(client, user, route, *args, status=200, **query):
    client.force_login(user)
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def sent(client, user, route, *args, **typed):
    client.force_login(user)
    return client.post(reverse(route, args=args), typed, follow=True)


def typed(ada, starts=0, ends=10, **changed):
    days = {"starts_on": str(days_ago(-starts)), "ends_on": str(days_ago(-ends))}
    return {"deputy": ada.pk, "matters": "Ring before nine.", **days, **changed}


def test_from_asking_to_the_case(client, case, ada):
    lead = cases.lead_of(case)
    answer = sent(client, lead, "deputy_ask", case.pk, **typed(ada))
    assert "Ada Byron is asked to stand in" in answer.content.decode()
    asked = Deputy.objects.get()
    assert "You are asked to stand in" in page(client, ada, "my_fortnight")
    shown = page(client, ada, "deputy_answer", asked.pk)
    assert case.family.name in shown and "Ring before nine." not in shown
    page(client, ada, "case", case.pk, status=404)
    shown = sent(client, ada, "deputy_answer", asked.pk, answer="accept").content.decode()
    assert "You stand in for Sam Worth until" in shown and "Ring before nine." in shown


def test_the_header_the_list_home_and_the_people_part_say_who_stands_in(client, case, ada):
    made = cases.deputy(case, ada)
    lead = cases.lead_of(case)
    assert "Ada Byron stands in until" in page(client, lead, "case", case.pk)
    assert "Ada Byron stands in until" in page(client, lead, "cases")
    assert "Families I stand in for" in page(client, ada, "my_fortnight")
    assert "You stand in for the lead" in page(client, ada, "cases")
    shown = page(client, lead, "case", case.pk, part="people")
    assert reverse("deputy_end", args=[made.pk]) in shown and "Standing in" in shown


def test_after_the_last_day_nothing_says_so_any_more_but_the_history_does(client, case, ada):
    cases.deputy(case, ada, starts_on=days_ago(9), ends_on=days_ago(1))
    lead = cases.lead_of(case)
    assert "stands in until" not in page(client, lead, "case", case.pk, part="plan")
    assert "Ada Byron agreed to stand in for Sam Worth" in page(client, lead, "case", case.pk)
    assert "stood in for Sam Worth" in page(client, lead, "case", case.pk, part="people")
    page(client, ada, "case", case.pk, status=404)


def test_what_they_should_know_is_for_who_settles_what_is_next(client, case, ada):
    cases.deputy(case, ada, matters="Ring before nine.")
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    seen = [
        "Ring before nine." in page(client, who, "case", case.pk, part="people")
        for who in (ada, cases.lead_of(case), centres.manager(case.centre), member)
    ]
    over_api = [
        page(client, who, "case-deputies", case.pk).count("Ring before nine.") for who in (cases.lead_of(case), member)
    ]
    assert (seen, over_api) == ([True, True, True, False], [1, 0])


def test_who_stands_in_is_offered_neither_closing_nor_handing_over(client, case, ada):
    cases.deputy(case, ada)
    review = reverse("review_hold", args=[cases.pending_review(case).pk])
    reviews, people = (page(client, ada, "case", case.pk, part=part) for part in ("reviews", "people"))
    assert review in reviews and reverse("case_close", args=[case.pk]) not in reviews
    assert not [one for one in ("lead_hand_over", "deputy_ask") if reverse(one, args=[case.pk]) in people]
    held = page(client, ada, "review_hold", cases.pending_review(case).pk)
    assert 'value="close"' not in held and "closing_words" not in held
    assert 'value="close"' in page(client, cases.lead_of(case), "review_hold", cases.pending_review(case).pk)


def test_what_was_typed_stays_and_what_is_wrong_stands_beside_the_field(client, case, ada):
    answer = sent(client, cases.lead_of(case), "deputy_ask", case.pk, **typed(ada, starts=5, ends=4))
    shown = answer.content.decode()
    assert answer.status_code == 422 and "Ring before nine." in shown and "id_ends_on-error" in shown
    assert not Deputy.objects.exists()


def test_who_stands_in_then_already_is_said_beside_the_first_day(client, case, ada):
    cases.deputy(case, ada)
    other = centres.support_worker(case.centre, name="Una Grey")
    cases.wishes_to_include(case.family, cases.agency_of(other, case.centre), by=other)
    answer = sent(client, cases.lead_of(case), "deputy_ask", case.pk, **typed(other))
    assert answer.status_code == 422 and "Ada Byron stands in from" in answer.content.decode()


def test_declining_without_a_reason_says_so_and_keeps_the_answer(client, case, ada):
    asked = cases.asked_to_deputise(case, ada)
    answer = sent(client, ada, "deputy_answer", asked.pk, answer="decline")
    shown = answer.content.decode()
    assert answer.status_code == 422 and "id_reason-error" in shown and 'value="decline" checked' in shown


def test_who_says_yes_for_later_is_told_from_when(client, case, ada):
    asked = cases.asked_to_deputise(case, ada, starts_on=days_ago(-3))
    shown = sent(client, ada, "deputy_answer", asked.pk, answer="accept").content.decode()
    assert "The case opens to you then." in shown
    page(client, ada, "deputy_answer", asked.pk, status=404)


def test_a_confidential_address_is_asked_about(client, case, ada):
    case.family.addresses.update(confidential=True)
    home = case.family.addresses.get()
    words = f"They live at {home.lines}, {home.postcode}"
    answer = sent(client, cases.lead_of(case), "deputy_ask", case.pk, **typed(ada, matters=words))
    assert answer.status_code == 422 and not Deputy.objects.exists()


def test_one_form_asks_for_several_families_and_one_answer_accepts_them(client, case, ada):
    lead = cases.lead_of(case)
    other, third = (
        cases.case_led_by(lead, case.centre, of=families.family(case.centre, name=name)) for name in ("Marsh", "Reed")
    )
    for one in (other, third):
        cases.wishes_to_include(one.family, cases.agency_of(ada, case.centre), by=ada)
    shown = page(client, lead, "deputy_ask", case.pk)
    assert "Marsh" in shown and "Reed" in shown
    sent(client, lead, "deputy_ask", case.pk, **typed(ada, also=[other.pk]))
    assert list(Deputy.objects.order_by("pk").values_list("case", "matters")) == [
        (case.pk, "Ring before nine."), (other.pk, ""),
    ]  # fmt: skip
    asked = case.deputies.get()
    assert "the same for Marsh" in page(client, ada, "deputy_answer", asked.pk)
    sent(client, ada, "deputy_answer", asked.pk, answer="accept", also="on")
    assert list(Deputy.objects.values_list("status", flat=True)) == ["accepted", "accepted"]


def test_what_stands_in_the_way_for_one_of_them_is_said_with_its_name_and_nobody_is_asked(client, case, ada):
    lead = cases.lead_of(case)
    other = cases.case_led_by(lead, case.centre, of=families.family(case.centre, name="Marsh"))
    answer = sent(client, lead, "deputy_ask", case.pk, **typed(ada, also=[other.pk]))
    shown = answer.content.decode()
    assert answer.status_code == 422 and "This is so for Marsh." in shown and not Deputy.objects.exists()


def test_of_a_colleagues_families_none_is_offered(client, case, ada):
    cases.case_led_by(ada, case.centre, of=families.family(case.centre, name="Marsh"))
    assert "Marsh" not in page(client, cases.lead_of(case), "deputy_ask", case.pk)


def test_the_familys_copy_and_its_copy_of_a_review_say_who_stands_in(client, case, ada):
    cases.deputy(case, ada)
    held = cases.held_review(case, by=cases.lead_of(case))
    assert "Stands in for your lead professional until" in page(client, ada, "family_copy", case.family_id)
    assert "Ada Byron" in page(client, ada, "review_copy", held.pk)


def test_ending_it_early_from_the_people_part(client, case, ada):
    made = cases.deputy(case, ada)
    shown = sent(client, cases.lead_of(case), "deputy_end", made.pk).content.decode()
    assert "Ada Byron no longer stands in." in shown
    answer = sent(client, ada, "deputy_end", made.pk)
    assert answer.status_code == 404


def test_who_ends_it_for_themselves_comes_home(client, case, ada):
    made = cases.deputy(case, ada)
    answer = sent(client, ada, "deputy_end", made.pk)
    assert answer.redirect_chain[-1][0] == reverse("my_fortnight")


def test_the_days_of_an_absence_stand_in_the_form(client, case, ada):
    query = {"starts_on": "2026-12-07", "ends_on": "2026-12-18"}
    shown = page(client, cases.lead_of(case), "deputy_ask", case.pk, **query)
    assert "2026" in shown and 'id="id_starts_on"' in shown
    page(client, cases.lead_of(case), "deputy_ask", case.pk, starts_on="soon")


def test_the_people_part_costs_as_much_for_many(client, case, ada):
    client.force_login(cases.lead_of(case))
    address, asked = reverse("case", args=[case.pk]) + "?part=people", []
    for number in (3, 30):
        for day in range(number):
            first = days_ago(-100 * number - 2 * day)
            cases.deputy(case, ada, starts_on=first, ends_on=first)
        queries_of(client, address)
        asked.append(queries_of(client, address))
    assert asked[0] == asked[1]


def test_the_same_over_the_api(client, case, ada):
    lead, days = cases.lead_of(case), {"starts_on": str(today()), "ends_on": str(days_ago(-5))}
    client.force_login(lead)
    kind = {"content_type": "application/json"}
    made = client.post(reverse("case-deputies", args=[case.pk]), {"user": ada.pk, **days}, **kind)
    assert made.status_code == 201, made.content
    client.force_login(ada)
    [row] = client.get(reverse("deputy-list")).json()["results"]
    assert (row["case_reference"], row["stands_in_for"]) == (case.reference, "Sam Worth")
    done = client.post(reverse("deputy-accept", args=[row["id"]]), **kind).json()
    header = client.get(reverse("case-detail", args=[case.pk])).json()
    assert (done["status"], header["deputy"], header["deputy_until"]) == ("accepted", "Ada Byron", days["ends_on"])
    assert client.post(reverse("deputy-end", args=[row["id"]]), **kind).json()["status"] == "ended"


def test_a_program_says_no(client, case, ada):
    asked = cases.asked_to_deputise(case, ada)
    client.force_login(ada)
    address, kind = reverse("deputy-decline", args=[asked.pk]), {"content_type": "application/json"}
    assert client.post(address, {"reason": "Away too."}, **kind).json()["reason"] == "Away too."


def test_accepting_twice_says_so(client, case, ada):
    asked = cases.asked_to_deputise(case, ada, starts_on=today())
    accept_deputy(deputy=asked, by=ada, on=today())
    answer = sent(client, ada, "deputy_answer", asked.pk, answer="accept")
    assert answer.status_code == 422 and "has already accepted" in answer.content.decode()
