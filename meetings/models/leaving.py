"""Somebody leaves: when, who asked, and what of theirs the manager will see to."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.history import keep_history
from centres.models import Membership
from inputs.validators import no_control_characters
from meetings.querysets import LeavingQuerySet
from meetings.status import LeavingStatus, OwnedKind


@keep_history()
class Leaving(models.Model):
    """That a membership is to end on a day. It ends only when everything the person has here has gone to somebody.

    An administrator asks for it and sees numbers; what it is about is seen to by the person and the manager. Where
    access has to end at once, it does, with the reason; what is left is the manager's then.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="leavings")
    ends_on = models.DateField("last day")
    status = models.CharField(max_length=10, choices=LeavingStatus, default=LeavingStatus.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_on = models.DateField(null=True, blank=True)
    at_once_because = models.CharField(
        "why access ended at once", max_length=300, blank=True, validators=[no_control_characters]
    )

    objects = LeavingQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(status=LeavingStatus.WAITING), name="leaving_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status=LeavingStatus.WAITING, settled_by=None, settled_on=None)
                | (~Q(status=LeavingStatus.WAITING) & Q(settled_by__isnull=False, settled_on__isnull=False)),
                name="leaving_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(at_once_because="") | Q(status=LeavingStatus.ACCEPTED), name="leaving_at_once_is_accepted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} until {self.ends_on}"


@keep_history()
class SeenTo(models.Model):
    """That the manager will see to something which somebody who leaves has here: `kind` and `thing` say what."""

    leaving = models.ForeignKey(Leaving, on_delete=models.PROTECT, related_name="seen_to")
    kind = models.CharField(max_length=10, choices=OwnedKind)
    thing = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        verbose_name_plural = "seen to"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["leaving", "kind", "thing"], name="seen_to_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.thing}"
