"""The minutes: made from what was recorded, approved at the next meeting, then fixed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.history import keep_history
from meetings.models.meeting import Meeting
from meetings.querysets import MinutesQuerySet
from meetings.status import MinutesStatus


@keep_history()
class Minutes(models.Model):
    """One version of a meeting's minutes.

    `content` is the snapshot that page and PDF are made from; each item in it names the agencies that may know, so
    that an edition is a filter. `content_hash` is the SHA-256 of its canonical JSON.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    correction = models.CharField("what this version changed", max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Until then only the chair and the manager read them.
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    approved_at = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="approved_minutes"
    )
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        ordering = ["-meeting__on", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="minutes_version_once"),
            models.CheckConstraint(
                condition=Q(status=MinutesStatus.DRAFT, approved_on=None) | Q(approved_on__isnull=False),
                name="minutes_approved_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="minutes_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status=MinutesStatus.DRAFT) | Q(released_at__isnull=False),
                name="minutes_approved_was_released",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_is_fixed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status=MinutesStatus.APPROVED),
            ),
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}, version {self.version}"
