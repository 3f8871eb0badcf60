"""Advice asked of the link social worker, and answered."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.history import keep_history
from cases.models.case import Case
from cases.querysets import AdviceQuerySet
from centres.working_days import working_days_after
from inputs.validators import no_control_characters

ANSWER_WITHIN = 1  # working days


@keep_history()
class Advice(models.Model):
    """A question about a case to a link social worker, and the answer, each with its time.

    The question is never changed and answered once: PostgreSQL refuses. Who wants to know more asks again.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="advice")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="who is asked"
    )
    question = models.TextField(max_length=2000, validators=[no_control_characters])
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(max_length=5000, blank=True, validators=[no_control_characters])
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "advice"
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["of", "answered_at"], name="advice_by_person")]
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="advice_has_a_question"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (Q(answered_at__isnull=False, answered_at__gte=F("asked_at"), taken_back_at=None) & ~Q(answer="")),
                name="advice_answered_with_words_and_time",
            ),
            models.CheckConstraint(condition=~Q(of=F("asked_by")), name="advice_of_somebody_else"),
        ]
        triggers = [
            pgtrigger.Protect(name="advice_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="question_stays", exclude=["answer", "answered_at", "taken_back_at"]),
            pgtrigger.Protect(
                name="answered_once", operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False) | pgtrigger.Q(old__taken_back_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asked_by} asks {self.of}, {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def answer_by(self) -> date:
        """The day by which it is to be answered: one working day after it was asked."""
        asked_on = timezone.localdate(self.asked_at)
        return working_days_after(asked_on, ANSWER_WITHIN, division=self.case.centre.division)
