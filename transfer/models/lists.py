"""An import: a list that was uploaded, its rows with what would happen to each, and how its columns were matched."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.history import keep_history
from centres.models import Centre
from consent.models import Wording
from families.models import Family
from transfer.querysets import ImportQuerySet, RowQuerySet
from transfer.status import OPEN, Decision, ImportStatus, Outcome

# What changes while a worker is busy, and what people wrote into their list: kept as long as the row is, no longer.
BUSY = ("rows_done", "claimed_at", "attempts", "remarks")
TYPED = ("said", "problems", "remarks", "outcome", "head", "resembles")


@keep_history(exclude=BUSY)
class Import(models.Model):
    """A list of families that a centre brings along. The row is the queue: whoever claims it does what is due.

    The file itself is not kept: its rows are, until it is carried out or discarded.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.UPLOADED)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField("SHA-256 of the file, hexadecimal", max_length=64)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    columns = models.JSONField(default=list)  # the names of the columns, in their order
    remarks = models.JSONField(default=list)  # what was found out about the file: encoding, separator
    matching = models.JSONField(default=dict)  # column -> code of transfer.fields; a column that is left out: ""
    # The words that the families in the list heard when they agreed; without them no agreement is brought along.
    wording = models.ForeignKey(Wording, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rows_in_all = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    ordered_at = models.DateTimeField("since when a worker has something to do", null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField("why it was not carried out", max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    # The log's last line when it had been carried out: what comes later is built on it.
    last_entry = models.BigIntegerField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["centre"], condition=Q(status__in=OPEN), name="import_one_open_per_centre"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False, last_entry__isnull=False)
                | ~Q(status__in=[ImportStatus.DONE, ImportStatus.UNDOING, ImportStatus.UNDONE]),
                name="import_done_says_when",
            ),
            models.CheckConstraint(
                condition=Q(rows_done__lte=F("rows_in_all")), name="import_no_more_done_than_there_is"
            ),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}"


@keep_history(exclude=TYPED)
class ImportRow(models.Model):
    """A row of the list: what it says, what would happen, what a person decided, what came of it."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as a spreadsheet counts, the names of the columns being row 1
    said = models.JSONField(default=list)  # the cells as text, in the order of the columns; emptied when carried out
    head = models.PositiveIntegerField("number of the first row of the same family", null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.NOT_CHECKED)
    problems = models.JSONField(default=list)  # sentences
    remarks = models.JSONField(default=list)  # sentences about what is brought along otherwise than somebody may think
    known = models.ForeignKey(
        Family, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="which family on record it may be",
    )  # fmt: skip
    resembles = models.PositiveIntegerField("number of a row that may be the same family", null=True, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.NONE, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.SET_NULL, related_name="imported_as")
    made = models.JSONField(default=dict)  # the numbers of the agreement, referral and case that came with it

    objects = RowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=Q(decision=Decision.NONE) | Q(decided_by__isnull=False), name="import_row_decided_by_somebody"
            ),
        ]
        indexes = [models.Index(fields=["of", "outcome", "number"], name="import_row_by_outcome")]

    def __str__(self) -> str:
        return f"Row {self.number}"


@keep_history()
class ColumnMatch(models.Model):
    """How a centre matched its columns the last time."""

    centre = models.OneToOneField(Centre, on_delete=models.PROTECT, related_name="column_match")
    matching = models.JSONField(default=dict)  # squeezed name of a column -> code of transfer.fields, or ""
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "column matches"

    def __str__(self) -> str:
        return f"Columns of {self.centre}"
