"""What programs are shown of an item's guests, and what they send."""

from rest_framework import serializers


class GuestRow(serializers.Serializer):
    """Somebody who comes for an item as a guest."""

    person = serializers.IntegerField(source="user_id")
    name = serializers.CharField(source="user.name")
    agency = serializers.CharField(source="agency.name")


class GuestInput(serializers.Serializer):
    """Who is invited to an item: a membership's id."""

    membership = serializers.IntegerField()


class UninviteInput(serializers.Serializer):
    """Whose invitation to an item is taken back: a person's id."""

    person = serializers.IntegerField()
