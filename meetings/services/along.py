"""What a decision means for the items of the family that are taken with the one it is made on."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from accounts.models import User
from cases.models import Case
from cases.status import LeadStatus
from inputs.dates import in_words
from meetings.models import AgendaItem
from meetings.status import DecisionKind, ItemKind, ItemStatus
from referrals.services import answer_referral, take_back_answer
from referrals.status import WAITING, ReferralStatus

if TYPE_CHECKING:
    from meetings.services.deciding import Settled


def along_with(item: AgendaItem) -> list[AgendaItem]:
    """The items that are taken with this one, locked: decided at once, they change at once."""
    held = item.along.select_for_update(of=("self",)).filter(status=ItemStatus.TOGETHER)
    return list(held.select_related("referral").order_by("position", "id"))


def answer_along(*, item: AgendaItem, along: Sequence[AgendaItem], settled: "Settled", by: User, on: date) -> None:
    """Answer each referral that is taken with the item: the family's case goes on, and no second one is opened.

    A part that is taken with it needs nothing of its own. A referral that was withdrawn meanwhile has no answer.
    """
    for one in along:
        if one.kind != ItemKind.REFERRAL or one.referral is None or item.case is None:
            continue
        if one.referral.status not in WAITING:
            continue
        words = joined_words(item, settled)
        answer_referral(referral=one.referral, status=ReferralStatus.ACCEPTED, words=words, by=by, on=on)
        one.case = item.case
        one.save(update_fields=["case"])


def unanswer_along(*, item: AgendaItem, by: User, on: date) -> None:
    """The way back: those referrals wait again, still taken with the item."""
    for one in along_with(item):
        if one.kind == ItemKind.REFERRAL and one.case_id and one.referral is not None:
            one.case = None
            one.save(update_fields=["case"])
            take_back_answer(referral=one.referral, by=by, on=on)


def joined_words(item: AgendaItem, settled: "Settled") -> str:
    """What the referrer reads: that there is a case already, who leads it, what was decided, and why."""
    said = [
        f"The meeting on {in_words(item.meeting.on)} discussed your referral together with the support that the "
        "family has already. No second case is opened.",
        f"Decided: {DecisionKind(settled.kind).label}.",
    ]
    lead = _leader(item.case)
    if settled.lead:
        said.append(f"{settled.lead} has been asked to be the family's lead professional.")
    elif lead:
        said.append(f"{lead} is the family's lead professional.")
    said.append(f"Why: {settled.reason}")
    return "\n\n".join(said)


def _leader(case: Case | None) -> str:
    if case is None:
        return ""
    lead = case.leads.filter(status=LeadStatus.ACCEPTED).select_related("user").first()
    return str(lead.user) if lead else ""
