"""Actions from last time: each meeting opens with them and wants an outcome for each (002 §3.2). Reads only."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.models import Action
from cases.status import ActionStatus
from centres.policies import manages
from consent.models import SharingWish
from consent.querysets import agreed, not_excluded
from consent.status import Information
from families.models import Family
from meetings.models import Attendance, Decision, Meeting
from meetings.proposals import previous_meeting
from meetings.querysets import still_works_for_it


def asked_about(meeting: Meeting, user: Any) -> Any:
    """Actions agreed at earlier meetings of the series that are open, or were finished since the last one was held.

    Of families only those that `user` may know of in this meeting: the same answer as for its items. A guest is not
    there when they are asked about: only for their own.
    """
    found = _asked(meeting)
    if not manages(user, meeting.centre_id):
        as_guest = Exists(Attendance.objects.filter(meeting=meeting, user_id=user.pk, guest=True))
        found = found.filter(Q(owner_id=user.pk) | (Exists(_known_to(meeting, user)) & ~as_guest))
    return found.select_related("owner", "agency", "case__family")


def _asked(meeting: Meeting) -> Any:
    last = previous_meeting(meeting)
    news = Q(status=ActionStatus.OPEN)
    if last:
        news |= Q(finished_on__gt=last.on, status__in=[ActionStatus.DONE, ActionStatus.NOT_DONE])
    found = Action.objects.filter(news, Exists(_agreed_earlier(meeting)), centre_id=meeting.centre_id)
    return found.order_by("due_on", "id")


def _agreed_earlier(meeting: Meeting) -> Any:
    """For a query over actions: the decisions of earlier meetings of the series that agreed the action."""
    return Decision.objects.filter(
        actions=OuterRef("pk"), item__meeting__series_id=meeting.series_id, item__meeting__on__lt=meeting.on
    )


def known_at(meeting: Meeting, user: Any, family: str = "family_id") -> Q:
    """For a query: the row's family agrees today and wishes the agency to know for which `user` comes.

    Nobody's for a guest, who comes for named items and for nothing else.
    """
    comes = Attendance.objects.filter(still_works_for_it(), meeting=meeting, user_id=user.pk, guest=False)
    comes_for = comes.values("agency_id")
    wish = SharingWish.objects.filter(family_id=OuterRef(family), agency_id__in=comes_for, included=True, until=None)
    return Q(Exists(wish)) & Q(agreed(timezone.localdate(), family))


def _known_to(meeting: Meeting, user: Any) -> Any:
    """Of an action's decisions those about the team, or about a family that `user` may know of in this meeting.

    Asked of the decision's family, not of the action's case: an action for a family that was not taken on has no case,
    but it is about that family all the same.
    """
    knows_plan = not_excluded(
        user, timezone.localdate(), centre="item__meeting__centre_id", family="item__family_id", kind=Information.PLAN
    )
    of_family = known_at(meeting, user, "item__family_id") & Q(knows_plan)
    return _agreed_earlier(meeting).filter(Q(item__family=None) | of_family)


def family_of(action: Action) -> Family | None:
    """The family that an action is about: an action for one that was not taken on has no case."""
    if action.case:
        return action.case.family
    return Family.objects.filter(items__decision__actions=action).first()


def asked_about_by_all(meeting: Meeting) -> list[tuple[Action, int | None]]:
    """Every action the meeting asks about, for the minutes, with the family it is about; no reader's limits apply."""
    found = list(_asked(meeting).select_related("owner", "agency"))
    about = Decision.objects.filter(actions__in=found).values_list("actions", "item__family_id")
    families = dict(about)
    return [(action, families.get(action.pk)) for action in found]
