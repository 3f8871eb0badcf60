"""Every PDF of the product: what it is rendered from, whether it is ready, who it is for, who opened it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from documents.querysets import DocumentQuerySet
from documents.status import DocumentStatus


class Document(models.Model):
    """A PDF that is due or made. The row is the queue: whoever claims it renders it.

    `subject_type`, `subject_id` and `edition` say what it is of and for whom (for example the minutes of
    meeting 7, edition "agency:3"); the app that asked for it knows what they mean and decides who may open it.
    The PDF is kept in PostgreSQL so that it is written in the same transaction as its hash and needs no shared disk.
    """

    kind = models.CharField(max_length=30)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    edition = models.CharField(max_length=60, default="full")
    title = models.CharField(max_length=200)  # neutral: it becomes the PDF's metadata and file name
    html = models.TextField()
    status = models.CharField(max_length=10, choices=DocumentStatus, default=DocumentStatus.DUE)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)
    pdf = models.BinaryField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)  # SHA-256 of the PDF, hexadecimal
    pages = models.PositiveIntegerField(null=True)
    ready_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "due_at"], name="document_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id", "edition"], name="document_once_per_edition"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=DocumentStatus.READY)
                | (models.Q(pdf__isnull=False) & ~models.Q(content_hash="")),
                name="document_ready_has_pdf_and_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.edition})"


class Opening(models.Model):
    """Somebody opened a document."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.document} opened {self.at:%Y-%m-%d %H:%M}"
