"""Where services come from: allowing a feed's address, reading it or a file, and looking before it is taken over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.confirming import confirm_first
from centres.forms import FileForm, SourceForm
from centres.models import ServiceSource, SourceReading
from centres.policies import may_change_directory
from centres.reading import changes_of, fingerprint, read_of
from centres.services import add_source, ask_feed, drop_reading, read_upload, stop_source, take_over
from centres.status import DIRECTORY_ROLES, ReadingStatus
from centres.views.directory import centre_asked_for
from inputs.errors import RuleBroken

WAITS = (ReadingStatus.DUE, ReadingStatus.READING)
LAST_READINGS = 10


@require_safe
def service_sources(request: HttpRequest) -> HttpResponse:
    """The feeds and files from which the centre's services come."""
    centre = centre_asked_for(request, *DIRECTORY_ROLES)
    may_change_directory(request.user, centre.pk).require()
    shown = {"centre": centre, "sources": centre.sources.with_counts().order_by("name")}
    return render(request, "centres/service_sources.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def service_source_add(request: HttpRequest) -> HttpResponse:
    """Allow services to be read from an address, or from files."""
    centre = centre_asked_for(request, *DIRECTORY_ROLES)
    may_change_directory(request.user, centre.pk).require()
    form = SourceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = add_source(centre=centre, **form.cleaned_data, by=request.user, on=timezone.localdate())
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            return redirect("service_source", pk=made.pk)
    shown = {"form": form, "centre": centre}
    return render(request, "centres/service_source_add.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def service_source(request: HttpRequest, pk: int) -> HttpResponse:
    """A source, what was read of it, and sending a new file."""
    source = _source(request, pk)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            made = read_upload(
                source=source, content=form.cleaned_data["file"], by=request.user, on=timezone.localdate()
            )
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            return redirect("service_reading", pk=made.pk)
    readings = source.readings.defer("content").select_related("asked_by", "settled_by")
    shown = {"source": source, "form": form, "readings": readings[:LAST_READINGS], "open": readings.open().first()}
    return render(request, "centres/service_source.html", shown, status=422 if form.errors else 200)


@require_POST
def service_source_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the feed read now."""
    source = _source(request, pk)
    try:
        made = ask_feed(source=source, by=request.user, on=timezone.localdate())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return redirect("service_source", pk=pk)
    return redirect("service_reading", pk=made.pk)


@require_POST
def service_source_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Read nothing more from this source."""
    source = _source(request, pk)
    try:
        stop_source(source=source, by=request.user, on=timezone.localdate())
        messages.success(request, f"{source} is no longer read. Its services can be changed and ended by hand now.")
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("service_source", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def service_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """What a reading would change; taking it over."""
    reading = _reading(request, pk)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            done = take_over(
                reading=reading, seen=request.POST.get("seen", ""), by=request.user, on=timezone.localdate()
            )
        except RuleBroken as broken:
            errors.append({"text": broken.sentence})
        else:
            messages.success(request, f"Taken over: {len(done.new)} new, {len(done.changed) + len(done.back)} changed, "
                             f"{len(done.gone)} no longer offered.")  # fmt: skip
            return redirect("service_source", pk=reading.source_id)
    shown = {"reading": reading, "source": reading.source, "waits": reading.status in WAITS, "errors": errors}
    if reading.status == ReadingStatus.READY:
        changes = changes_of(reading)
        shown |= {"changes": changes, "seen": fingerprint(changes), "unread": read_of(reading).problems}
    return render(request, "centres/service_reading.html", shown, status=409 if errors else 200)


@require_safe
def service_reading_state(request: HttpRequest, pk: int) -> HttpResponse:
    """204 while the feed is read, then what takes the place of the waiting sign."""
    reading = _reading(request, pk)
    if reading.status in WAITS:
        return HttpResponse(status=204)
    return render(request, "centres/_service_reading_state.html", {"reading": reading})


@require_POST
def service_reading_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take nothing over."""
    reading = _reading(request, pk)
    try:
        drop_reading(reading=reading, by=request.user, on=timezone.localdate())
        messages.success(request, "Nothing was taken over.")
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("service_source", pk=reading.source_id)


def _source(request: HttpRequest, pk: int) -> ServiceSource:
    found = ServiceSource.objects.visible_to(request.user).with_counts().select_related("centre", "added_by")
    source = get_object_or_404(found, pk=pk)
    may_change_directory(request.user, source.centre_id).require()
    return source


def _reading(request: HttpRequest, pk: int) -> SourceReading:
    found = SourceReading.objects.visible_to(request.user).select_related("source__centre", "asked_by")
    reading = get_object_or_404(found, pk=pk)
    may_change_directory(request.user, reading.source.centre_id).require()
    return reading
