"""Meetings in people's own calendars: a private address to subscribe to, and who was sent which invitation."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit.history import keep_history
from meetings.models.meeting import Meeting


@keep_history(exclude=("token_hash",))
class CalendarFeed(models.Model):
    """The private address at which a calendar program asks for a person's meetings. Only its hash is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Calendar of {self.user}"


@keep_history()
class Invitation(models.Model):
    """What somebody's calendar was last told of a meeting by e-mail. What differs from the meeting is still to send."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    sequence = models.PositiveIntegerField("sequence last sent", null=True)
    cancelled = models.BooleanField("last told that it is not for them", default=False)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "to"], name="invitation_once")]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"
