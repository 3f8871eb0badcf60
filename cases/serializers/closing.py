"""What is shown of the end of the work, and of the question three months later."""

from datetime import date
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.distance import distance_of, outcomes_of
from cases.models import Case, Closure
from cases.ratings import ratings_of
from cases.serializers.case import LedCaseSerializer
from cases.serializers.shown import Shown, ShownDate
from centres.status import Need


class WaySerializer(serializers.Serializer):
    """The first and the last rating of one rater."""

    first = serializers.IntegerField()
    last = serializers.IntegerField()
    travelled = serializers.IntegerField()
    in_words = serializers.CharField()


class TravelledSerializer(serializers.Serializer):
    """How far the family came with one goal, or (without an outcome) altogether; null: not rated twice."""

    title = serializers.CharField()
    outcome = serializers.CharField()
    target = serializers.IntegerField(allow_null=True)
    family = WaySerializer(allow_null=True)
    worker = WaySerializer(allow_null=True)


class ClosureSerializer(Shown):
    """One closing of a case, with the distance travelled until then. Needs `closures_of`."""

    closed_by_name = serializers.CharField(source="closed_by.name", default="")
    closing_label = serializers.CharField(source="get_closing_display")
    unmet_labels = serializers.SerializerMethodField()
    complete = serializers.SerializerMethodField()
    distance = serializers.SerializerMethodField()
    check_by_name = serializers.CharField(source="check_by.name", default="")
    checked_by_name = serializers.CharField(source="checked_by.name", default="")
    check_result_label = serializers.CharField(source="get_check_result_display")
    reopened_by_name = serializers.CharField(source="reopened_by.name", default="")

    class Meta:
        model = Closure
        fields: ClassVar = [
            "id", "case", "closed_on", "closed_by_name", "closing", "closing_label", "words", "told",
            "not_tried_because", "complete",
            "unmet", "unmet_labels", "unmet_words", "distance", "check_on", "check_by", "check_by_name",
            "no_check_because", "checked_on", "checked_by_name", "check_result", "check_result_label", "check_words",
            "settled_on", "settled_words", "reopened_on", "reopened_by_name", "reopened_because",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_unmet_labels(self, closure: Closure) -> list[str]:
        """What the family still needed, in words."""
        return [str(Need(code).label) for code in closure.unmet or []]

    def get_complete(self, closure: Closure) -> bool:
        """Whether it was said what the family still needed, and whether somebody asks it."""
        return bool(closure.check_on or closure.no_check_because)

    @extend_schema_field(TravelledSerializer(many=True))
    def get_distance(self, closure: Closure) -> list[dict[str, Any]]:
        """How far the family came in the work that ended then."""
        found = self.context["distances"][closure.pk]
        return list(TravelledSerializer(found, many=True).data)


def closures_of(case: Case) -> list[dict[str, Any]]:
    """Every closing of a case, the last one first: a fixed number of queries, however many there are."""
    rows = list(case.closures.shown())
    if not rows:
        return []
    drawn, outcomes, begins = ratings_of(case), outcomes_of(case), _begins(case, rows)
    distances = {one.pk: distance_of(drawn, outcomes, begins[one.pk], one.closed_on) for one in rows}
    return list(ClosureSerializer(rows, many=True, context={"distances": distances}).data)


def _begins(case: Case, rows: list[Closure]) -> dict[int, date]:
    """When the work began that ended with each."""
    begins, since = {}, case.opened_on
    for one in reversed(rows):
        begins[one.pk] = since
        since = one.reopened_on or since
    return begins


class CheckSerializer(Shown):
    """A closing for whoever asks the family three months later: nothing of the work that ended."""

    case_reference = serializers.CharField(source="case.reference")
    family_name = serializers.CharField(source="case.family.name")
    check_by_name = serializers.CharField(source="check_by.name", default="")
    check_result_label = serializers.CharField(source="get_check_result_display")

    class Meta:
        model = Closure
        fields: ClassVar = [
            "id", "case", "case_reference", "family_name", "check_on", "check_by", "check_by_name", "checked_on",
            "check_result", "check_result_label", "check_words", "settled_on", "settled_words",
        ]  # fmt: skip
        read_only_fields = fields


class CheckedCaseSerializer(LedCaseSerializer):
    """The family whom somebody asks: its header, and how to reach it safely. Needs what `LedCaseSerializer` needs."""

    closed_on = ShownDate()

    class Meta(LedCaseSerializer.Meta):
        fields: ClassVar = [*LedCaseSerializer.Meta.fields, "closed_on"]
        read_only_fields = fields
