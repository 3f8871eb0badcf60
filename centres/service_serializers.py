"""Services and where they come from, in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from centres.models import Service, ServiceSource, SourceReading
from centres.open_referral.changes import Changes
from centres.open_referral.listed import ANY_AGE, LONGEST, Listed
from centres.open_referral.reading import MOST_BYTES
from centres.open_referral.texts import district, website
from centres.reading import changes_of, fingerprint, read_of
from centres.services import ServiceFacts
from centres.status import Day, Near, Need, ReadingStatus
from inputs.serializers import LineField, PhoneField


class ServiceSerializer(serializers.ModelSerializer):
    """A service families can be told about. Ages in months, both ends included; 1200 is no upper limit.

    `near` is how near it is to the district that was asked for: 0 in it, 1 in its area, 2 no place recorded, 3 further.
    """

    near = serializers.SerializerMethodField()

    class Meta:
        model = Service
        fields = [
            "id", "centre", "name", "provider", "about", "needs", "from_age_months", "to_age_months", "when", "days",
            "where", "districts", "phone", "email", "website", "contact", "verified_on", "source", "source_ref",
            "seen_on", "ended_on", "near",
        ]  # fmt: skip
        read_only_fields = fields

    def get_near(self, service: Service) -> int | None:
        """As in `Near`, if it was asked near where."""
        near = getattr(service, "near", None)
        return None if near is None else int(Near(near))


class SourceSerializer(serializers.ModelSerializer):
    """Where services come from: a feed at an address, or files."""

    class Meta:
        model = ServiceSource
        fields = ["id", "centre", "name", "address", "added_on", "stopped_on"]
        read_only_fields = fields


class DifferenceShape(serializers.Serializer):
    """One field: what stands there now, and what would."""

    label = serializers.CharField()
    old = serializers.CharField()
    new = serializers.CharField()


class ChangedShape(serializers.Serializer):
    """A service that would change."""

    ref = serializers.CharField()
    name = serializers.CharField()
    differences = DifferenceShape(many=True)


class NamedShape(serializers.Serializer):
    """A service by its id in the source and its name."""

    ref = serializers.CharField()
    name = serializers.CharField()


class ProblemShape(serializers.Serializer):
    """What was wrong with a service of the source: it was left out, or only a part of it."""

    place = serializers.CharField()
    sentence = serializers.CharField()
    left_out = serializers.BooleanField()


class ChangesShape(serializers.Serializer):
    """What taking a reading over would change."""

    new = NamedShape(many=True)
    changed = ChangedShape(many=True)
    back = NamedShape(many=True)
    gone = NamedShape(many=True)
    same = serializers.IntegerField()
    many_gone = serializers.BooleanField()
    seen = serializers.CharField(help_text="Sent back when it is taken over: what was seen.")


class ReadingSerializer(serializers.ModelSerializer):
    """A reading of a source; what it would change, as long as it waits for somebody to look."""

    changes = serializers.SerializerMethodField()
    problems = serializers.SerializerMethodField()

    class Meta:
        model = SourceReading
        fields = ["id", "source", "status", "asked_at", "done", "total", "failure", "settled_at", "changes", "problems"]
        read_only_fields = fields

    @extend_schema_field(ChangesShape(allow_null=True))
    def get_changes(self, reading: SourceReading) -> dict[str, Any] | None:
        """New, changed with old and new, back, gone; None if there is nothing to look at."""
        return _told(changes_of(reading)) if reading.status == ReadingStatus.READY else None

    @extend_schema_field(ProblemShape(many=True))
    def get_problems(self, reading: SourceReading) -> list[dict[str, Any]]:
        """What could not be read."""
        return list(ProblemShape(read_of(reading).problems, many=True).data)


def _told(changes: Changes) -> dict[str, Any]:
    def named(services: tuple[Listed, ...]) -> list[dict[str, str]]:
        return [{"ref": one.ref, "name": one.name} for one in services]

    return {
        **{name: named(getattr(changes, name)) for name in ("new", "back", "gone")},
        "changed": [
            {"ref": one.service.ref, "name": one.service.name, "differences": [vars(each) for each in one.differences]}
            for one in changes.changed
        ],
        "same": len(changes.same), "many_gone": changes.many_gone, "seen": fingerprint(changes),
    }  # fmt: skip


# --- what is told ---------------------------------------------------------------------------------------------


class ServiceInput(serializers.Serializer):
    """What the directory is to say of a service, all of it. Ages in months, both ends included."""

    name = LineField(max_length=LONGEST["name"])
    provider = LineField(max_length=LONGEST["provider"])
    about = LineField(max_length=LONGEST["about"], default="", allow_blank=True)
    needs = serializers.ListField(child=serializers.ChoiceField(Need.choices), default=list)
    from_age_months = serializers.IntegerField(min_value=0, max_value=ANY_AGE, default=0)
    to_age_months = serializers.IntegerField(min_value=0, max_value=ANY_AGE, default=ANY_AGE)
    when = LineField(max_length=LONGEST["when"], default="", allow_blank=True)
    days = serializers.ListField(child=serializers.ChoiceField(Day.choices), default=list)
    where = LineField(max_length=LONGEST["where"], default="", allow_blank=True)
    districts = serializers.ListField(child=LineField(max_length=8), default=list, max_length=30)
    phone = PhoneField(default="", allow_blank=True)
    email = serializers.EmailField(default="", allow_blank=True)
    website = LineField(max_length=LONGEST["website"], default="", allow_blank=True)
    contact = LineField(max_length=LONGEST["contact"], default="", allow_blank=True)

    def validate_districts(self, typed: list[str]) -> list[str]:
        """First halves of postcodes."""
        found = [district(one) for one in typed]
        if not all(found):
            raise serializers.ValidationError("Enter the first half of a UK postcode, like BS1.")
        return sorted(set(found))

    def validate_website(self, typed: str) -> str:
        """An address that may become a link."""
        if typed and not website(typed):
            raise serializers.ValidationError("Enter a web address that begins with https://.")
        return typed

    def validate(self, typed: dict[str, Any]) -> dict[str, Any]:
        """Each need and each day once, in their usual order."""
        typed["needs"] = [one for one in Need.values if one in typed["needs"]]
        typed["days"] = [one for one in Day.values if one in typed["days"]]
        return typed


class NewServiceInput(ServiceInput):
    """A service that a centre lists."""

    centre = serializers.IntegerField()


def facts_of(typed: dict[str, Any]) -> ServiceFacts:
    """What the verbs take."""
    return ServiceFacts(**{name: tuple(value) if isinstance(value, list) else value for name, value in typed.items()})


class NeedsInput(serializers.Serializer):
    """What a service of a source is for."""

    needs = serializers.ListField(child=serializers.ChoiceField(Need.choices))


class SourceInput(serializers.Serializer):
    """A feed's address that may be read; without one, files are sent."""

    centre = serializers.IntegerField()
    name = LineField(max_length=120)
    address = LineField(max_length=300, default="", allow_blank=True)


class FileInput(serializers.Serializer):
    """A file in Open Referral UK."""

    file = serializers.FileField()

    def validate_file(self, file: Any) -> bytes:
        """Its content."""
        if file.size > MOST_BYTES:
            raise serializers.ValidationError(f"Choose a file of at most {MOST_BYTES // 1024 // 1024} MB.")
        return bytes(file.read())


class TakeOverInput(serializers.Serializer):
    """What was seen before it is taken over."""

    seen = LineField(max_length=64)


class SearchInput(serializers.Serializer):
    """What services are looked for by."""

    q = LineField(max_length=100, default="", allow_blank=True)
    need = serializers.ChoiceField(Need.choices, default="", allow_blank=True)
    age = serializers.IntegerField(min_value=0, max_value=ANY_AGE, default=None, allow_null=True)
    near = LineField(max_length=8, default="", allow_blank=True)
    day = serializers.ChoiceField(Day.choices, default="", allow_blank=True)
    ended = serializers.BooleanField(default=False)

    def validate_near(self, typed: str) -> str:
        """The first half of a postcode."""
        found = district(typed)
        if typed and not found:
            raise serializers.ValidationError("Enter the first half of a UK postcode, like BS1.")
        return found
