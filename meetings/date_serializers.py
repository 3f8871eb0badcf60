"""What programs send to move or cancel one meeting. What must be true of it is in `rules.dates`."""

from rest_framework import serializers

from inputs.serializers import DateField, LineField


class MoveInput(serializers.Serializer):
    """Another date, time or place (left out: as before), and why."""

    to = DateField(future=True, required=False)
    at = serializers.TimeField(required=False)
    place = LineField(max_length=200, required=False)
    reason = LineField(max_length=300)


class LinkInput(serializers.Serializer):
    """Where the meeting is joined from afar; empty: nowhere."""

    join_link = LineField(max_length=500, allow_blank=True)


class CancelInput(serializers.Serializer):
    """Why the meeting is not held."""

    reason = LineField(max_length=300)
