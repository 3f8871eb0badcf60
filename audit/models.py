"""The log of what people did and saw. It can only grow: PostgreSQL refuses to change or remove a line."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Kind(models.TextChoices):
    """Whether something was changed, seen or taken out."""

    CHANGE = "change", "changed"
    READ = "read", "saw"
    EXPORT = "export", "exported"


class Entry(models.Model):
    """One line of the log: who did or saw what, when.

    The subject is kept by label and number rather than by foreign key, so that the log outlives the
    record and the lowest app of the house need not know the ones above it. `detail` never holds free text
    about a family: codes, dates and numbers only.
    """

    at = models.DateTimeField(db_default=Now(), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    centre_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="entry_by_subject"),
            models.Index(fields=["by", "-id"], name="entry_by_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="entry_kind_is_known"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_type} {self.subject_id}"
