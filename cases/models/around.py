"""Who is around the family without being in the team, and what those who are in it write to each other."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.history import keep_history
from cases.models.case import Case
from cases.querysets import OtherInvolvedQuerySet
from cases.status import OtherKind
from inputs.validators import no_control_characters


@keep_history()
class OtherInvolved(models.Model):
    """Somebody who helps the family outside the team: its GP, the nursery. They do not sign in and see nothing here."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="others")
    kind = models.CharField(max_length=10, choices=OtherKind)
    called = models.CharField("name", max_length=120, validators=[no_control_characters])
    reach = models.CharField("how to reach them", max_length=200, blank=True, validators=[no_control_characters])
    family_agrees = models.BooleanField("the family agrees that the team contacts them")
    since = models.DateField("on the list since")
    until = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OtherInvolvedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "others involved"
        ordering = ["kind", "called", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "called"], condition=Q(until=None), name="other_involved_once_per_case"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="other_involved_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(called=""), name="other_involved_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.called}, {self.get_kind_display()}"


@keep_history()
class Message(models.Model):
    """What one colleague writes to the others who work with the family. Never changed: PostgreSQL refuses."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("date")
    words = models.TextField(max_length=500, validators=[no_control_characters])
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-entered_at", "-id"]
        indexes = [models.Index(fields=["case", "-on"], name="message_by_case")]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="message_says_something")]
        triggers = [pgtrigger.Protect(name="messages_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.by}, {self.entered_at:%Y-%m-%d %H:%M}"
