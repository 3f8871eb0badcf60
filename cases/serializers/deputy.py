"""What is shown of who stands in for a lead professional."""

from typing import ClassVar

from rest_framework import serializers

from cases.models import Deputy
from cases.serializers.shown import Shown


class DeputySerializer(Shown):
    """Who is asked to stand in, from when until when, and what they said. Needs `Deputy.objects.shown()`."""

    case_reference = serializers.CharField(source="case.reference")
    name = serializers.CharField(source="user.name")
    agency_name = serializers.CharField(source="agency.name")
    stands_in_for = serializers.CharField(source="lead.user.name")
    status_label = serializers.CharField(source="get_status_display")
    asked_by_name = serializers.CharField(source="asked_by.name")

    class Meta:
        model = Deputy
        fields: ClassVar = [
            "id", "case", "case_reference", "user", "name", "agency_name", "stands_in_for", "starts_on", "ends_on",
            "status", "status_label", "asked_by", "asked_by_name", "asked_on", "answered_on", "reason", "ended_on",
        ]  # fmt: skip
        read_only_fields = fields


class DeputyRecord(DeputySerializer):
    """The same with what they should know: for who leads, who stands in, and the manager."""

    class Meta:
        model = Deputy
        fields: ClassVar = [*DeputySerializer.Meta.fields, "matters"]
        read_only_fields = fields
