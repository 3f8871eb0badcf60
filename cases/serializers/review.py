"""What is shown of a review."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import GoalRating, HelpAsked, Review
from cases.serializers.shown import Shown
from cases.status import HELP_QUESTIONS


class ReviewSerializer(Shown):
    """A review, held or to come."""

    decision_label = serializers.CharField(source="get_decision_display")
    held_where_label = serializers.CharField(source="get_held_where_display")
    held_by_name = serializers.CharField(source="held_by.name", default="")

    class Meta:
        model = Review
        fields: ClassVar = [
            "id", "case", "due_on", "held_on", "missed_on", "held_where", "held_where_label", "present", "held_by_name",
            "family_rating", "no_rating_because", "worker_rating", "what_changed", "family_words", "decision",
            "decision_label", "reason",
        ]  # fmt: skip
        read_only_fields = fields


class GoalRatingSerializer(Shown):
    """Where a goal stood at a review."""

    words = serializers.CharField(source="goal.words")

    class Meta:
        model = GoalRating
        fields: ClassVar = ["goal", "words", "family_rating", "no_rating_because", "worker_rating"]
        read_only_fields = fields


class HelpAskedSerializer(Shown):
    """What the family thought of the help: 1 (no, not at all) to 5 (yes, very much)."""

    answers = serializers.SerializerMethodField()

    class Meta:
        model = HelpAsked
        fields: ClassVar = [*HELP_QUESTIONS, "answers", "words", "not_asked_because"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.ListField(child=serializers.CharField())))
    def get_answers(self, asked: HelpAsked) -> list[tuple[str, str]]:
        """The questions that were answered, with the answers in words."""
        given = [(question, getattr(asked, f"get_{name}_display")()) for name, question in HELP_QUESTIONS.items()]
        return [(question, answer) for question, answer in given if answer]


class HeldReviewSerializer(ReviewSerializer):
    """A review with where each goal stood and what the family thought of the help. Needs `with_said()`."""

    goal_ratings = GoalRatingSerializer(many=True)
    help_asked = serializers.SerializerMethodField()

    class Meta(ReviewSerializer.Meta):
        fields: ClassVar = [*ReviewSerializer.Meta.fields, "goal_ratings", "help_asked"]
        read_only_fields = fields

    @extend_schema_field(HelpAskedSerializer(allow_null=True))
    def get_help_asked(self, review: Review) -> dict[str, object] | None:
        """What the family thought of the help, if that was recorded."""
        asked = getattr(review, "help_asked", None)
        return HelpAskedSerializer(asked).data if asked else None
