"""Tokens in the API."""

from rest_framework import serializers

from accounts.models import ApiToken
from accounts.rules import LONGEST_DAYS
from inputs.serializers import LineField


class TokenSerializer(serializers.ModelSerializer):
    """A token, without its secret."""

    class Meta:
        model = ApiToken
        fields = ["number", "name", "created", "expiry"]
        read_only_fields = fields


class NewTokenSerializer(serializers.Serializer):
    """What a new token is for and how long it works."""

    name = LineField(max_length=80)
    days = serializers.IntegerField(min_value=1, max_value=LONGEST_DAYS, default=30)


class MadeTokenSerializer(TokenSerializer):
    """A token just made, with the secret that is shown this once."""

    token = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
        read_only_fields = fields
