"""What programs send when a case is closed, and after that."""

from rest_framework import serializers

from cases.status import CheckResult, Closing
from centres.status import Need
from inputs.serializers import LineField, TextField


class AfterwardsInput(serializers.Serializer):
    """What the family still needs when the work ends (an empty list: nothing), and who asks it in three months how it
    goes, by their id, or why nobody does."""

    unmet = serializers.ListField(child=serializers.ChoiceField(Need.choices), max_length=len(Need.values))
    unmet_words = LineField(max_length=300, default="", allow_blank=True)
    check_by = serializers.IntegerField(default=None, allow_null=True)
    no_check_because = LineField(max_length=300, default="", allow_blank=True)


class CloseInput(AfterwardsInput):
    """The outcome, how it ended, what the referrer reads if not that, and what comes after."""

    closing = serializers.ChoiceField(Closing.choices)
    words = TextField(max_length=2000)
    not_tried_because = LineField(max_length=300, default="", allow_blank=True)
    told = TextField(max_length=2000, default="", allow_blank=True)


class CheckInput(serializers.Serializer):
    """What came of asking the family three months later."""

    result = serializers.ChoiceField(CheckResult.choices)
    words = LineField(max_length=300, default="", allow_blank=True)


class SettleInput(serializers.Serializer):
    """What was done."""

    words = LineField(max_length=300)
