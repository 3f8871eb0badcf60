"""What was agreed: goals, actions with one owner each; and the six-weekly look whether it helps."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.history import keep_history
from cases.models.case import Case
from cases.querysets import ActionQuerySet, ReviewQuerySet
from cases.status import ActionStatus, Outcome, ReviewDecision
from centres.models import Agency, Centre
from inputs.validators import no_control_characters


@keep_history()
class Goal(models.Model):
    """What the family wants to be different, in their words, tagged with an outcome."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="goals")
    words = models.CharField("goal, in the family's words", max_length=300, validators=[no_control_characters])
    outcome = models.CharField(max_length=12, choices=Outcome)
    set_on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["set_on", "id"]

    def __str__(self) -> str:
        return self.words


@keep_history()
class Action(models.Model):
    """Something one named owner of one agency does by one date."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="actions")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300, validators=[no_control_characters])
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=ActionStatus, default=ActionStatus.OPEN)
    agreed_on = models.DateField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    finished_on = models.DateField(null=True, blank=True)
    result = models.CharField("what came of it", max_length=300, blank=True, validators=[no_control_characters])
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["owner", "status", "due_on"], name="action_by_owner"),
            models.Index(fields=["centre", "status", "due_on"], name="action_by_centre"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ActionStatus.OPEN, finished_on__isnull=True)
                | (~Q(status=ActionStatus.OPEN) & Q(finished_on__isnull=False)),
                name="action_finished_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=ActionStatus.NOT_DONE) | ~Q(result=""), name="action_not_done_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.what


@keep_history()
class Review(models.Model):
    """A look, at most six weeks after the last, at whether the plan helps. The one not held yet is the next."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    family_rating = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    no_rating_because = models.CharField(max_length=200, blank=True, validators=[no_control_characters])
    worker_rating = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    what_changed = models.TextField(max_length=5000, blank=True, validators=[no_control_characters])
    family_words = models.TextField(max_length=2000, blank=True, validators=[no_control_characters])
    decision = models.CharField(max_length=10, choices=ReviewDecision, blank=True)
    reason = models.TextField(max_length=2000, blank=True, validators=[no_control_characters])

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on", "-id"]
        indexes = [models.Index(fields=["due_on"], condition=Q(held_on=None), name="review_pending")]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(held_on=None), name="review_one_pending_per_case"),
            models.CheckConstraint(
                condition=Q(held_on=None)
                | (
                    ~Q(decision="")
                    & ~Q(reason="")
                    & Q(worker_rating__isnull=False)
                    & (Q(family_rating__isnull=False) | ~Q(no_rating_because=""))
                ),
                name="review_held_has_ratings_and_decision",
            ),
            models.CheckConstraint(
                condition=(Q(family_rating=None) | Q(family_rating__lte=10))
                & (Q(worker_rating=None) | Q(worker_rating__lte=10)),
                name="review_ratings_0_to_10",
            ),
        ]

    def __str__(self) -> str:
        return f"Review due {self.due_on}"
