"""What is shown of an early help assessment."""

from typing import ClassVar

from rest_framework import serializers

from cases.assessment_words import FIELDS
from cases.models import Assessment
from cases.serializers.shown import Shown


class AssessmentRow(Shown):
    """That there is a version, and who wrote it: without its words."""

    begun_by_name = serializers.CharField(source="begun_by.name")
    finished_by_name = serializers.CharField(source="finished_by.name", default="")

    class Meta:
        model = Assessment
        fields: ClassVar = [
            "id", "case", "version", "begun_on", "begun_by_name", "finished_on", "finished_by_name",
        ]  # fmt: skip
        read_only_fields = fields


class AssessmentSerializer(AssessmentRow):
    """A version with its words; of a draft, how often it was saved: whoever saves it next sends that along."""

    class Meta(AssessmentRow.Meta):
        fields: ClassVar = [*AssessmentRow.Meta.fields, "revision", *FIELDS]
        read_only_fields = fields
