"""What is shown of an offer to lead."""

from typing import ClassVar

from rest_framework import serializers

from cases.models import Lead
from cases.serializers.shown import Shown


class LeadSerializer(Shown):
    """An offer to lead and what became of it."""

    name = serializers.CharField(source="user.name")
    agency_name = serializers.CharField(source="agency.name")
    status_label = serializers.CharField(source="get_status_display")
    offered_by_name = serializers.CharField(source="offered_by.name")

    class Meta:
        model = Lead
        fields: ClassVar = [
            "id", "case", "user", "name", "agency_name", "status", "status_label", "offered_on", "offered_by",
            "offered_by_name", "family_view", "family_not_asked", "answered_on", "reason", "ended_on", "settled_on",
        ]  # fmt: skip
        read_only_fields = fields
