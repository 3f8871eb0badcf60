"""Days on which a centre is closed: who says so, what is refused, where it is seen."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from audit.models import Entry
from centres.models import ClosedDays
from centres.services import close_on, open_again
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, today
from tests.factories import centres

pytestmark = pytest.mark.django_db


def closed(at, **facts):
    """The centre closes in a week, for a day."""
    given = {"first_on": days_ago(-7), "last_on": days_ago(-7), "why": "Training", "on": today()}
    return close_on(centre=at, **{"by": centres.manager(at), **given, **facts})


def broken(code, at, **facts):
    """Refused by the rule with this code."""
    with pytest.raises(RuleBroken) as error:
        closed(at, **facts)
    assert error.value.code == code, error.value.sentence


@pytest.mark.parametrize("who", [centres.manager, centres.administrator])
def test_whoever_keeps_the_directory_says_when_the_centre_is_closed(who):
    at = centres.centre()
    assert closed(at, by=who(at)).why == "Training"
    assert Entry.objects.filter(verb="close_on", centre_id=at.pk).exists()


def test_others_do_not():
    at = centres.centre()
    with pytest.raises(NotAllowed):
        closed(at, by=centres.support_worker(at))
    days = centres.closed_days(at, days_ago(-7))
    with pytest.raises(NotAllowed):
        open_again(days=days, by=centres.support_worker(at))


def test_the_last_day_is_not_before_the_first():
    broken("ends_before_start", centres.centre(), last_on=days_ago(-6))


def test_days_that_are_over_are_not_entered():
    broken("over_already", centres.centre(), first_on=days_ago(9), last_on=days_ago(1))


def test_a_slip_of_the_pen_in_the_year_is_noticed():
    at = centres.centre()
    broken("closed_too_long", at, last_on=days_ago(-38))
    assert closed(at, last_on=days_ago(-37))


def test_a_day_is_closed_once():
    at = centres.centre()
    centres.closed_days(at, days_ago(-5), days_ago(-9))
    broken("closed_already", at)


def test_another_centre_closes_when_it_likes():
    centres.closed_days(centres.centre(), days_ago(-5), days_ago(-9))
    assert closed(centres.centre())


def test_the_database_refuses_days_twice_and_days_backwards():
    at = centres.centre()
    centres.closed_days(at, date(2027, 1, 4), date(2027, 1, 8))
    for first, last in ((date(2027, 1, 8), date(2027, 1, 9)), (date(2027, 2, 2), date(2027, 2, 1))):
        with pytest.raises(IntegrityError), transaction.atomic():
            centres.closed_days(at, first, last)


@pytest.mark.django_db(transaction=True)
def test_two_people_close_the_same_day_at_once_and_one_is_told():
    at = centres.centre()
    people = [centres.manager(at), centres.administrator(at)]
    gate, codes = threading.Barrier(2), []

    def run(who):
        try:
            gate.wait(timeout=10)
            closed(at, by=who)
        except RuleBroken as error:
            codes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[who]) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert (codes, ClosedDays.objects.count()) == (["closed_already"], 1)


def typed(**fields):
    """What the form sends."""
    day = days_ago(-7)
    return {"first_on": f"{day:%d %m %Y}", "last_on": f"{day:%d %m %Y}", "why": "Training", **fields}


def test_the_page_takes_days_and_shows_them(client):
    at = centres.centre()
    client.force_login(centres.administrator(at))
    page = reverse("closed_days", args=[at.pk])
    assert "No days are recorded" in client.get(page).content.decode()
    assert "Training" in client.post(page, typed(), follow=True).content.decode()
    client.post(reverse("closed_days_end", args=[at.closed_days.get().pk]))
    assert not at.closed_days.exists()


def test_what_is_refused_stays_typed(client):
    at = centres.centre()
    client.force_login(centres.manager(at))
    answer = client.post(reverse("closed_days", args=[at.pk]), typed(last_on="1 1 2020"))
    assert answer.status_code == 422
    assert 'value="Training"' in answer.content.decode()


def test_the_directory_leads_there(client):
    at = centres.centre()
    client.force_login(centres.manager(at))
    assert reverse("closed_days", args=[at.pk]) in client.get(reverse("directory")).content.decode()
    client.force_login(centres.support_worker(at))
    assert reverse("closed_days", args=[at.pk]) not in client.get(reverse("directory")).content.decode()


def test_the_api_does_the_same(client):
    at = centres.centre()
    client.force_login(centres.manager(at))
    sent = {"centre": at.pk, "first_on": str(days_ago(-7)), "last_on": str(days_ago(-7)), "why": "Training"}
    made = client.post("/api/v1/closed-days/", sent, content_type="application/json")
    assert (made.status_code, made.json()["why"]) == (201, "Training")
    client.force_login(centres.support_worker(at))
    listed = client.get("/api/v1/closed-days/").json()["results"]
    assert [one["id"] for one in listed] == [made.json()["id"]]
    client.force_login(centres.manager(at))
    assert client.post(f"/api/v1/closed-days/{made.json()['id']}/open/").status_code == 204
    assert not at.closed_days.exists()
