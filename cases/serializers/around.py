"""What is shown of who is around the family outside the team."""

from typing import ClassVar

from rest_framework import serializers

from cases.models import OtherInvolved
from cases.serializers.shown import Shown


class OtherSerializer(Shown):
    """Somebody who helps the family outside the team, and how to reach them."""

    kind_label = serializers.CharField(source="get_kind_display")
    added_by_name = serializers.CharField(source="added_by.name")

    class Meta:
        model = OtherInvolved
        fields: ClassVar = [
            "id", "kind", "kind_label", "called", "reach", "family_agrees", "since", "until", "added_by",
            "added_by_name",
        ]  # fmt: skip
        read_only_fields = fields
