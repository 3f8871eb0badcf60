"""What is looked at with a family between meetings: assessments, reviews, goals that are given up; closed days."""

from datetime import date, timedelta

from cases.rosters import caseworkers
from cases.services import (
    GoalRated,
    HelpSaid,
    agree_action,
    begin_assessment,
    finish_assessment,
    give_up_goal,
    hold_review,
    save_assessment,
)
from cases.status import HELP_QUESTIONS, ReviewDecision
from centres.services import close_on
from meetings.demo.diary import happen, whoever
from meetings.demo.shapes import Agreed, Assessed, Dropped, Sat
from meetings.demo.world import Event, World


@happen.register
def _(what: Sat, world: World, event: Event) -> None:
    case, words = event.thread.case, event.thread.words
    goals = [
        GoalRated(goal.pk, worker, family, "" if family is not None else "He did not want to give a number.")
        for goal, (worker, family) in zip(case.goals.open(), what.goals, strict=False)
    ]
    said = HelpSaid(dict(zip(HELP_QUESTIONS, what.answers, strict=False)), not_asked_because=what.not_asked)
    hold_review(
        review=case.reviews.to_come().get(), worker_rating=what.worker, family_rating=what.family,
        what_changed=words(what.changed), family_words=words(what.said), decision=ReviewDecision.GO_ON,
        reason=words(what.reason), held_where=what.where, present=what.present, goals=goals, help_said=said,
        by=whoever(world, event.thread), on=event.day,
    )  # fmt: skip


@happen.register
def _(what: Assessed, world: World, event: Event) -> None:
    who = {"by": whoever(world, event.thread), "on": event.day}
    draft = begin_assessment(case=event.thread.case, **who)
    texts = {name: event.thread.words(text) for name, text in what.texts.items()}
    draft = save_assessment(assessment=draft, words=texts, revision=draft.revision, **who)
    if not what.draft:
        finish_assessment(assessment=draft, **who)


@happen.register
def _(what: Agreed, world: World, event: Event) -> None:
    case, by = event.thread.case, whoever(world, event.thread)
    agency = caseworkers(case.centre_id, event.day).filter(user=by)[0].agency
    adult = case.family.adults.filter(name__startswith=what.adult).first() if what.adult else None
    goal = case.goals.open().filter(words__startswith=what.goal).first() if what.goal else None
    agree_action(
        centre=case.centre, case=case, what=what.what, owner=by, agency=agency, goal=goal, for_adult=adult,
        done_by=what.outside, due_on=event.day + timedelta(days=what.due), by=by, on=event.day,
    )  # fmt: skip


@happen.register
def _(what: Dropped, world: World, event: Event) -> None:
    goal = event.thread.case.goals.open().first()
    give_up_goal(goal=goal, because=what.because, by=whoever(world, event.thread), on=event.day)


def close_at_the_turn_of_the_year(world: World) -> None:
    """The centre is closed from Boxing Day to New Year's Eve: no review falls due then."""
    year, by = world.today.year, world.users["manager"]
    close_on(
        centre=world.centre, first_on=date(year, 12, 26), last_on=date(year, 12, 31),
        why="Between Christmas and New Year", by=by, on=world.clock.day,
    )  # fmt: skip
