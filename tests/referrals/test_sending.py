"""Sending a referral: who may, what must be true, and what happens when two people do it at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connection

from centres.models import Membership
from centres.status import Role
from consent.models import Agreement
from consent.status import Capacity, How
from families.models import Family
from inputs.errors import NotAllowed, RuleBroken
from referrals.models import Referral
from referrals.services import NewFamily, submit_referral, withdraw_referral
from referrals.status import ReferralStatus
from tests.days import days_ago, today
from tests.factories import centres, families, referrals


@pytest.fixture
def at(db):
    return centres.centre()


@pytest.fixture
def visitor(at):
    return centres.health_visitor(at)


def send(referral, details, by):
    return submit_referral(referral=referral, details=details, by=by, on=today())


def broken(code, referral, details, by):
    with pytest.raises(RuleBroken) as caught:
        send(referral, details, by)
    assert caught.value.code == code
    return caught.value


def test_a_new_family_is_put_on_record_with_its_unborn_child(at, visitor):
    sent = send(referrals.draft(by=visitor), referrals.details(), visitor)
    assert [child.unborn for child in sent.family.children.all()] == [False, True]


def test_a_sent_referral_waits_for_the_meeting(at, visitor):
    assert send(referrals.draft(by=visitor), referrals.details(), visitor).status == ReferralStatus.SUBMITTED


def test_sending_records_the_agreement_of_the_adult_named(at, visitor):
    details = referrals.details(agreement=referrals.agreement_given(1, capacity=Capacity.EXPECTANT_PARENT))
    sent = send(referrals.draft(by=visitor), details, visitor)
    assert (sent.agreement.given_by.name, sent.agreement.taken_by) == ("Rory Bellweather", visitor)


def test_sending_records_who_may_know_and_that_the_own_agencies_do(at, visitor):
    council = centres.partner(at, name="Council")
    centres.manager(at, of=council)
    nursery, housing = centres.partner(at, name="Nursery"), centres.partner(at, name="Housing")
    details = referrals.details(may_know=[nursery.pk], must_not_know=[housing.pk], wish_words={housing.pk: "Not them"})
    sent = send(referrals.draft(by=visitor), details, visitor)
    wishes = {wish.agency.name: (wish.included, wish.words) for wish in sent.family.wishes.current()}
    assert wishes == {
        "Council": (True, ""),
        "Nursery": (True, ""),
        "Housing": (False, "Not them"),
        sent.agency.name: (True, ""),
    }


def test_a_family_on_record_keeps_its_agreement_in_force(at, visitor):
    known = families.family(at, created_by=visitor)
    agreement = families.agreement(known, by=visitor)
    sent = send(referrals.draft(by=visitor), referrals.details(known, agreement=None), visitor)
    assert sent.agreement == agreement


def test_how_to_reach_a_family_on_record_is_brought_up_to_date(at, visitor):
    known = families.family(at, created_by=visitor)
    details = referrals.details(known, safe_contact="Ring her mother", interpreter_needed=True)
    sent = send(referrals.draft(by=visitor), details, visitor)
    assert (sent.family.safe_contact, sent.family.interpreter_needed) == ("Ring her mother", True)


def test_a_referral_without_agreement_is_refused_beside_its_field(at, visitor):
    refused = broken("no_agreement", referrals.draft(by=visitor), referrals.details(agreement=None), visitor)
    assert refused.field == "agreed"


def test_nothing_is_put_on_record_by_a_referral_that_is_refused(at, visitor):
    broken("no_agreement", referrals.draft(by=visitor), referrals.details(agreement=None), visitor)
    assert not Family.objects.exists()


@pytest.mark.parametrize("state", ["withdrawn", "expired", "refused"])
def test_an_agreement_that_is_not_in_force_does_not_serve(at, visitor, state):
    known = families.family(at, created_by=visitor)
    if state == "withdrawn":
        families.withdrawn_agreement(known, by=visitor)
    elif state == "expired":
        families.agreement(known, by=visitor, given_on=days_ago(400), until=days_ago(1))
    else:
        families.agreement(known, by=visitor, status="refused")
    broken("no_agreement", referrals.draft(by=visitor), referrals.details(known, agreement=None), visitor)


def test_a_spoken_agreement_needs_a_witness(at, visitor):
    details = referrals.details(agreement=referrals.agreement_given(how=How.VERBAL))
    assert broken("no_witness", referrals.draft(by=visitor), details, visitor).field == "witness"


def test_an_agreement_of_the_future_is_refused(at, visitor):
    details = referrals.details(agreement=referrals.agreement_given(given_on=days_ago(-1)))
    broken("given_later", referrals.draft(by=visitor), details, visitor)


def test_an_adult_without_parental_responsibility_cannot_agree(at, visitor):
    known = families.family(at, created_by=visitor)
    known.adults.get().cares.update(responsibility="no")
    broken("no_responsibility", referrals.draft(by=visitor), referrals.details(known), visitor)


def test_an_adult_of_another_family_cannot_agree(at, visitor):
    known, other = families.family(at, created_by=visitor), families.family(at)
    details = referrals.details(known, agreement=referrals.agreement_given(other.adults.get()))
    broken("not_of_this_family", referrals.draft(by=visitor), details, visitor)


@pytest.mark.parametrize(("tier", "code"), [(1, "tier_1"), (4, "tier_4"), (7, "no_tier")])
def test_only_tiers_two_and_three_go_to_the_meeting(at, visitor, tier, code):
    assert broken(code, referrals.draft(by=visitor), referrals.details(tier=tier), visitor).field == "tier"


def test_a_referral_says_what_worries(at, visitor):
    broken("no_worries", referrals.draft(by=visitor), referrals.details(worries=" \n"), visitor)


def test_a_text_longer_than_the_record_is_refused(at, visitor):
    assert (
        broken("too_long", referrals.draft(by=visitor), referrals.details(tried="x" * 5001), visitor).field == "tried"
    )


def test_the_agency_that_runs_the_meeting_cannot_be_left_out(at, visitor):
    council = centres.partner(at)
    centres.manager(at, of=council)
    broken("runs_the_meeting", referrals.draft(by=visitor), referrals.details(must_not_know=[council.pk]), visitor)


def test_an_agency_that_does_not_work_with_the_centre_cannot_be_named(at, visitor):
    stranger = centres.agency()
    broken("not_a_partner", referrals.draft(by=visitor), referrals.details(may_know=[stranger.pk]), visitor)


def test_a_family_waits_for_one_meeting_at_a_time(at, visitor):
    known = families.family(at, created_by=visitor)
    referrals.submitted_referral(family=known)
    broken("already_waiting", referrals.draft(by=visitor), referrals.details(known), visitor)


def test_children_of_another_family_are_refused(at, visitor):
    known, other = families.family(at, created_by=visitor), families.family(at)
    details = referrals.details(known, children=list(other.children.all()))
    broken("other_child", referrals.draft(by=visitor), details, visitor)


def test_a_sent_referral_is_not_sent_again(at, visitor):
    draft = referrals.draft(by=visitor)
    send(draft, referrals.details(), visitor)
    broken("already_sent", draft, referrals.details(), visitor)


def test_a_new_family_without_children_is_refused(at, visitor):
    details = referrals.details(new_family=referrals.new_family(children=[]))
    broken("no_children", referrals.draft(by=visitor), details, visitor)


def test_a_referral_about_no_family_is_refused(at, visitor):
    broken("which_family", referrals.draft(by=visitor), referrals.details(new_family=None), visitor)


def test_a_family_the_referrer_does_not_know_cannot_be_referred_by_its_number(at, visitor):
    stranger = families.family(at)
    with pytest.raises(NotAllowed):
        send(referrals.draft(by=visitor), referrals.details(stranger), visitor)


def test_nobody_sends_somebody_elses_draft(at, visitor):
    with pytest.raises(NotAllowed):
        send(referrals.draft(by=visitor), referrals.details(), centres.manager(at))


def test_a_membership_that_has_ended_sends_nothing(at, visitor):
    draft = referrals.draft(by=visitor)
    Membership.objects.filter(user=visitor).update(ends_on=days_ago(1))
    with pytest.raises(NotAllowed):
        send(draft, referrals.details(), visitor)


def test_an_administrator_cannot_send_a_referral(at):
    person = centres.member(at, Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        send(referrals.draft(by=person), referrals.details(), person)


def test_a_new_family_that_looks_like_a_known_one_is_sent_and_marked(at, visitor):
    families.family(at, name="Bellweather", child_name="Iris Belweather")
    Family.objects.get().children.update(date_of_birth=days_ago(800))
    assert send(referrals.draft(by=visitor), referrals.details(), visitor).maybe_known


def test_a_family_of_another_centre_is_never_taken_for_this_one(at, visitor):
    families.family(centres.centre(), name="Bellweather", child_name="Iris Bellweather")
    assert not send(referrals.draft(by=visitor), referrals.details(), visitor).maybe_known


def test_a_referrer_takes_a_referral_back(at, visitor):
    sent = referrals.submitted_referral(by=visitor)
    assert withdraw_referral(referral=sent, by=visitor, on=today()).status == ReferralStatus.WITHDRAWN


def test_the_manager_takes_a_referral_back(at, visitor):
    sent = referrals.submitted_referral(by=visitor)
    assert withdraw_referral(referral=sent, by=centres.manager(at), on=today()).status == ReferralStatus.WITHDRAWN


def test_a_colleague_cannot_take_a_referral_back(at, visitor):
    with pytest.raises(NotAllowed):
        withdraw_referral(referral=referrals.submitted_referral(by=visitor), by=centres.health_visitor(at), on=today())


def test_a_decided_referral_cannot_be_taken_back(at, visitor):
    with pytest.raises(RuleBroken, match="Support agreed"):
        withdraw_referral(referral=referrals.answered_referral(by=visitor), by=visitor, on=today())


def at_once(*verbs):
    """Run verbs in threads that start together; return what each answered or raised."""
    start = Barrier(len(verbs))

    def run(verb):
        try:
            start.wait()
            return verb()
        except Exception as error:  # the test looks at what came
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_one_wins_and_the_other_is_told():
    at = centres.centre()
    visitor = centres.health_visitor(at)
    draft, details = referrals.draft(by=visitor), referrals.details()
    answers = at_once(*[lambda: send(draft, details, visitor)] * 2)
    lost = [answer for answer in answers if isinstance(answer, RuleBroken)]
    assert [error.code for error in lost] == ["already_sent"] and Family.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_refer_one_family_at_once_and_one_is_told_that_it_waits_already():
    at = centres.centre()
    one, other = centres.health_visitor(at), centres.health_visitor(at)
    known = families.family(at)
    for person in (one, other):
        referrals.withdrawn_referral(by=person, family=known)
    details = referrals.details(known)
    drafts = [(referrals.draft(by=one), one), (referrals.draft(by=other), other)]
    answers = at_once(*[lambda draft=draft, by=by: send(draft, details, by) for draft, by in drafts])
    lost = [answer for answer in answers if isinstance(answer, Exception)]
    assert [getattr(error, "code", error) for error in lost] == ["already_waiting"]


@pytest.mark.django_db(transaction=True)
def test_of_two_referrals_of_one_new_family_at_once_the_second_is_marked():
    at = centres.centre()
    one, other = centres.health_visitor(at), centres.health_visitor(at)
    details = referrals.details()
    drafts = [(referrals.draft(by=one), one), (referrals.draft(by=other), other)]
    at_once(*[lambda draft=draft, by=by: send(draft, details, by) for draft, by in drafts])
    assert sorted(Referral.objects.values_list("maybe_known", flat=True)) == [False, True]


def test_a_second_agreement_is_recorded_beside_the_first(at, visitor):
    known = families.family(at, created_by=visitor)
    families.agreement(known, by=visitor)
    send(referrals.draft(by=visitor), referrals.details(known), visitor)
    assert Agreement.objects.filter(family=known).count() == 2


def test_a_place_that_no_adult_has_cannot_agree(at, visitor):
    details = referrals.details(agreement=referrals.agreement_given(5))
    broken("who_agreed", referrals.draft(by=visitor), details, visitor)


def test_an_expectant_parent_agrees_before_the_birth(at, visitor):
    details = referrals.details(agreement=referrals.agreement_given(capacity=Capacity.EXPECTANT_PARENT))
    assert send(referrals.draft(by=visitor), details, visitor).agreement.capacity == Capacity.EXPECTANT_PARENT


def test_nobody_agrees_as_expectant_parent_when_nobody_is_expected(at, visitor):
    details = referrals.details(
        new_family=replace(referrals.new_family(), children=referrals.new_family().children[:1]),
        agreement=referrals.agreement_given(capacity=Capacity.EXPECTANT_PARENT),
    )
    assert isinstance(details.new_family, NewFamily)
    broken("nobody_expected", referrals.draft(by=visitor), details, visitor)
