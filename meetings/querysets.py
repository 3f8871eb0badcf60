"""Which meetings, agenda items and minutes a person may see."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone

from cases.relations import centres_of
from centres.prepared import Prepared
from centres.querysets import centre_ids
from centres.status import CASEWORK_ROLES, DIRECTORY_ROLES, Role
from consent.querysets import agreed, not_excluded
from consent.status import Information
from meetings.status import ItemStatus, LeavingStatus, MeetingStatus, MinutesStatus

# Each way in which somebody comes to see an agenda item, as it is said to them; `item_routes` has the conditions.
ROUTES = (
    "You manage this centre.",
    "You are expected at this meeting, and this is a matter of the team.",
    "You are expected at this meeting for an agency that the family lets know.",
    "You come for this item as a guest, and it is a matter of the team.",
    "You come for this item as a guest, for an agency that the family lets know.",
)


def _model(app: str, name: str) -> Any:
    return apps.get_model(app, name)


class MeetingQuerySet(models.QuerySet):
    """Meetings."""

    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Meetings `user` chairs or is expected at, and every one of the centres they manage or administer.

        Seeing that there is a meeting shows no family: the items answer for themselves.
        """
        invited = _model("meetings", "Attendance").objects.filter(user_id=user.pk or 0).values("meeting_id")
        return self.filter(
            Q(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER, Role.ADMINISTRATOR))
            | Q(centre_id__in=centre_ids(user, *CASEWORK_ROLES), pk__in=invited)
            | Q(centre_id__in=centre_ids(user, *CASEWORK_ROLES), chair_id=user.pk or 0)
        )

    def upcoming(self, on: date) -> "MeetingQuerySet":
        """Meetings still to be held or running, soonest first."""
        return self.filter(Q(status=MeetingStatus.RUNNING) | Q(status=MeetingStatus.PLANNED, on__gte=on)).order_by(
            "on", "id"
        )

    def upcoming_or_cancelled(self, on: date) -> "MeetingQuerySet":
        """The same with those that will not be held, so that whoever looks for one sees why."""
        still = Q(status__in=[MeetingStatus.PLANNED, MeetingStatus.CANCELLED], on__gte=on)
        return self.filter(Q(status=MeetingStatus.RUNNING) | still).order_by("on", "id")


class AbsenceQuerySet(models.QuerySet):
    """When people are away."""

    def visible_to(self, user: Any) -> "AbsenceQuerySet":
        """`user`'s own, and everybody's at the centres whose series of meetings they keep."""
        kept = centre_ids(user, Role.CENTRE_MANAGER, Role.ADMINISTRATOR)
        return self.filter(Q(who_id=user.pk or 0) | Q(centre_id__in=kept))

    def not_over(self, on: date) -> "AbsenceQuerySet":
        """Those that last until `on` or longer, the next one first."""
        return self.filter(ends_on__gte=on).order_by("starts_on", "id")


class AgendaItemQuerySet(models.QuerySet):
    """Agenda items."""

    def visible_to(self, user: Any) -> "AgendaItemQuerySet":
        """Items whose family may be known to `user` in this meeting.

        The manager of the centre sees every item. Anybody else expected at the meeting sees the team's own items,
        and a family's item only while the family's agreement is in force and its sharing wishes include the agency
        for which they come; a guest the same of the items for which they come, and nothing of the others. A chair is
        no exception. An invitation ends once the minutes are approved.
        """
        return self.filter(pk__in=_SEEN.ids(user, timezone.localdate()))

    def opens(self, user: Any, pk: int) -> bool:
        """Whether `visible_to` shows the item of number `pk`; asked so, it spares PostgreSQL the planning."""
        return _SEEN.gives(user, timezone.localdate(), pk)

    def seen_by(self, user: Any, pk: int) -> "Seen":
        """How `user` comes to see the item of number `pk`, and what of its family. One query."""
        row = _HOW_SEEN.row(user, timezone.localdate(), pk)
        if row is None:
            return Seen([], frozenset())
        why = [said for number, said in enumerate(ROUTES) if row[f"route_{number}"]]
        return Seen(why, frozenset(kind for kind in Information.values if row[kind]))

    def in_order(self) -> "AgendaItemQuerySet":
        """As they stand on the agenda."""
        return self.order_by("position", "id")

    def waiting(self) -> "AgendaItemQuerySet":
        """Those that are still to be discussed."""
        return self.filter(status=ItemStatus.WAITING)

    def untouched(self) -> "AgendaItemQuerySet":
        """Those on which nobody has written anything yet."""
        return self.waiting().filter(views=None, typed={})

    def whose_plan_is_known_to(self, user: Any) -> "AgendaItemQuerySet":
        """Of those that `user` sees: without a family, or of one that does not keep its plan from their agency.

        A chair decides no others (policies.may_decide): the manager takes those.
        """
        today, centre = timezone.localdate(), "meeting__centre_id"
        knows = Q(not_excluded(user, today, kind=Information.PLAN, centre=centre))
        return self.filter(Q(family=None) | Q(**{f"{centre}__in": centre_ids(user, Role.CENTRE_MANAGER)}) | knows)

    def being_discussed(self, meeting: Any) -> Any:
        """The item of `meeting` that whoever runs it came to last, or None."""
        return self.filter(meeting=meeting, taken_up_at__isnull=False).order_by("-taken_up_at").first()


def still_works_for_it(on: date | None = None) -> Exists:
    """For a query over attendance: whether the person works with families (today) for the agency for which they come.

    Who has moved to another agency since does not hear what only the one before may know.
    """
    jobs = _model("centres", "Membership").objects.order_by().in_force(on)
    same = {name: OuterRef(name) for name in ("user_id", "agency_id")}
    return Exists(jobs.filter(**same, centre_id=OuterRef("meeting__centre_id"), role__in=CASEWORK_ROLES))


def item_routes(user: Any, on: date) -> list[Q]:
    """Each way in which `user` comes to see an agenda item: the conditions of `ROUTES`."""
    works_here = _works_here(user, on)
    team, family = _for(user, on, Q(guest=False))
    guest_of_team, guest_of_family = _for(user, on, _AS_GUEST)
    return [
        Q(meeting__centre_id__in=centres_of(user, on, Role.CENTRE_MANAGER)),
        *(works_here & there for there in (team, family, guest_of_team, guest_of_family)),
    ]


def _works_here(user: Any, on: date) -> Q:
    """That they work with families at the meeting's centre; an invitation ends once the minutes are approved."""
    approved = Exists(
        _model("meetings", "Minutes").objects.filter(meeting_id=OuterRef("meeting_id"), status=MinutesStatus.APPROVED)
    )
    return Q(meeting__centre_id__in=centres_of(user, on, *CASEWORK_ROLES)) & ~Q(approved)


def _for(user: Any, on: date, comes: Q) -> tuple[Q, Q]:
    """For a query over items, a matter of the team and one of a family: that `user` is there for it as `comes` says."""
    attendance = _model("meetings", "Attendance").objects.filter(
        comes, meeting_id=OuterRef("meeting_id"), user_id=user.pk or 0
    )
    wish = _model("consent", "SharingWish").objects.filter(
        family_id=OuterRef(OuterRef("family_id")), agency_id=OuterRef("agency_id"), included=True, until=None
    )
    included = Exists(attendance.filter(still_works_for_it(on), Exists(wish)))
    return Q(Exists(attendance)) & Q(family=None), Q(included) & Q(agreed(on))


# For a query over attendance within one over items: somebody who comes for this very item.
_AS_GUEST = Q(guest=True, guest_items__item_id=OuterRef("pk"))


def _seen(user: Any, on: date, now: datetime, row: int) -> models.QuerySet:
    # The routes of members and guests in one: half the work for PostgreSQL.
    managed = Q(meeting__centre_id__in=centres_of(user, on, Role.CENTRE_MANAGER))
    team, family = _for(user, on, Q(guest=False) | _AS_GUEST)
    seen = managed | (_works_here(user, on) & (team | family))
    return _model("meetings", "AgendaItem").objects.order_by().filter(seen).values("pk")


_SEEN = Prepared(_seen)


@dataclass(frozen=True)
class Seen:
    """What somebody sees of an item.

    `why`: the sentences that answer "why can I see this?"; none, and it is not for them. `kinds`: the kinds of
    information that its family does not keep from whoever they work for (all for the manager, and of an item without a
    family).
    """

    why: list[str]
    kinds: frozenset[str]


def _how_seen(user: Any, on: date, now: datetime, row: int) -> models.QuerySet:
    centre = "meeting__centre_id"
    managed = Q(**{f"{centre}__in": centres_of(user, on, Role.CENTRE_MANAGER)})
    asked = {f"route_{number}": condition for number, condition in enumerate(item_routes(user, on))}
    asked |= {
        kind: managed | Q(not_excluded(user, on, kind=kind, centre=centre)) for kind in Information.values
    }  # fmt: skip
    answers = {name: ExpressionWrapper(condition, BooleanField()) for name, condition in asked.items()}
    items = _model("meetings", "AgendaItem").objects.order_by()
    return items.filter(pk=row).annotate(**answers).values(*answers)


_HOW_SEEN = Prepared(_how_seen)


class MinutesQuerySet(models.QuerySet):
    """Minutes."""

    def visible_to(self, user: Any) -> "MinutesQuerySet":
        """Minutes of the centres `user` manages, of meetings they chaired, and, once released, of those they were
        expected at.

        Which items they contain for this reader is decided by `meetings.editions`.
        """
        invited = _model("meetings", "Attendance").objects.filter(user_id=user.pk or 0).values("meeting_id")
        works_here = Q(meeting__centre_id__in=centre_ids(user, *CASEWORK_ROLES))
        return self.filter(
            Q(meeting__centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))
            | (works_here & Q(meeting__chair_id=user.pk or 0))
            | (works_here & Q(meeting_id__in=invited, released_at__isnull=False))
        )

    def waiting_for_release(self) -> "MinutesQuerySet":
        """Newest versions that nobody but the chair and the manager may read yet."""
        return self.latest().filter(released_at=None)

    def latest(self) -> "MinutesQuerySet":  # type: ignore[override]
        """The newest version of each meeting's minutes."""
        newer = _model("meetings", "Minutes").objects.filter(
            meeting_id=OuterRef("meeting_id"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(newer))


class LeavingQuerySet(models.QuerySet):
    """People who leave."""

    def visible_to(self, user: Any) -> "LeavingQuerySet":
        """Those of the centres whose directory `user` keeps, and their own."""
        kept = centre_ids(user, *DIRECTORY_ROLES)
        return self.filter(Q(membership__centre_id__in=kept) | Q(membership__user_id=user.pk or 0))

    def waiting(self) -> "LeavingQuerySet":
        """Those whose last day is not accepted yet."""
        return self.filter(status=LeavingStatus.WAITING)

    def shown(self) -> "LeavingQuerySet":
        """With everything that is shown of each."""
        return self.select_related("membership__user", "membership__agency", "membership__centre", "asked_by")
