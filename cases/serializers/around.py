"""What is shown of who is around the family outside the team, and of what colleagues write to each other."""

import re
from typing import ClassVar

from rest_framework import serializers

from cases.models import Message, OtherInvolved
from cases.serializers.shown import Shown

# A telephone number within what is typed, as it is written here: "01632 960555", "+44 1632 960555".
TELEPHONE = re.compile(r"(?<![\d+])(?:\+44 ?|0)\d(?: ?\d){8,9}(?!\d)")


class OtherSerializer(Shown):
    """Somebody who helps the family outside the team, and how to reach them."""

    kind_label = serializers.CharField(source="get_kind_display")
    added_by_name = serializers.CharField(source="added_by.name")
    dial = serializers.SerializerMethodField()

    class Meta:
        model = OtherInvolved
        fields: ClassVar = [
            "id", "kind", "kind_label", "called", "reach", "dial", "family_agrees", "since", "until", "added_by",
            "added_by_name",
        ]  # fmt: skip
        read_only_fields = fields

    def get_dial(self, other: OtherInvolved) -> str:
        """What a telephone dials for them: nothing, unless the family agrees that the team contacts them."""
        found = TELEPHONE.search(other.reach) if other.family_agrees else None
        return found[0].replace(" ", "") if found else ""


class MessageSerializer(Shown):
    """What a colleague wrote to the others."""

    by_name = serializers.CharField(source="by.name")
    at = serializers.DateTimeField(source="entered_at", format=None)

    class Meta:
        model = Message
        fields: ClassVar = ["id", "on", "at", "words", "by", "by_name"]
        read_only_fields = fields
