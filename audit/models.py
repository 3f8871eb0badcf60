"""The log of what people did and saw. It can only grow: PostgreSQL refuses to change or remove a line."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from audit.querysets import EntryQuerySet, SealQuerySet
from audit.triggers import Firm, FirmProtect, NoTruncate

CHANGED_OR_REMOVED = pgtrigger.Update | pgtrigger.Delete


class Kind(models.TextChoices):
    """Whether something was changed, seen or taken out."""

    CHANGE = "change", "changed"
    READ = "read", "saw"
    EXPORT = "export", "exported"


class Entry(models.Model):
    """One line of the log: who did or saw what, when.

    The subject is kept by label and number rather than by foreign key, so that the log outlives the
    record and the lowest app of the house need not know the ones above it. `detail` never holds free text
    about a family: codes, dates and numbers only.
    """

    at = models.DateTimeField(db_default=Now(), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    centre_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    detail = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="entry_by_subject"),
            models.Index(fields=["by", "-id"], name="entry_by_person"),
            models.Index(fields=["centre_id", "-id"], name="entry_by_centre"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="entry_kind_is_known"),
        ]
        triggers = [
            FirmProtect(name="append_only", operation=CHANGED_OR_REMOVED),
            NoTruncate(name="no_truncate"),
            # In the entry's own transaction, so that each entry that exists waits for its seal, however late its
            # transaction commits and whatever numbers have been sealed before.
            Firm(
                name="wait_for_seal",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                level=pgtrigger.Statement,
                referencing=pgtrigger.Referencing(new="new_entries"),
                func="INSERT INTO audit_seal (entry_id, chain, previous, hash) "
                "SELECT id, COALESCE(centre_id, 0), '', '' FROM new_entries; RETURN NULL;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_type} {self.subject_id}"


class Seal(models.Model):
    """The place of one entry in its centre's chain: a hash over the entry and over the seal before it.

    PostgreSQL makes one for each entry; it waits, empty, until the next sweep gives it number and hash
    (`audit.services.seal_entries`), and does not change after that. `chain` is the centre's number; entries without a
    centre have chain 0. The entry is no foreign key in the database: what is gone must be found, not be refused.
    """

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="seal"
    )
    chain = models.BigIntegerField()
    number = models.BigIntegerField(null=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(null=True)

    objects = SealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "number"], condition=Q(number__isnull=False), name="seal_once_per_place"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, sealed_at__isnull=True, hash="", previous="")
                | (Q(number__gte=1, sealed_at__isnull=False) & ~Q(hash="") & ~Q(previous="")),
                name="seal_is_whole_or_waits",
            ),
        ]
        indexes = [
            models.Index(fields=["entry"], condition=Q(number=None), name="seal_waiting"),
            models.Index(fields=["chain"], condition=Q(number=1), name="seal_first_of_chain"),
        ]
        triggers = [
            FirmProtect(
                name="sealed_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__number__isnull=False)
            ),
            FirmProtect(name="never_removed", operation=pgtrigger.Delete),
            NoTruncate(name="no_truncate"),
        ]

    def __str__(self) -> str:
        return f"Seal {self.number} of chain {self.chain}"
