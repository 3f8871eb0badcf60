"""What is shown of who takes part in the work, or is told of it."""

from typing import ClassVar

from rest_framework import serializers

from cases.models import TeamMember
from cases.serializers.shown import Shown, ShownDate


class TeamMemberSerializer(Shown):
    """Somebody in the team, and what they contribute."""

    name = serializers.CharField(source="user.name")
    agency_name = serializers.CharField(source="agency.name")

    class Meta:
        model = TeamMember
        fields: ClassVar = ["id", "user", "name", "agency_name", "contribution", "since", "until"]
        read_only_fields = fields


class ShareSerializer(serializers.Serializer):
    """With whom the case is shared, until when and why. Needs `cases.access.shares_of`."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=["person", "agency"])
    who = serializers.CharField()
    until = ShownDate()
    reason = serializers.CharField()
