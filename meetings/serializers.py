"""What programs are shown of a meeting: the same fields as the pages."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from meetings.guest_serializers import GuestRow
from meetings.guests import guests_of
from meetings.models import AgencyView, AgendaItem, Attendance, Decision, Meeting, Minutes, Reflection
from meetings.quorum import quorum_of


class AttendanceRow(serializers.ModelSerializer):
    """Somebody expected at a meeting; a guest for some items only, of which those are named that you may see."""

    name = serializers.CharField(source="user.name")
    agency = serializers.CharField(source="agency.name")
    guest_for = serializers.ListField(child=serializers.IntegerField(), source="items_seen")

    class Meta:
        model = Attendance
        fields = ["id", "name", "agency", "job", "present", "deputy", "guest", "guest_for"]


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
    does = serializers.CharField(help_text="Who does it, if not its owner")
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
    # Empty where the family keeps from your agency what it tells of.
    title = serializers.CharField(source="shown.title", read_only=True)
    why = serializers.CharField(source="shown.why", read_only=True)
    put_off_because = serializers.CharField(source="shown.put_off_because", read_only=True)

    class Meta:
        model = AgendaItem
        fields = ["id", "kind", "family", "title", "why", "position", "slot", "status", "put_off_because", "version",
                  "taken_with", "part_of"]  # fmt: skip

    def to_representation(self, instance: AgendaItem) -> dict[str, Any]:
        """Without the number of an item that the reader does not see: a guest of a part hears of no whole."""
        row, seen = super().to_representation(instance), self.context.get("seen", ())
        return row | {name: row[name] if row[name] in seen else None for name in ("taken_with", "part_of")}


class ItemRecord(ItemRow):
    """An item with its views and decision."""

    guests = serializers.SerializerMethodField()
    views = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField()

    class Meta(ItemRow.Meta):
        fields = [*ItemRow.Meta.fields, "meeting", "referral", "case", "review", "guests", "views", "decision"]

    @extend_schema_field(GuestRow(many=True))
    def get_guests(self, item: AgendaItem) -> Any:
        """Who comes for it as a guest."""
        return GuestRow(guests_of(item), many=True).data

    @extend_schema_field(ViewRow(many=True))
    def get_views(self, item: AgendaItem) -> Any:
        """What each agency thinks; without the health services' if the family keeps such information from yours."""
        return ViewRow(item.shown.views, many=True).data

    @extend_schema_field(DecisionRecord(allow_null=True))
    def get_decision(self, item: AgendaItem) -> Any:
        """The decision, once there is one; nothing if the family keeps its plan from your agency."""
        return DecisionRecord(item.shown.decision).data if item.shown.decision else None


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

    attendance = serializers.SerializerMethodField()
    quorum = serializers.SerializerMethodField()
    items = serializers.SerializerMethodField()

    class Meta(MeetingRow.Meta):
        fields = [*MeetingRow.Meta.fields, "join_link", "attendance", "quorum", "items"]

    @extend_schema_field(QuorumRecord)
    def get_quorum(self, meeting: Meeting) -> Any:
        """Whether enough agencies are there; nothing waits for it."""
        return QuorumRecord(quorum_of(meeting, meeting.attendance.all())).data

    @extend_schema_field(AttendanceRow(many=True))
    def get_attendance(self, meeting: Meeting) -> Any:
        """Members, and the guests of the items."""
        return AttendanceRow(self.context["attendance"], many=True).data

    @extend_schema_field(ItemRow(many=True))
    def get_items(self, meeting: Meeting) -> Any:
        """The items whose families may be known to the reader."""
        items = self.context["items"]
        return ItemRow(items, many=True, context={"seen": {one.pk for one in items}}).data


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
        """Whose edition: "full", "agency:" and its id, or a guest's: "guest:" and the id of the attendance."""
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
