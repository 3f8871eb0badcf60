"""What is shown of what was done: contacts, support offered, progress."""

from datetime import date
from typing import ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import Contact, Offer, Progress
from cases.serializers.shown import Shown, ShownDate
from cases.status import ContactKind
from inputs.words import joined

SAW = {
    ContactKind.CALL: "Spoke to",
    ContactKind.VISIT: "Saw",
    ContactKind.LETTER: "Heard from",
    ContactKind.MESSAGE: "Heard from",
    ContactKind.GROUP: "Saw",
}


class PersonSeen(serializers.Serializer):
    """Somebody of the family, by name."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="__str__")


class ColleagueThere(serializers.Serializer):
    """A practitioner who was there too, and for which agency."""

    user = serializers.IntegerField(source="user_id")
    name = serializers.CharField(source="user.name")
    agency_name = serializers.CharField(source="agency.name")


class ContactSerializer(Shown):
    """A contact or an attempt: who made it, with whom of the family, when, and when it was written down.

    Needs `Contact.objects.shown()`.
    """

    by_name = serializers.CharField(source="by.name")
    kind_label = serializers.CharField(source="get_kind_display")
    saw_children = PersonSeen(many=True)
    saw_adults = PersonSeen(many=True)
    colleagues = ColleagueThere(many=True)
    at = serializers.TimeField(format=None, allow_null=True)
    entered_on = serializers.SerializerMethodField()
    saw = serializers.SerializerMethodField()
    made_by = serializers.SerializerMethodField()

    class Meta:
        model = Contact
        fields: ClassVar = [
            "id", "kind", "kind_label", "reached", "child_seen", "saw_children", "saw_adults", "saw", "on", "at",
            "entered_on", "note", "by", "by_name", "colleagues", "made_by",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(ShownDate)
    def get_entered_on(self, contact: Contact) -> date:
        """The day on which it was written down."""
        return timezone.localdate(contact.entered_at)

    def get_saw(self, contact: Contact) -> str:
        """Whom they saw, spoke or wrote to, in words; nothing if nobody is named."""
        people = [str(one) for one in (*contact.saw_children.all(), *contact.saw_adults.all())]
        return f"{SAW[contact.kind]} {joined(people)}" if people else ""

    def get_made_by(self, contact: Contact) -> str:
        """Everybody who was there, in words."""
        others = [one.user.name for one in contact.colleagues.all()]
        return f"{contact.by.name} with {joined(others)}" if others else contact.by.name


class OfferSerializer(Shown):
    """Support offered and the family's answer; after a refusal which kind of step comes next.

    Who does it by when is the plan's: the action says so, to those whose agency the family lets know the plan.
    """

    by_name = serializers.CharField(source="by.name")
    status_label = serializers.CharField(source="get_status_display")
    next_step_label = serializers.CharField(source="get_next_step_display")
    came_of_label = serializers.CharField(source="get_came_of_display")

    class Meta:
        model = Offer
        fields: ClassVar = [
            "id", "what", "service", "on", "status", "status_label", "answered_on", "words", "by", "by_name",
            "next_step", "next_step_label", "next_because", "next_on", "came_of", "came_of_label", "came_on",
        ]  # fmt: skip
        read_only_fields = fields


class ProgressSerializer(Shown):
    """Progress as reported to the meeting and the referrer."""

    by_name = serializers.CharField(source="by.name")

    class Meta:
        model = Progress
        fields: ClassVar = ["id", "on", "words", "by", "by_name"]
        read_only_fields = fields
