"""A referrer whose agency the family excludes, or who works with families no more, tries to learn what is new."""

import pytest
from django.urls import reverse

from centres.models import Membership
from centres.status import Role
from consent.models import Agreement, SharingWish
from inputs.errors import NotAllowed
from referrals.models import Referral
from referrals.querysets import families_known_to
from referrals.services import join_known_family, start_draft, submit_referral
from tests.days import days_ago, today
from tests.factories import cases, centres, families, referrals

pytestmark = pytest.mark.django_db


def excluded(referral):
    """The family says, twenty days ago, that the referrer's agency must not know."""
    agency = cases.agency_of(referral.referred_by, referral.centre)
    SharingWish.objects.filter(family=referral.family, agency=agency).delete()
    families.wish(referral.family, agency, by=referral.referred_by, included=False)
    return referral


def page(client, referral):
    client.force_login(referral.referred_by)
    return client.get(reverse("referral", args=[referral.pk])).content.decode()


def test_what_was_told_after_the_exclusion_is_not_on_the_referrers_page(client):
    sent = excluded(referrals.answered_referral())
    sent.feedback.update(words="They moved in with her sister")
    before = referrals.feedback(sent, words="A lead was asked")
    sent.feedback.filter(pk=before.pk).update(on=days_ago(30))
    text = page(client, sent)
    assert ("her sister" in text, "A lead was asked" in text) == (False, True)


def test_what_was_told_after_the_exclusion_is_not_in_the_referrers_api(client):
    sent = excluded(referrals.answered_referral())
    client.force_login(sent.referred_by)
    shown = client.get(f"/api/v1/referrals/{sent.pk}/").json()
    assert (shown["feedback"], shown["family"]["safe_contact"], shown["status"]) == ([], "", "accepted")


def test_who_may_know_now_is_not_on_the_excluded_referrers_page(client):
    sent = excluded(referrals.answered_referral())
    other = centres.partner(sent.centre, name="Refuge of the North")
    families.wish(sent.family, other, by=sent.referred_by)
    assert "Refuge of the North" not in page(client, sent)


def test_the_manager_still_reads_everything(client):
    sent = excluded(referrals.answered_referral())
    client.force_login(centres.manager(sent.centre))
    text = client.get(reverse("referral", args=[sent.pk])).content.decode()
    assert "The meeting agreed support." in text


def test_an_excluded_referrer_cannot_refer_the_family_again():
    sent = excluded(referrals.answered_referral())
    with pytest.raises(NotAllowed):
        start_draft(centre=sent.centre, family=sent.family, by=sent.referred_by, on=today())


def test_an_excluded_referrer_does_not_find_the_family():
    sent = excluded(referrals.answered_referral())
    assert not families_known_to(sent.referred_by).exists()


def test_a_draft_about_a_family_that_excludes_its_writer_is_gone():
    sent = referrals.answered_referral()
    referrals.draft(by=sent.referred_by, at=sent.centre, family=sent.family)
    excluded(sent)
    assert list(Referral.objects.visible_to(sent.referred_by)) == [sent]


def test_whoever_took_an_agreement_cannot_let_their_excluded_agency_in_again(client):
    sent = excluded(referrals.answered_referral())
    client.force_login(sent.referred_by)
    assert client.get(reverse("wishes_change", args=[sent.family.pk])).status_code == 404


def test_an_excluded_agency_lists_no_agreement_of_the_family():
    sent = excluded(referrals.answered_referral())
    assert not Agreement.objects.visible_to(sent.referred_by).exists()


def test_joining_a_family_referred_as_new_does_not_lift_an_exclusion():
    at = centres.centre()
    known = families.family(at, name="Bellweather", child_name="Iris Bellweather")
    visitor = centres.health_visitor(at)
    families.wish(known, cases.agency_of(visitor, at), by=visitor, included=False)
    sent = submit_referral(referral=referrals.draft(by=visitor), details=referrals.details(), by=visitor, on=today())
    join_known_family(referral=sent, family=known, by=centres.manager(at), on=today())
    wish = known.wishes.get(agency=cases.agency_of(visitor, at), until=None)
    assert wish.included is False


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_a_referrer_who_is_something_else_now_sees_no_referral(role):
    sent = referrals.answered_referral()
    Membership.objects.filter(user=sent.referred_by).update(ends_on=days_ago(1))
    centres.member(sent.centre, role, user=sent.referred_by)
    assert not Referral.objects.visible_to(sent.referred_by).exists()
