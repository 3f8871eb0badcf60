"""Which referrals a person may see."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from centres.querysets import centre_ids
from centres.status import Role
from referrals.status import UNSENT, WAITING


class ReferralQuerySet(models.QuerySet):
    """Referrals."""

    def visible_to(self, user: Any) -> "ReferralQuerySet":
        """`user`'s own, for ever; and all sent ones of the centres they manage. A draft is its writer's alone.

        Whoever made a referral no longer sees it once they have no membership at the centre at all.
        """
        own = Q(referred_by_id=user.pk or 0, centre_id__in=centre_ids(user))
        managed = Q(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER)) & ~Q(status__in=UNSENT)
        return self.filter(own | managed)

    def waiting(self) -> "ReferralQuerySet":
        """Referrals that the meeting has not decided yet."""
        return self.filter(status__in=WAITING)


def families_known_to(user: Any) -> models.QuerySet:
    """The families `user` may refer again: those of the referrals they made, those they put on record and, for a
    manager, every one of the centre. Only while they work there.

    Nobody finds any other family by search, duplicate warning or number (access.md).
    """
    families = apps.get_model("families", "Family").objects
    referred = apps.get_model("referrals", "Referral").objects.filter(referred_by_id=user.pk or 0)
    mine = Q(pk__in=referred.filter(family__isnull=False).values("family_id")) | Q(created_by_id=user.pk or 0)
    managed = families.visible_to(user).values("pk")
    return families.filter(Q(pk__in=managed) | (mine & Q(centre_id__in=centre_ids(user))))
