"""The life of a PDF: due, being rendered, ready; or failed, with a reason a person can act on."""

from django.db.models import TextChoices


class DocumentStatus(TextChoices):
    """Where a PDF stands."""

    DUE = "due", "Waiting to be made"
    RENDERING = "rendering", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"


ALLOWED: dict[str, set[str]] = {
    DocumentStatus.DUE: {DocumentStatus.RENDERING},
    DocumentStatus.RENDERING: {DocumentStatus.READY, DocumentStatus.FAILED, DocumentStatus.DUE},
    DocumentStatus.FAILED: {DocumentStatus.DUE},
    DocumentStatus.READY: set(),
}


def can_become(current: str, wanted: str) -> bool:
    """Whether a document may go from one status to another."""
    return wanted in ALLOWED[current]
