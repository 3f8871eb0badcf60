"""What must be true of a decision, and of one that is taken back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.rules import last_day_for_review, weeks_apart
from cases.status import ActionStatus, Closing, LeadStatus
from consent.rules import require_agreement_in_force
from inputs.dates import in_words
from inputs.errors import RuleBroken
from meetings.models import AgendaItem
from meetings.status import DECISIONS, DecisionKind, ItemKind, ItemStatus, Partnership

# With these a family's item can be settled although its agreement is no longer in force: nothing is begun.
WITHOUT_AGREEMENT = (DecisionKind.NOT_ACCEPTED, DecisionKind.PASS_ON, DecisionKind.CLOSE)


def require_kind_fits(item: AgendaItem, kind: str) -> None:
    """What can be decided depends on what the item is."""
    if not kind:
        raise RuleBroken("no_decision", "Choose what the meeting decided", "kind")
    if kind not in DECISIONS[item.kind]:
        raise RuleBroken("wrong_decision", "This cannot be decided for an item of this kind", "kind")


def require_reason(reason: str) -> None:
    """Every decision has a reason (001: transparent systems for decision making)."""
    if not reason.strip():
        raise RuleBroken("no_reason", "Enter the reason for the decision", "reason")


def require_agreement(item: AgendaItem, kind: str, on: date) -> None:
    """Work with a family begins and goes on only with its agreement; ending it or keeping a child safe does not."""
    if item.family and kind not in WITHOUT_AGREEMENT:
        require_agreement_in_force(item.family, on)


def require_done_now(kind: str, done_now: str) -> None:
    """Significant harm does not wait for anybody: passing on is recorded with what was done at once."""
    if kind == DecisionKind.PASS_ON and not done_now.strip():
        raise RuleBroken("nothing_done_now", "Enter what was done now: who was told, how, and when", "done_now")


def require_someone_leads(item: AgendaItem, kind: str, lead: Any) -> None:
    """No work without somebody who is asked to lead it (004: nobody provides continuity)."""
    if kind == DecisionKind.SUPPORT and lead is None:
        raise RuleBroken("no_lead", "Choose who is offered the family as lead professional", "lead")
    if item.case is None or kind in (DecisionKind.CLOSE, DecisionKind.SUPPORT) or lead is not None:
        return
    if item.kind == ItemKind.PART:  # who leads is decided with the whole
        return
    led = item.case.leads.filter(status__in=[LeadStatus.ACCEPTED, LeadStatus.OFFERED])
    if not led.exists():
        raise RuleBroken(
            "no_lead", "This family has no lead professional. Choose somebody who is offered the family", "lead"
        )


def require_review_soon_enough(item: AgendaItem, next_review_on: date | None, on: date) -> None:
    """At most the centre's weeks from today; what holds for the case is asked of the case (cases.rules)."""
    if next_review_on is None:
        return
    centre = item.meeting.centre
    latest = last_day_for_review(centre, on)
    if not on < next_review_on <= latest:
        raise RuleBroken(
            "review_too_far",
            f"The next review must be after today and by {in_words(latest)}, {weeks_apart(centre)} from now",
            "next_review_on",
        )


def require_closing(kind: str, closing: str) -> None:
    """A case closes with its outcome."""
    if kind == DecisionKind.CLOSE and closing not in Closing.values:
        raise RuleBroken("no_outcome", "Choose the outcome with which the case closes", "closing")


def require_ratings(item: AgendaItem, review: Any) -> None:
    """A review is held with both ratings, on the same scale every time, or says why the family gave none."""
    if not item.holds_review:
        return
    if review is None or review.worker_rating is None:
        raise RuleBroken("no_worker_rating", "Enter the worker's rating, from 0 to 10", "worker_rating")
    if review.family_rating is None and not review.no_rating_because.strip():
        raise RuleBroken("no_family_rating", "Enter the family's own rating, or say why there is none", "family_rating")


def require_reflection_fits(item: AgendaItem, reflection: Any) -> None:
    """How the team sees itself is recorded when it reflects, at a level that there is."""
    if reflection is None:
        return
    if item.kind != ItemKind.REFLECTION:
        raise RuleBroken("no_reflection", "Only a reflection records how the team sees itself.")
    if reflection.level is not None and reflection.level not in Partnership.values:
        raise RuleBroken("no_such_level", "Choose one of the four levels of partnership", "level")


def require_complete_actions(actions: Iterable[Any], on: date) -> None:
    """Every action has one named owner, agency and date before an item can close (002 §5.1)."""
    for action in actions:
        if not action.what.strip():
            raise RuleBroken("action_says_nothing", "Enter what each action is", "actions")
        if action.due_on < on:
            raise RuleBroken("action_in_the_past", "An action's date must be today or later", "actions")


def require_can_take_back(item: AgendaItem) -> None:
    """A decision is taken back only before anything was built on it."""
    if item.status != ItemStatus.DECIDED:
        raise RuleBroken("not_decided", "There is no decision on this item to take back.")
    decision = item.decision
    if item.kind == ItemKind.REVIEW and item.review and item.review.held_on == decision.decided_on:
        raise RuleBroken("cannot_undo", "The review is held and the referrer was told. Go on from the case's own page.")
    if decision.kind == DecisionKind.CLOSE:
        raise RuleBroken(
            "cannot_undo", "The case is closed and the referrer was told. The manager can open it again on its page."
        )
    if decision.lead and decision.lead.status not in (LeadStatus.OFFERED, LeadStatus.TAKEN_BACK):
        raise RuleBroken("cannot_undo", f"{decision.lead.user} has answered the offer already. Decide anew next time.")
    if decision.actions.filter(status__in=[ActionStatus.DONE, ActionStatus.NOT_DONE]).exists():
        raise RuleBroken("cannot_undo", "An action of this decision is finished already. Decide anew next time.")
