"""What is shown of who takes part in the work, or is told of it."""

from datetime import date
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import User
from cases.models import TeamMember
from cases.serializers.shown import Shown, ShownDate
from centres.models import Membership
from centres.status import CASEWORK_ROLES


class AnswersTo(serializers.Serializer):
    """As what somebody works here, and to whom they answer: the names, empty where none is recorded."""

    job = serializers.CharField()
    employer = serializers.CharField(source="employed_by.name")
    line_manager = serializers.CharField(source="line_manager.name", default="")
    supervisor = serializers.CharField(source="supervisor.name", default="")
    seconded = serializers.SerializerMethodField()

    def get_seconded(self, job: Membership) -> bool:
        """Whether another agency than the one they act for employs them."""
        return job.employed_by.pk != job.agency_id


def answers_to(user: User, centre_id: int, agency_id: int, on: date) -> dict[str, Any] | None:
    """As what `user` works at the centre for the agency on `on`; None if they do not."""
    jobs = [one for one in user.memberships.all() if (one.centre_id, one.agency_id) == (centre_id, agency_id)]
    held = [one for one in jobs if one.in_force(on) and one.role in CASEWORK_ROLES]
    return AnswersTo(held[0]).data if held and user.is_active else None


class TeamMemberSerializer(Shown):
    """Somebody in the team, for which agency, what they contribute, and to whom they answer.

    Many of them: `TeamMember.objects.shown()`.
    """

    name = serializers.CharField(source="user.name")
    agency_name = serializers.CharField(source="agency.name")
    works_as = serializers.SerializerMethodField()

    class Meta:
        model = TeamMember
        fields: ClassVar = ["id", "user", "name", "agency_name", "contribution", "since", "until", "works_as"]
        read_only_fields = fields

    @extend_schema_field(AnswersTo(allow_null=True))
    def get_works_as(self, member: TeamMember) -> dict[str, Any] | None:
        """Their job here today for that agency; null if they do not work here any more."""
        return answers_to(member.user, member.case.centre_id, member.agency_id, timezone.localdate())


class ShareSerializer(serializers.Serializer):
    """With whom the case is shared, until when and why. Needs `cases.access.shares_of`."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=["person", "agency"])
    who = serializers.CharField()
    until = ShownDate()
    reason = serializers.CharField()
