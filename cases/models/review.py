"""The six-weekly look whether it helps: ratings, a decision, and what the family thought of the help."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from audit.history import keep_history
from cases.models.case import Case
from cases.models.plan import Goal
from cases.querysets import ReviewQuerySet
from cases.status import HELP_QUESTIONS, HeldWhere, HelpAnswer, ReviewDecision
from inputs.validators import no_control_characters


@keep_history()
class Review(models.Model):
    """A look whether the plan helps, at most the centre's weeks after the last. The one to come is the next."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    # It was late when the case was closed: it stays as late, and is never the next one if the case is opened again.
    missed_on = models.DateField("not held before the case was closed", null=True, blank=True)
    held_where = models.CharField(max_length=12, choices=HeldWhere, blank=True)
    present = models.CharField("who was there", max_length=300, blank=True, validators=[no_control_characters])
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
        indexes = [
            models.Index(fields=["due_on"], condition=Q(held_on=None, missed_on=None), name="review_pending"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(held_on=None, missed_on=None), name="review_one_pending_per_case"
            ),
            models.CheckConstraint(condition=Q(held_on=None) | Q(missed_on=None), name="review_held_or_missed"),
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
            models.CheckConstraint(condition=Q(held_on=None) | ~Q(held_where=""), name="review_held_says_where"),
            # Who was at a meeting is in its minutes.
            models.CheckConstraint(
                condition=Q(held_where__in=["", HeldWhere.MEETING, HeldWhere.NOT_RECORDED]) | ~Q(present=""),
                name="review_with_the_family_says_who_was_there",
            ),
        ]

    def __str__(self) -> str:
        return f"Review due {self.due_on}"


@keep_history()
class GoalRating(models.Model):
    """Where a goal stands at a review: the family's rating and the worker's, on the same scale every time."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="goal_ratings")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ratings")
    family_rating = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    no_rating_because = models.CharField(max_length=200, blank=True, validators=[no_control_characters])
    worker_rating = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])

    class Meta:
        ordering = ["goal__set_on", "goal_id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "goal"], name="goal_rated_once_at_a_review"),
            models.CheckConstraint(
                condition=Q(worker_rating__lte=10)
                & (
                    Q(family_rating__isnull=False, family_rating__lte=10, no_rating_because="")
                    | (Q(family_rating=None) & ~Q(no_rating_because=""))
                ),
                name="goal_rating_0_to_10_by_the_family_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.worker_rating}"


def _answer(question: str) -> models.PositiveSmallIntegerField:
    """One of the six: 1 to 5, or not answered."""
    return models.PositiveSmallIntegerField(
        HELP_QUESTIONS[question], choices=HelpAnswer, null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )  # fmt: skip


@keep_history()
class HelpAsked(models.Model):
    """What the family thought of the help, by the six questions of 004; or why they were not asked."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="help_asked")
    staff = _answer("staff")
    needs_met = _answer("needs_met")
    not_alone = _answer("not_alone")
    information = _answer("information")
    satisfaction = _answer("satisfaction")
    involvement = _answer("involvement")
    words = models.CharField("in the family's words", max_length=300, blank=True, validators=[no_control_characters])
    not_asked_because = models.CharField(max_length=200, blank=True, validators=[no_control_characters])

    class Meta:
        verbose_name_plural = "help asked"
        constraints = [
            models.CheckConstraint(
                condition=(~Q(**dict.fromkeys(HELP_QUESTIONS)) & Q(not_asked_because=""))
                | (Q(**dict.fromkeys(HELP_QUESTIONS)) & ~Q(not_asked_because="")),
                name="help_asked_has_an_answer_or_why_not",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{question: None}) | Q(**{f"{question}__range": (1, 5)}),
                    name=f"help_{question}_1_to_5",
                )
                for question in HELP_QUESTIONS
            ),
        ]

    def __str__(self) -> str:
        return f"What the family thought on {self.review.held_on}"
