"""The services families can be told about, the feeds and files they come from, and each reading of one."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.history import keep_history
from centres.models.directory import Centre
from centres.open_referral.changes import ages_in_words
from centres.open_referral.listed import LONGEST, Listed
from centres.querysets import ServiceQuerySet, ServiceSourceQuerySet, SourceReadingQuerySet
from centres.status import Day, Near, Need, ReadingStatus
from inputs.validators import no_control_characters

BRIEFLY = 160  # characters of what a service is about, where many are listed


@keep_history()
class ServiceSource(models.Model):
    """Where services come from again and again: a feed at an address that an administrator allowed, or files."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="sources")
    name = models.CharField(max_length=120, validators=[no_control_characters])
    address = models.CharField("address of the feed", max_length=300, blank=True)  # empty: it comes as files
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField()
    stopped_on = models.DateField("no longer read since", null=True, blank=True)

    objects = ServiceSourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="source_once_per_centre"),
            models.UniqueConstraint(
                fields=["centre", "address"], condition=~Q(address="") & Q(stopped_on=None), name="source_address_once"
            ),
            models.CheckConstraint(
                condition=Q(address="") | Q(address__startswith="https://"), name="source_address_is_https"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@keep_history()
class Service(models.Model):
    """A local service that families can be told about: entered here, or taken over from a source.

    One that has ended stays, for what was offered to families refers to it.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=LONGEST["name"])
    provider = models.CharField(max_length=LONGEST["provider"], blank=True)
    about = models.CharField(max_length=LONGEST["about"], blank=True)
    needs = ArrayField(models.CharField(max_length=20, choices=Need), default=list, blank=True)
    from_age_months = models.PositiveSmallIntegerField(default=0)
    to_age_months = models.PositiveSmallIntegerField(default=60)
    when = models.CharField(max_length=LONGEST["when"], blank=True)
    days = ArrayField(models.CharField(max_length=2, choices=Day), default=list, blank=True)
    where = models.CharField(max_length=LONGEST["where"], blank=True)
    districts = ArrayField(models.CharField(max_length=4), default=list, blank=True)  # first halves of postcodes
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    website = models.URLField(max_length=LONGEST["website"], blank=True)
    contact = models.CharField(max_length=LONGEST["contact"], blank=True)
    verified_on = models.DateField(default=timezone.localdate)
    source = models.ForeignKey(ServiceSource, null=True, blank=True, on_delete=models.PROTECT, related_name="services")
    source_ref = models.CharField("id in the source", max_length=LONGEST["ref"], blank=True)
    seen_on = models.DateField("last seen in the source", null=True, blank=True)
    ended_on = models.DateField("no longer offered since", null=True, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"], condition=Q(source=None), name="service_once_per_centre"
            ),
            models.UniqueConstraint(
                fields=["source", "source_ref"], condition=~Q(source=None), name="service_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(source=None, source_ref="", seen_on=None)
                | (Q(source__isnull=False, seen_on__isnull=False) & ~Q(source_ref="")),
                name="service_of_a_source_has_its_id",
            ),
            models.CheckConstraint(condition=Q(from_age_months__lte=F("to_age_months")), name="service_ages_in_order"),
            models.CheckConstraint(condition=Q(days__contained_by=Day.values), name="service_days_are_days"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def need_names(self) -> list[str]:
        """The needs it is for, in words."""
        return [Need(code).label for code in self.needs]

    @property
    def ages(self) -> str:
        """The ages of children it is for, in years from two on: "6 months to 4 years"."""
        return ages_in_words(self.from_age_months, self.to_age_months)

    @property
    def day_names(self) -> list[str]:
        """The days of the week of which it is known, in words."""
        return [Day(code).label for code in self.days]

    @property
    def how_near(self) -> str:
        """How near it is to the district that was asked for, in words; needs `nearest_to`."""
        return Near(self.near).label  # type: ignore[attr-defined]

    @property
    def kept_by_source(self) -> bool:
        """Whether its source still says what it is: what is typed here the next reading would undo."""
        return self.source is not None and self.source.stopped_on is None

    @property
    def briefly(self) -> str:
        """What it is about, for a list of many."""
        return self.about if len(self.about) <= BRIEFLY else self.about[:BRIEFLY].rsplit(" ", 1)[0] + "…"

    @property
    def listed(self) -> Listed:
        """As Open Referral tells of it. The id is the source's own, or made of the centre's name and its number."""
        return Listed(
            ref=self.source_ref or f"{self.centre.name}/{self.pk}", name=self.name, provider=self.provider,
            about=self.about, needs=tuple(self.needs), needs_told=True, from_age_months=self.from_age_months,
            to_age_months=self.to_age_months, when=self.when, days=tuple(self.days), where=self.where,
            districts=tuple(self.districts), phone=self.phone, email=self.email, website=self.website,
            contact=self.contact, offered=self.ended_on is None,
        )  # fmt: skip


class SourceReading(models.Model):
    """One reading of a source: due, being read, then waiting for somebody to look at what it would change.

    The row is the queue: a worker claims it, reads the feed and keeps what it read here. Nothing is taken over before
    a person has seen it. `content` is what was read (`centres.open_referral.listed`); it is public, and of no family.
    """

    source = models.ForeignKey(ServiceSource, on_delete=models.PROTECT, related_name="readings")
    status = models.CharField(max_length=8, choices=ReadingStatus, default=ReadingStatus.DUE)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField("services read so far", default=0)
    total = models.PositiveIntegerField("services there are", default=0)
    failure = models.CharField(max_length=500, blank=True)
    content = models.JSONField(default=dict)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = SourceReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(status__in=["due", "reading", "ready"]), name="reading_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["taken", "dropped"], settled_by__isnull=False, settled_at__isnull=False)
                | (~Q(status__in=["taken", "dropped"]) & Q(settled_by=None, settled_at=None)),
                name="reading_settled_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(status="failed") | ~Q(failure=""), name="reading_failed_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.get_status_display().lower()}"
