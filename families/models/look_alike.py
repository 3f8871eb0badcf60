"""Two families that look alike and are not one: said by somebody who looked, with a reason, until it is taken back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.history import keep_history
from families.models.family import Family
from families.querysets import LookAlikeQuerySet
from inputs.validators import no_control_characters


@keep_history()
class LookAlike(models.Model):
    """That two families only look alike. `one` is the one with the lower number, so that a pair is a pair."""

    one = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300, validators=[no_control_characters])
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = LookAlikeQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "look-alikes"
        ordering = ["-said_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="look_alike_lower_number_first"),
            models.CheckConstraint(condition=~Q(reason=""), name="look_alike_says_why"),
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(taken_back_at=None), name="look_alike_said_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="look_alike_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other} only look alike"
