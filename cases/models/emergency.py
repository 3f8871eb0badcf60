"""Opening a case in an emergency, for the safety of a child, without any other route to it ("break-glass")."""

from datetime import date, timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from audit.history import keep_history
from cases.models.case import Case
from cases.querysets import BreakGlassQuerySet, EmergencyAttemptQuerySet
from cases.status import HOURS, SHORTEST_REASON
from centres.models import Agency
from centres.working_days import working_days_after
from inputs.validators import no_control_characters

LOOK_WITHIN = 2  # working days


def _said(field: str) -> GreaterThanOrEqual:
    """For a constraint: the field holds a reason, not a word."""
    return GreaterThanOrEqual(Length(Trim(field)), SHORTEST_REASON)


@keep_history()
class EmergencyAttempt(models.Model):
    """A reference typed to open a record in an emergency, with the reason: kept whether or not there is one."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reference = models.CharField(max_length=40, validators=[no_control_characters])
    reason = models.TextField(max_length=2000, validators=[no_control_characters])

    objects = EmergencyAttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["by", "-at"], name="attempt_by_person")]
        constraints = [models.CheckConstraint(condition=_said("reason"), name="attempt_has_a_reason")]
        triggers = [pgtrigger.Protect(name="attempts_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.by}, {self.at:%Y-%m-%d %H:%M}"


@keep_history()
class BreakGlass(models.Model):
    """One use of break-glass: who opened which case, why, for how long; and what the information lead says of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergencies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    attempt = models.OneToOneField(EmergencyAttempt, on_delete=models.PROTECT, related_name="opened")
    reason = models.TextField(max_length=2000, validators=[no_control_characters])
    excluded = models.BooleanField("the family did not want the agency to know")
    agreed = models.BooleanField("the family's agreement was in force")
    despite = models.TextField(
        "why it was needed all the same", max_length=2000, blank=True, validators=[no_control_characters]
    )
    hours = models.PositiveSmallIntegerField(choices=HOURS)
    opened_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    right = models.BooleanField("it was right", null=True, blank=True)
    review_words = models.TextField(max_length=2000, blank=True, validators=[no_control_characters])

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        verbose_name = "use of break-glass"
        verbose_name_plural = "uses of break-glass"
        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(fields=["user", "until"], name="break_glass_by_person"),
            models.Index(fields=["opened_at"], condition=Q(reviewed_at=None), name="break_glass_unreviewed"),
        ]
        constraints = [
            models.CheckConstraint(condition=_said("reason"), name="break_glass_has_a_reason"),
            models.CheckConstraint(
                condition=Q(excluded=False, agreed=True) | Q(_said("despite")),
                name="break_glass_against_wishes_says_why",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at"), until__lte=F("opened_at") + timedelta(hours=4)),
                name="break_glass_at_most_four_hours",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, right=None, review_words="")
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False, right__isnull=False)
                    & ~Q(review_words="")
                    & ~Q(reviewed_by=F("user"))
                ),
                name="break_glass_reviewed_by_somebody_else",
            ),
            ExclusionConstraint(
                name="break_glass_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("case", RangeOperators.EQUAL),
                    (
                        Func(
                            F("opened_at"), F("until"), function="tstzrange", output_field=DateTimeRangeField()
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(name="uses_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="facts_stay", exclude=["reviewed_at", "reviewed_by", "right", "review_words"]
            ),
            pgtrigger.Protect(
                name="reviewed_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__reviewed_at__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user}, {self.case}, {self.opened_at:%Y-%m-%d %H:%M}"

    @property
    def look_by(self) -> date:
        """The day by which it is to be looked at: two working days after it was used."""
        used_on = timezone.localdate(self.opened_at)
        return working_days_after(used_on, LOOK_WITHIN, division=self.case.centre.division)
