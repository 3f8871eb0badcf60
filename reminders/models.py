"""What someone is to be told, once; and the digest that tells them, once a day, without personal detail."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from reminders.querysets import ReminderQuerySet


class Digest(models.Model):
    """The one e-mail a person gets on a day. Unsent rows are the queue."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digests")
    on = models.DateField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["to", "on"], name="digest_once_per_person_and_day")]
        indexes = [models.Index(fields=["on"], condition=models.Q(sent_at=None), name="digest_queue")]

    def __str__(self) -> str:
        return f"Digest {self.pk} for {self.on}"


class Reminder(models.Model):
    """One thing one person is to be told, with the day's digest or `at_once`.

    `key` names the occasion, so that telling happens once, whoever retries.

    `sentence` and `path` go into e-mail: a reference and a link, never a name or anything about a family.
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    sentence = models.CharField(max_length=200)
    path = models.CharField(max_length=200)
    on = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)
    digest = models.ForeignKey(Digest, null=True, on_delete=models.PROTECT, related_name="reminders")
    seen_at = models.DateTimeField(null=True)
    at_once = models.BooleanField("a mail of its own, within a minute", default=False, db_default=False)
    mailed_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "id"]
        constraints = [models.UniqueConstraint(fields=["to", "key"], name="reminder_once_per_person_and_occasion")]
        indexes = [
            models.Index(fields=["on"], condition=models.Q(digest=None), name="reminder_queue"),
            models.Index(fields=["id"], condition=models.Q(at_once=True, mailed_at=None), name="reminder_at_once"),
        ]

    def __str__(self) -> str:
        return self.key
