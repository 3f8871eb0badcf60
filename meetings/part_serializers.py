"""What programs send about an item among the others of its agenda."""

from rest_framework import serializers

from inputs.serializers import LineField


class PartInput(serializers.Serializer):
    """What the part is about that becomes an item of its own."""

    title = LineField(max_length=100)


class HostInput(serializers.Serializer):
    """The item of the same family with which another is discussed and decided."""

    host = serializers.IntegerField()


class MoveItemInput(serializers.Serializer):
    """One place earlier on the agenda, or later."""

    earlier = serializers.BooleanField()
