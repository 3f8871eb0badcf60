"""What was done."""

from django.db import models


class ContactQuerySet(models.QuerySet):
    """Contacts and attempts."""

    def shown(self) -> "ContactQuerySet":
        """With everything that is shown of each, in a fixed number of queries."""
        named = self.select_related("by")
        return named.prefetch_related("saw_children", "saw_adults", "colleagues__user", "colleagues__agency")
