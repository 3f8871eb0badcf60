"""What must be true of goals and of actions."""

from datetime import date
from typing import Any

from cases.models import Action, Case, Goal, Lead
from cases.rules.typed import require_between, require_can_become, require_words
from cases.status import ActionStatus
from centres.models import Agency, Membership
from centres.policies import manages
from families.models import Adult
from inputs.dates import in_words
from inputs.errors import RuleBroken


def require_agency_of(memberships: list[Membership], agency: Agency) -> None:
    """002 §5.1: an action belongs to one person of one agency, so nobody assumes it was somebody else's."""
    if agency.pk not in {membership.agency_id for membership in memberships}:
        raise RuleBroken("not_their_agency", f"The owner does not work here for {agency.name}.", "agency")


def require_agency_not_excluded(family: Any, agency: Agency) -> None:
    """Nobody is given something to do for a family that does not want their agency to know: they would read of it."""
    if family.wishes.excluded().filter(agency=agency).exists():
        raise RuleBroken(
            "agency_excluded",
            f"The family does not want {agency.name} to know. Choose somebody of another agency.",
            "owner",
        )


def require_not_past(due_on: date, on: date) -> None:
    """Nothing is agreed for a day that is over."""
    require_between(due_on, on, None, "due_on")


def require_doer(case: Case | None, for_adult: Adult | None, done_by: str) -> None:
    """Who does it, if not its owner: an adult of the family, or somebody outside the team, not both."""
    if case is None and (for_adult or done_by):
        raise RuleBroken("no_case", "An action of the team is done by its owner.", "done_by")
    if for_adult and done_by:
        raise RuleBroken("two_doers", "Choose one: somebody of the family, or somebody outside the team.", "done_by")
    if case and for_adult and for_adult.family_id != case.family_id:
        raise RuleBroken("not_of_the_family", "Choose somebody of this family.", "for_adult")


def require_goal_to_serve(case: Case | None, goal: Goal | None) -> None:
    """An action serves a goal of the same plan that the family still works on."""
    if goal is None:
        return
    if case is None or goal.case_id != case.pk:
        raise RuleBroken("not_this_plan", "Choose a goal of this family's plan.", "goal")
    if goal.reached_on or goal.given_up_on:
        raise RuleBroken("goal_over", "This goal is reached or given up. Take it up again first.", "goal")


def require_works_without_agreement(case: Case, owner: Any) -> None:
    """Where a case goes on without the family's agreement, its lead professional and the manager alone work with it."""
    leads = Lead.objects.current().filter(case=case, user=owner).exists()
    if not leads and not manages(owner, case.centre_id):
        raise RuleBroken(
            "no_agreement",
            "The family's agreement is not in force: only the lead professional and the manager work with it. "
            "Choose one of them.",
            "owner",
        )


def require_finished_step(action: Action, status: str, result: str) -> None:
    """An action ends as done, or as not done with the reason why."""
    name = action.get_status_display().lower()
    require_can_become("action", action.status, status, f"This action is already recorded as: {name}.")
    if status == ActionStatus.NOT_DONE:
        require_words(result, "no_reason", "Say why it was not done.", "result")


def require_goal_open(goal: Goal) -> None:
    """A goal is reached, or given up, once."""
    if goal.reached_on:
        raise RuleBroken("already_reached", f"This goal was recorded as reached on {in_words(goal.reached_on)}.")
    if goal.given_up_on:
        raise RuleBroken("already_given_up", f"This goal was given up on {in_words(goal.given_up_on)}.")


def require_new_words(case: Case, words: str, *, but: int | None = None) -> None:
    """A goal says something, and stands in the plan once."""
    require_words(words, "no_words", "Say what the family wants to be different.", "words")
    if case.goals.open().filter(words=words).exclude(pk=but or 0).exists():
        raise RuleBroken("already_recorded", "This goal is already in the plan.", "words")


def require_start_and_target(start: int | None, target: int | None) -> None:
    """The family says where it stands now and where it wants to be, on the scale of the reviews."""
    for rating, field, sentence in (
        (start, "start_rating", "Choose where the family sees itself now, from 0 to 10."),
        (target, "target_rating", "Choose where the family wants to be, from 0 to 10."),
    ):
        if rating is None:
            raise RuleBroken(f"no_{field}", sentence, field)
        if not 0 <= rating <= 10:
            raise RuleBroken("rating_range", "A rating is a number from 0 to 10.", field)
    if (target or 0) < (start or 0):
        raise RuleBroken("target_below_start", f"Where it wants to be is {start} or more.", "target_rating")
