"""A referrer whose agency the family excludes, or who works with families no more, tries to learn what is new."""

import pytest
from django.urls import reverse

from centres.models import Membership
from centres.status import Role
from consent.models import Agreement, SharingWish
from consent.status import Information
from families.models import Family
from inputs.errors import NotAllowed
from referrals.duplicates import Described, Likely, likely
from referrals.models import Referral
from referrals.querysets import families_known_to
from referrals.services import choose_family, join_known_family, start_draft, submit_referral
from tests.days import days_ago, today
from tests.factories import cases, centres, families, referrals, sharing

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


@pytest.mark.parametrize("told_so", [True, False], ids=["still told", "excluded"])
def test_that_the_family_has_withdrawn_since_is_not_told(client, told_so):
    sent = referrals.submitted_referral()
    _ = told_so or excluded(sent)
    sent.agreement.status, sent.agreement.withdrawn_on, sent.agreement.withdrawn_by = "withdrawn", days_ago(1), "Mother"
    sent.agreement.save()
    assert ("agreement has ended" in page(client, sent)) == told_so


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


def second_job(sent):
    """A second job of the referrer, for an agency of which the family has said nothing."""
    agency = centres.partner(sent.centre)
    centres.member(sent.centre, Role.FAMILY_SUPPORT_WORKER, user=sent.referred_by, of=agency)
    return agency


def may_know(family):
    return set(SharingWish.objects.filter(family=family, until=None, included=True).values_list("agency", flat=True))


def refers_again(draft, family, **fields):
    return submit_referral(
        referral=draft, details=referrals.details(family, **fields), by=draft.referred_by, on=today()
    )


def test_a_second_job_does_not_let_the_excluded_agency_in_again():
    sent = excluded(referrals.answered_referral())
    kept_out, agency = cases.agency_of(sent.referred_by, sent.centre), second_job(sent)
    draft = start_draft(centre=sent.centre, family=sent.family, by=sent.referred_by, on=today())
    made = refers_again(draft, sent.family)
    assert made.agency == agency
    assert (kept_out.pk in may_know(sent.family), agency.pk in may_know(sent.family)) == (False, True)


@pytest.mark.parametrize("choosing", [False, True], ids=["excluded since", "chosen later"])
def test_a_draft_begun_for_the_agency_is_sent_for_the_other_job(choosing):
    sent = referrals.answered_referral()
    draft = referrals.draft(by=sent.referred_by, at=sent.centre, family=None if choosing else sent.family)
    excluded(sent)
    agency = second_job(sent)
    if choosing:
        choose_family(referral=draft, family=sent.family, by=sent.referred_by, on=today())
    assert refers_again(draft, sent.family).agency == agency
    assert may_know(sent.family).isdisjoint({draft.agency_id})


def test_an_agency_that_runs_the_meeting_by_now_stays_out_until_the_family_says_otherwise():
    sent = referrals.answered_referral()
    kept_out = centres.partner(sent.centre)
    families.wish(sent.family, kept_out, by=sent.referred_by, included=False)
    centres.manager(sent.centre, of=kept_out)
    draft = referrals.draft(by=sent.referred_by, at=sent.centre, family=sent.family)
    refers_again(draft, sent.family)
    assert kept_out.pk not in may_know(sent.family)


# --- what the family keeps from the referrer's agency ----------------------------------------------------------------


@pytest.fixture
def kept():
    """A referral of a family that keeps safeguarding notes from its referrer's agency."""
    sent = referrals.answered_referral()
    agency = cases.agency_of(sent.referred_by, sent.centre)
    sharing.kept(sent.family, agency, Information.SAFEGUARDING, by=centres.manager(sent.centre))
    Family.objects.filter(pk=sent.family_id).update(safe_contact="Never after six")
    return Referral.objects.get(pk=sent.pk)


def test_how_to_contact_safely_is_on_no_page_of_the_referrer(client, kept):
    draft = referrals.draft(by=kept.referred_by, at=kept.centre, family=kept.family)
    client.force_login(kept.referred_by)
    pages = [reverse("referral", args=[kept.pk]), reverse("referral_draft", args=[draft.pk]),
             reverse("referral_start"), f"/api/v1/referrals/{kept.pk}/", f"/api/v1/referrals/{draft.pk}/",
             "/api/v1/families/"]  # fmt: skip
    texts = [client.get(one).content.decode() for one in pages]
    assert [page for page, text in zip(pages, texts, strict=True) if "after six" in text] == []
    assert "Kept from the agency you work for" in texts[0]


def test_others_and_the_manager_still_read_how_to_contact_safely(client, kept):
    client.force_login(centres.manager(kept.centre))
    assert "Never after six" in client.get(reverse("referral", args=[kept.pk])).content.decode()


@pytest.mark.parametrize(("told", "stands"), [
    ("", "Never after six"), (None, "Never after six"), ("Text first", "Never after six\nText first"),
])  # fmt: skip
def test_who_does_not_read_it_adds_to_it_and_replaces_nothing(kept, told, stands):
    draft = referrals.draft(by=kept.referred_by, at=kept.centre, family=kept.family)
    refers_again(draft, kept.family, safe_contact=told)
    kept.family.refresh_from_db()
    assert kept.family.safe_contact == stands


# --- what is told while a "new" family is typed ---------------------------------------------------------------------


@pytest.mark.parametrize("guess", [
    {"names": ["Ada Okafor-Lynd"], "postcode": "LS1 4AP"}, {"names": ["Ada Okafor-Lynd"], "dates_of_birth": True},
    {"names": [], "nhs_numbers": ["9434765919"]},
])  # fmt: skip
def test_no_guess_about_a_stranger_is_confirmed(guess):
    sent = referrals.answered_referral()
    child = sent.family.children.get()
    type(child).objects.filter(pk=child.pk).update(name="Ada Okafor-Lind", nhs_number="9434765919")
    if "dates_of_birth" in guess:
        guess = {**guess, "dates_of_birth": [child.date_of_birth]}
    asker = centres.health_visitor(sent.centre)
    assert likely(asker, sent.centre_id, Described(**guess)) == Likely([], others=[])
    assert likely(sent.referred_by, sent.centre_id, Described(**guess)).families == [sent.family]
    assert likely(asker, sent.centre_id, Described(names=["Ada Okafor-Lind"])).others


def test_that_a_family_may_be_known_is_told_to_the_manager_alone(client):
    sent = referrals.submitted_referral(maybe_known=True)
    answers = []
    for who in (sent.referred_by, centres.manager(sent.centre)):
        client.force_login(who)
        one, rows = client.get(f"/api/v1/referrals/{sent.pk}/").json(), client.get("/api/v1/referrals/").json()
        answers.append((one["maybe_known"], [row["maybe_known"] for row in rows["results"]]))
    assert answers == [(False, [False]), (True, [True])]
