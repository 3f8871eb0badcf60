"""Taking items together and apart on their pages and over the API."""

import pytest
from django.urls import reverse

from tests.factories import meetings
from tests.meetings.joined import both_of_a_family, together

pytestmark = pytest.mark.django_db


def test_the_page_says_what_it_means_before_it_is_decided(client, team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    client.force_login(team.manager)
    shown = client.get(reverse("item", args=[case.pk])).content.decode()
    assert "Your decision answers this referral as well: Hanna Visser is told" in shown


def test_the_buttons_take_together_and_apart_and_keep_what_is_typed(client, team, meeting):
    referral, case = both_of_a_family(meeting, team)
    client.force_login(team.manager)
    typed = {"page": case.pk, "version": case.version, "reason": "Half a sentence", "host": case.pk}
    answer = client.post(reverse("item_together", args=[referral.pk]), typed)
    case.refresh_from_db()
    assert (answer.url, case.typed) == (reverse("item", args=[case.pk]), {"reason": "Half a sentence"})
    client.post(reverse("item_apart", args=[referral.pk]), {**typed, "version": case.version, "reason": "A whole one."})
    case.refresh_from_db()
    assert (meeting.items.waiting().count(), case.typed) == (2, {"reason": "A whole one."})


def test_the_api_takes_together_and_apart(client, team, meeting):
    referral, case = both_of_a_family(meeting, team)
    client.force_login(team.manager)
    told = client.post(
        reverse("item-together", args=[referral.pk]), {"host": case.pk}, content_type="application/json"
    ).json()
    assert (told["status"], told["taken_with"]) == ("together", case.pk)
    assert client.post(reverse("item-apart", args=[referral.pk])).json()["status"] == "waiting"


def test_an_item_of_another_centre_is_not_there_to_be_taken_with(client, team, meeting):
    referral, _ = both_of_a_family(meeting, team)
    elsewhere = meetings.team()
    _, theirs = both_of_a_family(meetings.running_meeting(elsewhere), elsewhere)
    client.force_login(team.manager)
    told = client.post(
        reverse("item-together", args=[referral.pk]), {"host": theirs.pk}, content_type="application/json"
    )
    assert told.status_code == 404
