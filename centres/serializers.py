"""The directory in the API."""

from typing import Any

from rest_framework import serializers

from accounts.models import User
from centres.models import Agency, Centre, Membership, Service


class CentreSerializer(serializers.ModelSerializer):
    """A centre."""

    class Meta:
        model = Centre
        fields = ["id", "name", "address", "postcode", "phone", "duty_phone", "duty_phone_out_of_hours"]


class AgencySerializer(serializers.ModelSerializer):
    """An agency."""

    class Meta:
        model = Agency
        fields = ["id", "name", "kind", "phone"]


class PersonSerializer(serializers.ModelSerializer):
    """A practitioner as colleagues see them."""

    class Meta:
        model = User
        fields = ["id", "name", "email", "phone"]


class MembershipSerializer(serializers.ModelSerializer):
    """A practitioner's role at a centre, on behalf of an agency."""

    user = PersonSerializer(read_only=True)
    agency = AgencySerializer(read_only=True)
    job = serializers.CharField(read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "user", "centre", "agency", "role", "job", "may_commit", "starts_on", "ends_on"]
        read_only_fields = fields


class OwnMembershipSerializer(serializers.ModelSerializer):
    """A role of the person who asks."""

    centre = CentreSerializer(read_only=True)
    agency = AgencySerializer(read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "centre", "agency", "role", "starts_on", "ends_on"]
        read_only_fields = fields


class MeSerializer(PersonSerializer):
    """Who is asking, and what they are where, today."""

    memberships = serializers.SerializerMethodField()

    class Meta(PersonSerializer.Meta):
        fields = [*PersonSerializer.Meta.fields, "memberships"]

    def get_memberships(self, user: User) -> list[dict[str, Any]]:
        """Memberships in force today."""
        mine = Membership.objects.of(user).select_related("centre", "agency")
        return list(OwnMembershipSerializer(mine, many=True).data)


class ServiceSerializer(serializers.ModelSerializer):
    """A service families can be told about."""

    class Meta:
        model = Service
        fields = [
            "id",
            "centre",
            "name",
            "provider",
            "about",
            "needs",
            "from_age_months",
            "to_age_months",
            "when",
            "where",
            "phone",
            "verified_on",
        ]
