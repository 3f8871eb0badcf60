"""What programs are shown of a series of meetings, and what they send. What must be true of it is in `rules`."""

from rest_framework import serializers

from inputs.serializers import DateField, LineField, ShownField
from meetings.models import Series, SeriesMember
from meetings.over_time import PERIODS
from meetings.status import HolidayRule

MOST = 200  # people: far more than any team


class SeriesMemberRow(serializers.ModelSerializer):
    """Somebody expected at every meeting of a series, and their turn in the chair if they take one."""

    name = serializers.CharField(source="membership.user.name")
    agency = serializers.CharField(source="membership.agency.name")
    job = serializers.CharField(source="membership.job")

    class Meta:
        model = SeriesMember
        fields = ["membership", "name", "agency", "job", "chair_turn"]
        read_only_fields = fields


class SeriesRecord(serializers.ModelSerializer):
    """A series of meetings with its rhythm and its members."""

    members = SeriesMemberRow(many=True)

    class Meta:
        model = Series
        fields = ["id", "centre", "name", "first_on", "every_weeks", "at", "minutes", "place", "join_link",
                  "holiday_rule", "papers_close_days", "reflection_every", "quorum", "ended_on", "members"]  # fmt: skip
        read_only_fields = fields


def memberships(**options: object) -> serializers.ListField:
    """Ids of memberships."""
    return serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=MOST, **options)


class SeriesInput(serializers.Serializer):
    """When and where the team meets, who is expected, and who takes turns in the chair, the first one first."""

    centre = serializers.IntegerField()
    name = LineField(max_length=120)
    first_on = DateField(future=True)
    every_weeks = serializers.IntegerField(min_value=1, max_value=12, default=2)
    at = serializers.TimeField()
    minutes = serializers.IntegerField(min_value=15, max_value=480, default=120)
    place = LineField(max_length=200)
    holiday_rule = serializers.ChoiceField(HolidayRule.choices, default=HolidayRule.AFTER)
    papers_close_days = serializers.IntegerField(min_value=0, max_value=83, default=2)
    reflection_every = serializers.IntegerField(min_value=0, max_value=52, default=6)
    quorum = serializers.IntegerField(min_value=1, max_value=10, default=2)
    members = memberships()
    chairs = memberships()


class SeriesMembersInput(serializers.Serializer):
    """Who else is expected, who no longer is, and who takes turns in the chair (null: as before)."""

    add = memberships(default=list)
    remove = memberships(default=list)
    chairs = memberships(default=None, allow_null=True)


class QuorumInput(serializers.Serializer):
    """How many agencies have to be at a meeting."""

    quorum = serializers.IntegerField(min_value=1, max_value=10)


class LastMeetings(serializers.Serializer):
    """Over how many of the last meetings."""

    meetings = serializers.ChoiceField(choices=PERIODS, default=PERIODS[0])


class FigureLine(serializers.Serializer):
    """One line of a figure."""

    label = serializers.CharField()
    values = serializers.ListField(child=ShownField())


class FigureRecord(serializers.Serializer):
    """One figure: `heads` are of the label and of each value."""

    key = serializers.CharField()
    title = serializers.CharField()
    about = serializers.CharField()
    heads = serializers.ListField(child=serializers.CharField())
    lines = FigureLine(many=True)


class FiguresRecord(serializers.Serializer):
    """How the last meetings of a series went: of how many, held between which dates."""

    number = serializers.IntegerField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    tables = FigureRecord(many=True)
