"""What there is to do: goals, actions, and who takes them on."""

from typing import Any

from cases import services
from cases.models import Action, Case, Goal, PassOn
from tests.histories.history import History


def _agree(told: History, case: Case | None, **how: Any) -> None:
    owner = told.job()
    by = told.job().user if case is None or how else told.coordinator(case)
    services.agree_action(
        centre=told.world.centre, case=case, what=f"Ring the nursery, {len(told.steps)}", owner=owner.user,
        agency=owner.agency, due_on=told.days(0, 25), by=by, on=told.on, **how,
    )  # fmt: skip


def agree_action(told: History) -> None:
    """Somebody has something to do for a family."""
    _agree(told, told.case())


def agree_action_in_meeting(told: History) -> None:
    """The same, agreed by the meeting."""
    _agree(told, told.case(), in_meeting=True)


def agree_team_action(told: History) -> None:
    """Somebody has something to do that is for no family."""
    _agree(told, None)


def _action(told: History, *, finished: bool = False) -> Action:
    rows = Action.objects.filter(centre=told.world.centre).select_related("case", "owner", "agreed_by")
    return told.pick(rows.filter(status__in=["done", "not_done"]) if finished else rows.open())


def finish_action(told: History) -> None:
    """It was done, or was not and why."""
    action = _action(told)
    status, result = ("done", "") if told.often(0.7) else ("not_done", "They were away")
    by = told.usually(action.owner if told.often(0.8) else told.boss())
    services.finish_action(action=action, status=status, result=result, by=by, on=told.on)


def reopen_action(told: History) -> None:
    """It is to do after all."""
    action = _action(told, finished=True)
    services.reopen_action(action=action, by=told.usually(action.owner), on=told.on)


def take_back_action(told: History) -> None:
    """It is no longer needed."""
    action = _action(told)
    services.take_back_action(action=action, by=told.usually(action.agreed_by), on=told.on)


def pass_on(told: History) -> None:
    """Somebody is asked to take an action on."""
    action, to = _action(told), told.job()
    by = told.usually(action.owner) if told.often(0.5) else told.boss()
    services.pass_on(action=action, to=to.user, agency=to.agency, because="On leave", by=by, on=told.on)


def _asked(told: History) -> PassOn:
    waiting = PassOn.objects.waiting().filter(action__centre=told.world.centre, lead=None)
    return told.pick(waiting.select_related("action__case", "to", "agency", "asked_by"))


def accept_pass_on(told: History) -> None:
    """Who is asked takes it on."""
    asked = _asked(told)
    services.accept_pass_on(pass_on=asked, by=told.usually(asked.to), on=told.on)


def decline_pass_on(told: History) -> None:
    """Who is asked says no."""
    asked = _asked(told)
    services.decline_pass_on(pass_on=asked, reason="Too much to do", by=told.usually(asked.to), on=told.on)


def take_back_pass_on(told: History) -> None:
    """Nobody is asked any more."""
    asked = _asked(told)
    services.take_back_pass_on(pass_on=asked, by=told.usually(asked.asked_by), on=told.on)


def set_goal(told: History) -> None:
    """The family says what it wants to be different."""
    case = told.case()
    services.set_goal(case=case, **_goal(told, f"He sleeps through, {len(told.steps)}"), by=told.coordinator(case),
                      on=told.on)  # fmt: skip


def _goal(told: History, words: str) -> dict[str, Any]:
    outcome = told.dice.choice(["healthy", "safe", "enjoy"])
    return {"words": words, "outcome": outcome, "start_rating": told.dice.randint(0, 5), "target_rating": 7}


def _goal_of(told: History, **of: Any) -> Goal:
    return told.pick(Goal.objects.filter(case__centre=told.world.centre, **of).select_related("case"))


def change_goal(told: History) -> None:
    """It is said in other words."""
    goal = _goal_of(told)
    said = _goal(told, f"He sleeps, {len(told.steps)}")
    services.change_goal(goal=goal, **said, by=told.coordinator(goal.case), on=told.on)


def reach_goal(told: History) -> None:
    """It is reached."""
    goal = _goal_of(told, reached_on=None)
    services.reach_goal(goal=goal, by=told.coordinator(goal.case), on=told.on)


def give_up_goal(told: History) -> None:
    """The family no longer works on it."""
    goal = _goal_of(told, given_up_on=None)
    services.give_up_goal(goal=goal, because="Other things matter more", by=told.coordinator(goal.case), on=told.on)


def reopen_goal(told: History) -> None:
    """It is not reached after all."""
    goal = _goal_of(told)
    services.reopen_goal(goal=goal, by=told.coordinator(goal.case), on=told.on)


VERBS = {
    agree_action: 14, agree_action_in_meeting: 5, agree_team_action: 1, finish_action: 5, reopen_action: 3,
    take_back_action: 2, pass_on: 14, accept_pass_on: 14, decline_pass_on: 7, take_back_pass_on: 4, set_goal: 5,
    change_goal: 2, reach_goal: 3, give_up_goal: 3, reopen_goal: 6,
}  # fmt: skip
