"""An export of everything that a centre owns: who ordered it and why, how far it is, and the file for a few days."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from audit.history import keep_history
from centres.models import Centre
from inputs.validators import no_control_characters
from transfer.querysets import ExportQuerySet
from transfer.status import ALIVE, SHORTEST_REASON, ExportStatus


@keep_history()
class Export(models.Model):
    """That somebody wants everything of a centre as one file. The row is the queue, and stays when the file is gone.

    Nothing is made before `begins_at`: who was told of it can stop it until then, and no file lies about meanwhile.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="exports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("what it is for", max_length=1000, validators=[no_control_characters])
    status = models.CharField(max_length=10, choices=ExportStatus, default=ExportStatus.ORDERED)
    ordered_at = models.DateTimeField(default=timezone.now, editable=False)
    begins_at = models.DateTimeField("made from then on")
    ready_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField("can be downloaded until", null=True, blank=True)
    sha256 = models.CharField("SHA-256 of the file, hexadecimal", max_length=64, blank=True)
    size = models.BigIntegerField("bytes of the file", null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField("why it was not made", max_length=500, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["centre"], condition=Q(status__in=ALIVE), name="export_one_per_centre"),
            models.CheckConstraint(
                condition=Q(GreaterThanOrEqual(Length(Trim("reason")), SHORTEST_REASON)), name="export_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ExportStatus.READY, ExportStatus.GONE])
                | (Q(ready_at__isnull=False, until__gt=F("ready_at"), size__gt=0) & ~Q(sha256="")),
                name="export_ready_says_until_when",
            ),
            models.CheckConstraint(
                condition=Q(status=ExportStatus.STOPPED, stopped_by__isnull=False, stopped_at__isnull=False)
                | (~Q(status=ExportStatus.STOPPED) & Q(stopped_by=None, stopped_at=None)),
                name="export_stopped_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Export {self.pk}"


class ExportWork(models.Model):
    """How far a worker is with an export, beside it: what is said over a second connection must not touch the row that
    the making changes at its end."""

    of = models.OneToOneField(Export, primary_key=True, on_delete=models.CASCADE, related_name="work")
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveBigIntegerField("records written", default=0)
    in_all = models.PositiveBigIntegerField("records there are", default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("in_all")), name="export_no_more_done_than_there_is")
        ]

    def __str__(self) -> str:
        return f"{self.done} of {self.in_all}"


class ExportPiece(models.Model):
    """A piece of the file. In PostgreSQL, as documents are: written with the rest, and no disk has to be shared.

    The web only reads pieces, and only for an information lead (row_security/tables.py); a worker takes them away.
    """

    of = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="export_piece_once")]

    def __str__(self) -> str:
        return f"Piece {self.number} of export {self.of_id}"
