"""The plan: goals in the family's words, actions with one owner, one agency and one date."""

from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.going_on import going_on_of, require_agreement_or_decision
from cases.models import Action, Case, Goal
from cases.policies import may_agree_action, may_finish_action, may_serve_goal, may_take_back_action, may_work
from cases.rules import (
    require_agency_not_excluded,
    require_agency_of,
    require_can_become,
    require_doer,
    require_finished_step,
    require_goal_open,
    require_goal_to_serve,
    require_membership,
    require_new_words,
    require_not_past,
    require_not_twice,
    require_open,
    require_start_and_target,
    require_to_do,
    require_words,
    require_works_without_agreement,
)
from cases.services.locks import locked_action, locked_case, locked_of_case
from cases.services.passing import no_longer_asked
from cases.status import ActionSource, ActionStatus, Outcome
from centres.models import Agency, Centre
from families.models import Adult
from inputs.errors import RuleBroken


@transaction.atomic
def set_goal(
    *, case: Case, words: str, outcome: str, start_rating: int | None = None, target_rating: int | None = None,
    by: Any, on: date,
) -> Goal:  # fmt: skip
    """Set down what the family wants to be different, where it stands and where it wants to be.

    Raises NotAllowed, RuleBroken.
    """
    case = locked_case(case)
    may_work(by, case).require()
    require_open(case)
    require_agreement_or_decision(case, on)
    require_new_words(case, words)
    require_start_and_target(start_rating, target_rating)
    goal = Goal.objects.create(
        case=case, words=words, outcome=Outcome(outcome), set_on=on, set_by=by, start_rating=start_rating,
        target_rating=target_rating,
    )  # fmt: skip
    record(by=by, verb="set_goal", subject=case, goal=goal.pk, outcome=outcome)
    return goal


@transaction.atomic
def change_goal(
    *, goal: Goal, words: str, outcome: str, start_rating: int | None = None, target_rating: int | None = None,
    by: Any, on: date,
) -> Goal:  # fmt: skip
    """Say the goal in other words, or aim elsewhere; the history keeps what it was. Raises NotAllowed, RuleBroken."""
    goal = locked_of_case(goal)
    may_work(by, goal.case).require()
    require_open(goal.case)
    require_goal_open(goal)
    require_agreement_or_decision(goal.case, on)
    require_new_words(goal.case, words, but=goal.pk)
    require_start_and_target(start_rating, target_rating)
    goal.words, goal.outcome = words, Outcome(outcome)
    goal.start_rating, goal.target_rating = start_rating, target_rating
    goal.save(update_fields=["words", "outcome", "start_rating", "target_rating"])
    record(by=by, verb="change_goal", subject=goal.case, goal=goal.pk, outcome=outcome)
    return goal


@transaction.atomic
def give_up_goal(*, goal: Goal, because: str, by: Any, on: date) -> Goal:
    """The family no longer works on it, and why. Raises NotAllowed, RuleBroken."""
    goal = locked_of_case(goal)
    may_work(by, goal.case).require()
    require_open(goal.case)
    require_goal_open(goal)
    require_words(because, "no_reason", "Say why the family gives it up.", "because")
    goal.given_up_on, goal.given_up_because = on, because
    goal.save(update_fields=["given_up_on", "given_up_because"])
    record(by=by, verb="give_up_goal", subject=goal.case, goal=goal.pk)
    return goal


@transaction.atomic
def reach_goal(*, goal: Goal, by: Any, on: date) -> Goal:
    """Record that a goal is reached. Raises NotAllowed, RuleBroken."""
    goal = locked_of_case(goal)
    may_work(by, goal.case).require()
    require_open(goal.case)
    require_goal_open(goal)
    goal.reached_on = on
    goal.save(update_fields=["reached_on"])
    record(by=by, verb="reach_goal", subject=goal.case, goal=goal.pk)
    return goal


@transaction.atomic
def reopen_goal(*, goal: Goal, by: Any, on: date) -> Goal:
    """Undo: the goal is not reached yet, or not given up after all. Raises NotAllowed, RuleBroken."""
    goal = locked_of_case(goal)
    may_work(by, goal.case).require()
    require_open(goal.case)
    if goal.reached_on is None and goal.given_up_on is None:
        raise RuleBroken("already_not_reached", "This goal is not recorded as reached.")
    require_new_words(goal.case, goal.words, but=goal.pk)
    goal.reached_on, goal.given_up_on, goal.given_up_because = None, None, ""
    goal.save(update_fields=["reached_on", "given_up_on", "given_up_because"])
    record(by=by, verb="reopen_goal", subject=goal.case, goal=goal.pk, on=str(on))
    return goal


@transaction.atomic
def agree_action(
    *, centre: Centre, what: str, owner: Any, agency: Agency, due_on: date, by: Any, on: date,
    case: Case | None = None, goal: Goal | None = None, for_adult: Adult | None = None, done_by: str = "",
    in_meeting: bool = False, source: str = ActionSource.PLAN,
) -> Action:  # fmt: skip
    """Agree who does what by when; in a meeting, or (`source`) elsewhere. Raises NotAllowed, RuleBroken.

    With `for_adult` somebody of the family does it, with `done_by` somebody outside the team: the owner sees to it that
    it is done. With `goal` it serves that goal of the plan.
    """
    case = locked_case(case) if case else None
    may_agree_action(by, centre.pk, case, in_meeting=in_meeting).require()
    if case:
        require_open(case)
        require_agreement_or_decision(case, on)
        if going_on_of(case, on):
            require_works_without_agreement(case, owner)
        require_agency_not_excluded(case.family, agency)
    done_by = done_by.strip()
    require_doer(case, for_adult, done_by)
    require_goal_to_serve(case, goal)
    require_words(what, "no_words", "Say what will be done.", "what")
    require_agency_of(require_membership(centre.pk, owner, on, "owner"), agency)
    require_not_past(due_on, on)
    require_not_twice(Action.objects.open(), centre=centre, case=case, what=what, owner=owner, due_on=due_on)
    action = Action.objects.create(
        centre=centre, case=case, what=what, owner=owner, agency=agency, due_on=due_on, agreed_on=on, agreed_by=by,
        source=ActionSource.MEETING if in_meeting else ActionSource(source), goal=goal, for_adult=for_adult,
        done_by=done_by,
    )  # fmt: skip
    record(by=by, verb="agree_action", subject=action, owner=owner.pk, due_on=str(due_on))
    return action


@transaction.atomic
def serve_goal(*, action: Action, goal: Goal | None, by: Any, on: date) -> Action:
    """An action that a meeting agreed, say, serves this goal of the plan; or none. Raises NotAllowed, RuleBroken."""
    action = locked_action(action)
    may_serve_goal(by, action).require()
    if action.case:
        require_open(action.case)
    require_to_do(action)
    require_goal_to_serve(action.case, goal)
    action.goal = goal
    action.save(update_fields=["goal"])
    record(by=by, verb="serve_goal", subject=action, goal=goal.pk if goal else None, on=str(on))
    return action


@transaction.atomic
def finish_action(
    *, action: Action, status: str, result: str = "", by: Any, on: date, in_meeting: bool = False
) -> Action:
    """Say that it was done, or was not and why; also when the case is closed. Raises NotAllowed, RuleBroken."""
    action = locked_action(action)
    may_finish_action(by, action, in_meeting=in_meeting).require()
    if status not in (ActionStatus.DONE, ActionStatus.NOT_DONE):
        raise RuleBroken("no_such_status", "Choose whether it was done.", "status")
    require_finished_step(action, status, result)
    action.status, action.result, action.finished_on = ActionStatus(status), result, on
    action.save(update_fields=["status", "result", "finished_on"])
    no_longer_asked(action.pass_ons, on, "The action is finished.")
    record(by=by, verb="finish_action", subject=action, status=status)
    return action


@transaction.atomic
def reopen_action(*, action: Action, by: Any, on: date, in_meeting: bool = False) -> Action:
    """Undo: it is still to do, with its old date. Raises NotAllowed, RuleBroken."""
    action = locked_action(action)
    may_finish_action(by, action, in_meeting=in_meeting).require()
    require_can_become("action", action.status, ActionStatus.OPEN, "Only a finished action can be opened again.")
    before = action.status
    action.status, action.result, action.finished_on = ActionStatus.OPEN, "", None
    action.save(update_fields=["status", "result", "finished_on"])
    record(by=by, verb="reopen_action", subject=action, before=before, on=str(on))
    return action


@transaction.atomic
def take_back_action(*, action: Action, by: Any, on: date, in_meeting: bool = False) -> Action:
    """It is no longer needed. Raises NotAllowed, RuleBroken."""
    action = locked_action(action)
    may_take_back_action(by, action, in_meeting=in_meeting).require()
    require_finished_step(action, ActionStatus.TAKEN_BACK, "")
    action.status, action.finished_on = ActionStatus.TAKEN_BACK, on
    action.save(update_fields=["status", "finished_on"])
    no_longer_asked(action.pass_ons, on, "The action is no longer needed.")
    record(by=by, verb="take_back_action", subject=action)
    return action
