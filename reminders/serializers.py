"""Reminders in the API."""

from rest_framework import serializers

from reminders.models import Reminder

MOST = 500


class ReminderSerializer(serializers.ModelSerializer):
    """One thing somebody is told, and the page that it is about."""

    class Meta:
        model = Reminder
        fields = ["id", "kind", "sentence", "path", "on"]
        read_only_fields = fields


class SeenInput(serializers.Serializer):
    """Reminders that were seen, by their ids."""

    ids = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=MOST)


class SeenSerializer(serializers.Serializer):
    """How many were put away."""

    seen = serializers.IntegerField()
