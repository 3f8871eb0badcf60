"""What is shown of who can see a case: pages and the API alike."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

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
