"""The end of the work with a family: each time it ended, what was not met, and the question three months later."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from audit.history import keep_history
from cases.models.case import Case
from cases.querysets import ClosureQuerySet
from cases.status import ENDS_BY_FAMILY, CheckResult, Closing
from centres.status import Need
from inputs.validators import no_control_characters

WHO = settings.AUTH_USER_MODEL


def _somebody() -> models.ForeignKey:
    return models.ForeignKey(WHO, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


def _line(name: str | None = None) -> models.CharField:
    return models.CharField(name, max_length=300, blank=True, validators=[no_control_characters])


@keep_history()
class Closure(models.Model):
    """One closing of a case. Opening the case again writes when and why beside it; the next closing is another row.

    `unmet` is empty if everything was met, and null as long as nobody was asked: what the meeting closes, the manager
    completes. `check_on` is the day by which somebody asks the family how it goes; they see how to reach it from
    `check_opens_on`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closures")
    closed_on = models.DateField()
    closed_by = _somebody()
    closing = models.CharField("outcome", max_length=12, choices=Closing)
    words = models.TextField("how it ended", max_length=2000, blank=True, validators=[no_control_characters])
    told = models.TextField("what the referrer was told", blank=True, validators=[no_control_characters])
    not_tried_because = _line("why nothing else was tried")
    unmet = ArrayField(models.CharField(max_length=20, choices=Need), null=True, blank=True)
    unmet_words = _line()
    check_on = models.DateField(null=True, blank=True)
    check_opens_on = models.DateField(null=True, blank=True)
    check_by = models.ForeignKey(WHO, null=True, blank=True, on_delete=models.PROTECT, related_name="checks")
    no_check_because = _line()
    checked_on = models.DateField(null=True, blank=True)
    checked_by = _somebody()
    check_result = models.CharField(max_length=16, choices=CheckResult, blank=True)
    check_words = _line()
    settled_on = models.DateField("since when something was done about it", null=True, blank=True)
    settled_words = _line()
    reopened_on = models.DateField(null=True, blank=True)
    reopened_by = _somebody()
    reopened_because = _line()

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["-closed_on", "-id"]
        indexes = [models.Index(fields=["check_by", "check_on"], name="closure_by_checker")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(reopened_on=None), name="closure_one_current_per_case"
            ),
            models.CheckConstraint(
                condition=Q(not_tried_because="") | Q(closing__in=ENDS_BY_FAMILY),
                name="closure_not_tried_ends_by_family",
            ),
            models.CheckConstraint(
                condition=Q(check_on=None, check_opens_on=None, check_by=None)
                | Q(check_on__gte=F("closed_on"), check_opens_on__lte=F("check_on"), check_by__isnull=False,
                    no_check_because=""),
                name="closure_asked_by_somebody_or_not_and_why",
            ),
            models.CheckConstraint(
                condition=Q(unmet=None) | Q(check_on__isnull=False) | ~Q(no_check_because=""),
                name="closure_completed_says_whether_it_is_checked",
            ),
            models.CheckConstraint(
                condition=Q(checked_on=None, checked_by=None, check_result="", check_words="")
                | (Q(checked_on__isnull=False, checked_by__isnull=False, check_on__isnull=False) & ~Q(check_result="")),
                name="closure_checked_has_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(check_result=CheckResult.NEEDS_HELP) | ~Q(check_words=""),
                name="closure_that_needs_help_says_which",
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_words="")
                | (Q(settled_on__isnull=False, check_result=CheckResult.NEEDS_HELP) & ~Q(settled_words="")),
                name="closure_settled_says_how",
            ),
            models.CheckConstraint(
                condition=Q(reopened_on=None, reopened_by=None, reopened_because="")
                | (Q(reopened_on__gte=F("closed_on"), reopened_by__isnull=False) & ~Q(reopened_because="")),
                name="closure_reopened_says_by_whom_and_why",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_closing_display()}, {self.closed_on}"
