"""The meeting's answer, taken back, and what else a referrer is told."""

import pytest

from centres.status import Role
from inputs.errors import NotAllowed, RuleBroken
from referrals.services import add_to_referral, answer_referral, take_back_answer, tell_referrer
from referrals.status import DECIDED, FeedbackKind, ReferralStatus
from tests.days import days_ago, today
from tests.factories import centres, referrals


@pytest.fixture
def at(db):
    return centres.centre()


@pytest.fixture
def chair(at):
    return centres.manager(at)


def answer(referral, by, status=ReferralStatus.ACCEPTED, words="Support agreed."):
    return answer_referral(referral=referral, status=status, words=words, by=by, on=today())


@pytest.mark.parametrize("status", sorted(DECIDED))
def test_every_answer_reaches_the_referrer(at, chair, status):
    answered = answer(referrals.submitted_referral(at=at), chair, status)
    assert (answered.status, answered.decided_on) == (status, today())
    assert answered.feedback.get().words == "Support agreed."


def test_asking_for_more_decides_nothing(at, chair):
    asked = answer(referrals.submitted_referral(at=at), chair, ReferralStatus.MORE_NEEDED, "Has hearing been tested?")
    assert asked.decided_on is None


def test_an_answer_says_something(at, chair):
    with pytest.raises(RuleBroken) as caught:
        answer(referrals.submitted_referral(at=at), chair, words="\n")
    assert caught.value.code == "no_words"


@pytest.mark.parametrize("status", [ReferralStatus.DRAFT, ReferralStatus.WITHDRAWN, ReferralStatus.SUBMITTED])
def test_what_is_no_answer_is_refused(at, chair, status):
    with pytest.raises(RuleBroken) as caught:
        answer(referrals.submitted_referral(at=at), chair, status)
    assert caught.value.code == "not_an_answer"


def test_a_referral_is_not_answered_twice(at, chair):
    with pytest.raises(RuleBroken) as caught:
        answer(referrals.answered_referral(at=at), chair)
    assert caught.value.code == "status"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_who_does_not_work_with_families_answers_nothing(at, role):
    with pytest.raises(NotAllowed):
        answer(referrals.submitted_referral(at=at), centres.member(at, role))


def test_somebody_from_another_centre_answers_nothing(at):
    with pytest.raises(NotAllowed):
        answer(referrals.submitted_referral(at=at), centres.manager(centres.centre()))


def test_an_answer_taken_back_leaves_the_referral_waiting_and_the_referrer_untold(at, chair):
    back = take_back_answer(referral=referrals.answered_referral(at=at), by=chair, on=today())
    assert (back.status, back.decided_on, back.feedback.count()) == (ReferralStatus.SUBMITTED, None, 0)


def test_a_question_taken_back_leaves_the_referral_waiting(at, chair):
    back = take_back_answer(referral=referrals.more_needed_referral(at=at), by=chair, on=today())
    assert back.status == ReferralStatus.SUBMITTED


def test_a_second_answer_taken_back_leaves_the_question_standing(at, chair):
    asked = referrals.more_needed_referral(at=at)
    answer(asked, chair)
    assert take_back_answer(referral=asked, by=chair, on=today()).status == ReferralStatus.MORE_NEEDED


def test_there_is_nothing_to_take_back_before_an_answer(at, chair):
    with pytest.raises(RuleBroken) as caught:
        take_back_answer(referral=referrals.submitted_referral(at=at), by=chair, on=today())
    assert caught.value.code == "no_answer"


def test_an_answer_is_not_taken_back_over_another_referral_that_waits(at, chair):
    first = referrals.answered_referral(at=at, status=ReferralStatus.NOT_ACCEPTED)
    referrals.submitted_referral(at=at, family=first.family)
    with pytest.raises(RuleBroken) as caught:
        take_back_answer(referral=first, by=chair, on=today())
    assert caught.value.code == "already_waiting"


def test_an_administrator_takes_nothing_back(at):
    with pytest.raises(NotAllowed):
        take_back_answer(referral=referrals.answered_referral(at=at), by=centres.administrator(at), on=today())


def test_the_referrer_is_told_of_progress(at, chair):
    told = tell_referrer(
        referral=referrals.answered_referral(at=at),
        kind=FeedbackKind.PROGRESS,
        words="Visited twice.",
        by=chair,
        on=days_ago(1),
    )
    assert (told.kind, told.on) == (FeedbackKind.PROGRESS, days_ago(1))


def test_progress_says_something(at, chair):
    with pytest.raises(RuleBroken):
        tell_referrer(
            referral=referrals.answered_referral(at=at), kind=FeedbackKind.PROGRESS, words="", by=chair, on=today()
        )


def test_an_administrator_tells_the_referrer_nothing(at):
    with pytest.raises(NotAllowed):
        tell_referrer(
            referral=referrals.answered_referral(at=at),
            kind=FeedbackKind.PROGRESS,
            words="x",
            by=centres.administrator(at),
            on=today(),
        )


def test_the_referrer_adds_what_was_asked_for_and_it_waits_again(at):
    asked = referrals.more_needed_referral(at=at)
    added = add_to_referral(referral=asked, words="Hearing is fine.", by=asked.referred_by, on=today())
    assert added.status == ReferralStatus.SUBMITTED
    assert "Hearing is fine." in added.worries


def test_nothing_is_added_that_was_not_asked_for(at):
    waiting = referrals.submitted_referral(at=at)
    with pytest.raises(RuleBroken) as caught:
        add_to_referral(referral=waiting, words="x", by=waiting.referred_by, on=today())
    assert caught.value.code == "not_asked"


def test_only_the_referrer_adds(at, chair):
    with pytest.raises(NotAllowed):
        add_to_referral(referral=referrals.more_needed_referral(at=at), words="x", by=chair, on=today())
