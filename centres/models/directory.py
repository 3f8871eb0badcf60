"""The centre, its partner agencies and the people who work with it."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from audit.history import keep_history
from centres.querysets import (
    STALE_AFTER,
    AgencyQuerySet,
    CentreQuerySet,
    ClosedDaysQuerySet,
    MembershipQuerySet,
    SharingProtocolQuerySet,
)
from centres.status import AgencyKind, Division, Role
from inputs.validators import no_control_characters


@keep_history()
class Centre(models.Model):
    """A children's centre (or family hub) with a reach area."""

    name = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=8)
    phone = models.CharField(max_length=30)
    # Shown where a child may be at risk of significant harm: that family does not wait for a meeting.
    duty_phone = models.CharField("children's social care, daytime", max_length=30)
    duty_phone_out_of_hours = models.CharField("children's social care, out of hours", max_length=30)
    division = models.CharField(max_length=20, choices=Division, default=Division.ENGLAND_AND_WALES)
    review_weeks = models.PositiveSmallIntegerField(
        "weeks between reviews", default=6, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )

    objects = CentreQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            # Working Together 2023: early help reviews are at most six weeks apart.
            models.CheckConstraint(condition=Q(review_weeks__range=(1, 6)), name="centre_reviews_within_six_weeks"),
        ]

    def __str__(self) -> str:
        return self.name


@keep_history()
class ClosedDays(models.Model):
    """Days on which the centre is closed, the first and the last included, besides weekends and bank holidays."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="closed_days")
    first_on = models.DateField()
    last_on = models.DateField()
    why = models.CharField(max_length=100, validators=[no_control_characters])

    objects = ClosedDaysQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "closed days"
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="closed_days_in_order"),
            ExclusionConstraint(
                name="closed_days_do_not_overlap",
                expressions=[
                    ("centre", RangeOperators.EQUAL),
                    (
                        Func(
                            F("first_on"),
                            F("last_on"),
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
        return self.why


@keep_history()
class Agency(models.Model):
    """An organisation whose staff take part: NHS trust, council, charity, school, housing."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=AgencyKind)
    phone = models.CharField(max_length=30, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@keep_history()
class SharingProtocol(models.Model):
    """What a centre and an agency signed about sharing: it makes the agency a partner of the centre."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="protocols")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="protocols")
    version = models.CharField(max_length=20)
    signed_by = models.CharField(max_length=120)
    signed_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)

    objects = SharingProtocolQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "agency", "version"], name="protocol_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, version {self.version}"


@keep_history()
class Membership(models.Model):
    """A practitioner's role at a centre, on behalf of an agency, from a date to a date (both inclusive)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    title = models.CharField("job title", max_length=80, blank=True)
    may_commit = models.CharField("what they can commit", max_length=200, blank=True)
    reach = models.CharField("how and when to reach them", max_length=200, blank=True)
    # 002 §5.4: blurred accountability of seconded staff. Whom they act for here is the agency; who employs them, who
    # manages them from day to day and who supervises their practice are three fields, because it may be three answers.
    employer = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="employer, if another"
    )
    line_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField("last checked", null=True, blank=True)  # empty: nobody has since it began

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(Q(supervisor=None) | ~Q(supervisor=F("user")))
                & (Q(line_manager=None) | ~Q(line_manager=F("user"))),
                name="membership_answers_to_somebody_else",
            ),
            ExclusionConstraint(
                name="membership_not_twice_at_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("centre", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
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
        return f"{self.user}, {self.job}"

    @property
    def job(self) -> str:
        """The job title if one is recorded, else the role's name."""
        return self.title or self.get_role_display()

    @property
    def employed_by(self) -> Agency:
        """Who employs them: another agency if they are on secondment, else the one for which they act here."""
        return self.employer or self.agency

    @property
    def checked_on(self) -> date:
        """The day on which somebody last said that all of this is right."""
        return self.verified_on or self.starts_on

    def stale(self, on: date) -> bool:
        """Whether that is so long ago that it should be looked at again."""
        return self.checked_on <= on - STALE_AFTER

    def in_force(self, on: date) -> bool:
        """Whether this membership gives its role on `on`."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
