"""Which referrals a person may see."""

from typing import Any

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
