"""What is shown of who can see a case, and of its opening in an emergency: pages and the API alike."""

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import BreakGlass
from cases.who import Route, Seer


class RouteRecord(serializers.Serializer):
    """One relation by which somebody sees a case."""

    name = serializers.CharField(source="relation.name")
    how = serializers.CharField(source="relation.they")
    header_only = serializers.BooleanField()
    until = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_until(self, route: Route) -> Any:
        """The date, for an emergency the moment, on which it ends by itself."""
        return route.until


class SeerRecord(serializers.Serializer):
    """Somebody who can see a case, for which agencies they work at the centre, and how they come to see it."""

    user = serializers.IntegerField(source="user.pk")
    name = serializers.CharField(source="user.name")
    jobs = serializers.SerializerMethodField()
    opens = serializers.BooleanField()
    routes = RouteRecord(many=True)

    def get_jobs(self, seer: Seer) -> list[str]:
        """Each job at the centre with its agency."""
        return [f"{job.job}, {job.agency.name}" for job in seer.jobs]


class ShareRecord(serializers.Serializer):
    """With whom a case is shared, until when and why."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.CharField()
    who = serializers.CharField()
    until = serializers.DateField(format=None)
    reason = serializers.CharField()


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
