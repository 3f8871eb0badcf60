"""Searching, paging and the duplicate warning as a way to find out what one may not see."""

import pytest

from families.models import Family
from referrals.duplicates import Described, likely
from referrals.querysets import families_known_to
from tests.factories import centres, families, referrals

pytestmark = pytest.mark.django_db


def test_a_confidential_address_cannot_be_guessed_by_searching_for_its_postcode():
    at = centres.centre()
    visitor = centres.health_visitor(at)
    referrals.submitted_referral(by=visitor, at=at, family=families.family(at, confidential=True))
    assert not families_known_to(visitor).search("LS1 4AP").exists()


def test_an_address_that_is_not_confidential_is_found_by_its_postcode():
    at = centres.centre()
    families.family(at)
    assert Family.objects.visible_to(centres.manager(at)).search("ls14ap").exists()


def test_a_confidential_address_cannot_be_guessed_by_describing_a_family_that_lives_there():
    at = centres.centre()
    families.family(at, confidential=True)
    told = Described(names=["Grace Okafor-Lynd"], postcode="LS1 4AP")
    assert not likely(centres.health_visitor(at), at.pk, told).others


def test_paging_from_a_strangers_number_does_not_tell_where_their_name_stands():
    at, elsewhere = centres.centre(), centres.centre()
    families.family(at, name="Zimmer")
    stranger = families.family(elsewhere, name="Moss")
    mine = Family.objects.visible_to(centres.manager(at))
    assert list(mine.after(stranger.pk)) == list(mine.after(0))
