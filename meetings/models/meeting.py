"""A series of meetings and its members; one meeting and who came."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.history import keep_history
from centres.models import Agency, Centre, Membership
from inputs.dates import in_words
from inputs.validators import no_control_characters
from meetings.querysets import MeetingQuerySet
from meetings.status import HolidayRule, MeetingStatus, Present

# The link carries what lets somebody in: never over an open line.
SECURE = URLValidator(schemes=["https"], message="Enter a link that begins with https://")
IS_SECURE = Q(join_link="") | Q(join_link__startswith="https://")


@keep_history()
class Series(models.Model):
    """A rhythm of meetings: every so many weeks from a first date, at a wall-clock time."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="series")
    name = models.CharField(max_length=120)
    first_on = models.DateField("first meeting on")
    every_weeks = models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(1), MaxValueValidator(12)])
    at = models.TimeField("starts at")
    minutes = models.PositiveSmallIntegerField("how long, in minutes", default=120)
    place = models.CharField(max_length=200)
    join_link = models.URLField("link to join from afar", max_length=500, blank=True, validators=[SECURE])
    holiday_rule = models.CharField(max_length=10, choices=HolidayRule, default=HolidayRule.AFTER)
    papers_close_days = models.PositiveSmallIntegerField("papers close, days before", default=2)
    reflection_every = models.PositiveSmallIntegerField("reflection every so many meetings", default=6)
    quorum = models.PositiveSmallIntegerField(
        "agencies that have to be there", default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "series"
        ordering = ["centre_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(every_weeks__range=(1, 12)), name="series_rhythm_1_to_12_weeks"),
            models.CheckConstraint(condition=IS_SECURE, name="series_link_is_secure"),
            models.CheckConstraint(condition=Q(quorum__range=(1, 10)), name="series_quorum_1_to_10_agencies"),
        ]

    def __str__(self) -> str:
        return self.name


@keep_history()
class SeriesMember(models.Model):
    """Somebody who is expected at every meeting of a series, and whether they take their turn in the chair."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="members")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="series")
    # 001: the chair rotates between the centre's senior manager and a health visitor. Lower comes first.
    chair_turn = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "membership"], name="series_member_once"),
            models.UniqueConstraint(fields=["series", "chair_turn"], name="series_chair_turn_once"),
        ]

    def __str__(self) -> str:
        return str(self.membership)


@keep_history()
class Meeting(models.Model):
    """One multi-agency meeting on one date."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField("date")
    # The date the rhythm gave before a bank holiday moved it: a later holiday list cannot make the meeting twice.
    rhythm_on = models.DateField(null=True, blank=True, editable=False)
    at = models.TimeField("starts at")
    place = models.CharField(max_length=200)
    join_link = models.URLField("link to join from afar", max_length=500, blank=True, validators=[SECURE])
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="chaired")
    status = models.CharField(max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # The series' number as it was when the meeting was opened; nothing until then.
    quorum = models.PositiveSmallIntegerField("agencies that have to be there", null=True, blank=True, editable=False)
    # Whoever runs it has moved an item: from then on its order is theirs, and filling the agenda leaves it alone.
    ordered_by_hand = models.BooleanField(default=False, editable=False)
    # Goes up whenever the meeting is moved or cancelled (RFC 5545, SEQUENCE): calendars keep the highest.
    sequence = models.PositiveIntegerField(default=0)
    moved_from = models.DateField("date before it was moved", null=True, blank=True)
    changed_because = models.CharField(
        "why it was moved or cancelled", max_length=300, blank=True, validators=[no_control_characters]
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["centre", "status", "on"], name="meeting_by_centre")]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "on"], condition=~Q(status=MeetingStatus.CANCELLED), name="meeting_once_per_date"
            ),
            models.UniqueConstraint(fields=["series", "rhythm_on"], name="meeting_once_per_turn_of_the_rhythm"),
            models.UniqueConstraint(
                fields=["series"], condition=Q(status=MeetingStatus.RUNNING), name="meeting_one_running_per_series"
            ),
            models.CheckConstraint(
                condition=~Q(status=MeetingStatus.CLOSED) | Q(opened_at__isnull=False, closed_at__isnull=False),
                name="meeting_closed_was_opened",
            ),
            models.CheckConstraint(
                condition=~Q(status=MeetingStatus.CANCELLED) | ~Q(changed_because=""),
                name="meeting_cancelled_says_why",
            ),
            models.CheckConstraint(condition=IS_SECURE, name="meeting_link_is_secure"),
            models.CheckConstraint(condition=Q(quorum__range=(1, 10)), name="meeting_quorum_1_to_10_agencies"),
        ]

    def __str__(self) -> str:
        return f"{self.series} on {in_words(self.on)}"

    @property
    def papers_close_on(self) -> date:
        """The last day on which a referral or report still gets on the agenda without the chair asking."""
        return self.on - timedelta(days=self.series.papers_close_days)

    @property
    def starts_at(self) -> datetime:
        """When it starts, as a moment: the wall-clock time of the centre's country, whatever the season."""
        return timezone.make_aware(datetime.combine(self.on, self.at))


@keep_history()
class Attendance(models.Model):
    """Somebody expected at a meeting, for which agency, and whether they came. A guest comes for named items only."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendance")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="attendance")
    job = models.CharField(max_length=80)
    # A guest comes for named items only (`GuestItem`); everybody else for the whole meeting.
    guest = models.BooleanField(default=False)
    present = models.CharField(max_length=10, choices=Present, default=Present.EXPECTED)
    # The absence for which apologies were recorded in advance; once, so that a change by hand stays.
    absence = models.ForeignKey(
        "meetings.Absence", null=True, blank=True, on_delete=models.SET_NULL, related_name="apologies", editable=False
    )
    deputy = models.CharField("deputy who came instead", max_length=120, blank=True, validators=[no_control_characters])

    items_seen: list[int]  # for which items a guest comes, of those that a reader sees (meetings.guests)

    class Meta:
        verbose_name_plural = "attendance"
        ordering = ["agency__name", "user__name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_present_display().lower()}"
