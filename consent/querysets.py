"""Which agreements are in force, and which agencies a family's wishes include."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from centres.prepared import Prepared
from centres.querysets import centre_ids
from centres.status import CASEWORK_ROLES, Role
from consent.status import ENGLISH, AgreementStatus


class WordingQuerySet(models.QuerySet):
    """The words families hear."""

    def visible_to(self, user: Any) -> "WordingQuerySet":
        """Those of the centres where `user` works today, whatever they do there: the words are no secret."""
        return self.filter(centre_id__in=centre_ids(user))

    def in_use(self, centre_id: int, on: date) -> "WordingQuerySet":
        """The centre's newest version in each language on `on`, English first."""
        return self.filter(centre_id=centre_id).in_use_where_they_are(on)

    def in_use_where_they_are(self, on: date) -> "WordingQuerySet":
        """Of several centres: each one's newest version in each language on `on`, English first."""
        begun = self.filter(in_use_from__lte=on).order_by("centre_id", "language", "-in_use_from", "-id")
        newest = begun.distinct("centre_id", "language")
        return self.filter(pk__in=newest.values("pk")).order_by(
            models.Case(models.When(language=ENGLISH, then=0), default=1), "language"
        )


class SharingWishQuerySet(models.QuerySet):
    """Sharing wishes."""

    def current(self) -> "SharingWishQuerySet":
        """Those that hold today."""
        return self.filter(until=None)

    def excluded(self) -> "SharingWishQuerySet":
        """Which agencies must not know today."""
        return self.current().filter(included=False)


class KindWishQuerySet(models.QuerySet):
    """Wishes about one kind of information."""

    def current(self) -> "KindWishQuerySet":
        """Those that hold today."""
        return self.filter(until=None)

    def kept(self) -> "KindWishQuerySet":
        """What agencies must not know today."""
        return self.current().filter(included=False)


class SharingDecisionQuerySet(models.QuerySet):
    """Sharing decisions."""

    def visible_to(self, user: Any) -> "SharingDecisionQuerySet":
        """Every one of the centres that `user` manages or answers for.

        Who takes part in a case reads its family's decisions on the case, as long as they do: `cases` stands above and
        answers for itself.
        """
        return self.filter(family__centre_id__in=centre_ids(user, Role.CENTRE_MANAGER, Role.INFORMATION_LEAD))

    def unseen(self) -> "SharingDecisionQuerySet":
        """Those that no information lead has seen yet."""
        return self.filter(seen=None)

    def shown(self) -> "SharingDecisionQuerySet":
        """With everything that is shown of each, in one query."""
        return self.select_related("family", "agency", "recorded_by", "corrected_by", "seen__by")


class AgreementQuerySet(models.QuerySet):
    """Agreements to support."""

    def in_force(self, on: date) -> "AgreementQuerySet":
        """Agreements given, not withdrawn, begun and not run out on `on` (the last day still counts)."""
        return self.filter(status=AgreementStatus.GIVEN, given_on__lte=on, until__gte=on)

    def given_once(self) -> "AgreementQuerySet":
        """Agreements that were given once, whether they were withdrawn, ran out, or are in force still."""
        return self.exclude(status=AgreementStatus.REFUSED)

    def withdrawn_last(self) -> "AgreementQuerySet":
        """Those that were withdrawn, and nothing has been in force since: what the family said last is no."""
        later = self.model.objects.order_by().filter(
            family_id=OuterRef("family_id"), status=AgreementStatus.GIVEN, until__gte=OuterRef("withdrawn_on")
        )
        return self.filter(~Exists(later), status=AgreementStatus.WITHDRAWN)

    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """Those `user` took, while they work with families there, and those of the centres they manage or answer for.

        Whoever works for an agency that the family now excludes no longer sees what they took: they could give
        themselves leave again.
        """
        works_there = not_excluded(user, timezone.localdate(), centre="family__centre_id", family="family_id")
        return self.filter(
            Q(works_there, taken_by_id=user.pk or 0)
            | Q(family__centre_id__in=centre_ids(user, Role.CENTRE_MANAGER, Role.INFORMATION_LEAD))
        )


def reachable_families(user: Any) -> models.QuerySet:
    """Families whose agreement `user` took, or that they may open by their role: those they may ask again."""
    from django.apps import apps

    families = apps.get_model("families", "Family").objects
    taken = apps.get_model("consent", "Agreement").objects.visible_to(user).order_by().values("family_id")
    return families.filter(Q(pk__in=families.visible_to(user).order_by().values("pk")) | Q(pk__in=taken)).shown()


def agreed(on: date, family: str = "family_id") -> Exists:
    """For a query: whether an agreement of the row's family is in force on `on`.

    Pulled, not pushed: whoever asks in a query sees a withdrawal on the very next request.
    """
    from django.apps import apps

    agreements = apps.get_model("consent", "Agreement").objects
    return Exists(agreements.in_force(on).filter(family_id=OuterRef(family)))


def not_excluded(
    user: Any, on: date, *, centre: str = "centre_id", family: str = "family_id", kind: str | OuterRef = ""
) -> Exists:
    """For a query: whether `user` works with families at the row's centre, for an agency its family does not exclude.

    Asked of the person's work on `on`, not of the agency for which they once came: who moves to an agency that the
    family excludes takes nothing along. `user` is a person, or an OuterRef to one's id; a row without a family
    excludes nobody. With a `kind` of information: for an agency from which the family does not keep that either.
    """
    from django.apps import apps

    wishes = apps.get_model("consent", "SharingWish").objects.order_by()
    excluded = wishes.filter(
        family_id=OuterRef(OuterRef(family)), agency_id=OuterRef("agency_id"), included=False, until=None
    )
    jobs = apps.get_model("centres", "Membership").objects.order_by().in_force(on)
    if kind:
        kept = apps.get_model("consent", "KindWish").objects.order_by().kept().filter(kind=kind)
        jobs = jobs.filter(~Exists(kept.filter(family_id=OuterRef(OuterRef(family)), agency_id=OuterRef("agency_id"))))
    who = user if isinstance(user, OuterRef) else user.pk or 0
    return Exists(jobs.filter(~Exists(excluded), user_id=who, centre_id=OuterRef(centre), role__in=CASEWORK_ROLES))


def recipients_at(centre_id: int, on: date) -> models.QuerySet:
    """The ids of the agencies that work with the centre: partners by protocol, or those its people come from."""
    from django.apps import apps

    partners = apps.get_model("centres", "Agency").objects.partners_of(centre_id, on).order_by().values("pk")
    jobs = apps.get_model("centres", "Membership").objects.order_by().in_force(on).filter(centre_id=centre_id)
    return partners.union(jobs.values("agency_id"))


def kinds_kept_from(agency_id: int | None, family_ids: Any) -> dict[int, set[str]]:
    """Of each family what it keeps from an agency that may know of it: for what is made per agency, not per person."""
    from django.apps import apps

    found: dict[int, set[str]] = {}
    kept = apps.get_model("consent", "KindWish").objects.order_by().kept()
    for family_id, kind in kept.filter(agency_id=agency_id, family_id__in=family_ids).values_list("family_id", "kind"):
        found.setdefault(family_id, set()).add(kind)
    return found


def _kept_from(user: Any, on: date, now: datetime, row: int) -> models.QuerySet:
    from django.apps import apps

    jobs = apps.get_model("centres", "Membership").objects.order_by().in_force(on)
    managed = jobs.filter(user_id=user.pk or 0, role=Role.CENTRE_MANAGER).values("centre_id")
    reads = not_excluded(user, on, centre="family__centre_id", kind=OuterRef(OuterRef("kind")))
    kept = apps.get_model("consent", "KindWish").objects.order_by().kept()
    return kept.exclude(family__centre_id__in=managed).filter(~reads).values("pk")


_KEPT_FROM = Prepared(_kept_from)


def kinds_kept_from_person(user: Any, family_ids: Any) -> dict[int, frozenset[str]]:
    """Of each family what it keeps from whoever `user` works for, who may know of it: nothing from its manager.

    The same answer as `not_excluded` with each kind, for many families in one query.
    """
    from django.apps import apps

    found: dict[int, set[str]] = {}
    kept = apps.get_model("consent", "KindWish").objects.order_by().filter(family_id__in=family_ids)
    kept = kept.filter(pk__in=_KEPT_FROM.ids(user, timezone.localdate()))
    for family_id, kind in kept.values_list("family_id", "kind"):
        found.setdefault(family_id, set()).add(kind)
    return {family_id: frozenset(kinds) for family_id, kinds in found.items()}
