"""One's own reminders over the API."""

import pytest
from rest_framework.test import APIClient

from reminders.models import Reminder
from reminders.services import remind
from tests.days import days_ago, today
from tests.factories import centres as make
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
API = "/api/v1/reminders/"


def told(who, key="action:1", on=None):
    """A reminder of `who`."""
    sentence = "An action of yours is due."
    remind(to=[who], kind="action", key=key, sentence=sentence, path="/actions/", on=on or today())
    return Reminder.objects.get(to=who, key=key)


@pytest.fixture
def who():
    return make.user()


@pytest.fixture
def api(who):
    client = APIClient()
    client.force_login(who)
    return client


def put_away(api, *ids):
    """What the API answers."""
    return api.post(f"{API}seen/", {"ids": list(ids)}, format="json")


def test_the_list_holds_ones_own_reminders_of_today_and_before(api, who):
    mine = [told(who), told(who, key="action:2", on=days_ago(1))]
    told(who, key="action:3", on=days_ago(-1))
    told(make.user())
    assert [one["id"] for one in api.get(API).json()["results"]] == [one.pk for one in mine]


def test_a_reminder_is_put_away(api, who):
    assert put_away(api, told(who).pk).json() == {"seen": 1}
    assert api.get(API).json()["count"] == 0


def test_somebody_elses_and_a_missing_one_change_nothing(api):
    other = told(make.user())
    assert put_away(api, other.pk, 2**63 - 1).json() == {"seen": 0}
    other.refresh_from_db()
    assert other.seen_at is None


@pytest.mark.parametrize("ids", ["x", ["x"], [2**63], [-1]])
def test_what_is_no_number_of_a_reminder_is_refused(api, ids):
    assert api.post(f"{API}seen/", {"ids": ids}, format="json").status_code == 400


def test_without_signing_in_there_is_nothing(client):
    assert client.get(API).status_code in (401, 403)
    assert client.post(f"{API}seen/", {}, content_type="application/json").status_code in (401, 403)


def test_the_list_costs_the_same_for_10_and_for_300(client, who):
    client.force_login(who)
    for number in range(10):
        told(who, key=f"few:{number}")
    few = queries_of(client, f"{API}?limit=200")
    Reminder.objects.bulk_create(
        Reminder(to=who, kind="action", key=f"many:{n}", sentence="Due.", path="/", on=today()) for n in range(290)
    )
    assert queries_of(client, f"{API}?limit=200") == few
