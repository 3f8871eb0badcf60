"""Reading documents without dragging their bytes along."""

from django.db import models


class DocumentQuerySet(models.QuerySet):
    """Documents. Who may open one is decided by the app whose subject it shows."""

    def of(self, subject: models.Model, *, kind: str) -> "DocumentQuerySet":
        """The editions of that kind of `subject`, newest first, without HTML and PDF."""
        found = self.filter(kind=kind, subject_type=subject._meta.label_lower, subject_id=subject.pk)
        return found.defer("html", "pdf").order_by("-id")
