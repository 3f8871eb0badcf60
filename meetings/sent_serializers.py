"""What programs send about a meeting. The same fields as the pages; the verbs check the rest."""

from rest_framework import serializers

from cases.api.inputs import GoalRatedInput, HelpInput
from cases.api.inputs_closing import AfterwardsInput
from cases.status import Closing
from inputs.serializers import DateField, LineField, RatingField, TextField
from meetings.status import DecisionKind, Partnership, Present


class PresenceInput(serializers.Serializer):
    """Whether one person came."""

    id = serializers.IntegerField()
    present = serializers.ChoiceField(Present.choices)
    deputy = LineField(max_length=120, default="", allow_blank=True)


class AttendanceInput(serializers.Serializer):
    """Who came."""

    attendance = PresenceInput(many=True)


class ItemInput(serializers.Serializer):
    """A matter of the team."""

    title = LineField()


class OutcomeInput(serializers.Serializer):
    """What came of an action of an earlier meeting."""

    action = serializers.IntegerField()
    done = serializers.BooleanField()
    result = LineField(max_length=300, default="", allow_blank=True)


class NewActionInput(serializers.Serializer):
    """An action: whose, for which agency, by when; who does it, if not its owner, and which goal it serves."""

    what = LineField(max_length=300)
    owner = serializers.IntegerField()
    agency = serializers.IntegerField()
    due_on = DateField(future=True)
    goal = serializers.IntegerField(default=None, allow_null=True)
    for_adult = serializers.IntegerField(default=None, allow_null=True, help_text="Who of the family does it")
    done_by = LineField(max_length=100, default="", allow_blank=True, help_text="Who outside the team does it")


class RatingsInput(serializers.Serializer):
    """What a review records."""

    worker_rating = RatingField()
    family_rating = RatingField(default=None, allow_null=True)
    no_rating_because = LineField(default="", allow_blank=True)
    what_changed = TextField(default="", allow_blank=True)
    family_words = TextField(max_length=2000, default="", allow_blank=True)
    goals = GoalRatedInput(many=True, default=list)
    help_said = HelpInput(default=None, allow_null=True)


class ReflectionInput(serializers.Serializer):
    """How the team sees itself, and the one thing that it wants to change; only for a reflection."""

    level = serializers.ChoiceField(Partnership.choices, default=None, allow_null=True)
    to_change = LineField(max_length=300, default="", allow_blank=True)


class DecideInput(serializers.Serializer):
    """A decision. `version` is the item's, as it was read."""

    version = serializers.IntegerField()
    kind = serializers.ChoiceField(DecisionKind.choices)
    reason = TextField(max_length=2000)
    alternatives = TextField(max_length=2000, default="", allow_blank=True)
    dissent = TextField(max_length=2000, default="", allow_blank=True)
    done_now = TextField(max_length=2000, default="", allow_blank=True)
    actions = NewActionInput(many=True, default=list)
    services = serializers.ListField(child=serializers.IntegerField(), default=list)
    lead = serializers.IntegerField(default=None, allow_null=True)
    family_view = LineField(max_length=300, default="", allow_blank=True)
    next_review_on = DateField(future=True, default=None, allow_null=True)
    closing = serializers.ChoiceField(Closing.choices, default="", allow_blank=True)
    review = RatingsInput(default=None, allow_null=True)
    reflection = ReflectionInput(default=None, allow_null=True)
    afterwards = AfterwardsInput(default=None, allow_null=True)


class ViewInput(serializers.Serializer):
    """What an agency thinks; no words take its view away."""

    agency = serializers.IntegerField()
    words = TextField(max_length=2000, allow_blank=True)


class BecauseInput(serializers.Serializer):
    """Why an item is put off."""

    because = LineField(max_length=300)


class ApproveInput(serializers.Serializer):
    """The meeting, running now, that approves."""

    at = serializers.IntegerField()


class CorrectionInput(serializers.Serializer):
    """What is corrected."""

    words = TextField(max_length=500)
    item = serializers.IntegerField(default=None, allow_null=True)


class ChairInput(serializers.Serializer):
    """Who takes the chair of one meeting."""

    chair = serializers.IntegerField()
