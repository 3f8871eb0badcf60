"""Taking everything that a centre has away: ordering it, seeing how far it is, stopping it, the file."""

import re
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.confirming import confirm_first
from centres.models import Centre
from centres.querysets import centre_ids
from centres.status import Role
from centres.views import centre_asked_for
from inputs.errors import RuleBroken
from transfer import services
from transfer.forms import ExportForm
from transfer.models import Export
from transfer.policies import may_download_export, may_export_everything, may_see_exports, may_stop_export
from transfer.status import ALIVE, ExportStatus

PAGE = 50


def _found(request: HttpRequest, pk: int) -> Export:
    """An export of a centre where this person is information lead or manager, or 404."""
    rows = Export.objects.visible_to(request.user).select_related("centre", "by", "stopped_by", "work")
    return get_object_or_404(rows, pk=pk)


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The exports that were ordered, the newest first, and the way to another."""
    may_see_exports(request.user).require()
    found = list(Export.objects.visible_to(request.user).select_related("centre", "by")[:PAGE])
    busy = {one.centre_id for one in found if one.status in ALIVE}
    leads = Centre.objects.filter(pk__in=centre_ids(request.user, Role.INFORMATION_LEAD)).exclude(pk__in=busy)
    return render(request, "transfer/everything.html", {"exports": found, "centres": list(leads)})


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def everything_order(request: HttpRequest) -> HttpResponse:
    """Say what it is for, knowing what is in it and who is told."""
    centre = centre_asked_for(request, Role.INFORMATION_LEAD)
    may_export_everything(request.user, centre.pk).require()
    form = ExportForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.order_export(centre=centre, reason=form.cleaned_data["reason"], by=request.user)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            return redirect("everything_show", made.pk)
    context = {
        "form": form, "centre": centre, "wait": settings.EXPORT_WAIT_HOURS, "kept": settings.EXPORT_KEPT_HOURS,
    }  # fmt: skip
    return render(request, "transfer/everything_order.html", context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, found: Export) -> dict[str, Any]:
    now = timezone.now()
    return {
        "found": found,
        "waits": found.status == ExportStatus.ORDERED,
        "working": found.status == ExportStatus.ORDERED and found.begins_at <= now,
        "there": found.status == ExportStatus.READY and bool(found.until and found.until > now),
        "may_download": may_download_export(request.user, found),
        "may_stop": may_stop_export(request.user, found.centre_id),
        "alive": found.status in ALIVE,
    }


@require_safe
def everything_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an export stands, and what can be done about it."""
    return render(request, "transfer/everything_show.html", _shown(request, _found(request, pk)))


@require_safe
def everything_state(request: HttpRequest, pk: int) -> HttpResponse:
    """202 and how far it is while a worker is busy, then what leads on."""
    context = _shown(request, _found(request, pk))
    return render(request, "transfer/_everything_state.html", context, status=202 if context["waits"] else 200)


@require_POST
def everything_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it, or delete the file before its time."""
    found = services.stop_export(export=_found(request, pk), by=request.user)
    messages.success(request, "The export was stopped. Nobody can have the file any more.")
    return redirect("everything_show", found.pk)


@require_safe
@confirm_first(then=lambda request: reverse("everything_show", kwargs=request.resolver_match.kwargs))
def everything_download(request: HttpRequest, pk: int) -> HttpResponse | StreamingHttpResponse:
    """The file, piece by piece."""
    found = _found(request, pk)
    start = _start(request, found)
    pieces = services.download_export(export=found, by=request.user, start=start)
    name = f"{slugify(found.centre.name) or 'centre'}-everything-{found.ready_at:%Y-%m-%d}.zip"
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    size = found.size or 0
    answer["Content-Length"] = str(size - start)
    answer["Accept-Ranges"], answer["ETag"] = "bytes", f'"{found.sha256}"'
    if start:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        answer["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _start(request: HttpRequest, found: Export) -> int:
    """The first byte that a browser wants which goes on with the same file; 0 for all of it."""
    wanted = re.fullmatch(r"bytes=(\d{1,15})-", request.headers.get("Range", ""))
    if wanted is None or request.headers.get("If-Range", f'"{found.sha256}"') != f'"{found.sha256}"':
        return 0
    start = int(wanted[1])
    return start if start < (found.size or 0) else 0
