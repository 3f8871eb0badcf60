"""The early help assessment, in versions."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.history import keep_history
from cases.assessment_words import LONGEST
from cases.models.case import Case
from cases.querysets import AssessmentQuerySet
from inputs.validators import no_control_characters


def _text() -> models.TextField:
    """What is asked in it says `cases.assessment_words`."""
    return models.TextField(max_length=LONGEST, blank=True, validators=[no_control_characters])


@keep_history()
class Assessment(models.Model):
    """One version of the assessment: a draft that those who work with the family write, then finished for good.

    PostgreSQL refuses to change a finished one: what is different later is a new version, which begins with its words.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    version = models.PositiveSmallIntegerField()
    child_strengths = _text()
    child_needs = _text()
    carers_strengths = _text()
    carers_needs = _text()
    family_strengths = _text()
    family_needs = _text()
    child_voice = _text()
    carers_voice = _text()
    conclusion = _text()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField()
    # How often it was saved, and by whom last: so that nobody writes over what a colleague has just written.
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_on = models.DateField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        indexes = [models.Index(fields=["begun_on"], condition=Q(finished_on=None), name="assessment_draft")]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="assessment_version_once_per_case"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(finished_on=None), name="assessment_one_draft_per_case"
            ),
            models.CheckConstraint(
                condition=Q(finished_on=None, finished_by=None)
                | (
                    Q(finished_on__gte=F("begun_on"), finished_by__isnull=False)
                    & ~Q(conclusion="")
                    & (~Q(child_voice="") | ~Q(carers_voice=""))
                ),
                name="assessment_finished_concludes_and_hears_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="finished_stays", operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__finished_on__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Assessment, version {self.version}"
