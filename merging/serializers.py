"""Likely duplicates, marks and merges as a manager sees them: families by their one header, and why in sentences."""

from typing import Any

from rest_framework import serializers

from families.pairs import BORN, HOME, NAME, NHS, Pair
from families.serializers import FamilyHeader

MOST_REASONS = 4
UNNAMED = "an unborn child"
WHY = {
    NHS: "Same NHS number: {mine} and {theirs}",
    BORN: "Same date of birth, and names alike: {mine} and {theirs}",
    HOME: "Same postcode, and names alike: {mine} and {theirs}",
    NAME: "Same name: {mine}",
}


class PairRecord(serializers.Serializer):
    """Two families that may be one; `context["families"]`: the families by number."""

    one = serializers.SerializerMethodField()
    other = serializers.SerializerMethodField()
    why = serializers.SerializerMethodField()

    def get_one(self, pair: Pair) -> Any:
        """The family that was recorded first."""
        return FamilyHeader(self.context["families"][pair.one]).data

    def get_other(self, pair: Pair) -> Any:
        """The other one."""
        return FamilyHeader(self.context["families"][pair.other]).data

    def get_why(self, pair: Pair) -> list[str]:
        """Why they look alike, the strongest reason first; what is said of two people by a stronger one, once."""
        said: set[tuple[str, str]] = set()
        found = []
        for why, mine, theirs in pair.reasons:
            if why == NAME and (mine, theirs) in said:
                continue
            said.add((mine, theirs))
            found.append(WHY[why].format(mine=mine or UNNAMED, theirs=theirs or UNNAMED))
        return found[:MOST_REASONS]


class MarkRecord(serializers.Serializer):
    """That two families only look alike: who said so, when and why."""

    id = serializers.IntegerField(read_only=True)
    one = FamilyHeader(read_only=True)
    other = FamilyHeader(read_only=True)
    reason = serializers.CharField(read_only=True)
    said_by = serializers.CharField(source="said_by.name", read_only=True)
    said_at = serializers.DateTimeField(format=None, read_only=True)


class MergeRecord(serializers.Serializer):
    """Two records that were merged: which, by whom, when and why, and until when it can be undone."""

    id = serializers.IntegerField(read_only=True)
    kept = serializers.CharField(source="kept.reference", read_only=True)
    kept_id = serializers.IntegerField(read_only=True)
    kept_name = serializers.CharField(source="kept.name", read_only=True)
    gone = serializers.CharField(source="gone.reference", read_only=True)
    gone_name = serializers.CharField(source="gone.name", read_only=True)
    reason = serializers.CharField(read_only=True)
    by = serializers.CharField(source="by.name", read_only=True)
    at = serializers.DateTimeField(format=None, read_only=True)
    undo_until = serializers.SerializerMethodField()
    undone_at = serializers.DateTimeField(format=None, read_only=True)
    undone_by = serializers.SerializerMethodField()
    undone_because = serializers.CharField(read_only=True)

    def get_undo_until(self, merge: Any) -> Any:
        """The last day on which it can be undone; None if it is too late, or done."""
        last = self.context["last_day"](merge)
        return last if merge.undone_at is None and self.context["on"] <= last else None

    def get_undone_by(self, merge: Any) -> str:
        """Who undid it."""
        return merge.undone_by.name if merge.undone_by else ""
