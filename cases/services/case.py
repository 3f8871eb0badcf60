"""Opening, changing, closing and opening again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from audit.services import record
from cases.access import revoke, shares_of
from cases.models import Action, Case, Closure, PassOn, Review
from cases.policies import may_close, may_coordinate, may_open, may_reopen, standing_of
from cases.rules import (
    begun_on,
    next_review_day,
    require_agreement,
    require_between,
    require_can_become,
    require_meeting_tier,
    require_no_other_open_case,
    require_not_late_already,
    require_nothing_built_on,
    require_nothing_waits,
    require_open,
    require_referral_for_the_meeting,
    require_review_in_time,
    require_somebody_said_yes,
    require_tried,
    require_words,
)
from cases.services.advice import take_back_questions
from cases.services.closing import Afterwards, opened_again, say_afterwards
from cases.services.deputy import end_deputies
from cases.services.locks import locked_case
from cases.services.passing import no_longer_asked
from cases.services.plan import finish_action, take_back_action
from cases.services.telling import offer_key
from cases.services.visits import cancel_all
from cases.status import ENDS_BY_FAMILY, ActionStatus, CaseStatus, Closing, LeadStatus
from inputs.errors import RuleBroken
from referrals.models import Referral
from referrals.services import tell_referrer
from referrals.status import FeedbackKind
from reminders.services import untell


@transaction.atomic
def open_case(
    *, referral: Referral, by: Any, on: date, tier: int | None = None, first_review_on: date | None = None
) -> Case:
    """Open the case a referral led to, with its first review. Raises NotAllowed, RuleBroken."""
    referral = Referral.objects.select_for_update(of=("self",)).select_related("centre", "family").get(pk=referral.pk)
    may_open(by, referral.centre_id).require()
    require_referral_for_the_meeting(referral)
    require_agreement(referral.family, on)
    require_no_other_open_case(referral.family)
    tier = tier or referral.tier or 0
    require_meeting_tier(tier)
    due_on = first_review_on or next_review_day(referral.centre, on)
    require_review_in_time(due_on, centre=referral.centre, begun=on, earliest=on)
    case = _opened(referral, referral.family, tier, on)
    Review.objects.create(case=case, due_on=due_on)
    record(by=by, verb="open_case", subject=case, tier=case.tier, review=str(due_on))
    return case


def _opened(referral: Referral, family: Any, tier: int, on: date) -> Case:
    """The new row; the database has the last word on one open case per family."""
    try:
        with transaction.atomic():
            return Case.objects.create(
                centre=referral.centre, family=family, referral=referral, tier=tier, opened_on=on
            )
    except IntegrityError as error:
        raise RuleBroken(
            "already_open", "Somebody has just opened a case for this family. Go on with that one."
        ) from error


@transaction.atomic
def undo_open_case(*, case: Case, by: Any, on: date) -> None:
    """Take back the opening, with the offers and actions that came with it. Raises NotAllowed, RuleBroken."""
    case = locked_case(case)
    may_open(by, case.centre_id).require()
    require_nothing_built_on(case)
    record(by=by, verb="undo_open_case", subject=case, on=str(on), referral=case.referral_id)
    for offer in case.leads.unanswered():
        untell(key=offer_key(offer))
    try:
        with transaction.atomic():
            case.reviews.all().delete()
            case.leads.all().delete()
            case.actions.all().delete()
            case.delete()
    except ProtectedError as error:
        raise RuleBroken(
            "built_on", "Something was already built on this case, so opening it cannot be undone."
        ) from error


@transaction.atomic
def change_tier(*, case: Case, tier: int, by: Any, on: date, in_meeting: bool = False) -> Case:
    """Record another tier of need. Raises NotAllowed, RuleBroken."""
    case = locked_case(case)
    may_coordinate(by, case, in_meeting=in_meeting).require()
    require_open(case)
    require_meeting_tier(tier)
    before, case.tier = case.tier, tier
    case.save(update_fields=["tier"])
    record(by=by, verb="change_tier", subject=case, before=before, after=tier, on=str(on))
    return case


@transaction.atomic
def set_next_review(*, case: Case, due_on: date, by: Any, on: date, in_meeting: bool = False) -> Review:
    """Move the next review, never beyond the centre's weeks. Raises NotAllowed, RuleBroken."""
    case = locked_case(case)
    may_coordinate(by, case, in_meeting=in_meeting).require()
    require_open(case)
    require_not_late_already(case, on)
    require_review_in_time(due_on, centre=case.centre, begun=begun_on(case), earliest=on)
    review, _ = Review.objects.update_or_create(case=case, held_on=None, missed_on=None, defaults={"due_on": due_on})
    record(by=by, verb="set_next_review", subject=case, due_on=str(due_on))
    return review


@transaction.atomic
def close_case(
    *, case: Case, closing: str, words: str, told: str = "", afterwards: Afterwards | None = None, by: Any, on: date,
    actions: Mapping[int, str] | None = None, not_tried_because: str = "", in_meeting: bool = False,
) -> Case:  # fmt: skip
    """Close with an outcome; the referrer is told it, with `told` or else `words`. Raises NotAllowed, RuleBroken.

    As declined or not reached only when something else was tried, or `not_tried_because` says why not: the team reads
    that, the referrer does not. A meeting has said why in its decision.

    Lead, team and shares end; an unanswered offer is taken back, and so is asking somebody to take an action on.
    Planned visits are cancelled.
    `actions` settles open actions ({id: done or taken_back}); the others stay with their owners and are listed until
    somebody finishes them or takes them back. `afterwards` can be left to the manager by the meeting alone.
    """
    case = locked_case(case)
    may_close(by, case, in_meeting=in_meeting).require()
    require_can_become("case", case.status, CaseStatus.CLOSED, "This case is already closed.")
    require_between(on, case.opened_on, None, "")
    require_words(closing, "no_outcome", "Choose the outcome.", "closing")
    require_nothing_waits(case)
    require_somebody_said_yes(case, closing)
    require_words(words, "no_words", "Say how it ended.", "closing_words")
    _settle_actions(case, actions or {}, by, on, in_meeting)
    if not in_meeting:
        require_tried(case, closing, not_tried_because, known=standing_of(by, case, on).sees_contacts)
    _end_people_and_dates(case, by, on)
    case.status, case.closed_on = CaseStatus.CLOSED, on
    case.closing, case.closing_words = Closing(closing), words
    told = f"{case.get_closing_display()}. {told.strip() or words}"
    untried = not_tried_because if closing in ENDS_BY_FAMILY else ""
    closure = Closure(
        case=case, closed_on=on, closed_by=by, closing=case.closing, words=words, told=told, not_tried_because=untried
    )
    if afterwards is not None or not in_meeting:
        say_afterwards(closure, afterwards or Afterwards(), on)
    case.save(update_fields=["status", "closed_on", "closing", "closing_words"])
    closure.save()
    tell_referrer(referral=case.referral, kind=FeedbackKind.OUTCOME, words=told, by=by, on=on)
    left = case.actions.open().count()
    record(by=by, verb="close_case", subject=case, closing=closing, on=str(on), actions_left=left, unmet=closure.unmet)
    return case


def _settle_actions(case: Case, settled: Mapping[int, str], by: Any, on: date, in_meeting: bool) -> None:
    """Each open action as decided; the verbs of the action do it."""
    for action in Action.objects.open().filter(case=case, pk__in=settled):
        if settled[action.pk] == ActionStatus.TAKEN_BACK:
            take_back_action(action=action, by=by, on=on, in_meeting=in_meeting)
        else:
            finish_action(action=action, status=settled[action.pk], by=by, on=on, in_meeting=in_meeting)


def _end_people_and_dates(case: Case, by: Any, on: date) -> None:
    """Nobody leads, stands in, is asked, takes part or has a share; opening again brings none of it back by itself.

    A review that is not due yet no longer will be. Who was to visit is told first, while they may still know.
    """
    cancel_all(case, "The case was closed.", by, on)
    end_deputies(case, on, "The case was closed.")
    take_back_questions(case)
    case.leads.current().update(status=LeadStatus.ENDED, ended_on=on, reason="The case was closed.")
    for offer in case.leads.unanswered():
        untell(key=offer_key(offer))
    case.leads.unanswered().update(status=LeadStatus.TAKEN_BACK, ended_on=on, reason="The case was closed.")
    no_longer_asked(PassOn.objects.filter(action__case=case), on, "The case was closed.")
    case.team.filter(until=None).update(until=on)
    for share in shares_of(case, on):
        revoke(share=share, on=on)
    # One that was due and not held stays: it was late, and reports count it. It is never held any more.
    case.reviews.to_come().filter(due_on__gte=on).delete()
    case.reviews.to_come().update(missed_on=on)


@transaction.atomic
def reopen_case(*, case: Case, by: Any, on: date, reason: str) -> Case:
    """Open a closed case again, without a lead and with a review to come; how it was closed stays on record.

    Raises NotAllowed, RuleBroken.
    """
    case = locked_case(case)
    may_reopen(by, case).require()
    require_can_become("case", case.status, CaseStatus.OPEN, "This case is open.")
    require_words(reason, "no_reason", "Say why it is opened again.", "reason")
    require_agreement(case.family, on)
    require_no_other_open_case(case.family, but=case.pk)
    case.status, case.closed_on, case.closing, case.closing_words = CaseStatus.OPEN, None, "", ""
    case.reopened_on, case.reopened_because = on, reason
    case.save()
    opened_again(case, by, on, reason)
    Review.objects.create(case=case, due_on=next_review_day(case.centre, on))
    record(by=by, verb="reopen_case", subject=case, on=str(on))
    return case
