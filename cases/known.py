"""What of a case its readers know: the family can keep kinds of information from an agency that may know of it."""

from typing import Any

from django.db.models import QuerySet

from cases.models import Case, Offer
from cases.querysets import knows
from consent.status import Information


def offers_known_to(user: Any) -> QuerySet[Offer]:
    """Offers in the cases `user` may open, unless the family keeps such things from their agency."""
    return Offer.objects.filter(knows(user, Information.CONTACTS), case__in=Case.objects.visible_to(user).values("pk"))
