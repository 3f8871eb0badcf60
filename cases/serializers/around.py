"""What is shown of who is around the family outside the team, and of what colleagues write to each other."""

from typing import ClassVar

from rest_framework import serializers

from cases.models import Message, OtherInvolved
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


class MessageSerializer(Shown):
    """What a colleague wrote to the others."""

    by_name = serializers.CharField(source="by.name")
    at = serializers.DateTimeField(source="entered_at", format=None)

    class Meta:
        model = Message
        fields: ClassVar = ["id", "on", "at", "words", "by", "by_name"]
        read_only_fields = fields
