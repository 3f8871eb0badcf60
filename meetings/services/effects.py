"""What follows from a decision, in referrals and cases; and the way back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from accounts.models import User
from cases.models import Case, Review
from cases.rules import stepped
from cases.services import (
    agree_action,
    change_tier,
    close_case,
    hold_review,
    offer_lead,
    open_case,
    set_next_review,
    take_back_action,
    take_back_offer,
    undo_open_case,
)
from cases.status import ActionStatus, LeadStatus
from inputs.dates import in_words
from meetings.models import AgendaItem, Decision
from meetings.status import DecisionKind, ItemKind
from referrals.models import Referral
from referrals.services import answer_referral, take_back_answer
from referrals.status import ReferralStatus

if TYPE_CHECKING:
    from meetings.services.deciding import Settled

ANSWERS = {
    DecisionKind.SUPPORT: ReferralStatus.ACCEPTED,
    DecisionKind.SIGNPOST: ReferralStatus.SIGNPOSTED,
    DecisionKind.MORE_NEEDED: ReferralStatus.MORE_NEEDED,
    DecisionKind.NOT_ACCEPTED: ReferralStatus.NOT_ACCEPTED,
    DecisionKind.PASS_ON: ReferralStatus.PASSED_ON,
}
OPENINGS = {
    DecisionKind.SUPPORT: "agreed to support the family",
    DecisionKind.SIGNPOST: "decided that other services fit the family better, and that it is told about them",
    DecisionKind.MORE_NEEDED: "needs to know more before it can decide",
    DecisionKind.NOT_ACCEPTED: "decided not to take the family on",
    DecisionKind.PASS_ON: "passed the family to children's social care",
}
STEPS = (DecisionKind.STEP_UP, DecisionKind.STEP_DOWN)


def _case(item: AgendaItem) -> Case:
    """The item's case: progress and reviews have one (constraint item_is_of_what_its_kind_says)."""
    return cast(Case, item.case)


def _referral(item: AgendaItem) -> Referral:
    """The item's referral: an item of that kind has one (the same constraint)."""
    return cast(Referral, item.referral)


def before(item: AgendaItem) -> dict[str, Any]:
    """What taking the decision back has to put back."""
    if item.case is None:
        return {}
    pending = item.case.reviews.to_come().values_list("due_on", flat=True).first()
    return {"tier": item.case.tier, "review_due_on": pending.isoformat() if pending else None}


def follow(*, item: AgendaItem, decision: Decision, settled: Settled, by: User, on: date) -> None:
    """Do what the decision means. The lead is offered and actions are agreed last: the case must be there first."""
    if item.kind == ItemKind.REFERRAL:
        _answer(item, settled, by, on)
    elif item.case is not None and item.kind != ItemKind.PART:
        _go_on_with_case(item, settled, by, on)
    if item.case is not None and item.kind != ItemKind.PART and settled.kind != DecisionKind.CLOSE:
        if settled.lead is not None:
            decision.lead = offer_lead(
                case=item.case, user=settled.lead, by=by, on=on, family_view=settled.family_view, in_meeting=True
            )
        decision.next_review_on = item.case.reviews.to_come().values_list("due_on", flat=True).first()
    decision.save(update_fields=["lead", "next_review_on", "tier"])
    decision.actions.set(_agree_actions(item, settled, by, on))


def _agree_actions(item: AgendaItem, settled: Settled, by: User, on: date) -> list[Any]:
    """Each with one owner. Those of a family that is not taken on, or whose case closes, belong to no case."""
    case = None if settled.kind == DecisionKind.CLOSE else item.case
    return [
        agree_action(
            centre=item.meeting.centre,
            what=action.what,
            owner=action.owner,
            agency=action.agency,
            due_on=action.due_on,
            by=by,
            on=on,
            case=case,
            goal=action.goal,
            for_adult=action.for_adult,
            done_by=action.done_by,
            in_meeting=True,
        )
        for action in settled.actions
    ]


def _answer(item: AgendaItem, settled: Settled, by: User, on: date) -> None:
    """Answer the referrer, every time (001: professionals who get no answer stop referring); open the case."""
    kind = DecisionKind(settled.kind)
    answer_referral(referral=_referral(item), status=ANSWERS[kind], words=answer_words(item, settled), by=by, on=on)
    if kind == DecisionKind.SUPPORT:
        item.case = open_case(
            referral=_referral(item), by=by, on=on, tier=settled.tier, first_review_on=settled.next_review_on
        )
        item.save(update_fields=["case"])
        item.parts.update(case=item.case)  # what is agreed for a part from now on belongs to the case


def answer_words(item: AgendaItem, settled: Settled) -> str:
    """What the referrer reads: the decision, the reason, and what happens next."""
    kind = DecisionKind(settled.kind)
    said = [f"The meeting on {in_words(item.meeting.on)} {OPENINGS[kind]}."]
    if kind == DecisionKind.SUPPORT and settled.lead:
        said.append(f"{settled.lead} has been asked to be the family's lead professional.")
    if kind == DecisionKind.PASS_ON:
        said.append(f"What was done: {settled.done_now}")
    said.append(f"Why: {settled.reason}")
    if settled.services:
        said.append("Services for the family: " + "; ".join(str(service) for service in settled.services) + ".")
    if kind == DecisionKind.SUPPORT and settled.next_review_on:
        said.append(f"The plan is looked at again by {in_words(settled.next_review_on)}.")
    return "\n\n".join(said)


def _go_on_with_case(item: AgendaItem, settled: Settled, by: User, on: date) -> None:
    case, kind = _case(item), DecisionKind(settled.kind)
    ratings = settled.review
    if item.holds_review and ratings is not None:
        hold_review(
            review=cast(Review, item.review), worker_rating=ratings.worker_rating, family_rating=ratings.family_rating,
            no_rating_because=ratings.no_rating_because, what_changed=ratings.what_changed,
            family_words=ratings.family_words, goals=ratings.goals, help_said=ratings.help_said, decision=kind,
            reason=settled.reason, next_due_on=settled.next_review_on, closing=settled.closing,
            closing_words=settled.reason, afterwards=settled.afterwards, tier=settled.tier, by=by, on=on,
            in_meeting=True,
        )  # fmt: skip
        return
    if kind == DecisionKind.CLOSE:
        close_case(
            case=case, closing=settled.closing, words=settled.reason, afterwards=settled.afterwards, by=by, on=on,
            in_meeting=True,
        )  # fmt: skip
        return
    if kind in STEPS:
        change_tier(case=case, tier=stepped(case.tier, kind, settled.tier), by=by, on=on, in_meeting=True)
    if settled.next_review_on:
        set_next_review(case=case, due_on=settled.next_review_on, by=by, on=on, in_meeting=True)


def take_back(*, item: AgendaItem, decision: Decision, by: User, on: date) -> None:
    """Undo what followed. The decision's row goes; that it was there, and that it was taken back, stays in the log."""
    kind, was, lead = DecisionKind(decision.kind), decision.before, decision.lead
    actions = list(decision.actions.filter(status=ActionStatus.OPEN))
    decision.delete()
    if kind == DecisionKind.SUPPORT:
        case, item.case = _case(item), None
        item.save(update_fields=["case"])
        item.parts.update(case=None)
        undo_open_case(case=case, by=by, on=on)
    else:
        for action in actions:
            take_back_action(action=action, by=by, on=on, in_meeting=True)
        if lead is not None and lead.status == LeadStatus.OFFERED:
            take_back_offer(lead=lead, by=by, on=on, in_meeting=True)
    if item.kind == ItemKind.REFERRAL:
        take_back_answer(referral=_referral(item), by=by, on=on)
    elif item.case is not None and item.kind != ItemKind.PART:
        _put_back(item, kind, was, by, on)


def _put_back(item: AgendaItem, kind: str, was: dict[str, Any], by: User, on: date) -> None:
    """The tier and the next review as they were before."""
    if kind in STEPS:
        change_tier(case=_case(item), tier=was["tier"], by=by, on=on, in_meeting=True)
    now = before(item)
    if was.get("review_due_on") and now["review_due_on"] != was["review_due_on"]:
        due_on = max(on, date.fromisoformat(was["review_due_on"]))
        set_next_review(case=_case(item), due_on=due_on, by=by, on=on, in_meeting=True)
