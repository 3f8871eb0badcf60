"""Who stands in for a lead professional on leave."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from audit.history import keep_history
from cases.models.case import Case, Lead
from cases.querysets import DeputyQuerySet
from cases.status import DeputyStatus
from centres.models import Agency
from inputs.validators import no_control_characters

LONGEST = timedelta(days=183)  # half a year; who is away longer hands the family over


@keep_history()
class Deputy(models.Model):
    """Somebody is asked to stand in for a lead professional from a day to a day, both included, and what they said.

    It begins and ends by its dates: no sweep has to. It counts as long as the one they stand in for leads.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deputies")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="deputies", verbose_name="for whom")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deputies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    matters = models.TextField("what they should know", max_length=2000, blank=True, validators=[no_control_characters])
    status = models.CharField(max_length=12, choices=DeputyStatus, default=DeputyStatus.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, validators=[no_control_characters])
    ended_on = models.DateField("ended early on", null=True, blank=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deputies"
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["user", "status", "ends_on"], name="deputy_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), ends_on__lte=F("starts_on") + LONGEST),
                name="deputy_ends_within_half_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(status=DeputyStatus.DECLINED) | ~Q(reason=""), name="deputy_declined_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(status=DeputyStatus.ASKED, answered_on=None)
                | Q(status=DeputyStatus.TAKEN_BACK)
                | (~Q(status=DeputyStatus.ASKED) & Q(answered_on__isnull=False)),
                name="deputy_answered_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(status=DeputyStatus.ENDED, ended_on__isnull=False)
                | (~Q(status=DeputyStatus.ENDED) & Q(ended_on=None)),
                name="deputy_ended_early_has_a_date",
            ),
            ExclusionConstraint(
                name="deputy_one_at_a_time",
                condition=Q(status__in=[DeputyStatus.ASKED, DeputyStatus.ACCEPTED]),
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.starts_on} to {self.ends_on}"
