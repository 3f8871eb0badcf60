"""Restricted notes: writing one, reading one, and who else reads it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms import NoteForm, also_to_name
from cases.models import Case, NoteReader, RestrictedNote
from cases.note_readers import possible_readers
from cases.policies import kinds_to_write, may_choose_readers, may_correct_note, may_work, standing_of
from cases.serializers import NoteReaderRecord, RestrictedNoteRecord
from cases.services import name_readers, take_away_reader, write_note
from cases.status import CaseStatus
from cases.views.frame import case_page, found_case, pressed, to_case, tried
from inputs.requests import number_in


def _found_note(request: HttpRequest, pk: int) -> RestrictedNote:
    """The note if this person may read it, with its case; else 404."""
    note = get_object_or_404(RestrictedNote.objects.shown_to(request.user), pk=pk)
    note.case = found_case(request, note.case_id)
    return note


def _corrected(request: HttpRequest, case: Case) -> RestrictedNote | None:
    """The note named in the address as the one to correct; else 404."""
    number = request.GET.get("corrects", "")
    if not number:
        return None
    notes = RestrictedNote.objects.visible_to(request.user)
    return get_object_or_404(notes, pk=number_in(number), case=case)


@require_http_methods(["GET", "HEAD", "POST"])
def restricted_note_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note for named readers; with `?corrects=` a correction, which begins with the other's readers."""
    case, today = found_case(request, pk), timezone.localdate()
    kinds = kinds_to_write(request.user, case)
    if not kinds:
        may_work(request.user, case).require()
    corrects = _corrected(request, case)
    begin = {}
    if corrects:
        named = corrects.readers.current().values_list("user_id", flat=True)
        begin = {"kind": corrects.kind, "readers": [str(one) for one in named]}
    data = request.POST if request.method == "POST" else None
    form = NoteForm(data, case=case, on=today, writer_id=request.user.pk, kinds=kinds, initial=begin)
    if form.is_valid():
        made: list[RestrictedNote] = []
        facts = {**form.cleaned_data, "case": case, "corrects": corrects, "by": request.user, "on": today}
        if tried(form, lambda **given: made.append(write_note(**given)), **facts):
            return _written(request, made[0])
    return case_page(request, "restricted_note_write", case, form=form, corrects=corrects)


def _written(request: HttpRequest, note: RestrictedNote) -> HttpResponse:
    """On to the note; back to the case if the family keeps such notes from the writer's agency."""
    if RestrictedNote.objects.visible_to(request.user).filter(pk=note.pk).exists():
        messages.success(request, "The note is kept. Only you, the manager and the readers you chose can read it.")
        return redirect("restricted_note", note.pk)
    messages.success(
        request, "The note is kept. The family keeps such notes from your agency: the manager and its readers read it."
    )
    return to_case(note.case_id, "notes")


@require_safe
def restricted_note(request: HttpRequest, pk: int) -> HttpResponse:
    """One note, with who reads it. Whoever chooses the readers sees who was one before as well."""
    note = _found_note(request, pk)
    chooses = bool(may_choose_readers(request.user, note))
    before = note.readers.exclude(until=None).select_related("user") if chooses else note.readers.none()
    standing = standing_of(request.user, note.case)
    able = {seer.user.pk for seer in possible_readers(note.case, timezone.localdate(), kind=note.kind)}
    return case_page(
        request, "restricted_note", note.case, logged={"note": note.pk}, standing=standing, chooses=chooses,
        note=RestrictedNoteRecord(note).data, before=NoteReaderRecord(before, many=True).data, able=able,
        can_correct=note.case.status == CaseStatus.OPEN and bool(may_correct_note(request.user, note)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def note_readers(request: HttpRequest, pk: int) -> HttpResponse:
    """Name more readers."""
    note, today = _found_note(request, pk), timezone.localdate()
    may_choose_readers(request.user, note).require()
    form = also_to_name(note, today, request.POST if request.method == "POST" else None)
    if form.is_valid():
        people = form.cleaned_data["readers"]
        if tried(form, name_readers, note=note, readers=people, by=request.user, on=today):
            messages.success(request, f"{' and '.join(one.name for one in people)} can read the note now.")
            return redirect("restricted_note", pk)
    return case_page(
        request, "note_readers", note.case, logged={"note": pk}, form=form, note_id=pk, kind=note.get_kind_display()
    )


@require_POST
def note_reader_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody reads the note no longer."""
    seen = RestrictedNote.objects.visible_to(request.user).values("pk")
    reader = get_object_or_404(NoteReader.objects.select_related("note__case", "user"), pk=pk, note__in=seen)
    may_choose_readers(request.user, reader.note).require()
    pressed(request, f"{reader.user.name} can no longer read the note.", take_away_reader, reader=reader)
    return redirect("restricted_note", reader.note_id)
