"""What is shown of asking another service to lead."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import SteppingUp
from cases.serializers.handover import known_of
from cases.serializers.shown import Shown

OF_SAFEGUARDING = ("recipient", "how", "answered_by", "answer_words", "worries")


class SteppingUpSerializer(Shown):
    """Who was asked, what they were told, what they answered; of the summary what the reader's agency may know.

    Whoever records an answer and is kept from safeguarding notes is shown that it is recorded, and nothing of them.
    """

    recipient = serializers.CharField(source="decision.recipient")
    how = serializers.CharField(source="decision.how")
    by_name = serializers.CharField(source="by.name")
    status_label = serializers.CharField(source="get_status_display")
    summary = serializers.SerializerMethodField()

    class Meta:
        model = SteppingUp
        fields: ClassVar = [
            "id", "case", "decision", "recipient", "how", "by_name", "on", "answer_by", "status", "status_label",
            "answered_on", "answered_by", "answer_words", "worries", "summary",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, step_up: SteppingUp) -> dict[str, Any]:
        """The fields, empty where they say what is kept."""
        shown = super().to_representation(step_up)
        return shown if self.context["standing"].sees_safeguarding else shown | dict.fromkeys(OF_SAFEGUARDING, "")

    @extend_schema_field(serializers.DictField())
    def get_summary(self, step_up: SteppingUp) -> dict[str, Any]:
        """As it was that day, without the kinds of information that are kept from the reader (null)."""
        return known_of(step_up.content, self.context["standing"])
