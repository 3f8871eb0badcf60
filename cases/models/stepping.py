"""Stepping up: another service is asked to lead the work, and the case stays with its lead until it has said yes."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.history import keep_history
from cases.models.case import Case
from cases.querysets import SteppingUpQuerySet
from cases.status import StepUpStatus
from consent.models import SharingDecision
from inputs.validators import no_control_characters


@keep_history()
class SteppingUp(models.Model):
    """Children's social care, or another service, is asked to lead: what they were told, and what they answered.

    With whom it is shared, on what grounds and how stands in the sharing decision. `content` is the summary as it was
    that day, with a part for each kind of information; it is never changed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="step_ups")
    decision = models.OneToOneField(SharingDecision, on_delete=models.PROTECT, related_name="+")
    worries = models.TextField("what happened", max_length=2000, validators=[no_control_characters])
    content = models.JSONField("summary")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    answer_by = models.DateField("when an answer is asked for")
    status = models.CharField(max_length=12, choices=StepUpStatus, default=StepUpStatus.WAITING)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField("who answered", max_length=120, blank=True, validators=[no_control_characters])
    answer_words = models.CharField(max_length=300, blank=True, validators=[no_control_characters])

    objects = SteppingUpQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "steppings up"
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(status=StepUpStatus.WAITING), name="step_up_one_waiting_per_case"
            ),
            models.CheckConstraint(condition=~Q(worries=""), name="step_up_says_what_happened"),
            models.CheckConstraint(
                condition=Q(status=StepUpStatus.WAITING, answered_on=None, answered_by="")
                | Q(status=StepUpStatus.TAKEN_BACK, answered_on__isnull=False)
                | (
                    Q(status__in=[StepUpStatus.ACCEPTED, StepUpStatus.REFUSED], answered_on__isnull=False)
                    & ~Q(answered_by="")
                ),
                name="step_up_answered_says_when_and_by_whom",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="step_up_stays", fields=["case", "decision", "worries", "content", "by", "on"]),
            pgtrigger.Protect(name="step_up_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.decision.recipient}: {self.get_status_display().lower()}"
