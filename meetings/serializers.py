"""What programs are shown of a meeting, and what they send. The same fields as the pages; the verbs check the rest."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.status import Closing
from centres.status import AgencyKind
from consent.status import Information
from inputs.serializers import DateField, LineField, RatingField, TextField
from meetings.models import AgencyView, AgendaItem, Attendance, Decision, Meeting, Minutes, Reflection
from meetings.quorum import quorum_of
from meetings.status import DecisionKind, Partnership, Present


class AttendanceRow(serializers.ModelSerializer):
    """Somebody expected at a meeting."""

    name = serializers.CharField(source="user.name")
    agency = serializers.CharField(source="agency.name")

    class Meta:
        model = Attendance
        fields = ["id", "name", "agency", "job", "present", "deputy"]


class ViewRow(serializers.ModelSerializer):
    """What an agency thinks."""

    agency_name = serializers.CharField(source="agency.name")

    class Meta:
        model = AgencyView
        fields = ["agency", "agency_name", "words", "at"]


class AgreedAction(serializers.Serializer):
    """An action of a decision."""

    id = serializers.IntegerField()
    what = serializers.CharField()
    owner = serializers.CharField(source="owner.name")
    agency = serializers.CharField(source="agency.name")
    due_on = serializers.DateField()


class ReflectionRecord(serializers.ModelSerializer):
    """How the team saw itself (level 1 to 4 of partnership), and the one thing that it wanted to change."""

    class Meta:
        model = Reflection
        fields = ["level", "to_change"]


class DecisionRecord(serializers.ModelSerializer):
    """What the meeting settled."""

    actions = AgreedAction(many=True)
    lead = serializers.CharField(source="lead.user.name", default=None)
    recorded_by = serializers.CharField(source="recorded_by.name")
    reflection = ReflectionRecord(default=None)

    class Meta:
        model = Decision
        fields = ["kind", "reason", "done_now", "alternatives", "dissent", "decided_on", "recorded_by", "lead",
                  "next_review_on", "closing", "actions", "reflection", "agencies_here", "agencies_needed"]  # fmt: skip


class ItemRow(serializers.ModelSerializer):
    """An item on an agenda you may see."""

    family = serializers.CharField(source="family.name", default=None)

    class Meta:
        model = AgendaItem
        fields = ["id", "kind", "family", "title", "why", "position", "slot", "status", "put_off_because", "version",
                  "taken_with", "part_of"]  # fmt: skip


class ItemRecord(ItemRow):
    """An item with its views and decision."""

    views = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField()

    class Meta(ItemRow.Meta):
        fields = [*ItemRow.Meta.fields, "meeting", "referral", "case", "review", "views", "decision"]

    @extend_schema_field(ViewRow(many=True))
    def get_views(self, item: AgendaItem) -> Any:
        """What each agency thinks; without the health services' if the family keeps such information from yours."""
        views = item.views.select_related("agency")
        if Information.HEALTH not in self.context["sees"]:
            views = views.exclude(agency__kind=AgencyKind.NHS)
        return ViewRow(views, many=True).data

    @extend_schema_field(DecisionRecord(allow_null=True))
    def get_decision(self, item: AgendaItem) -> Any:
        """The decision, once there is one; nothing if the family keeps its plan from your agency."""
        decision = getattr(item, "decision", None)
        if decision is None or Information.PLAN not in self.context["sees"]:
            return None
        if decision.done_now and Information.SAFEGUARDING not in self.context["sees"]:
            return None
        return DecisionRecord(decision).data


class MeetingRow(serializers.ModelSerializer):
    """A meeting."""

    chair = serializers.CharField(source="chair.name")
    centre = serializers.CharField(source="centre.name")
    papers_close_on = serializers.DateField()

    class Meta:
        model = Meeting
        fields = ["id", "centre", "on", "at", "place", "chair", "status", "papers_close_on", "sequence",
                  "moved_from", "changed_because"]  # fmt: skip


class QuorumRecord(serializers.Serializer):
    """How many agencies are at a meeting, of how many that are needed."""

    here = serializers.IntegerField()
    needed = serializers.IntegerField()
    met = serializers.BooleanField()


class MeetingRecord(MeetingRow):
    """A meeting with who is expected and the items you may see."""

    attendance = AttendanceRow(many=True)
    quorum = serializers.SerializerMethodField()
    items = serializers.SerializerMethodField()

    class Meta(MeetingRow.Meta):
        fields = [*MeetingRow.Meta.fields, "join_link", "attendance", "quorum", "items"]

    @extend_schema_field(QuorumRecord)
    def get_quorum(self, meeting: Meeting) -> Any:
        """Whether enough agencies are there; nothing waits for it."""
        return QuorumRecord(quorum_of(meeting, meeting.attendance.all())).data

    @extend_schema_field(ItemRow(many=True))
    def get_items(self, meeting: Meeting) -> Any:
        """The items whose families may be known to the reader."""
        return ItemRow(self.context["items"], many=True).data


class MinutesRow(serializers.ModelSerializer):
    """Minutes without their content."""

    on = serializers.DateField(source="meeting.on")

    class Meta:
        model = Minutes
        fields = ["id", "meeting", "on", "version", "status", "content_hash", "made_at", "released_at", "approved_on"]


class MinutesRecord(MinutesRow):
    """Minutes as your agency may know them."""

    edition = serializers.SerializerMethodField()
    left_out = serializers.SerializerMethodField()
    mine = serializers.SerializerMethodField()
    content = serializers.SerializerMethodField()

    class Meta(MinutesRow.Meta):
        fields = [*MinutesRow.Meta.fields, "edition", "left_out", "mine", "content"]

    def get_edition(self, minutes: Minutes) -> str:
        """Whose edition: "full", or "agency:" and its id."""
        return str(self.context["edition"].key)

    def get_left_out(self, minutes: Minutes) -> int:
        """How many items are not part of this edition."""
        return int(self.context["edition"].left_out)

    def get_mine(self, minutes: Minutes) -> list[dict[str, Any]]:
        """The actions in it that you have to do."""
        return list(self.context["edition"].mine)

    def get_content(self, minutes: Minutes) -> dict[str, Any]:
        """What the edition says."""
        return dict(self.context["edition"].content)


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
    """An action: whose, for which agency, by when."""

    what = LineField(max_length=300)
    owner = serializers.IntegerField()
    agency = serializers.IntegerField()
    due_on = DateField(future=True)


class RatingsInput(serializers.Serializer):
    """What a review records."""

    worker_rating = RatingField()
    family_rating = RatingField(default=None, allow_null=True)
    no_rating_because = LineField(default="", allow_blank=True)
    what_changed = TextField(default="", allow_blank=True)
    family_words = TextField(max_length=2000, default="", allow_blank=True)


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
