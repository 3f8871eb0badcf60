"""What is shown of what was done: contacts, support offered, progress."""

from typing import ClassVar

from rest_framework import serializers

from cases.models import Contact, Offer, Progress
from cases.serializers.shown import Shown


class ContactSerializer(Shown):
    """A contact or an attempt."""

    by_name = serializers.CharField(source="by.name")
    kind_label = serializers.CharField(source="get_kind_display")

    class Meta:
        model = Contact
        fields: ClassVar = ["id", "kind", "kind_label", "reached", "child_seen", "on", "note", "by", "by_name"]
        read_only_fields = fields


class OfferSerializer(Shown):
    """Support offered and the family's answer."""

    by_name = serializers.CharField(source="by.name")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Offer
        fields: ClassVar = [
            "id", "what", "service", "on", "status", "status_label", "answered_on", "words", "by", "by_name",
        ]  # fmt: skip
        read_only_fields = fields


class ProgressSerializer(Shown):
    """Progress as reported to the meeting and the referrer."""

    by_name = serializers.CharField(source="by.name")

    class Meta:
        model = Progress
        fields: ClassVar = ["id", "on", "words", "by", "by_name"]
        read_only_fields = fields
