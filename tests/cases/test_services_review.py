"""Holding the six-weekly review."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from cases.models import Case, Review
from cases.rules import next_review_day
from cases.services import GoalRated, HelpSaid, hold_review
from cases.status import CaseStatus, Closing
from inputs.errors import NotAllowed, RuleBroken
from referrals.models import Feedback
from tests.days import days_ago, later, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


def held(case, **facts):
    """The pending review, held by the lead."""
    given = {
        "review": cases.pending_review(case),
        "worker_rating": 6,
        "family_rating": 5,
        "decision": "go_on",
        "reason": "It helps.",
        "held_where": "home",
        "present": "Her mother",
        "help_said": HelpSaid({"staff": 4}),
        "by": cases.lead_of(case),
        "on": today(),
    }
    return hold_review(**{**given, **facts})


def broken(code, case, **facts):
    """Holding is refused by the rule with this code, and nothing is left behind."""
    with pytest.raises(RuleBroken) as error:
        held(case, **facts)
    assert error.value.code == code, error.value.sentence
    assert cases.pending_review(case).worker_rating is None


def test_a_held_review_has_the_familys_own_rating():
    assert held(cases.led_case()).family_rating == 5


def test_the_next_review_is_on_the_day_by_the_rule():
    case = cases.led_case()
    held(case)
    assert cases.pending_review(case).due_on == next_review_day(case.centre, today())


def test_the_next_review_counts_from_the_day_it_was_held():
    case = cases.led_case()
    held(case, held_on=days_ago(9))
    assert cases.pending_review(case).due_on == next_review_day(case.centre, days_ago(9))


def test_a_centre_that_reviews_every_four_weeks_has_its_next_in_four():
    case = cases.led_case(at=centres.centre(review_weeks=4))
    broken("review_too_far", case, next_due_on=today() + timedelta(days=29))
    held(case, next_due_on=today() + timedelta(days=28))
    assert cases.pending_review(case).due_on == today() + timedelta(days=28)


def test_the_sentence_names_the_weeks_of_the_centre():
    case = cases.led_case(at=centres.centre(review_weeks=4))
    with pytest.raises(RuleBroken, match="at most four weeks apart"):
        held(case, next_due_on=today() + timedelta(days=29))


def test_a_review_written_down_so_late_that_its_next_is_late_leaves_that_day():
    case = cases.led_case(opened_on=days_ago(90))
    held(case, held_on=days_ago(60))
    assert cases.pending_review(case).due_on == next_review_day(case.centre, days_ago(60))


def test_a_review_is_held_on_a_day_that_has_come():
    broken("date_too_late", cases.led_case(), held_on=days_ago(-1))


def test_a_review_is_not_held_before_the_last():
    case = cases.led_case()
    cases.held_review(case, by=cases.lead_of(case), held_on=days_ago(5), due_on=days_ago(5))
    broken("date_too_early", case, held_on=days_ago(6))


def test_a_review_is_not_held_before_the_case_was_opened_again():
    broken("date_too_early", cases.led_case(reopened_on=days_ago(3)), held_on=days_ago(4))


def test_it_is_said_where_a_review_was_held():
    broken("no_place", cases.led_case(), held_where="")


def test_outside_the_meeting_a_review_was_not_held_at_it():
    broken("no_place", cases.led_case(), held_where="meeting")


def test_it_is_said_who_was_there():
    broken("nobody_there", cases.led_case(), present=" ")


def test_in_the_meeting_nobody_says_where_it_is_held():
    case = cases.led_case()
    chair = centres.health_visitor(case.centre)
    review = held(case, by=chair, in_meeting=True, held_where="", present="", help_said=None)
    assert (review.held_where, review.present) == ("meeting", "")


def rated(goal, **fields):
    """The goal as rated at a review."""
    return GoalRated(**{"goal": goal.pk, "worker_rating": 5, "family_rating": 3, **fields})


def a_case_with_a_goal(**fields):
    """A case, and its one goal."""
    case = cases.led_case()
    return case, cases.goal(case, by=cases.lead_of(case), **fields)


def test_each_goal_is_rated_by_family_and_worker():
    case, goal = a_case_with_a_goal()
    review = held(case, goals=[rated(goal)])
    assert list(review.goal_ratings.values_list("goal", "family_rating", "worker_rating")) == [(goal.pk, 3, 5)]


def test_a_goal_that_is_not_rated_is_asked_for():
    broken("goal_not_rated", a_case_with_a_goal()[0])


@pytest.mark.parametrize(
    "ended",
    [
        later(lambda: {"reached_on": today()}),
        later(lambda: {"given_up_on": today(), "given_up_because": "Moved"}),
    ],
)
def test_a_goal_that_has_ended_is_not_rated(ended):
    case, goal = a_case_with_a_goal(**ended)
    broken("no_such_goal", case, goals=[rated(goal)])
    assert held(case).goal_ratings.count() == 0


def test_a_goal_set_since_the_review_can_wait():
    case, _ = a_case_with_a_goal(set_on=today())
    assert held(case, held_on=days_ago(2)).goal_ratings.count() == 0


def test_a_goal_of_another_family_is_not_rated():
    _, goal = a_case_with_a_goal()
    broken("no_such_goal", cases.led_case(), goals=[rated(goal)])


def test_a_goal_is_rated_once():
    case, goal = a_case_with_a_goal()
    broken("rated_twice", case, goals=[rated(goal), rated(goal)])


def test_a_goal_without_the_familys_rating_says_why():
    case, goal = a_case_with_a_goal()
    broken("no_family_rating", case, goals=[rated(goal, family_rating=None)])
    review = held(case, goals=[rated(goal, family_rating=None, no_rating_because="She was asleep")])
    assert review.goal_ratings.get().no_rating_because == "She was asleep"


def test_a_goal_without_the_workers_rating_is_asked_for_beside_it():
    case, goal = a_case_with_a_goal()
    with pytest.raises(RuleBroken) as error:
        held(case, goals=[rated(goal, worker_rating=None)])
    assert error.value.field == f"goal_{goal.pk}_worker_rating"


def test_the_meeting_may_leave_goals_unrated_and_the_questions_unasked():
    case, _ = a_case_with_a_goal()
    review = held(case, by=centres.health_visitor(case.centre), in_meeting=True, help_said=None)
    assert (review.goal_ratings.count(), hasattr(review, "help_asked")) == (0, False)


def test_the_meeting_may_rate_goals_too():
    case, goal = a_case_with_a_goal()
    chair = centres.health_visitor(case.centre)
    assert held(case, by=chair, in_meeting=True, goals=[rated(goal)]).goal_ratings.count() == 1


def test_what_the_family_thinks_of_the_help_is_kept():
    said = HelpSaid({"staff": 5, "involvement": 2}, words="They listen")
    asked = held(cases.led_case(), help_said=said).help_asked
    assert (asked.staff, asked.involvement, asked.information, asked.words) == (5, 2, None, "They listen")


@pytest.mark.parametrize("said", [None, HelpSaid(), HelpSaid(words="Good")])
def test_a_family_that_was_not_asked_has_a_reason(said):
    broken("help_not_asked", cases.led_case(), help_said=said)


def test_why_a_family_was_not_asked_is_kept():
    assert held(cases.led_case(), help_said=HelpSaid(not_asked_because="In hospital")).help_asked.staff is None


@pytest.mark.parametrize("answers", [{"staff": 6}, {"staff": 0}, {"weather": 3}])
def test_an_answer_is_one_of_five_to_one_of_six(answers):
    broken("answer_range", cases.led_case(), help_said=HelpSaid(answers))


def test_the_next_review_is_at_most_six_weeks_away():
    broken("review_too_far", cases.led_case(), next_due_on=today() + timedelta(days=43))


def test_the_next_review_is_not_in_the_past():
    broken("date_too_early", cases.led_case(), next_due_on=days_ago(1))


def test_the_referrer_is_told_of_the_review():
    case = cases.led_case()
    held(case)
    assert "It helps." in Feedback.objects.get(referral=case.referral, kind="review").words


def test_a_review_without_a_family_rating_says_why():
    review = held(cases.led_case(), family_rating=None, no_rating_because="Interpreter did not come")
    assert review.no_rating_because == "Interpreter did not come"


def test_a_review_needs_the_familys_rating_or_a_reason():
    broken("no_family_rating", cases.led_case(), family_rating=None)


def test_a_review_needs_the_workers_rating():
    broken("no_worker_rating", cases.led_case(), worker_rating=None)


def test_a_rating_is_at_most_ten():
    broken("rating_range", cases.led_case(), family_rating=11)


def test_a_review_needs_a_decision():
    broken("no_decision", cases.led_case(), decision="")


def test_a_review_needs_a_reason():
    broken("no_reason", cases.led_case(), reason=" ")


def test_stepping_up_raises_the_tier():
    case = cases.led_case(tier=2)
    held(case, decision="step_up")
    assert Case.objects.get(pk=case.pk).tier == 3


def test_stepping_down_lowers_the_tier():
    case = cases.led_case(tier=3)
    held(case, decision="step_down")
    assert Case.objects.get(pk=case.pk).tier == 2


def test_there_is_no_step_up_from_tier_3():
    broken("no_such_step", cases.led_case(tier=3), decision="step_up")


def test_there_is_no_step_down_from_tier_2():
    broken("no_such_step", cases.led_case(tier=2), decision="step_down")


def test_a_review_can_close_the_case_with_an_outcome():
    case = cases.led_case()
    held(case, decision="close", closing=Closing.GOALS_MET, afterwards=cases.AFTERWARDS)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.CLOSED


def test_closing_at_a_review_needs_the_outcome():
    broken("no_outcome", cases.led_case(), decision="close")


def test_closing_at_a_review_asks_what_closing_asks():
    broken("unmet_not_said", cases.led_case(), decision="close", closing=Closing.MOVED)


def test_a_review_that_was_missed_is_not_held_after_the_case_was_opened_again():
    case = cases.led_case(review_due_on=days_ago(3))
    missed = cases.pending_review(case)
    case.reviews.update(missed_on=days_ago(2))
    with pytest.raises(RuleBroken) as error:
        hold_review(review=missed, worker_rating=5, decision="go_on", reason="x", by=cases.lead_of(case), on=today())
    assert error.value.code == "missed"


def test_closing_at_a_review_tells_the_referrer_once():
    case = cases.led_case()
    held(case, decision="close", closing=Closing.MOVED, afterwards=cases.AFTERWARDS)
    assert list(Feedback.objects.filter(referral=case.referral).values_list("kind", flat=True)) == ["outcome"]


def test_without_an_agreement_a_review_cannot_go_on():
    broken("no_agreement", cases.without_agreement(cases.led_case()))


def test_without_an_agreement_a_review_can_close():
    case = cases.without_agreement(cases.led_case())
    held(case, decision="close", closing=Closing.WITHDRAWN, afterwards=cases.AFTERWARDS)
    assert Case.objects.get(pk=case.pk).closing == Closing.WITHDRAWN


def test_somebody_in_the_team_does_not_hold_the_review():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    with pytest.raises(NotAllowed):
        held(case, by=member)


def test_in_the_meeting_whoever_holds_the_pen_records_the_review():
    case = cases.led_case()
    chair = centres.health_visitor(case.centre)
    assert held(case, by=chair, in_meeting=True).held_by == chair


def test_in_the_meeting_whoever_holds_the_pen_can_close_at_the_review():
    case = cases.led_case()
    chair = centres.health_visitor(case.centre)
    held(case, by=chair, in_meeting=True, decision="close", closing=Closing.MOVED)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.CLOSED


def test_a_review_is_held_once():
    case = cases.led_case()
    review = held(case)
    with pytest.raises(RuleBroken, match="already held"):
        held(case, review=review)


@pytest.mark.django_db(transaction=True)
def test_a_review_held_twice_at_once_leaves_one_next_review():
    case = cases.led_case()
    review, lead = cases.pending_review(case), cases.lead_of(case)
    gate, codes = threading.Barrier(2), []

    def run():
        try:
            gate.wait(timeout=10)
            held(case, review=Review.objects.get(pk=review.pk), by=lead)
        except RuleBroken as error:
            codes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert (codes, Review.objects.filter(case=case, held_on=None).count()) == (["already_held"], 1)


def test_every_open_case_keeps_a_next_review_after_each_verb_that_could_end_it():
    case = cases.led_case()
    held(case)
    held(case, decision="change", reason="Another group")
    assert Review.objects.pending().filter(case=case).count() == 1
