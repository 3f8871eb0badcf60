"""What the questions about referrals count, each asked directly."""

import pytest

from centres.models import Membership
from centres.status import CASEWORK_ROLES, Role
from consent.models import SharingWish
from consent.status import Information
from referrals.models import Referral
from referrals.policies import may_refer_family
from referrals.querysets import MADE_IT, families_known_to
from referrals.status import ReferralStatus
from tests.days import days_ago, today
from tests.factories import centres, families, referrals, sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


@pytest.fixture
def visitor(at):
    return centres.health_visitor(at)


@pytest.fixture
def sent(at, visitor):
    """A referral that a health visitor sent."""
    return referrals.submitted_referral(by=visitor, at=at)


def becomes(who, **fields):
    Membership.objects.filter(user=who).update(**fields)


def agency_of(who):
    return Membership.objects.get(user=who).agency


def excludes(family, who, **fields):
    SharingWish.objects.filter(family=family, agency=agency_of(who)).delete()
    given = {"included": False, "since": days_ago(3), "recorded_by": who, **fields}
    SharingWish.objects.create(family=family, agency=agency_of(who), **given)


@pytest.mark.parametrize("role", Role)
def test_who_made_it_sees_it_in_every_job_with_families_there_and_in_no_other(at, sent, visitor, role):
    becomes(visitor, role=role)
    assert Referral.objects.made_by(visitor).exists() is (role in CASEWORK_ROLES)
    assert Referral.objects.visible_to(visitor).exists() is (role in CASEWORK_ROLES)
    becomes(visitor, centre=centres.centre())
    assert not Referral.objects.visible_to(visitor).exists()


@pytest.mark.parametrize("role", Role)
def test_of_others_it_is_seen_by_the_manager_of_the_centre_alone(at, sent, role):
    there, elsewhere = centres.member(at, role), centres.member(centres.centre(), role)
    seen = [Referral.objects.visible_to(who).exists() for who in (there, elsewhere)]
    assert seen == [role == Role.CENTRE_MANAGER, False]
    assert not Referral.objects.made_by(there).exists()


def test_a_draft_is_seen_by_nobody_else_and_by_its_writer_while_the_family_lets_them_know(at, visitor):
    made = referrals.draft(by=visitor, at=at, family=families.family(at))
    assert list(Referral.objects.visible_to(visitor)) == [made]
    assert not Referral.objects.visible_to(centres.manager(at)).exists()
    excludes(made.family, visitor)
    assert not Referral.objects.visible_to(visitor).exists()


def test_what_was_sent_stays_with_who_sent_it_also_when_the_family_excludes_them(sent, visitor):
    excludes(sent.family, visitor)
    assert list(Referral.objects.visible_to(visitor)) == [sent]


# --- what is kept from whoever made it -------------------------------------------------------------------------------


def kept_since(who, sent):
    return Referral.objects.with_exclusion(who, today()).get(pk=sent.pk).excluded_since


def test_it_is_known_since_when_the_family_keeps_it_from_whoever_asks(at, sent, visitor):
    assert kept_since(visitor, sent) is None
    excludes(sent.family, visitor)
    assert kept_since(visitor, sent) == days_ago(3)
    assert kept_since(centres.manager(at), sent) is None
    becomes(visitor, role=Role.CENTRE_MANAGER)
    assert kept_since(visitor, sent) is None


def test_who_works_for_a_second_agency_that_is_not_excluded_knows(at, sent, visitor):
    excludes(sent.family, visitor)
    centres.member(at, Role.SPECIALIST, user=visitor)
    assert kept_since(visitor, sent) is None


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_a_job_in_the_office_is_no_reason_to_know(at, sent, visitor, role):
    excludes(sent.family, visitor)
    sharing.kept(sent.family, agency_of(visitor), Information.PLAN, by=visitor)
    centres.member(at, role, user=visitor, of=agency_of(visitor))
    found = Referral.objects.with_exclusion(visitor, today()).get(pk=sent.pk)
    assert (found.excluded_since, found.sees_plan) == (days_ago(3), False)


def test_why_one_is_seen_is_said_of_that_one(at, sent, visitor):
    other = referrals.submitted_referral(by=centres.health_visitor(at), at=at)
    why = Referral.objects.why_seen
    assert (why(visitor, sent.pk), why(visitor, other.pk)) == ([MADE_IT], [])


def test_nothing_but_an_exclusion_of_this_family_of_this_agency_that_holds_keeps_it(at, sent, visitor):
    becomes(visitor, role=Role.ADMINISTRATOR)  # who works with no family: only a date is left to be found
    colleague = centres.health_visitor(at)
    excludes(sent.family, colleague, since=days_ago(1))
    excludes(families.family(at), visitor, since=days_ago(1))
    assert kept_since(visitor, sent) is None
    excludes(sent.family, visitor, included=True)
    assert kept_since(visitor, sent) is None
    excludes(sent.family, visitor, until=days_ago(1))
    assert kept_since(visitor, sent) is None


def test_how_it_went_on_is_kept_with_the_plan_but_from_no_manager(at, sent, visitor):
    def sees_plan(who):
        return Referral.objects.with_exclusion(who, today()).get(pk=sent.pk).sees_plan

    manager = centres.manager(at)
    before = sees_plan(visitor)
    for who in (visitor, manager):
        sharing.kept(sent.family, agency_of(who), Information.PLAN, by=visitor)
    assert (before, sees_plan(visitor), sees_plan(manager)) == (True, False, True)


# --- whom somebody may refer again -----------------------------------------------------------------------------------


def test_one_refers_again_whom_one_referred_or_put_on_record_or_manages(at, sent, visitor):
    mine, other = families.family(at, created_by=visitor), families.family(at)
    assert set(families_known_to(visitor)) == {sent.family, mine}
    assert set(families_known_to(centres.manager(at))) == {sent.family, mine, other}
    assert not families_known_to(centres.health_visitor(at)).exists()
    assert [bool(may_refer_family(visitor, one)) for one in (sent.family, mine, other)] == [True, True, False]


def test_only_while_one_works_there_with_families_for_an_agency_that_is_not_excluded(at, sent, visitor):
    excludes(sent.family, visitor)
    assert not families_known_to(visitor).exists()
    SharingWish.objects.all().delete()
    assert families_known_to(visitor).exists()
    centres.health_visitor(centres.centre(), user=visitor)
    Membership.objects.filter(user=visitor, centre=at).update(ends_on=days_ago(1))
    assert not families_known_to(visitor).exists()


def test_what_was_answered_waits_no_more(sent):
    assert list(Referral.objects.waiting()) == [sent]
    Referral.objects.update(status=ReferralStatus.ACCEPTED, decided_on=today())
    assert not Referral.objects.waiting().exists()
