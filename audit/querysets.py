"""Reading the log and its seals."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils import timezone


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class EntryQuerySet(models.QuerySet):
    """Entries of the log. Who may read them is for the app that shows them to decide."""

    def of_centre(self, centre_id: int) -> "EntryQuerySet":
        """What was done and seen at one centre."""
        return self.filter(centre_id=centre_id)

    def by_person(self, user_id: int) -> "EntryQuerySet":
        """What one person did and saw."""
        return self.filter(by_id=user_id)

    def about(self, subjects: Mapping[str, Collection[int] | models.QuerySet]) -> "EntryQuerySet":
        """Entries about any of these records, given as label -> numbers."""
        found = models.Q(pk__in=[])
        for label, numbers in subjects.items():
            found |= models.Q(subject_type=label, subject_id__in=numbers)
        return self.filter(found)

    def between(self, since: date | None, until: date | None) -> "EntryQuerySet":
        """From the first to the last day, both included, by the centre's clock."""
        found = self
        if since:
            found = found.filter(at__gte=_midnight(since))
        if until:
            found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
        return found

    def newest_first(self, *, before: int | None = None) -> "EntryQuerySet":
        """Newest first, from the one after `before` on: by key, so that every page is as quick as the first."""
        found = self if before is None else self.filter(pk__lt=before)
        return found.order_by("-pk")

    def without_seal(self) -> "EntryQuerySet":
        """Entries that did not come in through the door: the trigger gives each its seal."""
        return self.filter(seal=None).order_by("pk")


class SealQuerySet(models.QuerySet):
    """Seals of entries."""

    def waiting(self) -> "SealQuerySet":
        """Not sealed yet, the oldest entry first."""
        return self.filter(number=None).order_by("pk")

    def after(self, chain: int, number: int) -> "SealQuerySet":
        """Those that follow a place, chain by chain and in order."""
        later = models.Q(number__gt=number) | models.Q(chain__gt=chain)
        return self.filter(later, chain__gte=chain, number__isnull=False).order_by("chain", "number")

    def head_of(self, chain: int) -> Any:
        """The last seal of a chain, or None."""
        return self.filter(chain=chain, number__isnull=False).order_by("-number").first()
