"""What is shown of a record opened in an emergency: pages and the API alike."""

from typing import Any, ClassVar

from django.utils import timezone
from rest_framework import serializers

from cases.models import BreakGlass


class BreakGlassRecord(serializers.ModelSerializer):
    """One use: no name of a family. Needs `user`, `agency`, `reviewed_by` and `case__centre`."""

    case_reference = serializers.CharField(source="case.reference")
    name = serializers.CharField(source="user.name")
    agency_name = serializers.CharField(source="agency.name")
    opened_at = serializers.DateTimeField(format=None)
    until = serializers.DateTimeField(format=None)
    running = serializers.SerializerMethodField()
    look_by = serializers.DateField(format=None)
    late = serializers.SerializerMethodField()
    reviewed_at = serializers.DateTimeField(format=None)
    reviewed_by_name = serializers.CharField(source="reviewed_by.name", default="")

    class Meta:
        model = BreakGlass
        fields: ClassVar = [
            "id", "case", "case_reference", "user", "name", "agency_name", "reason", "excluded", "agreed", "despite",
            "hours", "opened_at", "until", "running", "look_by", "late", "reviewed_at", "reviewed_by_name", "right",
            "review_words",
        ]  # fmt: skip
        read_only_fields = fields

    def get_running(self, use: BreakGlass) -> bool:
        """Whether it opens the case at this moment."""
        return use.opened_at <= timezone.now() < use.until

    def get_late(self, use: BreakGlass) -> bool:
        """Whether nobody has looked at it in time."""
        return use.reviewed_at is None and use.look_by < timezone.localdate()


def uses_shown(uses: Any) -> Any:
    """Uses with everything `BreakGlassRecord` shows, in one query."""
    return uses.select_related("user", "agency", "reviewed_by", "case__centre")
