"""The manager joins a family that was referred as new with the one the centre knows."""

import pytest

from consent.models import Agreement
from families.models import Adult, Care, Child, Family
from inputs.errors import NotAllowed, RuleBroken
from referrals.services import join_known_family, mark_not_known, submit_referral
from tests.days import days_ago, today
from tests.factories import centres, families, meetings, referrals


@pytest.fixture
def at(db):
    return centres.centre()


@pytest.fixture
def known(at):
    made = families.family(at, name="Bellweather", child_name="Iris Bellweather")
    made.children.update(date_of_birth=days_ago(800))
    made.adults.update(name="Tamsin Bellweather", phone="")
    Care.objects.update(responsibility="not_known")
    return made


@pytest.fixture
def sent(at, known):
    visitor = centres.health_visitor(at)
    details = referrals.details(safe_contact="Ring her sister")
    return submit_referral(referral=referrals.draft(by=visitor), details=details, by=visitor, on=today())


@pytest.fixture
def manager(at):
    return centres.manager(at)


def join(sent, known, by):
    return join_known_family(referral=sent, family=known, by=by, on=today())


def test_one_record_is_left(sent, known, manager):
    join(sent, known, manager)
    assert list(Family.objects.all()) == [known]


def test_the_same_child_is_one_and_the_unborn_child_is_added(sent, known, manager):
    joined = join(sent, known, manager)
    assert [child.unborn for child in Child.objects.filter(family=known)] == [False, True]
    assert set(joined.children.all()) == set(known.children.all())


def test_the_same_adult_is_one_and_keeps_what_was_told_now(sent, known, manager):
    join(sent, known, manager)
    assert [(adult.name, adult.phone) for adult in Adult.objects.all()] == [
        ("Tamsin Bellweather", "07700 900456"),
        ("Rory Bellweather", ""),
    ]


def test_parental_responsibility_that_was_not_known_is_known_now(sent, known, manager):
    join(sent, known, manager)
    born = Care.objects.get(adult__name="Tamsin Bellweather", child__date_of_birth__isnull=False)
    assert born.responsibility == "yes"


def test_the_agreement_is_the_known_familys(sent, known, manager):
    join(sent, known, manager)
    assert Agreement.objects.get().family == known and Agreement.objects.get().given_by.family == known


def test_the_newer_address_is_the_current_one(sent, known, manager):
    join(sent, known, manager)
    assert known.addresses.get(until=None).lines == "4 Quarry Lane"


def test_a_confidential_address_stays_confidential(sent, known, manager):
    known.addresses.update(confidential=True)
    join(sent, known, manager)
    assert known.addresses.get(until=None).confidential


def test_how_to_reach_them_is_what_both_records_say_the_newer_first(sent, known, manager):
    Family.objects.filter(pk=known.pk).update(safe_contact="Never on Fridays")
    join(sent, known, manager)
    known.refresh_from_db()
    assert known.safe_contact == "Ring her sister\nNever on Fridays"


@pytest.mark.parametrize("spelt", ["ls1 4ap", "LS14AP"])
def test_where_a_confidential_address_is_no_former_one_tells(sent, known, manager, spelt):
    sent.family.addresses.update(lines="12 Elm St", postcode=spelt, confidential=True)
    join(sent, known, manager)
    assert list(known.addresses.values_list("confidential", flat=True)) == [True, True]


def test_the_referral_is_no_longer_in_question(sent, known, manager):
    assert not join(sent, known, manager).maybe_known


def test_only_the_manager_joins_families(sent, known):
    with pytest.raises(NotAllowed):
        join(sent, known, sent.referred_by)


def test_families_of_two_centres_are_not_joined(sent, manager):
    elsewhere = families.family(centres.centre())
    with pytest.raises(NotAllowed):
        join(sent, elsewhere, manager)


def test_families_are_joined_once(sent, known, manager):
    join(sent, known, manager)
    with pytest.raises(RuleBroken) as caught:
        join(sent, known, manager)
    assert caught.value.code == "not_in_question"


def test_a_family_is_not_joined_with_itself(sent, known, manager):
    with pytest.raises(RuleBroken) as caught:
        join(sent, sent.family, manager)
    assert caught.value.code == "same_family"


def test_a_family_that_waits_already_is_not_joined(sent, known, manager):
    referrals.submitted_referral(family=known)
    with pytest.raises(RuleBroken) as caught:
        join(sent, known, manager)
    assert caught.value.code == "already_waiting"


def test_a_decided_referral_is_not_joined(sent, known, manager):
    sent.status = "not_accepted"
    sent.save()
    with pytest.raises(RuleBroken) as caught:
        join(sent, known, manager)
    assert caught.value.code == "not_waiting"


def test_the_manager_says_that_it_is_another_family(sent, manager):
    assert not mark_not_known(referral=sent, by=manager, on=today()).maybe_known


def test_only_the_manager_says_so(sent):
    with pytest.raises(NotAllowed):
        mark_not_known(referral=sent, by=sent.referred_by, on=today())


def test_what_is_settled_stays_settled(sent, manager):
    mark_not_known(referral=sent, by=manager, on=today())
    with pytest.raises(RuleBroken):
        mark_not_known(referral=sent, by=manager, on=today())


def test_an_agenda_item_about_the_new_family_is_about_the_known_one(at, sent, known, manager):
    team = meetings.team(at)
    item = meetings.referral_item(meetings.meeting(team), team, family=sent.family, referral=sent)
    join(sent, known, manager)
    item.refresh_from_db()
    assert item.family == known
