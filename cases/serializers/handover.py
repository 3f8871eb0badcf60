"""What is shown of an action that is passed on, and of a briefing."""

from collections.abc import Iterable
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import Briefing, PassOn
from cases.policies import Standing
from cases.serializers.shown import Shown, ShownDate
from inputs.dates import in_words


class PassOnSerializer(Shown):
    """What somebody is asked to take on, and what they said. Of the family nothing but the case's reference."""

    what = serializers.CharField(source="action.what")
    due_on = ShownDate(source="action.due_on")
    case = serializers.IntegerField(source="action.case_id", allow_null=True)
    case_reference = serializers.CharField(source="action.case.reference", default="")
    does = serializers.SerializerMethodField()
    came_from = serializers.SerializerMethodField()
    owner_name = serializers.CharField(source="owner.name")
    to_name = serializers.CharField(source="to.name")
    agency_name = serializers.CharField(source="agency.name")
    asked_by_name = serializers.CharField(source="asked_by.name")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = PassOn
        fields: ClassVar = [
            "id", "action", "what", "does", "due_on", "case", "case_reference", "came_from", "owner", "owner_name",
            "to", "to_name", "agency", "agency_name", "because", "asked_by", "asked_by_name", "asked_on", "status",
            "status_label", "answered_on", "reason", "lead",
        ]  # fmt: skip
        read_only_fields = fields

    def get_does(self, pass_on: PassOn) -> str:
        """Who does it, if that is not its owner; who of the family that is they learn with the action."""
        return "Somebody of the family" if pass_on.action.for_adult_id else pass_on.action.done_by

    def get_came_from(self, pass_on: PassOn) -> str:
        """Where the action was agreed, and when."""
        return f"{pass_on.action.get_source_display()}, {in_words(pass_on.action.agreed_on)}"


def asked_to_take(rows: Iterable[PassOn], named: set[int]) -> list[dict[str, Any]]:
    """What somebody is asked to take on, with the family's name where they see the header (`named`)."""
    return [
        {
            **PassOnSerializer(one).data,
            "family_name": one.action.case.family.name if one.action.case and one.action.case_id in named else "",
        }
        for one in rows
    ]


class BriefingSerializer(Shown):
    """A briefing: what was typed, and of the record what the family lets the reader's agency know today."""

    case = serializers.IntegerField(source="lead.case_id")
    case_reference = serializers.CharField(source="lead.case.reference")
    for_name = serializers.CharField(source="lead.user.name")
    made_by_name = serializers.CharField(source="made_by.name")
    family_view = serializers.CharField(source="lead.family_view")
    family_not_asked = serializers.CharField(source="lead.family_not_asked")
    record = serializers.SerializerMethodField()

    class Meta:
        model = Briefing
        fields: ClassVar = [
            "id", "lead", "case", "case_reference", "for_name", "made_by", "made_by_name", "made_at", "matters",
            "family_view", "family_not_asked", "record",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.DictField())
    def get_record(self, briefing: Briefing) -> dict[str, Any]:
        """What the record said, without the kinds of information that are kept from the reader (null)."""
        return known_of(briefing.content, self.context["standing"])


def known_of(content: dict[str, Any], standing: Standing) -> dict[str, Any]:
    """Of what the record says, what whoever stands so to the case may know; what is kept from them is None."""
    kinds = {
        "safeguarding": standing.sees_safeguarding, "plan": standing.sees_plan, "contacts": standing.sees_contacts,
        "health": standing.sees_health,
    }  # fmt: skip
    return {name: part if kinds.get(name, True) else None for name, part in content.items()}
