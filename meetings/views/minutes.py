"""The minutes: each reader's own edition as a page and as a PDF; approval and correction."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import record_reads
from cases.views.frame import pressed
from documents.downloads import download
from documents.models import Document
from documents.services import open_document
from documents.status import DocumentStatus
from families.forms import no_address_typed
from families.models import Family
from inputs.errors import RuleBroken
from meetings import printing
from meetings.editions import Edition, edition_for, preview_for
from meetings.forms import CorrectionForm
from meetings.homes import homes_in
from meetings.models import Meeting, Minutes
from meetings.policies import may_correct, may_release
from meetings.recipients import recipients_of
from meetings.services import approve_minutes, correct_minutes, release_minutes
from meetings.status import MinutesStatus
from meetings.views.finding import found_minutes


def _log_read(request: HttpRequest, found: Minutes, edition: Edition, where: str) -> None:
    """That this reader is shown the families of their edition."""
    families = Family.objects.filter(pk__in=edition.family_ids)
    record_reads(by=request.user, subjects=families, where=where, minutes=found.pk, edition=edition.key)


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a meeting, as this reader may know them; for whoever releases them, as another one (`?as=`)."""
    found = found_minutes(request, pk)
    releases, today = bool(may_release(request.user, found)), timezone.localdate()
    edition, hidden = edition_for(found, request.user, today), 0
    # Who came as a guest for an item that this reader may not know of, they do not learn here either.
    known = {item["id"] for item in edition.content["items"]}
    recipients = recipients_of(found.meeting, known) if releases else []
    as_one = next((one for one in recipients if str(one.pk) == request.GET.get("as")), None)
    if as_one:
        edition, hidden = preview_for(found, as_one, request.user, today)
    _log_read(request, found, edition, "minutes_preview" if as_one else "minutes")
    body = mark_safe(printing.body(found, edition))  # noqa: S308 - our own template, which escapes
    context = {
        "minutes": found, "meeting": found.meeting, "edition": edition, "body": body,
        "recipients": recipients, "as_one": as_one, "hidden": hidden, "may_release": releases and not found.released_at,
        "may_correct": bool(may_correct(request.user, found)) and found.status == MinutesStatus.DRAFT,
        "earlier": list(Minutes.objects.filter(meeting=found.meeting, version__lt=found.version).defer("content")),
    }  # fmt: skip
    return render(request, "meetings/minutes.html", context)


@require_POST
def minutes_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody who was expected read their edition."""
    found = found_minutes(request, pk)
    pressed(request, "The minutes are released. Everybody who was expected is told.", release_minutes, minutes=found)
    return redirect("minutes", pk)


@require_POST
def minutes_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve them at the meeting that runs now; from then on they are fixed."""
    found = found_minutes(request, pk)
    running = get_object_or_404(
        Meeting.objects.visible_to(request.user), series_id=found.meeting.series_id, status="running"
    )
    said = "The minutes are approved. They no longer change."
    pressed(request, said, approve_minutes, minutes=found, at=running)
    return redirect("meeting", running.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new version that says what is corrected."""
    found = found_minutes(request, pk)
    may_correct(request.user, found).require()
    form = CorrectionForm(request.POST or None, meeting=found.meeting, user=request.user)
    if request.method == "POST" and form.is_valid() and no_address_typed(form, None, request.user, homes_in(found)):
        try:
            item = form.items.get(form.cleaned_data["item"])
            words = form.cleaned_data["words"]
            correct_minutes(minutes=found, words=words, item=item, by=request.user, on=timezone.localdate())
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "The minutes have a new version with the correction.")
            return redirect("minutes", pk)
    record_reads(by=request.user, subjects=form.families, where="minutes_correct")
    context = {"minutes": found, "meeting": found.meeting, "form": form}
    return render(request, "meetings/minutes_correct.html", context, status=422 if form.errors else 200)


@require_safe
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF of this reader's edition; while it is being made, a page that says so."""
    found = found_minutes(request, pk)
    edition = edition_for(found, request.user, timezone.localdate())
    document = printing.ask_for_edition(found, edition, by=request.user)
    if document.status == DocumentStatus.READY:
        _log_read(request, found, edition, "minutes_pdf")
        pdf = open_document(document=document, by=request.user, centre_id=found.meeting.centre_id)
        return download(pdf, name=document.title, kind="pdf")
    return render(request, "meetings/minutes_pdf.html", {"meeting": found.meeting, "failed": _failed(document)})


@require_safe
def minutes_state(request: HttpRequest, pk: int) -> HttpResponse:
    """204 while the PDF is being made; then the fragment with the link."""
    found = found_minutes(request, pk)
    edition = edition_for(found, request.user, timezone.localdate())
    document = printing.ask_for_edition(found, edition, by=request.user)
    if document.status != DocumentStatus.READY and not _failed(document):
        return HttpResponse(status=204)
    return render(request, "meetings/_minutes_ready.html", {"meeting": found.meeting, "failed": _failed(document)})


def _failed(document: Document) -> bool:
    return document.status == DocumentStatus.FAILED
