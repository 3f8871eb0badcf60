"""Restricted notes over the API."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from audit.services import record_reads
from cases import services
from cases.api.frame import PartOfCase
from cases.api.steps import made, person_here, typed_about
from cases.models import NoteReader, RestrictedNote
from cases.serializers import NoteReaderRecord, RestrictedNoteRecord, RestrictedNoteRow
from cases.status import NoteKind
from inputs.requests import typed, who
from inputs.serializers import TextField

READER = OpenApiParameter("reader", int, OpenApiParameter.PATH, description="The reader's id, as the note gives it")


class NoteInput(serializers.Serializer):
    """A note: what it is about, its words, the ids of the people who may read it, and of the note that it corrects."""

    kind = serializers.ChoiceField(NoteKind.choices)
    words = TextField(max_length=5000)
    readers = serializers.ListField(child=serializers.IntegerField(), default=list, max_length=100)
    corrects = serializers.IntegerField(default=None, allow_null=True)


class ReadersInput(serializers.Serializer):
    """The ids of people who may read the note from now on."""

    readers = serializers.ListField(child=serializers.IntegerField(), max_length=100)


class NotesOfCase(PartOfCase):
    """The part of `CaseViewSet` that is about restricted notes."""

    @extend_schema(responses=RestrictedNoteRow(many=True), filters=False)
    @action(detail=True)
    def notes(self, request: Request, pk: str) -> Response:
        """The restricted notes that you may read, without their words, newest first."""
        case = self.get_object()
        record_reads(by=request.user, subjects=[case], where="api:notes")
        page = self.paginate_queryset(RestrictedNote.objects.shown_to(request.user).filter(case=case))
        return self.get_paginated_response(RestrictedNoteRow(page, many=True).data)

    @extend_schema(request=NoteInput, responses={201: RestrictedNoteRecord, 204: None})
    @notes.mapping.post
    def write_note(self, request: Request, pk: str) -> Response:
        """Write a note. 204 if the family keeps such notes from your agency: it is kept, and others read it."""
        case = self.get_object()
        facts = typed_about(request, NoteInput, family=case.family)
        facts["readers"] = [person_here(case.centre_id, number) for number in facts["readers"]]
        if facts["corrects"] is not None:
            seen = RestrictedNote.objects.visible_to(request.user)
            facts["corrects"] = get_object_or_404(seen, pk=facts["corrects"], case=case)
        note = services.write_note(case=case, **facts, **who(request))
        shown = RestrictedNote.objects.shown_to(request.user).filter(pk=note.pk).first()
        return Response(RestrictedNoteRecord(shown).data, status=201) if shown else Response(status=204)


class RestrictedNoteViewSet(viewsets.GenericViewSet):
    """The restricted notes that you may read."""

    queryset = RestrictedNote.objects.none()
    serializer_class = RestrictedNoteRecord

    def get_queryset(self) -> QuerySet[RestrictedNote]:
        return RestrictedNote.objects.shown_to(self.request.user)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One note, with its words and its readers."""
        note: Any = self.get_object()
        record_reads(by=request.user, subjects=[note.case], where="api:note", note=note.pk)
        return Response(RestrictedNoteRecord(note).data)

    @extend_schema(request=ReadersInput, responses={201: RestrictedNoteRow})
    @action(detail=True, methods=["post"])
    def readers(self, request: Request, pk: str) -> Response:
        """Name more readers."""
        note = self.get_object()
        people = [person_here(note.case.centre_id, number) for number in typed(request, ReadersInput)["readers"]]
        services.name_readers(note=note, readers=people, **who(request))
        return made(RestrictedNoteRow, self.get_object())

    @extend_schema(request=None, responses=NoteReaderRecord, parameters=[READER])
    @action(detail=True, methods=["post"], url_path=r"readers/(?P<reader>[0-9]{1,18})/end")
    def end_reader(self, request: Request, pk: str, reader: str) -> Response:
        """Take a reader away; they read the note no longer from their next request on."""
        found = get_object_or_404(NoteReader.objects.select_related("note__case"), pk=reader, note=self.get_object())
        return made(NoteReaderRecord, services.take_away_reader(reader=found, **who(request)), 200)
