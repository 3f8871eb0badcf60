"""Which cases a person may see, how they stand to one, and what is late."""

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils import timezone

from cases.relations import (
    ASKED_TO_LEAD,
    BREAK_GLASS,
    LASTING,
    OPENING,
    RELATIONS,
    Relation,
    current_lead,
    led_ids,
    opened,
)
from cases.status import NOTE_IS, ActionStatus, CaseStatus, LeadStatus
from centres.prepared import Prepared
from centres.querysets import centre_ids
from centres.status import CASEWORK_ROLES, Role
from consent.querysets import agreed, not_excluded
from consent.status import Information


def _rows(name: str) -> Any:
    return apps.get_model("cases", name).objects


def _yes(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _ids(*relations: Relation) -> Prepared:
    """The cases that any of the relations opens: one UNION rather than an OR, measured to stay flat as tables grow."""

    def make(user: Any, on: date, now: datetime, row: int) -> models.QuerySet:
        first, *others = [opened(relation, user, on, now).values("pk") for relation in relations]
        return first.union(*others) if others else first

    return Prepared(make)


_OPENED = _ids(*OPENING)
_LASTING = _ids(*LASTING)
_WITH_HEADER = _ids(*RELATIONS)
_OPENED_BY = {relation.name: _ids(relation) for relation in RELATIONS}


def knows(user: Any, kind: str, centre: str = "case__centre_id") -> Q:
    """Of a row that hangs on a case at `centre`: whether `user` may know such things of it.

    The family lets their agency know them, or they manage the centre, or have the case open in an emergency.
    """
    lets = not_excluded(user, timezone.localdate(), centre=centre, family="case__family_id", kind=kind)
    managed = {f"{centre}__in": centre_ids(user, Role.CENTRE_MANAGER)}
    return Q(lets) | Q(**managed) | Q(case_id__in=_OPENED_BY[BREAK_GLASS.name].ids(user, timezone.localdate()))


class CaseQuerySet(models.QuerySet):
    """Cases."""

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases `user` may open, by any of the relations of `cases.relations`."""
        return self.filter(pk__in=_OPENED.ids(user, timezone.localdate()))

    def opens(self, user: Any, pk: int) -> bool:
        """Whether `visible_to` shows the case of number `pk`; asked so, it spares PostgreSQL the planning."""
        return _OPENED.gives(user, timezone.localdate(), pk)

    def involving(self, user: Any) -> "CaseQuerySet":
        """The cases that a lasting relation opens to `user`: those of `visible_to`, without an emergency."""
        return self.filter(pk__in=_LASTING.ids(user, timezone.localdate()))

    def header_visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases of which `user` may see the header: those they may open, and those with an open action of theirs.

        Somebody who is asked to lead sees the header too, and the referral's summary: they have to decide.
        """
        return self.filter(pk__in=_WITH_HEADER.ids(user, timezone.localdate()))

    def with_standing(self, user: Any, on: date, now: datetime | None = None) -> "CaseQuerySet":
        """Each case with how `user` stands to it: `as_` and the name of each relation, and `agreement`."""
        ties = {f"as_{name}": _yes(Q(pk__in=cases.ids(user, on, now))) for name, cases in _OPENED_BY.items()}
        return self.annotate(**ties, agreement=agreed(on))

    def with_kinds(self, user: Any, on: date) -> "CaseQuerySet":
        """Each case with what `user` may see of it within the family's wishes: `sees_contacts`, ..."""
        return self.annotate(
            **{f"sees_{kind}": _yes(Q(not_excluded(user, on, kind=kind))) for kind in Information.values}
        )

    def open(self) -> "CaseQuerySet":
        """Cases in work."""
        return self.filter(status=CaseStatus.OPEN)

    def led_by(self, user: Any) -> "CaseQuerySet":
        """Open cases `user` is the current lead professional of."""
        return self.open().filter(pk__in=led_ids(user, timezone.localdate(), timezone.now()))

    def without_lead(self) -> "CaseQuerySet":
        """Open cases without a current lead professional: each is an alarm (004: nobody provides continuity)."""
        return self.open().filter(~Exists(current_lead()))

    def to_settle(self, on: date) -> "CaseQuerySet":
        """Open cases whose agreement has ended, and of which nobody has decided yet: close, or go on otherwise.

        Each with `ended_agreement_id`, the agreement that was the last.
        """
        last = (
            apps.get_model("consent", "Agreement")
            .objects.order_by("-pk")
            .given_once()
            .filter(family_id=OuterRef("family_id"))
        )
        decided = (
            _rows("GoingOn").order_by().filter(case_id=OuterRef("pk"), agreement_id=OuterRef("ended_agreement_id"))
        )
        ended = self.open().filter(~agreed(on)).annotate(ended_agreement_id=Subquery(last.values("pk")[:1]))
        return ended.filter(~Exists(decided))

    def with_next(self) -> "CaseQuerySet":
        """Each case with `has_lead`, `lead_name` and `review_due_on`, the date of its next review."""
        pending = _rows("Review").order_by().filter(case_id=OuterRef("pk"), held_on=None)
        return self.annotate(
            has_lead=Exists(current_lead()),
            lead_name=Subquery(current_lead().values("user__name")[:1]),
            review_due_on=Subquery(pending.values("due_on")[:1]),
        )


def _standing(user: Any, on: date, now: datetime, row: int) -> models.QuerySet:
    found = _rows("Case").filter(pk=row).with_standing(user, on, now).with_kinds(user, on)
    ties, kinds = (f"as_{one.name}" for one in RELATIONS), (f"sees_{kind}" for kind in Information.values)
    return found.values("status", "agreement", *ties, *kinds)


STANDING = Prepared(_standing)


class TeamMemberQuerySet(models.QuerySet):
    """Members of teams around families."""

    def in_force(self, on: date) -> "TeamMemberQuerySet":
        """Those taking part on `on`."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


class ActionQuerySet(models.QuerySet):
    """Actions."""

    def visible_to(self, user: Any) -> "ActionQuerySet":
        """`user`'s own, those of cases they may open and whose plan they may know, and all of the centres they manage.

        What there is to do for a family says something about it: an agency that it excludes does not read it.
        """
        here = Q(centre_id__in=centre_ids(user, *CASEWORK_ROLES))
        knows_plan = knows(user, Information.PLAN, centre="centre_id")
        own = Q(owner_id=user.pk or 0) & Q(not_excluded(user, timezone.localdate(), family="case__family_id"))
        return self.filter(
            (here & (own | (Q(case__in=_rows("Case").order_by().visible_to(user).values("pk")) & knows_plan)))
            | Q(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))
        )

    def open(self) -> "ActionQuerySet":
        """Actions still to do."""
        return self.filter(status=ActionStatus.OPEN)

    def without_doer(self, on: date) -> "ActionQuerySet":
        """Open actions that their owner does not see: nobody does them (002 §5.1: "somebody else's responsibility").

        The owner has left, works with families no more, or for an agency that the family excludes.
        """
        return self.open().filter(~Q(not_excluded(OuterRef("owner_id"), on, family="case__family_id")))

    def overdue(self, on: date) -> "ActionQuerySet":
        """Open actions whose date is before `on`."""
        return self.open().filter(due_on__lt=on)


class ReviewQuerySet(models.QuerySet):
    """Reviews."""

    def visible_to(self, user: Any) -> "ReviewQuerySet":
        """Reviews of the cases `user` may open and whose plan their agency may know."""
        return self.filter(
            knows(user, Information.PLAN), case__in=_rows("Case").order_by().visible_to(user).values("pk")
        )

    def pending(self) -> "ReviewQuerySet":
        """The next review of each open case."""
        return self.filter(held_on=None, case__status=CaseStatus.OPEN)

    def overdue(self, on: date) -> "ReviewQuerySet":
        """Reviews not held whose date is before `on`."""
        return self.pending().filter(due_on__lt=on)

    def held(self) -> "ReviewQuerySet":
        """Reviews that took place, the last one first."""
        return self.exclude(held_on=None).order_by(F("held_on").desc(), "-id")


class LeadQuerySet(models.QuerySet):
    """Lead professionals, current and past, and offers."""

    def visible_to(self, user: Any) -> "LeadQuerySet":
        """Offers made to `user` while the family's agreement is in force, and the history of cases they may open."""
        asked = _OPENED_BY[ASKED_TO_LEAD.name].ids(user, timezone.localdate())
        mine = Q(user_id=user.pk or 0, status=LeadStatus.OFFERED, case_id__in=asked)
        return self.filter(mine | Q(case__in=_rows("Case").order_by().visible_to(user).values("pk")))

    def current(self) -> "LeadQuerySet":
        """Those who have accepted and not ended."""
        return self.filter(status=LeadStatus.ACCEPTED)

    def unanswered(self) -> "LeadQuerySet":
        """Offers waiting for an answer."""
        return self.filter(status=LeadStatus.OFFERED)


class BreakGlassQuerySet(models.QuerySet):
    """Cases opened in an emergency."""

    def visible_to(self, user: Any) -> "BreakGlassQuerySet":
        """Those at the centres where `user` is information lead, who looks at each, or manager."""
        return self.filter(case__centre_id__in=centre_ids(user, Role.INFORMATION_LEAD, Role.CENTRE_MANAGER))

    def for_review_by(self, user: Any) -> "BreakGlassQuerySet":
        """Those that `user` has to look at: nobody looks at their own."""
        here = self.filter(case__centre_id__in=centre_ids(user, Role.INFORMATION_LEAD))
        return here.exclude(user_id=user.pk).unreviewed()

    def running(self, now: datetime) -> "BreakGlassQuerySet":
        """Those that open their case at the moment `now`."""
        return self.filter(opened_at__lte=now, until__gt=now)

    def unreviewed(self) -> "BreakGlassQuerySet":
        """Those that nobody has looked at yet, the oldest first."""
        return self.filter(reviewed_at=None).order_by("opened_at", "pk")


class EmergencyAttemptQuerySet(models.QuerySet):
    """References typed to open a record in an emergency."""

    def in_vain(self, user: Any, since: datetime) -> "EmergencyAttemptQuerySet":
        """Those of `user` that opened nothing."""
        return self.filter(by_id=user.pk, at__gt=since, opened=None)


class NoteReaderQuerySet(models.QuerySet):
    """Readers of restricted notes."""

    def current(self) -> "NoteReaderQuerySet":
        """Those it was not taken away from."""
        return self.filter(until=None)


class RestrictedNoteQuerySet(models.QuerySet):
    """Restricted notes."""

    def visible_to(self, user: Any) -> "RestrictedNoteQuerySet":
        """Those `user` wrote or is named for, while a relation opens the case to them; all of the centres they manage.

        Both end with the route to the case: with the part in the team, the lead, the agreement, the share, the job.
        So a referrer has "their own" (access.md) as long as they lead or take part: without that they have no page of
        the case, and what they write before there is one is the referral. An emergency opens none. What the family
        keeps from an agency reaches none of its people, the writer neither.
        """
        today = timezone.localdate()
        named = _rows("NoteReader").order_by().current().filter(note_id=OuterRef("pk"), user_id=user.pk or 0)
        known = Q()
        for kind, information in NOTE_IS.items():
            # Not `knows`, which an emergency opens.
            lets = not_excluded(user, today, centre="case__centre_id", family="case__family_id", kind=information)
            known |= Q(kind=kind) & Q(lets)
        involved = Q(case__in=_rows("Case").order_by().involving(user).values("pk"))
        mine = Q(by_id=user.pk or 0) | Q(Exists(named))
        return self.filter(Q(case__centre_id__in=centre_ids(user, Role.CENTRE_MANAGER)) | (mine & known & involved))

    def shown_to(self, user: Any) -> "RestrictedNoteQuerySet":
        """The same with everything that is shown of each; of what it corrects, and what corrects it, only what `user`
        may read as well: four queries, however many there are."""
        own = type(self)(self.model, using=self.db).visible_to(user)
        current = _rows("NoteReader").current().select_related("user")
        return (
            self.visible_to(user)
            .select_related("by", "case")
            .prefetch_related(
                models.Prefetch("readers", queryset=current, to_attr="named"),
                models.Prefetch("corrects", queryset=own, to_attr="known_corrected"),
                models.Prefetch("corrections", queryset=own, to_attr="known_corrections"),
            )
        )
