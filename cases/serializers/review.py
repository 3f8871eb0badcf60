"""What is shown of a review."""

from typing import ClassVar

from rest_framework import serializers

from cases.models import Review
from cases.serializers.shown import Shown


class ReviewSerializer(Shown):
    """A review, held or to come."""

    decision_label = serializers.CharField(source="get_decision_display")
    held_by_name = serializers.CharField(source="held_by.name", default="")

    class Meta:
        model = Review
        fields: ClassVar = [
            "id", "case", "due_on", "held_on", "held_by_name", "family_rating", "no_rating_because", "worker_rating",
            "what_changed", "family_words", "decision", "decision_label", "reason",
        ]  # fmt: skip
        read_only_fields = fields
