"""What is typed on the chair's screen and not recorded yet, as programs send and read it."""

from typing import Any

from rest_framework import serializers

from cases.forms import GOAL_FIELD, HelpForm
from meetings.models import AgendaItem


def as_typed(longest: int = 5000) -> serializers.CharField:
    """Whatever stands in a field of the chair's screen."""
    return serializers.CharField(max_length=longest, required=False, allow_blank=True, trim_whitespace=False)


class DraftActionShape(serializers.Serializer):
    """A row of actions as typed: `owner` is a membership's id, `doer` an adult's, or "outside"; `goal` is a goal's."""

    what = as_typed()
    owner = as_typed()
    due_on = as_typed()
    doer = as_typed()
    done_by = as_typed()
    goal = as_typed()


class DraftShape(serializers.Serializer):
    """The fields of the chair's screen as typed: text, right or wrong, whole or half; `lead` is a membership's id.

    A goal's are called by its id: `goal_12_family_rating`, `goal_12_no_rating_because`, `goal_12_worker_rating`.
    """

    kind = as_typed()
    reason = as_typed()
    done_now = as_typed()
    closing = as_typed()
    alternatives = as_typed()
    dissent = as_typed()
    services = serializers.ListField(child=as_typed(), max_length=100, required=False)
    lead = as_typed()
    family_view = as_typed()
    next_review_on = as_typed()
    family_rating = as_typed()
    no_rating_because = as_typed()
    worker_rating = as_typed()
    what_changed = as_typed()
    family_words = as_typed()
    level = as_typed()
    to_change = as_typed()
    unmet = serializers.ListField(child=as_typed(), max_length=100, required=False)
    unmet_words = as_typed()
    check_by = as_typed()
    no_check_because = as_typed()
    actions = DraftActionShape(many=True, required=False)

    def get_fields(self) -> dict[str, Any]:
        """The six questions, too."""
        return {**super().get_fields(), **{name: as_typed() for name in HelpForm.base_fields}}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """What was sent of goals, too."""
        found = dict(super().to_internal_value(data))
        return found | {name: as_typed().run_validation(data[name]) for name in filter(GOAL_FIELD.fullmatch, data)}

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        """What is typed of goals, too."""
        goals = {name: value for name, value in instance.items() if GOAL_FIELD.fullmatch(name)}
        return dict(super().to_representation(instance)) | goals


class DraftInput(serializers.Serializer):
    """What is typed of a decision. `version` is the item's, as it was read."""

    version = serializers.IntegerField()
    typed = DraftShape()


class ItemDraft(serializers.ModelSerializer):
    """What is typed on an item, and its version after the save."""

    typed = DraftShape()

    class Meta:
        model = AgendaItem
        fields = ["id", "version", "typed"]
