"""Splitting an item on its page and over the API."""

import pytest
from django.urls import reverse

from meetings.status import ItemStatus
from tests.days import days_ago
from tests.factories import meetings

pytestmark = pytest.mark.django_db


def test_the_button_splits_and_keeps_what_is_typed_on_the_whole(client, team, meeting):
    whole = meetings.progress_item(meeting, team)
    client.force_login(team.manager)
    typed = {"page": whole.pk, "version": 1, "reason": "Half a sentence", "part_title": "Housing"}
    client.post(reverse("item_split", args=[whole.pk]), typed)
    whole.refresh_from_db()
    assert (whole.typed, whole.parts.get().title) == ({"reason": "Half a sentence"}, "Housing")


def test_a_part_without_a_name_is_asked_for_beside_its_field(client, team, meeting):
    whole = meetings.progress_item(meeting, team)
    client.force_login(team.manager)
    answer = client.post(reverse("item_split", args=[whole.pk]), {"part_title": ""})
    assert answer.status_code == 422
    assert "Enter what the part is about" in answer.content.decode()


def test_the_api_splits(client, team, meeting):
    whole = meetings.progress_item(meeting, team)
    client.force_login(team.manager)
    told = client.post(
        reverse("item-split", args=[whole.pk]), {"title": "Housing"}, content_type="application/json"
    ).json()
    assert (told["kind"], told["part_of"], told["title"]) == ("part", whole.pk, "Housing")


@pytest.mark.parametrize(("route", "name"), [("item_split", "part_title"), ("item_put_off", "because")])
def test_a_confidential_address_is_asked_about_before_it_is_written_down(client, team, meeting, route, name):
    family = meetings.known_family(team)
    family.addresses.all().delete()
    family.addresses.create(lines="4 Quarry Lane", postcode="LS1 4BB", confidential=True, since=days_ago(9))
    whole = meetings.progress_item(meeting, team, case=meetings.led_case(team, family=family))
    client.force_login(team.manager)
    answer = client.post(reverse(route, args=[whole.pk]), {name: "The flat in 4 Quarry Lane"})
    whole.refresh_from_db()
    assert (answer.status_code, whole.status, whole.parts.count()) == (422, ItemStatus.WAITING, 0)
    client.post(reverse(route, args=[whole.pk]), {name: "The flat in 4 Quarry Lane", "address_checked": "yes"})
    whole.refresh_from_db()
    assert whole.status == ItemStatus.DEFERRED or whole.parts.count() == 1
