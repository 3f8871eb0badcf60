"""The directory in the API."""

from typing import Any

from rest_framework import serializers

from accounts.models import User
from centres.models import Agency, Centre, ClosedDays, Membership, SharingProtocol
from centres.status import AgencyKind, Role
from inputs.serializers import DateField, LineField, PhoneField


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


class NamedPersonSerializer(serializers.ModelSerializer):
    """Somebody to whom another answers, by name."""

    class Meta:
        model = User
        fields = ["id", "name"]


class MembershipSerializer(serializers.ModelSerializer):
    """A practitioner's role at a centre, on behalf of an agency."""

    user = PersonSerializer(read_only=True)
    agency = AgencySerializer(read_only=True)
    job = serializers.CharField(read_only=True)
    employer = AgencySerializer(read_only=True, source="employed_by")
    line_manager = NamedPersonSerializer(read_only=True)
    checked_on = serializers.DateField(read_only=True)
    supervisor = NamedPersonSerializer(read_only=True)

    class Meta:
        model = Membership
        fields = [
            "id", "user", "centre", "agency", "role", "job", "title", "may_commit", "reach", "employer",
            "line_manager", "supervisor", "starts_on", "ends_on", "checked_on",
        ]  # fmt: skip
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


class PartnerSerializer(serializers.ModelSerializer):
    """A sharing protocol that an agency signed with a centre: it makes the agency a partner."""

    agency = AgencySerializer(read_only=True)

    class Meta:
        model = SharingProtocol
        fields = ["id", "centre", "agency", "version", "signed_by", "signed_on", "review_on"]
        read_only_fields = fields


class ClosedDaysSerializer(serializers.ModelSerializer):
    """Days on which a centre is closed, the first and the last included."""

    class Meta:
        model = ClosedDays
        fields = ["id", "centre", "first_on", "last_on", "why"]
        read_only_fields = fields


# --- what is told: the API's inputs ---------------------------------------------------------------------------


class MembershipInput(serializers.Serializer):
    """Somebody's role at a centre. Agency, employer (if another), line manager and supervisor by their ids."""

    centre = serializers.IntegerField()
    email = serializers.EmailField()
    name = LineField(max_length=120)
    phone = PhoneField(default="", allow_blank=True)
    agency = serializers.IntegerField()
    role = serializers.ChoiceField(Role.choices)
    title = LineField(max_length=80, default="", allow_blank=True)
    may_commit = LineField(max_length=200, default="", allow_blank=True)
    reach = LineField(max_length=200, default="", allow_blank=True)
    employer = serializers.IntegerField(default=None, allow_null=True)
    line_manager = serializers.IntegerField(default=None, allow_null=True)
    supervisor = serializers.IntegerField(default=None, allow_null=True)
    starts_on = DateField()


class MembershipChangeInput(serializers.Serializer):
    """What a membership is to say from now on: all of it, so that nothing is cleared by leaving it out."""

    title = LineField(max_length=80, allow_blank=True)
    may_commit = LineField(max_length=200, allow_blank=True)
    reach = LineField(max_length=200, allow_blank=True)
    employer = serializers.IntegerField(allow_null=True)
    line_manager = serializers.IntegerField(allow_null=True)
    supervisor = serializers.IntegerField(allow_null=True)


class PartnerInput(serializers.Serializer):
    """An agency, and the sharing protocol it signed with a centre."""

    centre = serializers.IntegerField()
    name = LineField(max_length=120)
    kind = serializers.ChoiceField(AgencyKind.choices)
    phone = PhoneField(default="", allow_blank=True)
    version = LineField(max_length=20)
    signed_by = LineField(max_length=120)
    signed_on = DateField(past=True)
    review_on = DateField(future=True, default=None, allow_null=True)


class ClosedDaysInput(serializers.Serializer):
    """Days on which a centre is closed."""

    centre = serializers.IntegerField()
    first_on = DateField()
    last_on = DateField(future=True)
    why = LineField(max_length=100)
