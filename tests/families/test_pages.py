"""The manager's pages of families."""

import pytest
from django.urls import reverse

from audit.models import Entry
from families.models import Child
from tests.days import days_ago
from tests.factories import centres, families
from tests.queries import asked


@pytest.fixture
def at(db):
    return centres.centre()


@pytest.fixture
def manager(at, client):
    person = centres.manager(at)
    client.force_login(person)
    return person


@pytest.fixture
def home(at):
    return families.family(at)


def text(response):
    return response.content.decode()


def test_the_list_is_in_the_order_of_names_and_goes_on(client, at, manager):
    made = families.many(30, at, by=manager)
    first = text(client.get(reverse("families")))
    assert "Family 000" in first and "Family 029" not in first
    assert "Family 029" in text(client.get(reverse("families"), {"after": made[24][0].pk}))


@pytest.mark.parametrize("after", ["x", "-1", "9" * 50, "7" * 15])
def test_a_made_up_place_in_the_list_is_answered(client, manager, after):
    assert client.get(reverse("families"), {"after": after}).status_code == 200


def test_queries_of_the_list_do_not_grow_with_its_rows(client, at, manager):
    counts = []
    for more in (10, 290):
        families.many(more, at, by=manager)
        with asked() as caught:
            client.get(reverse("families"))
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 17


def test_a_search_shows_what_was_found_and_nothing_else(client, at, manager, home):
    families.family(at, name="Petrov", child_name="Milo Petrov")
    found = text(client.get(reverse("families"), {"q": "milo"}))
    assert "Petrov" in found and "Okafor" not in found


def test_the_list_is_in_the_log(client, manager, home):
    client.get(reverse("families"))
    assert Entry.objects.filter(verb="families", subject_id=home.pk, by=manager).exists()


def test_nobody_but_a_manager_sees_the_list(client, at, home):
    client.force_login(centres.health_visitor(at))
    answer = client.get(reverse("families"))
    assert answer.status_code == 403 and "Only a centre’s manager" in text(answer)
    assert home.reference not in text(answer)


def test_a_birth_is_recorded_on_its_page(client, manager, home):
    child = Child.objects.create(family=home, expected_on=days_ago(-5))
    client.post(reverse("birth_record", args=[home.pk, child.pk]), {"name": "Ivy", "date_of_birth": "today"})
    answer = client.post(
        reverse("birth_record", args=[home.pk, child.pk]),
        {"name": "Ivy", "date_of_birth": days_ago(1).strftime("%d %m %Y")},
    )
    child.refresh_from_db()
    assert (answer.status_code, child.name) == (302, "Ivy")


def test_a_birth_in_the_future_is_said_beside_its_field(client, manager, home):
    child = Child.objects.create(family=home, expected_on=days_ago(-5))
    answer = client.post(
        reverse("birth_record", args=[home.pk, child.pk]),
        {"name": "Ivy", "date_of_birth": days_ago(-1).strftime("%d %m %Y")},
    )
    assert (
        answer.status_code == 422 and "must be today or in the past" in text(answer) and 'value="Ivy"' in text(answer)
    )


def test_a_child_of_another_family_is_not_found(client, at, manager, home):
    child = Child.objects.create(family=families.family(at), expected_on=days_ago(-5))
    assert client.get(reverse("birth_record", args=[home.pk, child.pk])).status_code == 404


def test_an_address_is_changed_on_its_page(client, manager, home):
    client.post(reverse("address_change", args=[home.pk]), {"lines": "9 New Road", "postcode": "ls21aa"})
    assert str(home.addresses.get(until=None)) == "9 New Road, LS2 1AA"


def test_half_an_address_is_asked_for_and_kept(client, manager, home):
    answer = client.post(reverse("address_change", args=[home.pk]), {"lines": "9 New Road", "postcode": ""})
    assert answer.status_code == 422 and 'value="9 New Road"' in text(answer)


def test_families_of_another_centre_are_not_found(client, manager):
    other = families.family(centres.centre())
    for name in (
        "family",
        "address_change",
        "agreement_record",
        "agreement_withdraw",
        "refusal_record",
        "wishes_change",
    ):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404


def test_nobody_who_is_not_signed_in_sees_anything(client, home):
    for name in ("families", "referrals", "referral_start"):
        assert "/account/login/" in client.get(reverse(name)).url
