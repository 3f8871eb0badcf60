"""Which referrals a person may see."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import BooleanField, Case, DateField, ExpressionWrapper, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from centres.querysets import centre_ids
from centres.status import CASEWORK_ROLES, Role
from consent.querysets import not_excluded
from consent.status import Information
from referrals.status import UNSENT, WAITING

MADE_IT = "You made this referral."


class ReferralQuerySet(models.QuerySet):
    """Referrals."""

    def visible_to(self, user: Any) -> "ReferralQuerySet":
        """`user`'s own, for ever; and all sent ones of the centres they manage. A draft is its writer's alone.

        Nobody made what was brought along from former records: who brought the list has no part in those families.
        Whoever made a referral no longer sees it once they work with no families at the centre. A draft about a family
        that excludes their agency by now is gone: it shows that family as it is today. What they sent stays, as far as
        `excluded_since` allows.
        """
        own, managed = routes(user).values()
        return self.filter(own | managed)

    def made_by(self, user: Any) -> "ReferralQuerySet":
        """Those of `visible_to` that `user` made, whether they manage the centre or not."""
        return self.filter(routes(user)[MADE_IT])

    def why_seen(self, user: Any, pk: int) -> list[str]:
        """The sentences that answer "why can I see this?", from the same conditions."""
        return [sentence for sentence, condition in routes(user).items() if self.filter(condition, pk=pk).exists()]

    def with_exclusion(self, reader: Any, on: date) -> "ReferralQuerySet":
        """Each with `excluded_since`: from when on the family keeps it from the reader's agencies; None if it does not.

        And `sees_plan`: whether they may know its plan, so how it went on; `sees_safeguarding`: how to contact it
        safely. Asked of referrers; the manager is never left out. What came of it since that day is not for their eyes.
        """
        agencies = apps.get_model("centres", "Membership").objects.of(reader).order_by().values("agency_id")
        wishes = apps.get_model("consent", "SharingWish").objects.order_by("-since")
        said = wishes.filter(family_id=OuterRef("family_id"), agency_id__in=agencies, included=False, until=None)
        managed = Q(centre_id__in=centre_ids(reader, Role.CENTRE_MANAGER))
        sees = {
            f"sees_{kind}": ExpressionWrapper(managed | Q(not_excluded(reader, on, kind=kind)), BooleanField())
            for kind in (Information.PLAN, Information.SAFEGUARDING)
        }
        knows, nothing = Q(not_excluded(reader, on)) | managed, Value(None, output_field=DateField(null=True))
        return self.annotate(
            excluded_since=Case(When(knows, then=nothing), default=Subquery(said.values("since")[:1])), **sees
        )

    def waiting(self) -> "ReferralQuerySet":
        """Referrals that the meeting has not decided yet."""
        return self.filter(status__in=WAITING)


def routes(user: Any) -> dict[str, Q]:
    """Each way in which `user` comes to see a referral, with the sentence that says so."""
    mine = Q(referred_by_id=user.pk or 0, brought_on=None, centre_id__in=centre_ids(user, *CASEWORK_ROLES))
    own = mine & (~Q(status__in=UNSENT) | Q(not_excluded(user, timezone.localdate())))
    managed = Q(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER)) & ~Q(status__in=UNSENT)
    return {MADE_IT: own, "You manage this centre.": managed}


def families_known_to(user: Any) -> models.QuerySet:
    """The families `user` may refer again: those of the referrals they made, those they put on record and, for a
    manager, every one of the centre. Only while they work there with families, for an agency that the family does not
    exclude: to refer it again would let that agency in again.

    Nobody finds any other family by search, duplicate warning or number (access.md).
    """
    families = apps.get_model("families", "Family").objects
    referred = apps.get_model("referrals", "Referral").objects.filter(referred_by_id=user.pk or 0, brought_on=None)
    mine = Q(pk__in=referred.values("family_id")) | Q(created_by_id=user.pk or 0)
    managed = families.visible_to(user).values("pk")
    works_there = Q(not_excluded(user, timezone.localdate(), family="pk"))
    return families.filter(Q(pk__in=managed) | (mine & works_there))
