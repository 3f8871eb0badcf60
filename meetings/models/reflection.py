"""How the team saw itself when it last reflected, and the one thing that it wanted to change."""

from django.db import models
from django.db.models import Q

from audit.history import keep_history
from inputs.dates import in_words
from inputs.validators import no_control_characters
from meetings.models.agenda import Decision
from meetings.status import Partnership


@keep_history()
class Reflection(models.Model):
    """What a reflection came to, beside its decision: it goes when the decision is taken back."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="reflection")
    level = models.PositiveSmallIntegerField("level of partnership", choices=Partnership, null=True, blank=True)
    to_change = models.CharField("one thing to change", max_length=300, blank=True, validators=[no_control_characters])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level=None) | Q(level__range=(1, 4)), name="reflection_level_1_to_4"),
            models.CheckConstraint(
                condition=Q(level__isnull=False) | ~Q(to_change=""), name="reflection_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"Reflection of {in_words(self.decision.decided_on)}"
