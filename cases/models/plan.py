"""What was agreed: goals, and actions with one owner each."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.history import keep_history
from cases.models.case import Case
from cases.querysets import ActionQuerySet, GoalQuerySet
from cases.status import ActionSource, ActionStatus, Outcome
from centres.models import Agency, Centre
from families.models import Adult
from inputs.validators import no_control_characters


@keep_history()
class Goal(models.Model):
    """What the family wants to be different, in their words, tagged with an outcome."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="goals")
    words = models.CharField("goal, in the family's words", max_length=300, validators=[no_control_characters])
    outcome = models.CharField(max_length=12, choices=Outcome)
    set_on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Both on the scale of the reviews, 0 to 10, by the family. Goals from before ratings were kept have none.
    start_rating = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    target_rating = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    reached_on = models.DateField(null=True, blank=True)
    given_up_on = models.DateField(null=True, blank=True)
    given_up_because = models.CharField(max_length=300, blank=True, validators=[no_control_characters])

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["set_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_rating=None, target_rating=None)
                | (
                    Q(start_rating__isnull=False, target_rating__isnull=False)
                    & Q(target_rating__lte=10, target_rating__gte=F("start_rating"))
                ),
                name="goal_ratings_0_to_10_target_not_below_start",
            ),
            models.CheckConstraint(
                condition=Q(given_up_on=None, given_up_because="")
                | (Q(given_up_on__isnull=False, reached_on=None) & ~Q(given_up_because="")),
                name="goal_given_up_says_why_and_is_not_reached",
            ),
        ]

    def __str__(self) -> str:
        return self.words


@keep_history()
class Action(models.Model):
    """Something one named owner of one agency does by one date, or sees to that it is done.

    What somebody of the family does, or somebody outside the team, has an owner all the same: nobody is to assume that
    it was somebody else's (002 §5.1).
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="actions")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300, validators=[no_control_characters])
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    # Who does it, if that is not its owner: somebody of the family, or somebody outside the team.
    for_adult = models.ForeignKey(Adult, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_by = models.CharField(max_length=100, blank=True, validators=[no_control_characters])
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=ActionStatus, default=ActionStatus.OPEN)
    agreed_on = models.DateField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(
        "where it was agreed", max_length=8, choices=ActionSource, default=ActionSource.PLAN,
        db_default=ActionSource.PLAN,
    )  # fmt: skip
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
            models.CheckConstraint(condition=Q(for_adult=None) | Q(done_by=""), name="action_done_by_one"),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(goal=None, for_adult=None, done_by=""),
                name="action_of_the_team_is_done_by_its_owner",
            ),
            models.CheckConstraint(
                condition=~Q(status=ActionStatus.NOT_DONE) | ~Q(result=""), name="action_not_done_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def does(self) -> str:
        """Who does it, if that is not its owner."""
        return self.for_adult.name if self.for_adult else self.done_by

    @property
    def doer(self) -> str:
        """Who does it, and with whom of the team."""
        return f"{self.does}, with {self.owner.name}" if self.does else self.owner.name
