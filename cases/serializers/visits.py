"""Visits planned ahead."""

from typing import ClassVar

from rest_framework import serializers

from cases.models import Visit
from cases.serializers.record import ColleagueThere
from cases.serializers.shown import Shown


class VisitSerializer(Shown):
    """A visit: to whom, when, by whom, what became of it; `overlaps` says which visits stand close to it.

    Needs `Visit.objects.shown()`, and `cases.visit_calendar.mark` for the overlaps.
    """

    case_reference = serializers.CharField(source="case.reference")
    family_name = serializers.CharField(source="case.family.name")
    at = serializers.TimeField(format=None, allow_null=True)
    status_label = serializers.CharField(source="get_status_display")
    workers = ColleagueThere(many=True)
    arranged_by_name = serializers.CharField(source="arranged_by.name")
    overlaps = serializers.ListField(child=serializers.CharField(), default=list)

    class Meta:
        model = Visit
        fields: ClassVar = [
            "id", "case", "case_reference", "family_name", "on", "at", "purpose", "status", "status_label", "workers",
            "arranged_by", "arranged_by_name", "cancelled_because", "contact", "overlaps",
        ]  # fmt: skip
        read_only_fields = fields
