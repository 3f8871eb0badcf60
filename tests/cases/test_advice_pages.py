"""Asking the link social worker and answering, on their pages and over the API."""

import pytest
from django.urls import reverse

from cases.models import Advice
from centres.status import Role
from tests.factories import cases, centres, families
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """A case with a goal and a contact, that Sam leads."""
    at = centres.centre()
    made = cases.case_led_by(centres.support_worker(at, name="Sam Worth"), at, of=families.family(at, name="Okonkwo"))
    cases.goal(made, by=cases.lead_of(made), words="Talk to nan")
    cases.contact(made, by=cases.lead_of(made), note="canary contact")
    return made


@pytest.fixture
def lee(case):
    """The centre's link social worker."""
    return centres.member(case.centre, Role.LINK_SOCIAL_WORKER, name="Lee Marsh")


def page(client, user, route, *args, status=200, **query):
    client.force_login(user)
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == status, answer.content[:300]
    return answer.content.decode()


def sent(client, user, route, *args, **typed):
    client.force_login(user)
    return client.post(reverse(route, args=args), typed, follow=True)


def test_from_the_question_to_the_answer(client, case, lee):
    lead = cases.lead_of(case)
    shown = sent(client, lead, "advice_ask", case.pk, of=lee.pk, question="He flinches. What now?").content.decode()
    assert "Lee Marsh has your question" in shown and "No answer yet." in shown
    assert "You are asked for advice" in page(client, lee, "my_fortnight")
    asked = Advice.objects.get()
    shown = sent(client, lee, "advice_answer", asked.pk, answer="Ring me before you go.").content.decode()
    assert "Ring me before you go." in shown and "after 0 minutes" in shown
    shown = page(client, lead, "case", case.pk, part="advice")
    assert "Ring me before you go." in shown and "Answered" in shown and "after 0 minutes" in shown
    assert "You are asked for advice" not in page(client, lee, "my_fortnight")


def test_the_one_link_social_worker_is_chosen_already(client, case, lee):
    assert f'value="{lee.pk}" checked' in page(client, cases.lead_of(case), "advice_ask", case.pk)


def test_who_is_asked_is_shown_header_and_plan_and_nothing_else(client, case, lee):
    asked = cases.advice(case, lee)
    shown = page(client, lee, "advice_answer", asked.pk)
    assert "Okonkwo" in shown and "Talk to nan" in shown
    assert "canary contact" not in shown and case.family.safe_contact not in shown
    page(client, lee, "case", case.pk, status=404)


def test_without_agreement_the_question_and_no_family(client, case, lee):
    lead = cases.lead_of(case)
    cases.without_agreement(case)
    assert "name nobody" in page(client, lead, "advice_ask", case.pk)
    asked = cases.advice(case, lee, question="Somebody flinches. What now?")
    shown = page(client, lee, "advice_answer", asked.pk)
    assert "Somebody flinches." in shown and "You are not shown which family it is about" in shown
    assert not [word for word in ("Okonkwo", "Talk to nan", case.reference) if word in shown]
    home, over_api = page(client, lee, "my_fortnight"), page(client, lee, "advice-list")
    assert not [word for word in ("Okonkwo", case.reference) if word in home + over_api]


def test_what_was_typed_stays_when_something_is_missing(client, case, lee):
    centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    answer = sent(client, cases.lead_of(case), "advice_ask", case.pk, question="He flinches.")
    assert answer.status_code == 422 and "He flinches." in answer.content.decode()
    asked = cases.advice(case, lee)
    answer = sent(client, lee, "advice_answer", asked.pk, answer="")
    assert answer.status_code == 422 and "id_answer-error" in answer.content.decode()


def test_a_confidential_address_is_asked_about_in_both(client, case, lee):
    case.family.addresses.update(confidential=True)
    home = case.family.addresses.get()
    words = f"They live at {home.lines}, {home.postcode}"
    answer = sent(client, cases.lead_of(case), "advice_ask", case.pk, of=lee.pk, question=words)
    assert answer.status_code == 422 and not Advice.objects.exists()
    asked = cases.advice(case, lee)
    answer = sent(client, lee, "advice_answer", asked.pk, answer=words)
    assert answer.status_code == 422 and Advice.objects.get().answered_at is None


def test_a_centre_without_link_social_worker_says_so(client, case):
    assert "no link social worker" in page(client, cases.lead_of(case), "advice_ask", case.pk)


def test_a_reader_of_the_case_is_told_for_whom_it_is(client, case, lee):
    reader = centres.health_visitor(case.centre)
    cases.advice(case, lee, question="canary question")
    from cases.access import grant
    from tests.days import days_ago

    grant(case=case, to=reader, until=days_ago(-3), reason="Visit", by=cases.lead_of(case))
    shown = page(client, reader, "case", case.pk, part="advice")
    assert "canary question" not in shown and "is read by those who work with the family" in shown


def test_taking_a_question_back(client, case, lee):
    asked = cases.advice(case, lee)
    shown = sent(client, cases.lead_of(case), "advice_take_back", asked.pk).content.decode()
    assert "The question to Lee Marsh is taken back." in shown and "Taken back" in shown
    page(client, lee, "advice_answer", asked.pk, status=404)


def test_home_and_the_part_cost_as_much_for_many(client, case, lee):
    asked = []
    for number in (9, 30):
        for _ in range(number):
            cases.advice(cases.case_without_lead(case.centre), lee, by=cases.lead_of(case))
            cases.advice(case, lee)
        counts = []
        for who, address in ((lee, "/"), (cases.lead_of(case), reverse("case", args=[case.pk]) + "?part=advice")):
            client.force_login(who)
            queries_of(client, address)
            counts.append(queries_of(client, address))
        asked.append(counts)
    assert asked[0] == asked[1]


def test_the_same_over_the_api(client, case, lee):
    kind, lead = {"content_type": "application/json"}, cases.lead_of(case)
    client.force_login(lead)
    made = client.post(reverse("case-advice", args=[case.pk]), {"of": lee.pk, "question": "What now?"}, **kind)
    assert made.status_code == 201, made.content
    client.force_login(lee)
    [row] = client.get(reverse("advice-list")).json()["results"]
    assert (row["question"], row["case_reference"]) == ("What now?", case.reference)
    done = client.post(reverse("advice-answer", args=[row["id"]]), {"answer": "Ring me."}, **kind).json()
    assert (done["answer"], done["took"], done["waits"]) == ("Ring me.", "0 minutes", False)
    client.force_login(lead)
    [row] = client.get(reverse("case-advice", args=[case.pk])).json()["results"]
    assert row["answer"] == "Ring me."
    client.post(reverse("case-advice", args=[case.pk]), {"of": lee.pk, "question": "And now?"}, **kind)
    again = reverse("advice-take-back", args=[Advice.objects.latest("pk").pk])
    assert client.post(again, **kind).json()["taken_back_at"]
