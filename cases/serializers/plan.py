"""What is shown of goals and actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import Action, Case, Goal, PassOn
from cases.serializers.shown import Shown, ShownDate
from cases.status import ActionSource, PassOnStatus
from inputs.dates import in_words


class GoalSerializer(Shown):
    """A goal in the family's words."""

    outcome_label = serializers.CharField(source="get_outcome_display")

    class Meta:
        model = Goal
        fields: ClassVar = [
            "id", "words", "outcome", "outcome_label", "set_on", "start_rating", "target_rating", "reached_on",
            "given_up_on", "given_up_because",
        ]  # fmt: skip
        read_only_fields = fields


class PassedOnSerializer(serializers.Serializer):
    """One step of an action from one owner to the next."""

    from_name = serializers.CharField(source="owner.name")
    to_name = serializers.CharField(source="to.name")
    on = ShownDate(source="answered_on")
    with_family = serializers.SerializerMethodField()

    def get_with_family(self, pass_on: PassOn) -> bool:
        """Whether it went with the family to its new lead professional."""
        return pass_on.lead_id is not None


class ActionSerializer(Shown):
    """An action. The family's name only for those who may see the header (`context["named_case_ids"]`)."""

    owner_name = serializers.CharField(source="owner.name")
    agency_name = serializers.CharField(source="agency.name")
    status_label = serializers.CharField(source="get_status_display")
    days_late = serializers.SerializerMethodField()
    case_reference = serializers.CharField(source="case.reference", default="")
    case_closed = serializers.SerializerMethodField()
    family_name = serializers.SerializerMethodField()
    does = serializers.SerializerMethodField()
    came_from = serializers.SerializerMethodField()
    passed_on = serializers.SerializerMethodField()
    asked_name = serializers.SerializerMethodField()

    class Meta:
        model = Action
        fields: ClassVar = [
            "id", "case", "case_reference", "case_closed", "family_name", "what", "goal", "for_adult",
            "done_by", "does", "owner", "owner_name", "agency",
            "agency_name", "due_on", "days_late", "status", "status_label", "agreed_on", "source", "came_from",
            "passed_on", "asked_name", "finished_on", "result",
        ]  # fmt: skip
        read_only_fields = fields

    def get_does(self, action: Action) -> str:
        """Who does it, if that is not its owner. Who of the family that is, only for those who may see the header."""
        named = action.for_adult is None or action.case_id in self.context["named_case_ids"]
        return action.does if named else "Somebody of the family"

    def get_days_late(self, action: Action) -> int:
        """Days past its date, while it is to do."""
        on: date = self.context["on"]
        return max(0, (on - action.due_on).days) if action.status == "open" else 0

    def get_came_from(self, action: Action) -> str:
        """Where it was agreed, and when."""
        where = "Agreed for the team" if action.case_id is None and action.source == ActionSource.PLAN else ""
        return f"{where or action.get_source_display()}, {in_words(action.agreed_on)}"

    @extend_schema_field(PassedOnSerializer(many=True))
    def get_passed_on(self, action: Action) -> list[dict[str, Any]]:
        """From whom it came to its owner, the first one first."""
        taken = [one for one in action.pass_ons.all() if one.status == PassOnStatus.ACCEPTED]
        return list(PassedOnSerializer(taken, many=True).data)

    def get_asked_name(self, action: Action) -> str:
        """Who is asked to take it on and has not answered."""
        return next((one.to.name for one in action.pass_ons.all() if one.status == PassOnStatus.ASKED), "")

    def get_case_closed(self, action: Action) -> bool:
        """Whether its case is closed: then it wants finishing or taking back."""
        return bool(action.case and action.case.status == "closed")

    def get_family_name(self, action: Action) -> str:
        """The family, for those who may see the header."""
        shown = action.case_id in self.context["named_case_ids"]
        return action.case.family.name if action.case and shown else ""


def named_case_ids(user: Any, actions: Iterable[Action]) -> set[int]:
    """Of which of the actions' cases `user` may see the header; one query."""
    ids = {action.case_id for action in actions if action.case_id}
    return set(Case.objects.header_visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
