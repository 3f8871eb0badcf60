"""The life of an import, of each of its rows, and what a row can say of the family's agreement."""

from django.db.models import TextChoices


class ImportStatus(TextChoices):
    UPLOADED = "uploaded", "Columns to be matched"
    MATCHED = "matched", "Being checked"
    CHECKED = "checked", "Checked, nothing changed yet"
    ORDERED = "ordered", "Being carried out"
    DONE = "done", "Carried out"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"
    DISCARDED = "discarded", "Discarded"


S = ImportStatus
ALLOWED: dict[str, set[str]] = {
    S.UPLOADED: {S.MATCHED, S.DISCARDED},
    S.MATCHED: {S.CHECKED, S.UPLOADED, S.DISCARDED},
    # Checked again when the columns are matched anew, or when a carrying out found that something had changed.
    S.CHECKED: {S.UPLOADED, S.MATCHED, S.ORDERED, S.DISCARDED},
    S.ORDERED: {S.DONE, S.MATCHED, S.CHECKED},
    S.DONE: {S.UNDOING},
    S.UNDOING: {S.UNDONE, S.DONE},
    S.UNDONE: set(),
    S.DISCARDED: set(),
}
AT_WORK = (S.MATCHED, S.ORDERED, S.UNDOING)  # what a worker has to do something about
OPEN = (S.UPLOADED, S.MATCHED, S.CHECKED, S.ORDERED)


def can_become(current: str, wanted: str) -> bool:
    """Whether an import may go from one status to another."""
    return wanted in ALLOWED[current]


class Outcome(TextChoices):
    """What would happen to a row, or has happened."""

    NOT_CHECKED = "not_checked", "Not checked yet"
    NEW = "new", "A new family"
    BELONGS = "belongs", "Belongs to the family of an earlier row"
    MAYBE_KNOWN = "maybe_known", "May be known"
    CANNOT = "cannot", "Cannot be brought along as it is"


class Decision(TextChoices):
    """What a person decided about a row."""

    NONE = "", "Not decided"
    NEW = "new", "It is a new family"
    LEAVE_OUT = "leave_out", "Leave it out"


class Agreed(TextChoices):
    """What the file says of the family's agreement."""

    AGREED = "agreed", "Agreed"
    TO_CONFIRM = "to_confirm", "To be confirmed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ExportStatus(TextChoices):
    """The life of an export of everything."""

    ORDERED = "ordered", "Ordered"
    READY = "ready", "Ready"
    GONE = "gone", "Gone after its time"
    STOPPED = "stopped", "Stopped"
    FAILED = "failed", "Could not be made"


ALIVE = (ExportStatus.ORDERED, ExportStatus.READY)
SHORTEST_REASON = 20  # characters, as for whoever opens a record in an emergency
EXPORT_ALLOWED: dict[str, set[str]] = {
    ExportStatus.ORDERED: {ExportStatus.READY, ExportStatus.STOPPED, ExportStatus.FAILED},
    ExportStatus.READY: {ExportStatus.GONE, ExportStatus.STOPPED},
    ExportStatus.GONE: set(),
    ExportStatus.STOPPED: set(),
    ExportStatus.FAILED: set(),
}


def export_can_become(current: str, wanted: str) -> bool:
    """Whether an export of everything may go from one status to another."""
    return wanted in EXPORT_ALLOWED[current]
