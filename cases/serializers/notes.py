"""What is shown of a restricted note: pages and the API alike. Nothing else in the product shows one.

Each note comes from `RestrictedNote.objects.shown_to(user)`, so that whoever may not read it finds no trace of it, not
even in a note that corrects it.
"""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import NoteReader, RestrictedNote
from cases.serializers.shown import Shown


class NoteReaderRecord(Shown):
    """Somebody who is named as a reader, and since when; until when, if it was taken away."""

    name = serializers.CharField(source="user.name")

    class Meta:
        model = NoteReader
        fields: ClassVar = ["id", "user", "name", "since", "until"]
        read_only_fields = fields


class RestrictedNoteRow(Shown):
    """A note in a list: never its words."""

    kind_label = serializers.CharField(source="get_kind_display")
    by_name = serializers.CharField(source="by.name")
    about_name = serializers.CharField(source="about.name", default="")
    readers = NoteReaderRecord(source="named", many=True)
    corrected_by = serializers.SerializerMethodField()

    class Meta:
        model = RestrictedNote
        fields: ClassVar = [
            "id",
            "case",
            "kind",
            "kind_label",
            "on",
            "by",
            "by_name",
            "about",
            "about_name",
            "readers",
            "corrected_by",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_corrected_by(self, note: Any) -> list[int]:
        """The notes that correct it, of those that the reader may read."""
        return [one.pk for one in note.known_corrections]


class RestrictedNoteRecord(RestrictedNoteRow):
    """A note with its words."""

    corrects = serializers.SerializerMethodField()

    class Meta:
        model = RestrictedNote
        fields: ClassVar = [*RestrictedNoteRow.Meta.fields, "words", "corrects"]
        read_only_fields = fields

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_corrects(self, note: Any) -> int | None:
        """The note that it corrects, if the reader may read that one as well."""
        return note.known_corrected.pk if note.known_corrected else None
