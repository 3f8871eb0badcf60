"""A merge of two records of one family, and the ledger of what it changed: each value before and after."""

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.history import keep_history
from centres.models import Centre
from families.models import Family
from inputs.validators import no_control_characters
from merging.querysets import MergeQuerySet
from merging.status import What

UNDOING = ["undone_at", "undone_by", "undone_because"]


@keep_history()
class Merge(models.Model):
    """Two records of one family that became one: `kept` remains, `gone` is it from then on. Undone it stays here."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, validators=[no_control_characters])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    # Which rows the record that remains had of each kind: what is neither here nor in the ledger was added since.
    had = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_because = models.CharField(max_length=500, blank=True, validators=[no_control_characters])

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_says_why"),
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="merge_away_once"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_because="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_because="")),
                name="merge_undone_by_somebody_with_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="merge_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="merged_as_it_was", exclude=UNDOING),
            pgtrigger.Protect(
                name="undone_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__undone_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone} merged into {self.kept}"


@keep_history()
class Moved(models.Model):
    """One value that a merge changed, or one row that it made. Undoing reads it backwards; nobody changes it."""

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="moved")
    place = models.PositiveIntegerField()  # in the order in which it was done
    what = models.CharField(max_length=8, choices=What, default=What.CHANGED)
    label = models.CharField(max_length=60)  # of the model, as "families.Child"
    row = models.BigIntegerField()
    field = models.CharField(max_length=40, blank=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name_plural = "moved"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["merge", "place"], name="moved_one_at_each_place"),
        ]
        triggers = [pgtrigger.Protect(name="ledger_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.label} {self.row} {self.field}"
