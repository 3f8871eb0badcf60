"""Where a family was told to go: what fits comes first, and it is asked later whether it helped."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.fitting import MOST_OTHERS, offered_to
from cases.models import Offer
from cases.services import answer_offer, record_offer, say_what_came
from cases.status import CameOf, OfferStatus
from centres.status import Need
from families.fitting import MOST_FITTING, services_for
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def accepted(case, lead, **fields):
    given = {"status": OfferStatus.ACCEPTED, "answered_on": days_ago(40), "on": days_ago(41)}
    return cases.offer(case, by=lead, **{**given, **fields})


def broken(verb, **facts):
    with pytest.raises(RuleBroken) as refused:
        verb(**facts, on=today())
    return refused.value.code


# --- whether it helped -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("came_of", CameOf.values)
def test_it_is_recorded_what_came_of_it(case, lead, came_of):
    offer = say_what_came(offer=accepted(case, lead), came_of=came_of, by=lead, on=today())
    assert (offer.came_of, offer.came_on, offer.came_by) == (came_of, today(), lead)


@pytest.mark.parametrize("status", [OfferStatus.WAITING, OfferStatus.REFUSED, OfferStatus.LATER])
def test_only_of_what_was_accepted(case, lead, status):
    answered = None if status == OfferStatus.WAITING else days_ago(1)
    offer = cases.offer(case, by=lead, status=status, answered_on=answered)
    assert broken(say_what_came, offer=offer, came_of=CameOf.HELPED, by=lead) == "not_taken_up"


def test_others_do_not_say_it(case, lead):
    with pytest.raises(NotAllowed):
        say_what_came(
            offer=accepted(case, lead), came_of=CameOf.HELPED, by=centres.health_visitor(case.centre), on=today()
        )


def test_another_answer_takes_it_back(case, lead):
    offer = say_what_came(offer=accepted(case, lead), came_of=CameOf.HELPED, by=lead, on=today())
    offer = answer_offer(offer=offer, status=OfferStatus.REFUSED, by=lead, on=today())
    assert (offer.came_of, offer.came_on, offer.came_by) == ("", None, None)


def test_postgresql_refuses_what_came_of_what_was_not_accepted(case, lead):
    with pytest.raises(IntegrityError, match="offer_came_of_what_was_accepted"), transaction.atomic():
        cases.offer(case, by=lead, came_of=CameOf.HELPED, came_on=today(), came_by=lead)


@pytest.mark.parametrize(("days", "asked"), [(27, False), (28, True)])
def test_it_is_asked_four_weeks_after_the_yes(case, lead, days, asked):
    accepted(case, lead, answered_on=days_ago(days))
    assert Offer.objects.to_ask_about(today()).exists() is asked


def test_what_was_said_is_asked_no_more(case, lead):
    say_what_came(offer=accepted(case, lead), came_of=CameOf.NOT_GONE, by=lead, on=today())
    assert not Offer.objects.to_ask_about(today()).exists()


def test_the_case_asks_and_then_shows_it(client, case, lead):
    offer = accepted(case, lead, what="Chatterbox")
    client.force_login(lead)
    address = reverse("offer_came", args=[offer.pk])
    story = reverse("case", args=[case.pk]) + "?part=story"
    assert f'"{address}"' in text(client.get(story))
    client.post(address, {"came_of": "helped"})
    shown = text(client.get(story))
    assert "It helped, said on" in shown
    assert "Did it help?" not in shown


def test_nothing_chosen_is_said_beside_the_field(client, case, lead):
    client.force_login(lead)
    answer = client.post(reverse("offer_came", args=[accepted(case, lead).pk]), {})
    assert answer.status_code == 422
    assert "Choose what came of it" in text(answer)


def test_a_program_says_it_too(client, case, lead):
    client.force_login(lead)
    address = f"/api/v1/offers/{accepted(case, lead).pk}/came/"
    assert client.post(address, {"came_of": "helped"}, content_type="application/json").json()["came_of"] == "helped"
    assert client.post(address, {"came_of": "x"}, content_type="application/json").status_code in (400, 422)


# --- what fits -------------------------------------------------------------------------------------------------


def names(rows):
    return [one.name for one in rows]


def test_what_fits_is_for_the_age_of_the_children(case):
    needs = case.referral.needs
    months = case.family.children.get().months(today())
    centres.service(case.centre, name="Fits", needs=needs, to_age_months=months)
    centres.service(case.centre, name="Too young", needs=needs, to_age_months=months - 1)
    assert names(services_for(case.family, case.centre_id, needs, today())) == ["Fits"]


def test_the_nearest_fits_first(case):
    case.family.addresses.update(postcode="BS4 1AA")
    for name, districts in (("A", ["LS1"]), ("B", ["BS4"])):
        centres.service(case.centre, name=name, needs=[Need.MONEY], districts=districts)
    assert names(services_for(case.family, case.centre_id, [Need.MONEY], today())) == ["B", "A"]


def test_a_confidential_address_moves_nothing_to_the_front(case):
    case.family.addresses.update(postcode="BS4 1AA", confidential=True)
    for name, districts in (("A", ["LS1"]), ("B", ["BS4"])):
        centres.service(case.centre, name=name, needs=[Need.MONEY], districts=districts)
    assert names(services_for(case.family, case.centre_id, [Need.MONEY], today())) == ["A", "B"]


def test_a_directory_of_hundreds_does_not_fill_the_form(case):
    source = centres.source(case.centre)
    for number in range(MOST_FITTING + 2):
        centres.fed(source, name=f"Fits {number:02}", needs=case.referral.needs)
    for number in range(MOST_OTHERS + 2):
        centres.fed(source, name=f"Other {number:02}", needs=[])
    fitting, others = offered_to(case, today(), needs_known=True)
    assert (len(fitting), others) == (MOST_FITTING, [])
    _, found = offered_to(case, today(), needs_known=True, words="other")
    assert len(found) == MOST_OTHERS


def test_another_service_is_looked_for_and_offered(client, case, lead):
    service = centres.fed(centres.source(case.centre), name="Zumba for parents", needs=[])
    client.force_login(lead)
    address = reverse("offer_record", args=[case.pk])
    assert "Zumba" not in text(client.get(address))
    assert "Zumba" in text(client.get(address, {"look": "zumba"}))
    client.post(f"{address}?look=zumba", {"service": service.pk, "offered_on": "today"})
    client.post(address, {"service": service.pk, "offered_on": f"{today():%d %m %Y}"})
    assert Offer.objects.get(service=service).what == "Zumba for parents"


def test_what_has_ended_is_offered_to_nobody(case, lead):
    service = centres.service(case.centre, ended_on=days_ago(1))
    assert broken(record_offer, case=case, service=service, offered_on=today(), by=lead) == "has_ended"
