"""Recording what the meeting decided for an item, and taking it back while nothing was built on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from cases.models import Goal
from cases.services import Afterwards, GoalRated, HelpSaid
from centres.models import Agency, Service
from families.models import Adult
from inputs.errors import RuleBroken
from meetings.models import AgendaItem, Decision, Reflection
from meetings.policies import may_decide
from meetings.quorum import quorum_of
from meetings.rules import (
    require_agency_may_know,
    require_agreement,
    require_can_take_back,
    require_closing,
    require_complete_actions,
    require_done_now,
    require_kind_fits,
    require_no_part_decided,
    require_not_closing_with_referral,
    require_ratings,
    require_reason,
    require_reflection_fits,
    require_review_soon_enough,
    require_running,
    require_same_version,
    require_some_action,
    require_someone_leads,
    require_waiting,
)
from meetings.services import effects
from meetings.services.along import along_with, answer_along, unanswer_along
from meetings.services.locking import locked_item
from meetings.status import ItemStatus


@dataclass(frozen=True)
class NewAction:
    """Something one named owner of one agency will do by one date, or sees to it that somebody else does.

    With `for_adult` somebody of the family does it, with `done_by` somebody outside; it may serve a goal of the plan.
    """

    what: str
    owner: User
    agency: Agency
    due_on: date
    goal: Goal | None = None
    for_adult: Adult | None = None
    done_by: str = ""


@dataclass(frozen=True)
class ReviewRatings:
    """What a six-weekly review records: the same scale every time, the family's own rating first.

    The meeting may rate goals and may ask what the family thinks of the help; with the family both are asked.
    """

    worker_rating: int | None
    family_rating: int | None = None
    no_rating_because: str = ""
    what_changed: str = ""
    family_words: str = ""
    goals: Sequence[GoalRated] = ()
    help_said: HelpSaid | None = None


@dataclass(frozen=True)
class TeamReflection:
    """How the team sees itself, and the one thing that it wants to change."""

    level: int | None = None
    to_change: str = ""


@dataclass(frozen=True)
class Settled:
    """Everything the meeting settled for one item, as it was recorded."""

    kind: str
    reason: str
    alternatives: str = ""
    dissent: str = ""
    done_now: str = ""
    actions: Sequence[NewAction] = ()
    services: Sequence[Service] = ()
    lead: User | None = None
    family_view: str = ""
    next_review_on: date | None = None
    tier: int | None = None
    closing: str = ""
    review: ReviewRatings | None = None
    reflection: TeamReflection | None = None
    afterwards: Afterwards | None = None


@transaction.atomic
def decide(
    *, item: AgendaItem, version: int, kind: str, reason: str, alternatives: str = "", dissent: str = "",
    done_now: str = "", actions: Sequence[NewAction] = (), services: Sequence[Service] = (), lead: User | None = None,
    family_view: str = "", next_review_on: date | None = None, tier: int | None = None, closing: str = "",
    review: ReviewRatings | None = None, reflection: TeamReflection | None = None,
    afterwards: Afterwards | None = None, by: User, on: date,
) -> Decision:  # fmt: skip
    """Record the decision on an item and do what follows from it, all or nothing.

    A referral is answered, also one that is taken with the item; support opens a case and offers it to a lead
    professional; a review is held; actions are agreed, each with one owner. `afterwards` is what a family whose case
    closes still needs, and who asks it in three months; without it the manager says that later.

    Raises RuleBroken("already_decided" | "stale_item") if somebody was quicker, and what the rules of meetings, cases
    and referrals say.
    """
    item = locked_item(item)
    may_decide(by, item).require()
    require_running(item.meeting)
    require_waiting(item)
    require_same_version(item, version, by=by)
    along = along_with(item)
    settled = Settled(
        kind, reason.strip(), alternatives.strip(), dissent.strip(), done_now.strip(), tuple(actions), tuple(services),
        lead, family_view.strip(), next_review_on, tier, closing, review, reflection,
        afterwards,
    )  # fmt: skip
    require_not_closing_with_referral(kind, along)
    _require_it_can_be_settled(item, settled, on)
    decision = _write(item, settled, by, on)
    effects.follow(item=item, decision=decision, settled=settled, by=by, on=on)
    answer_along(item=item, along=along, settled=settled, by=by, on=on)
    record(
        by=by, verb="decide", subject=item, centre_id=item.meeting.centre_id, kind=kind,
        actions=len(settled.actions), lead=lead.pk if lead else None,
    )  # fmt: skip
    return decision


def _require_it_can_be_settled(item: AgendaItem, settled: Settled, on: date) -> None:
    require_kind_fits(item, settled.kind)
    require_reason(settled.reason)
    require_done_now(settled.kind, settled.done_now)
    require_agreement(item, settled.kind, on)
    require_closing(settled.kind, settled.closing)
    require_ratings(item, settled.review)
    require_reflection_fits(item, settled.reflection)
    require_someone_leads(item, settled.kind, settled.lead)
    require_review_soon_enough(item, settled.next_review_on, on)
    require_complete_actions(settled.actions, on)
    require_some_action(settled.kind, settled.actions)
    for action in settled.actions:
        require_agency_may_know(item, action.agency, "actions")


def _write(item: AgendaItem, settled: Settled, by: User, on: date) -> Decision:
    there = quorum_of(item.meeting, item.meeting.attendance.all())
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                item=item, kind=settled.kind, reason=settled.reason, alternatives=settled.alternatives,
                dissent=settled.dissent, done_now=settled.done_now, decided_on=on, recorded_by=by, tier=settled.tier,
                closing=settled.closing, before=effects.before(item), agencies_here=there.here,
                agencies_needed=there.needed,
            )  # fmt: skip
    except IntegrityError as error:  # the database has the last word on one decision per item
        raise RuleBroken("already_decided", "Somebody has just recorded a decision on this item.") from error
    decision.services.set(settled.services)
    said = settled.reflection
    if said is not None and (said.level or said.to_change.strip()):
        Reflection.objects.create(decision=decision, level=said.level, to_change=said.to_change.strip())
    item.status, item.decided_at, item.version = ItemStatus.DECIDED, timezone.now(), item.version + 1
    item.saved_by = by
    item.save(update_fields=["status", "decided_at", "version", "saved_by"])
    return decision


@transaction.atomic
def undo_decision(*, item: AgendaItem, by: User, on: date) -> AgendaItem:
    """Take the decision back and everything that followed from it; what was typed stays on the screen.

    Possible while the meeting runs and nothing was built on it. Raises RuleBroken("not_decided" | "cannot_undo" |
    "meeting_closed") and what cases and referrals say.
    """
    item = locked_item(item)
    may_decide(by, item).require()
    require_running(item.meeting)
    require_can_take_back(item)
    require_no_part_decided(item)
    decision = item.decision
    record(by=by, verb="undo_decision", subject=item, centre_id=item.meeting.centre_id, kind=decision.kind)
    unanswer_along(item=item, by=by, on=on)
    effects.take_back(item=item, decision=decision, by=by, on=on)
    item.status, item.decided_at, item.version = ItemStatus.WAITING, None, item.version + 1
    item.saved_by = by
    item.save(update_fields=["status", "decided_at", "version", "saved_by", "case"])
    return item
