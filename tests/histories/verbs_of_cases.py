"""A case from its opening to its end and beyond: reviews, closing, opening again, and what is recorded on the way."""

from typing import Any

from cases import services
from cases.access import shares_of
from cases.models import Case, Contact, Offer, Review, TeamMember
from cases.services import GoalRated, HelpSaid
from cases.status import Closing, ReviewDecision
from referrals.models import Referral
from tests.factories.cases import AFTERWARDS
from tests.histories.history import History, Nothing

DECISIONS = [ReviewDecision.GO_ON, ReviewDecision.GO_ON, ReviewDecision.CHANGE, ReviewDecision.STEP_UP,
             ReviewDecision.STEP_DOWN, ReviewDecision.CLOSE]  # fmt: skip


def open_case(told: History) -> None:
    """The case that a referral led to."""
    waiting = Referral.objects.filter(centre=told.world.centre, case=None).select_related("family", "centre")
    first = told.days(0, 45) if told.often(0.3) else None
    services.open_case(referral=told.pick(waiting), by=told.job().user, on=told.on, first_review_on=first)


def undo_open_case(told: History) -> None:
    """It was opened by mistake."""
    services.undo_open_case(case=told.case(), by=told.job().user, on=told.on)


def change_tier(told: History) -> None:
    """Another tier of need."""
    case = told.case()
    services.change_tier(case=case, tier=told.dice.choice([2, 3]), by=told.coordinator(case), on=told.on)


def set_next_review(told: History) -> None:
    """The next review is moved."""
    case = told.case()
    services.set_next_review(case=case, due_on=told.days(0, 45), by=told.coordinator(case), on=told.on)


def _review(told: History) -> Review:
    coming = Review.objects.pending().filter(case__centre=told.world.centre)
    return told.pick(coming.select_related("case"))


def _held(told: History) -> dict[str, Any]:
    """What is decided at a review."""
    decision = told.dice.choice(DECISIONS)
    closing = {"closing": _closing(told), "afterwards": AFTERWARDS} if decision == ReviewDecision.CLOSE else {}
    again = {"next_due_on": told.days(0, 45)} if not closing and told.often(0.3) else {}
    return {
        "worker_rating": 5,
        "family_rating": 6,
        "decision": decision,
        "reason": "So far, so good",
        **closing,
        **again,
    }


def hold_review(told: History) -> None:
    """A review with the family: every goal is rated, and the family says what it thinks of the help."""
    review = _review(told)
    rated = [GoalRated(one.pk, 4, 5) for one in review.case.goals.open().order_by("pk")]
    said = HelpSaid({"staff": 5}) if told.often(0.7) else HelpSaid(not_asked_because="No time")
    services.hold_review(
        review=review, **_held(told), held_on=told.days(-20, 0) if told.often(0.3) else None, held_where="home",
        present="Her mother", goals=rated, help_said=said, by=told.coordinator(review.case), on=told.on,
    )  # fmt: skip


def hold_review_in_meeting(told: History) -> None:
    """A review that the meeting holds."""
    review, by = _review(told), told.job().user
    services.hold_review(review=review, **_held(told), by=by, on=told.on, in_meeting=True)


def _closing(told: History) -> str:
    return str(told.dice.choice([Closing.GOALS_MET, Closing.MOVED, Closing.UNIVERSAL]))


def close_case(told: History) -> None:
    """The case ends; some of what was still to do is done or no longer needed."""
    case = told.case()
    left = {one.pk: told.dice.choice(["done", "taken_back"]) for one in told.some(case.actions.open())}
    meeting = told.often(0.3)
    by = told.job().user if meeting else told.coordinator(case)
    services.close_case(
        case=case, closing=_closing(told), words="All is well", actions=left,
        afterwards=None if meeting else AFTERWARDS, by=by, on=told.on, in_meeting=meeting,
    )  # fmt: skip


def reopen_case(told: History) -> None:
    """The family asked again."""
    services.reopen_case(case=told.case(is_open=False), reason="They asked again", by=told.boss(), on=told.on)


def report_progress(told: History) -> None:
    """The referrer and the next meeting hear how it goes."""
    case = told.case()
    services.report_progress(case=case, words=f"Well, {len(told.steps)}", by=told.coordinator(case), on=told.on)


def record_contact(told: History) -> None:
    """Somebody was there, or tried."""
    case = told.case()
    kind, reached = told.dice.choice(["visit", "call", "letter"]), told.often(0.6)
    services.record_contact(case=case, kind=kind, reached=reached, happened_on=told.days(-3, 0),
                            note=f"{len(told.steps)}", by=told.coordinator(case), on=told.on)  # fmt: skip


def take_back_contact(told: History) -> None:
    """It was recorded by mistake."""
    contact = told.pick(Contact.objects.filter(case__centre=told.world.centre).select_related("case", "by"))
    services.take_back_contact(contact=contact, by=contact.by, on=told.on)


def record_offer(told: History) -> None:
    """Support is offered."""
    case = told.case()
    services.record_offer(case=case, what=f"A play group, {len(told.steps)}", offered_on=told.on,
                          by=told.coordinator(case), on=told.on)  # fmt: skip


def answer_offer(told: History) -> None:
    """The family answers."""
    offer = told.pick(Offer.objects.filter(case__centre=told.world.centre).select_related("case"))
    status = told.dice.choice(["accepted", "refused", "later"])
    services.answer_offer(offer=offer, status=status, words="Perhaps", by=told.coordinator(offer.case), on=told.on)


def join_team(told: History) -> None:
    """Somebody takes part."""
    case = told.case()
    services.join_team(case=case, user=told.anybody(), contribution="Visits", by=told.coordinator(case), on=told.on)


def leave_team(told: History) -> None:
    """Somebody leaves the team."""
    members = TeamMember.objects.filter(case__centre=told.world.centre, until=None).select_related("case", "user")
    member = told.pick(members)
    services.leave_team(member=member, by=told.usually(member.user), on=told.on)


def share_case(told: History) -> None:
    """The case is shared with a person or an agency."""
    case = told.case()
    agencies = list(told.world.agencies.values())
    to = told.anybody() if told.often(0.5) else told.dice.choice(agencies)
    services.share_case(case=case, to=to, until=told.days(0, 30), reason="They visit", by=told.coordinator(case),
                        on=told.on)  # fmt: skip


def end_share(told: History) -> None:
    """A share ends."""
    shares = [(case, share) for case in _open(told) for share in shares_of(case, told.on)]
    if not shares:
        raise Nothing
    case, share = told.dice.choice(shares)
    services.end_share(share=share, by=told.coordinator(case), on=told.on)


def _open(told: History) -> list[Case]:
    return list(Case.objects.open().filter(centre=told.world.centre).order_by("pk"))


VERBS = {
    open_case: 6, undo_open_case: 1, change_tier: 1, set_next_review: 2, hold_review: 8, hold_review_in_meeting: 3,
    close_case: 2, reopen_case: 8, report_progress: 1, record_contact: 3, take_back_contact: 2, record_offer: 3,
    answer_offer: 4, join_team: 3, leave_team: 3, share_case: 3, end_share: 3,
}  # fmt: skip
