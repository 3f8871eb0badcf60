"""When somebody who comes to the meetings is away."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from audit.history import keep_history
from centres.models import Centre
from meetings.querysets import AbsenceQuerySet


@keep_history()
class Absence(models.Model):
    """That somebody is away from a centre's meetings from a day to a day, both included.

    Why is nobody's business and is not asked: it would often be about somebody's health.
    """

    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="absences")
    starts_on = models.DateField("first day away")
    ends_on = models.DateField("last day away")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start"),
            ExclusionConstraint(
                name="absence_not_twice_at_once",
                expressions=[
                    ("who", RangeOperators.EQUAL),
                    ("centre", RangeOperators.EQUAL),
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
        return f"{self.who} from {self.starts_on} to {self.ends_on}"
