"""Which cases a person may see, how they stand to one, and which wait for somebody."""

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from cases.querysets.opening import INVOLVING, OPENED, OPENED_BY, WITH_HEADER, table
from cases.relations import RELATIONS, current_deputy, current_lead, deputised_ids, led_ids, supervised_ids
from cases.status import CaseStatus, LeadStatus
from centres.prepared import Prepared
from centres.querysets import centre_ids
from centres.status import CASEWORK_ROLES, Role
from consent.querysets import agreed, not_excluded
from consent.status import Information


def _yes(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


class CaseQuerySet(models.QuerySet):
    """Cases."""

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases `user` may open, by any of the relations of `cases.relations`."""
        return self.filter(pk__in=OPENED.ids(user, timezone.localdate()))

    def opens(self, user: Any, pk: int) -> bool:
        """Whether `visible_to` shows the case of number `pk`; asked so, it spares PostgreSQL the planning."""
        return OPENED.gives(user, timezone.localdate(), pk)

    def involving(self, user: Any) -> "CaseQuerySet":
        """The cases that a lasting relation opens to `user`: those of `visible_to`, without an emergency."""
        return self.filter(pk__in=INVOLVING.ids(user, timezone.localdate()))

    def header_visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases of which `user` may see the header: those they may open, and those with an open action of theirs.

        Somebody who is asked to lead sees the header too, and the referral's summary: they have to decide.
        """
        return self.filter(pk__in=WITH_HEADER.ids(user, timezone.localdate()))

    def with_standing(self, user: Any, on: date, now: datetime | None = None) -> "CaseQuerySet":
        """Each case with how `user` stands to it: `as_` and the name of each relation, and `agreement`."""
        ties = {f"as_{name}": _yes(Q(pk__in=cases.ids(user, on, now))) for name, cases in OPENED_BY.items()}
        return self.annotate(**ties, agreement=agreed(on))

    def with_kinds(self, user: Any, on: date) -> "CaseQuerySet":
        """Each case with what `user` may see of it within the family's wishes: `sees_contacts`, ..."""
        return self.annotate(
            **{f"sees_{kind}": _yes(Q(not_excluded(user, on, kind=kind))) for kind in Information.values}
        )

    def with_reaching(self, user: Any, on: date) -> "CaseQuerySet":
        """Each case with what `user`, who works with the family, is told of reaching it safely."""
        managed = Q(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))
        safely = Q(not_excluded(user, on, kind=Information.SAFEGUARDING))
        return self.annotate(sees_safeguarding=_yes(safely), managed=_yes(managed))

    def open(self) -> "CaseQuerySet":
        """Cases in work."""
        return self.filter(status=CaseStatus.OPEN)

    def led_by(self, user: Any) -> "CaseQuerySet":
        """Open cases `user` is the current lead professional of."""
        return self.open().filter(pk__in=led_ids(user, timezone.localdate(), timezone.now()))

    def deputised_by(self, user: Any) -> "CaseQuerySet":
        """Open cases for whose lead professional `user` stands in today."""
        return self.open().filter(pk__in=deputised_ids(user, timezone.localdate(), timezone.now()))

    def supervised_by(self, user: Any) -> "CaseQuerySet":
        """Open cases whose lead professional `user` supervises."""
        return self.open().filter(pk__in=supervised_ids(user, timezone.localdate(), timezone.now()))

    def without_lead(self) -> "CaseQuerySet":
        """Open cases without a current lead professional: each is an alarm (004: nobody provides continuity)."""
        return self.open().filter(~Exists(current_lead(timezone.localdate())))

    def with_since(self, on: date) -> "CaseQuerySet":
        """Each with `since`: for a case that nobody leads, the day since which nobody does.

        The latest of: opened, opened again, somebody stopped leading, whoever still stands there as lead professional
        worked here last, or the family excluded an agency of theirs.
        """
        leads = table("Lead").order_by().filter(case_id=OuterRef("pk"))
        theirs = {"user__leads__case_id": OuterRef("pk"), "user__leads__status": LeadStatus.ACCEPTED}
        jobs = apps.get_model("centres", "Membership").objects.order_by("-ends_on")
        jobs = jobs.filter(centre_id=OuterRef("centre_id"), role__in=CASEWORK_ROLES, ends_on__lt=on, **theirs)
        wishes = apps.get_model("consent", "SharingWish").objects.order_by("-since")
        wishes = wishes.filter(
            family_id=OuterRef("family_id"), included=False, until=None,
            **{f"agency__memberships__{name}": value for name, value in theirs.items()},
        )  # fmt: skip
        ended = leads.filter(status=LeadStatus.ENDED).order_by("-ended_on")
        accepted = leads.filter(status=LeadStatus.ACCEPTED)
        latest = Greatest(
            F("opened_on"), F("reopened_on"), Subquery(ended.values("ended_on")[:1]),
            Subquery(accepted.values("answered_on")[:1]), Subquery(jobs.values("ends_on")[:1]),
            Subquery(wishes.values("since")[:1]),
        )  # fmt: skip
        return self.annotate(since=latest)

    def with_agreement(self, on: date) -> "CaseQuerySet":
        """Each with `agreement`: whether one is in force."""
        return self.annotate(agreement=agreed(on))

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
            table("GoingOn").order_by().filter(case_id=OuterRef("pk"), agreement_id=OuterRef("ended_agreement_id"))
        )
        ended = self.open().filter(~agreed(on)).annotate(ended_agreement_id=Subquery(last.values("pk")[:1]))
        return ended.filter(~Exists(decided))

    def with_next(self, on: date | None = None) -> "CaseQuerySet":
        """Each case with `has_lead`, `lead_name` and `review_due_on`, the date of its next review; with who stands in
        for the lead professional on `on` (today if not given), and until when."""
        on = on or timezone.localdate()
        pending = table("Review").order_by().to_come().filter(case_id=OuterRef("pk"))
        return self.annotate(
            has_lead=Exists(current_lead(on)),
            lead_name=Subquery(current_lead(on).values("user__name")[:1]),
            deputy_name=Subquery(current_deputy(on).values("user__name")[:1]),
            deputy_until=Subquery(current_deputy(on).values("ends_on")[:1]),
            review_due_on=Subquery(pending.values("due_on")[:1]),
        )


def _standing(user: Any, on: date, now: datetime, row: int) -> models.QuerySet:
    found = table("Case").filter(pk=row).with_standing(user, on, now).with_kinds(user, on)
    ties, kinds = (f"as_{one.name}" for one in RELATIONS), (f"sees_{kind}" for kind in Information.values)
    return found.values("status", "agreement", *ties, *kinds)


STANDING = Prepared(_standing)


def _next(user: Any, on: date, now: datetime, row: int) -> models.QuerySet:
    names = ("has_lead", "lead_name", "deputy_name", "deputy_until", "review_due_on")
    return table("Case").filter(pk=row).with_next(on).values(*names)


_NEXT = Prepared(_next, of_somebody=False)


def give_next(case: Any) -> None:
    """Give one case what `with_next()` gives each: what takes longest of opening a page is putting that query together.

    Raises Case.DoesNotExist.
    """
    found = _NEXT.row(AnonymousUser(), timezone.localdate(), case.pk)
    if found is None:
        raise table("Case").model.DoesNotExist
    vars(case).update(found)
