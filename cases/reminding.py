"""Who is to be told of what is due or late. Derived from the rows each time, told once per occasion.

A run that never happened heals by itself with the next. Sentences go into e-mail: a reference and what to do, never a
name or anything about a family. Nobody who has left the centre, or works for an agency that the family excludes, is
told anything: then it is the manager.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.urls import reverse

from accounts.models import User
from cases.models import Action, Case, Lead, Review
from centres.models import Membership
from centres.status import Role
from consent.models import Agreement
from consent.querysets import agreed, not_excluded
from reminders.services import remind

REVIEW_AHEAD = 7
AGREEMENT_AHEAD = (3, 14)  # the nearest that applies
ASK_AGAIN_AFTER, TELL_MANAGER_AFTER = 2, 5


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _week(late: int) -> int:
    """Which week of being late it is: the first reminder comes on the first day, then one a week."""
    return (late - 1) // 7


def managers_of_centres(on: date) -> dict[int, list[Any]]:
    """The managers of each centre."""
    found: dict[int, list[Any]] = defaultdict(list)
    for membership in Membership.objects.filter(role=Role.CENTRE_MANAGER).in_force(on).select_related("user"):
        found[membership.centre_id].append(membership.user)
    return found


def _can_act(on: date, user: str, centre: str, family: str) -> Exists:
    """Whether the person of the row works here still, for an agency that the family does not exclude."""
    return not_excluded(OuterRef(user), on, centre=centre, family=family)


def _leads(case: str, on: date) -> QuerySet:
    """The current leads of the outer rows' cases who can still act on them."""
    current = Lead.objects.order_by().current().filter(case_id=OuterRef(case))
    return current.filter(_can_act(on, "user_id", "case__centre_id", "case__family_id")).values("user_id")[:1]


def remind_of_actions(on: date) -> int:
    """Tell owners what is due tomorrow, today, or late (weekly while late); how many were newly told."""
    managers = managers_of_centres(on)
    due = Action.objects.open().filter(due_on__lte=on + timedelta(days=1)).select_related("owner", "case")
    told = 0
    # Whose agreement has ended is not worked for: whoever decides what happens to the case settles its actions.
    goes_on = agreed(on, "case__family_id")
    due = due.annotate(owner_here=_can_act(on, "owner_id", "centre_id", "case__family_id"), goes_on=goes_on)
    for action in due.iterator(500):
        about = action.case.reference if action.case else "the team"
        late = (on - action.due_on).days
        if late > 0:
            key = f"action:{action.pk}:{action.due_on}:late:{_week(late)}"
            sentence = f"Action for {about} is late: it was due on {_day(action.due_on)}. Say whether it was done."
        else:
            when = "today" if late == 0 else "tomorrow"
            key, sentence = f"action:{action.pk}:{action.due_on}:{when}", f"Action for {about} is due {when}."
        stopped = action.case_id is not None and not action.goes_on
        to = managers[action.centre_id] if stopped or not action.owner_here else [action.owner]
        told += remind(to=to, kind="action", key=key, sentence=sentence, path=_path("action_finish", action.pk), on=on)
    return told


def remind_of_reviews(on: date) -> int:
    """Tell the lead (the manager, if nobody leads) of reviews due within a week, and both of late ones, weekly."""
    managers = managers_of_centres(on)
    due = Review.objects.pending().filter(due_on__lte=on + timedelta(days=REVIEW_AHEAD)).select_related("case")
    rows = list(due.annotate(lead_id=_leads("case_id", on)))
    people = User.objects.in_bulk({review.lead_id for review in rows if review.lead_id})
    told = 0
    for review in rows:
        lead = [people[review.lead_id]] if review.lead_id else []
        late = (on - review.due_on).days
        about = review.case.reference
        if late > 0:
            to = [*lead, *managers[review.case.centre_id]]
            key = f"review:{review.pk}:{review.due_on}:late:{_week(late)}"
            sentence = f"Review for {about} is late: it was due on {_day(review.due_on)}. Hold it now."
        else:
            to = lead or managers[review.case.centre_id]
            key = f"review:{review.pk}:{review.due_on}:due"
            sentence = f"Review for {about} is due on {_day(review.due_on)}."
        told += remind(to=to, kind="review", key=key, sentence=sentence, path=_path("review_hold", review.pk), on=on)
    return told


def remind_of_lead_offers(on: date) -> int:
    """Ask again after two days, and tell the manager after five."""
    managers = managers_of_centres(on)
    waiting = Lead.objects.unanswered().filter(offered_on__lte=on - timedelta(days=ASK_AGAIN_AFTER))
    can_act = _can_act(on, "user_id", "case__centre_id", "case__family_id")
    rows = waiting.filter(agreed(on, "case__family_id")).select_related("user", "case").annotate(here=can_act)
    told = 0
    for lead in rows.iterator(500):
        about = lead.case.reference
        if lead.here:
            sentence = f"You were asked to lead for {about} on {_day(lead.offered_on)}. Accept or decline."
            path = _path("lead_answer", lead.pk)
            told += remind(
                to=[lead.user], kind="lead", key=f"lead:{lead.pk}:asked", sentence=sentence, path=path, on=on
            )
        if on - lead.offered_on >= timedelta(days=TELL_MANAGER_AFTER) or not lead.here:
            sentence = (
                f"The offer of {_day(lead.offered_on)} to lead {about} has no answer. Ask again, or somebody else."
            )
            path = _path("case", lead.case_id) + "?part=people"
            to = managers[lead.case.centre_id]
            told += remind(to=to, kind="lead", key=f"lead:{lead.pk}:unanswered", sentence=sentence, path=path, on=on)
    return told


def remind_of_agreements(on: date) -> int:
    """Tell the lead (else the manager) 14 and 3 days before the last agreement of an open case runs out."""
    managers = managers_of_centres(on)
    last = Agreement.objects.order_by().in_force(on).filter(family_id=OuterRef("family_id")).values("family_id")
    ending = (
        Case.objects.order_by("pk")
        .open()
        .annotate(until=last.annotate(last=Max("until")).values("last"), lead_id=_leads("pk", on))
    )
    rows = list(ending.filter(until__lte=on + timedelta(days=max(AGREEMENT_AHEAD))))
    people = User.objects.in_bulk({case.lead_id for case in rows if case.lead_id})
    told = 0
    for case in rows:
        ahead = min(days for days in AGREEMENT_AHEAD if (case.until - on).days <= days)
        to = [people[case.lead_id]] if case.lead_id else managers[case.centre_id]
        sentence = f"The agreement for {case.reference} runs out on {_day(case.until)}. Ask whether it goes on."
        key, path = f"agreement:{case.pk}:{case.until}:{ahead}", _path("case", case.pk) + "?part=agreement"
        told += remind(to=to, kind="agreement", key=key, sentence=sentence, path=path, on=on)
    return told


def _path(name: str, pk: int) -> str:
    return reverse(name, args=[pk])
