"""Restricted notes: what only named people read of a case, and who they are."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.history import keep_history
from cases.models.case import Case
from cases.querysets import NoteReaderQuerySet, RestrictedNoteQuerySet
from cases.status import NoteKind
from inputs.validators import no_control_characters


@keep_history()
class RestrictedNote(models.Model):
    """A note about health, domestic abuse or supervision, for its writer, the manager and the readers who are named.

    One of supervision is about somebody who leads, and read by them too.

    Never edited: PostgreSQL refuses; a correction is a new note that names the one it corrects. More than one note may
    correct the same: a refusal would tell that there is another, which the writer may not be allowed to read.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restricted_notes")
    kind = models.CharField(max_length=14, choices=NoteKind)
    words = models.TextField(max_length=5000, validators=[no_control_characters])
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="of supervision: whose",
    )  # fmt: skip
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("written on")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RestrictedNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="restricted_note_has_words"),
            models.CheckConstraint(
                condition=Q(kind=NoteKind.SUPERVISION, about__isnull=False)
                | (~Q(kind=NoteKind.SUPERVISION) & Q(about=None)),
                name="restricted_note_of_supervision_says_whose",
            ),
        ]
        triggers = [pgtrigger.Protect(name="note_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"


@keep_history()
class NoteReader(models.Model):
    """Somebody who is named as a reader of a restricted note, since when, and until when if it was taken away."""

    note = models.ForeignKey(RestrictedNote, on_delete=models.PROTECT, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until = models.DateField("taken away on", null=True, blank=True)
    taken_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NoteReaderQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["user", "note"], condition=Q(until=None), name="note_reader_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "user"], condition=Q(until=None), name="note_reader_once_per_note"
            ),
            models.CheckConstraint(
                condition=Q(until=None, taken_away_by=None)
                | Q(until__gte=F("since"), taken_away_by__isnull=False),
                name="note_reader_taken_away_by_somebody",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(name="readers_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="named_as_they_were", exclude=["until", "taken_away_by"]),
            pgtrigger.Protect(
                name="taken_away_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
