"""What must be true at a meeting, whoever asks."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from cases.status import ActionStatus, Closing, LeadStatus
from centres.models import Centre, Membership
from centres.status import CASEWORK_ROLES
from consent.models import SharingWish
from consent.rules import require_agreement_in_force
from inputs.dates import in_words
from inputs.errors import RuleBroken
from meetings.models import AgendaItem, Attendance, Meeting, Minutes, Series
from meetings.status import (
    DECISIONS,
    DecisionKind,
    ItemKind,
    ItemStatus,
    MeetingStatus,
    MinutesStatus,
    Partnership,
    Present,
    can_become,
)

MOST_DAYS_TO_REVIEW = 42
# With these a family's item can be settled although its agreement is no longer in force: nothing is begun.
WITHOUT_AGREEMENT = (DecisionKind.NOT_ACCEPTED, DecisionKind.PASS_ON, DecisionKind.CLOSE)


def require_running(meeting: Meeting) -> None:
    """A meeting is recorded while it runs."""
    if meeting.status == MeetingStatus.RUNNING:
        return
    if meeting.status == MeetingStatus.CLOSED:
        raise RuleBroken("meeting_closed", "This meeting is closed. What was recorded is in its minutes.")
    raise RuleBroken("meeting_not_open", "This meeting has not been opened yet. Open it first.")


def require_not_over(meeting: Meeting) -> None:
    """An agenda changes until the meeting is closed or cancelled."""
    if meeting.status not in (MeetingStatus.PLANNED, MeetingStatus.RUNNING):
        raise RuleBroken("meeting_over", "This meeting is over. Its agenda no longer changes.")


def require_next_of_its_series(meeting: Meeting, on: date) -> None:
    """Only the agenda of the next meeting fills itself: a later one would take what belongs to the next."""
    earlier = Meeting.objects.upcoming(on).filter(series_id=meeting.series_id, on__lt=meeting.on)
    if earlier.exists():
        raise RuleBroken("not_next", "The agenda fills itself once this is the next meeting of its series.")


def require_title(title: str) -> None:
    """An item says what it is about."""
    if not title.strip():
        raise RuleBroken("no_title", "Enter what the item is about", "title")


def require_can_open(meeting: Meeting, on: date) -> None:
    """A meeting opens once, not before its date, and not while another of its series runs."""
    if meeting.status == MeetingStatus.RUNNING:
        raise RuleBroken("already_open", "This meeting is already running. Somebody else has opened it.")
    if not can_become("meeting", meeting.status, MeetingStatus.RUNNING):
        raise RuleBroken("meeting_over", "This meeting is over and cannot be opened again.")
    if on < meeting.on:
        raise RuleBroken("too_early", f"This meeting is on {in_words(meeting.on)}. It can be opened on that day.")
    other = Meeting.objects.filter(series_id=meeting.series_id, status=MeetingStatus.RUNNING).first()
    if other:
        raise RuleBroken("other_running", f"The meeting of {in_words(other.on)} is still running. Close it first.")


def require_attendance_recorded(attendance: Iterable[Attendance], *, closed_by: Any) -> None:
    """Minutes without attendance are no minutes: somebody besides the person closing was recorded."""
    others = [one for one in attendance if one.user_id != closed_by.pk]
    if others and all(one.present == Present.EXPECTED for one in others):
        raise RuleBroken(
            "attendance_not_recorded", "Nobody's attendance has been recorded. Record who is here, then close."
        )


def require_waiting(item: AgendaItem) -> None:
    """An item is settled once; whoever comes second is told what was decided."""
    if item.status == ItemStatus.DECIDED:
        made = item.decision
        raise RuleBroken(
            "already_decided",
            f"{made.recorded_by} has recorded a decision on this item: {made.get_kind_display()}. "
            "Nothing of yours was recorded.",
        )
    if item.status == ItemStatus.DEFERRED:
        raise RuleBroken("put_off", "This item was put off. Take it up again first.")
    if item.status == ItemStatus.TOGETHER:
        raise RuleBroken("together", "This item is discussed with another one of the family, and decided there.")


def require_same_version(item: AgendaItem, version: int, *, by: Any) -> None:
    """Nobody overwrites what somebody else has typed and they have not seen.

    Somebody's own saving as they type may overtake them (they press "record" while it is under way): no conflict.
    """
    if version != item.version and item.saved_by_id != by.pk:
        raise RuleBroken(
            "stale_item",
            "Somebody else has changed this item since you opened it. Compare what they saved with what you typed.",
        )


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


def agencies_that_may_know(item: AgendaItem) -> set[int]:
    """The agencies inside the wishes of the item's family."""
    wishes = SharingWish.objects.filter(family=item.family, included=True, until=None)
    return set(wishes.values_list("agency_id", flat=True))


def require_agency_may_know(item: AgendaItem, agency: Any, field: str) -> None:
    """Nobody is given work with a family that does not wish their agency to know."""
    if item.family_id and agency.pk not in agencies_that_may_know(item):
        raise RuleBroken(
            "agency_left_out", f"The family's wishes do not include {agency}. Choose somebody of another agency", field
        )


def require_review_within_six_weeks(next_review_on: date | None, on: date) -> None:
    """Working Together 2023: early help reviews are at most six weeks apart."""
    if next_review_on is None:
        return
    latest = on + timedelta(days=MOST_DAYS_TO_REVIEW)
    if not on < next_review_on <= latest:
        raise RuleBroken(
            "review_too_far",
            f"The next review must be after today and by {in_words(latest)}, six weeks from now",
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


def require_draft_of_earlier_meeting(minutes: Minutes, at: Meeting) -> None:
    """Minutes are approved once, by a later meeting of the same series, in their newest version."""
    require_newest_draft(minutes)
    if minutes.meeting.series_id != at.series_id or at.on <= minutes.meeting.on:
        raise RuleBroken("not_a_later_meeting", "Minutes are approved at a later meeting of the same series.")


def require_newest_draft(minutes: Minutes) -> None:
    """Approved minutes are fixed; of several versions only the newest goes on."""
    if not can_become("minutes", minutes.status, MinutesStatus.APPROVED):
        raise RuleBroken("already_approved", "These minutes have been approved. They no longer change.")
    if Minutes.objects.filter(meeting_id=minutes.meeting_id, version__gt=minutes.version).exists():
        raise RuleBroken("newer_version", "There is a newer version of these minutes. Go on with that one.")


def require_name_free(centre: Centre, name: str, on: date) -> None:
    """Two series that go on at one centre have two names."""
    going_on = Series.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), centre=centre, name__iexact=name)
    if going_on.exists():
        raise RuleBroken("series_exists", f"{centre} has a series with this name already. Change that one.", "name")


def require_rhythm_ahead(first_on: date, every_weeks: int, papers_close_days: int, on: date) -> None:
    """A series begins today or later, and papers close after the meeting before."""
    if first_on < on:
        raise RuleBroken("first_past", "The first meeting must be today or in the future.", "first_on")
    if not 1 <= every_weeks <= 12:
        raise RuleBroken("rhythm", "Choose a rhythm from every week to every 12 weeks.", "every_weeks")
    if papers_close_days >= every_weeks * 7:
        raise RuleBroken("papers_too_early", "Papers must close after the meeting before.", "papers_close_days")


def require_goes_on(series: Series, on: date) -> None:
    """A series that has ended stays as it was."""
    if series.ended_on is not None and series.ended_on < on:
        raise RuleBroken("series_ended", f"This series ended on {in_words(series.ended_on)}.")


def require_can_be_expected(centre: Centre, people: Iterable[Membership], on: date) -> None:
    """Expected at every meeting is who works with families here: administrators hear of no family."""
    chosen = {one.pk for one in people}
    fit = Membership.objects.filter(pk__in=chosen, centre=centre, role__in=CASEWORK_ROLES).current_or_coming(on)
    if fit.count() < len(chosen):
        raise RuleBroken("cannot_attend", "Choose people who work with families at this centre.", "members")


def require_members(people: Iterable[Membership], on: date) -> None:
    """A series has members, and each comes for one agency: what they may hear depends on it."""
    users = [one.user_id for one in people if one.ends_on is None or one.ends_on >= on]
    if not users:
        raise RuleBroken("no_members", "Choose who is expected at the meetings.", "members")
    if len(set(users)) < len(users):
        raise RuleBroken("person_twice", "Somebody is chosen twice. Choose one role for each person.", "members")


def require_chairs_expected(chairs: Iterable[Membership], members: Iterable[Membership]) -> None:
    """Who takes turns in the chair comes to every meeting, and has one turn (001: the chair rotates)."""
    turns = [one.pk for one in chairs]
    if not set(turns) <= {one.pk for one in members}:
        raise RuleBroken("chair_not_expected", "Whoever takes turns in the chair must be expected too.", "members")
    if len(set(turns)) < len(turns):
        raise RuleBroken("chair_twice", "Give each person one turn in the chair.", "members")
