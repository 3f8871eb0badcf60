"""Why can I see this: on a referral, a family and an agenda item, from the conditions that decide it."""

import pytest
from django.urls import reverse

from meetings.models import AgendaItem
from referrals.models import Referral
from tests.factories import centres

pytestmark = pytest.mark.django_db


def test_an_item_says_for_whom_one_is_expected(team, item):
    assert AgendaItem.objects.seen_by(team.health_visitor, item.pk).why == [
        "You are expected at this meeting for an agency that the family lets know."
    ]


def test_an_item_says_that_one_manages_the_centre(team, item):
    assert "You manage this centre." in AgendaItem.objects.seen_by(team.manager, item.pk).why


def test_an_item_has_nothing_to_say_to_whoever_may_not_see_it(team, item):
    stranger = centres.health_visitor(team.centre)
    seen = AgendaItem.objects.visible_to(stranger).filter(pk=item.pk).exists()
    assert (AgendaItem.objects.seen_by(stranger, item.pk).why, seen) == ([], False)


def test_a_referral_says_who_made_it(team, item):
    assert Referral.objects.why_seen(team.health_visitor, item.referral_id) == ["You made this referral."]


def test_the_pages_say_it(client, team, item):
    client.force_login(team.manager)
    addresses = [reverse("item", args=[item.pk]), reverse("referral", args=[item.referral_id]),
                 reverse("family", args=[item.family_id])]  # fmt: skip
    assert all("You manage this centre." in client.get(address).content.decode() for address in addresses)
