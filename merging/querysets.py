"""Which merges a person may see, and which can still be undone."""

from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from centres.querysets import centre_ids
from centres.status import Role
from merging.status import UNDO_WITHIN


class MergeQuerySet(models.QuerySet):
    """Merges."""

    def visible_to(self, user: Any) -> "MergeQuerySet":
        """Those of the centres that `user` manages."""
        return self.filter(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))

    def standing(self) -> "MergeQuerySet":
        """Those that nobody has undone."""
        return self.filter(undone_at=None)

    def about(self, family_id: int) -> "MergeQuerySet":
        """Those of one family's record, on either side."""
        return self.filter(Q(kept=family_id) | Q(gone=family_id))

    def lately(self, on: date) -> "MergeQuerySet":
        """Those from which on `on` not more than thirty days have passed, by the calendar."""
        first = timezone.make_aware(datetime.combine(on - UNDO_WITHIN, time.min))
        return self.filter(at__gte=first)

    def shown(self) -> "MergeQuerySet":
        """With what is shown of each, in one query."""
        return self.select_related("centre", "kept", "gone", "by", "undone_by")
