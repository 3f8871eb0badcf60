"""What is shown of advice that was asked and given, and of the family to who is asked."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.utils import timezone
from rest_framework import serializers

from cases.models import Advice, Case
from cases.policies import Standing
from cases.serializers.case import CaseHeaderSerializer
from cases.serializers.plan import ActionSerializer, GoalSerializer
from cases.serializers.shown import Shown, ShownDate
from centres.status import Need

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class AdviceSerializer(Shown):
    """A question, the answer, and how long it took. Needs `Advice.objects.shown()`."""

    case_reference = serializers.CharField(source="case.reference")
    asked_by_name = serializers.CharField(source="asked_by.name")
    of_name = serializers.CharField(source="of.name")
    asked_at = serializers.DateTimeField(format=None)
    answered_at = serializers.DateTimeField(format=None, allow_null=True)
    taken_back_at = serializers.DateTimeField(format=None, allow_null=True)
    answer_by = ShownDate()
    waits = serializers.SerializerMethodField()
    late = serializers.SerializerMethodField()
    took = serializers.SerializerMethodField()

    class Meta:
        model = Advice
        fields: ClassVar = [
            "id", "case", "case_reference", "asked_by", "asked_by_name", "of", "of_name", "question", "asked_at",
            "answer_by", "answer", "answered_at", "taken_back_at", "waits", "late", "took",
        ]  # fmt: skip
        read_only_fields = fields

    def get_waits(self, advice: Advice) -> bool:
        """Whether it waits for an answer."""
        return advice.answered_at is None and advice.taken_back_at is None

    def get_late(self, advice: Advice) -> bool:
        """Whether it should have been answered by now."""
        return self.get_waits(advice) and advice.answer_by < timezone.localdate()

    def get_took(self, advice: Advice) -> str:
        """How long the answer took, in words."""
        return in_time(advice.asked_at, advice.answered_at) if advice.answered_at else ""


class AskedAdviceSerializer(AdviceSerializer):
    """The same for who is asked: which family it is about only if they may know. Needs `with_family_known`."""

    case = serializers.SerializerMethodField()
    case_reference = serializers.SerializerMethodField()

    class Meta:
        model = Advice
        fields: ClassVar = AdviceSerializer.Meta.fields
        read_only_fields = fields

    def get_case(self, advice: Any) -> int | None:
        """The case's number."""
        return advice.case_id if advice.known else None

    def get_case_reference(self, advice: Any) -> str:
        """The case's reference."""
        return advice.case.reference if advice.known else ""


def advised_view(case: Case, standing: Standing, on: date) -> dict[str, Any]:
    """Of a family what who advises is shown: the header, tier and needs, open goals and actions. No contact, no note,
    no address; nothing of a kind that the family keeps from their agency."""
    shown = {"on": on, "named_case_ids": set()}
    goals, actions = case.goals.open(), case.actions.open().shown()
    return {
        "header": CaseHeaderSerializer(case, context=shown).data,
        "tier": case.get_tier_display(),
        "needs": [Need(code).label for code in case.referral.needs] if standing.sees_health else [],
        "goals": GoalSerializer(goals if standing.sees_plan else goals.none(), many=True).data,
        "actions": ActionSerializer(actions if standing.sees_plan else actions.none(), many=True, context=shown).data,
    }


def in_time(begun: datetime, ended: datetime) -> str:
    """How long something took: 25 minutes, 3 hours 10 minutes, 2 days."""
    took = ended - begun
    if took >= 2 * DAY:
        return f"{took // DAY} days"
    hours, minutes = took // HOUR, (took % HOUR) // timedelta(minutes=1)
    parts = [_counted(hours, "hour")] if hours else []
    return " ".join([*parts, _counted(minutes, "minute")] if minutes or not hours else parts)


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
