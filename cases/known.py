"""What of a case its readers know: the family can keep kinds of information from an agency that may know of it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.models import Case, Offer
from centres.querysets import centre_ids
from centres.status import Role
from consent.querysets import not_excluded
from consent.status import Information


def offers_known_to(user: Any) -> QuerySet[Offer]:
    """Offers in the cases `user` may open, unless the family keeps such things from their agency."""
    knows = not_excluded(
        user, timezone.localdate(), centre="case__centre_id", family="case__family_id", kind=Information.CONTACTS
    )
    managed = Q(case__centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))
    return Offer.objects.filter(managed | Q(knows), case__in=Case.objects.visible_to(user).values("pk"))
