"""Visits planned ahead, by one or by several together."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.history import keep_history
from cases.models.case import Case
from cases.models.record import Contact
from cases.querysets import VisitQuerySet
from cases.status import VisitStatus
from centres.models import Agency
from inputs.validators import no_control_characters


@keep_history()
class Visit(models.Model):
    """A visit to a family that is planned, that took place or was tried (then it is a contact), or was cancelled."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField("date")
    at = models.TimeField("time of day", null=True, blank=True)
    purpose = models.CharField(max_length=200, blank=True, validators=[no_control_characters])
    status = models.CharField(max_length=10, choices=VisitStatus, default=VisitStatus.PLANNED)
    cancelled_because = models.CharField(max_length=300, blank=True, validators=[no_control_characters])
    contact = models.OneToOneField(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="visit")
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    overlaps: list[str]  # what stands close to it, given by `cases.visit_calendar.mark`

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["on", "at", "id"]
        indexes = [models.Index(fields=["case", "on"], name="visit_by_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=VisitStatus.KEPT, contact__isnull=False)
                | (~Q(status=VisitStatus.KEPT) & Q(contact__isnull=True)),
                name="visit_kept_is_a_contact",
            ),
            models.CheckConstraint(
                condition=(Q(status=VisitStatus.CANCELLED) & ~Q(cancelled_because=""))
                | (~Q(status=VisitStatus.CANCELLED) & Q(cancelled_because="")),
                name="visit_cancelled_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Visit on {self.on}"


@keep_history()
class VisitWorker(models.Model):
    """Who visits, and for which agency. It opens nothing: only who works with the family already can be named."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="workers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "user"], name="visit_worker_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.visit}"
