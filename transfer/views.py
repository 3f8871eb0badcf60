"""Bringing a list of families along: the file, its columns, the dry run, carrying it out, the report, undoing it."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.confirming import confirm_first
from audit.models import Kind
from audit.services import record_reads
from centres.models import Centre
from centres.querysets import centre_ids
from centres.status import Role
from centres.views import centre_asked_for
from documents.downloads import download
from inputs.errors import RuleBroken
from inputs.requests import number_in
from transfer import services
from transfer.fields import proposed
from transfer.forms import MatchForm, UploadForm
from transfer.models import ColumnMatch, Import, ImportRow
from transfer.policies import may_import, may_see_imports
from transfer.shown import FILTERS, counted, fields_by_group, report_csv, rows_shown
from transfer.status import AT_WORK, OPEN, ImportStatus, can_become

PAGE = 50
PAGES = ["GET", "HEAD", "POST"]


def _found(request: HttpRequest, pk: int) -> Import:
    """An import of a centre that this person manages, or 404."""
    return get_object_or_404(Import.objects.visible_to(request.user).select_related("centre", "by", "wording"), pk=pk)


def _status(form: Any) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """The lists that were brought along, the newest first."""
    may_see_imports(request.user).require()
    found = list(Import.objects.visible_to(request.user).select_related("centre", "by")[:PAGE])
    managed = Centre.objects.filter(pk__in=centre_ids(request.user, Role.CENTRE_MANAGER))
    free = managed.exclude(imports__status__in=OPEN)  # one list at a time
    context = {"imports": found, "centres": managed.count(), "free": free}
    return render(request, "transfer/imports.html", context)


@require_http_methods(PAGES)
def import_upload(request: HttpRequest) -> HttpResponse:
    """Choose the file. What cannot be read is refused at once, with the place in it."""
    centre = centre_asked_for(request, Role.CENTRE_MANAGER)
    may_import(request.user, centre.pk).require()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = services.upload_list(
                centre=centre, name=file.name, content=file.read(), by=request.user, on=timezone.localdate()
            )
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            return redirect("import_match", made.pk)
    context = {"form": form, "centre": centre, "groups": fields_by_group()}
    return render(request, "transfer/import_upload.html", context, status=_status(form))


@require_http_methods(PAGES)
def import_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what each column is about."""
    found = _found(request, pk)
    may_import(request.user, found.centre_id).require()
    if request.method != "POST" and not can_become(found.status, ImportStatus.MATCHED):
        return redirect("import_show", found.pk)
    form = MatchForm(request.POST or None, found=found, proposed=found.matching or _remembered(found))
    if form.is_valid():
        try:
            services.match_columns(
                found=found, matching=form.matching, wording=form.words, by=request.user, on=timezone.localdate()
            )
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            return redirect("import_show", found.pk)
    first = found.rows.first()
    columns = [
        {"field": form[f"column_{place}"], "example": first.said[place] if first and first.said else ""}
        for place in range(len(found.columns))
    ]
    context = {"form": form, "found": found, "columns": columns}
    return render(request, "transfer/import_match.html", context, status=_status(form))


def _remembered(found: Import) -> dict[str, str]:
    before = ColumnMatch.objects.filter(centre=found.centre_id).first()
    return proposed(found.columns, before.matching if before else {})


@require_safe
def import_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands: how far a worker is, the dry run row by row, or the report."""
    found = _found(request, pk)
    if found.status == ImportStatus.UPLOADED and not found.failure:
        return redirect("import_match", found.pk)
    outcome = request.GET.get("show", "")
    outcome = outcome if outcome in FILTERS else ""
    after = number_in(request.GET.get("after", "")) or 0
    rows = ImportRow.objects.none() if _waits(found) else found.rows.filter(number__gt=after)
    rows = rows.filter(outcome=outcome) if outcome else rows
    page = list(rows.select_related("family", "known")[: PAGE + 1])
    shown = page[:PAGE]
    families = {family.pk: family for row in shown for family in (row.family, row.known) if family}
    record_reads(by=request.user, subjects=families.values(), where="import_rows")
    more = urlencode({"show": outcome, "after": shown[-1].number}) if len(page) > PAGE else ""
    context = {
        "found": found, "waits": _waits(found), "counts": counted(found), "rows": rows_shown(found, shown),
        "show": outcome, "filters": _filters(outcome), "next": f"?{more}" if more else "",
        "first": f"?{urlencode({'show': outcome})}" if after else "",
        "can_be_undone": can_become(found.status, ImportStatus.UNDOING),
    }  # fmt: skip
    return render(request, "transfer/import_show.html", context)


def _filters(chosen: str) -> list[dict[str, Any]]:
    return [{"value": value, "text": text, "selected": value == chosen} for value, text in FILTERS.items()]


def _waits(found: Import) -> bool:
    return found.status in AT_WORK


@require_safe
def import_state(request: HttpRequest, pk: int) -> HttpResponse:
    """202 and how far it is while a worker is busy, then what leads on."""
    found = _found(request, pk)
    status = HTTPStatus.ACCEPTED if _waits(found) else HTTPStatus.OK
    return render(request, "transfer/_state.html", {"found": found, "waits": _waits(found)}, status=status)


@require_POST
def import_row_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about one family of the list."""
    rows = ImportRow.objects.filter(of__in=Import.objects.visible_to(request.user).order_by().values("pk"))
    row = get_object_or_404(rows, pk=pk)
    services.decide_row(row=row, decision=request.POST.get("decision", "nothing"), by=request.user)
    return redirect(f"{_page_of(row.of_id)}?{urlencode({'show': request.POST.get('show', '')})}#row-{row.number}")


def _page_of(pk: int) -> str:
    return reverse("import_show", args=[pk])


@require_POST
def import_leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave out all that may be known, or all that cannot be brought along."""
    found = _found(request, pk)
    count = services.leave_out_all(found=found, outcome=request.POST.get("outcome", ""), by=request.user)
    messages.success(request, f"{count:,} left out.")
    return redirect("import_show", found.pk)


@require_http_methods(PAGES)
@confirm_first()
def import_carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Say once more what will happen, and have it done."""
    found = _found(request, pk)
    may_import(request.user, found.centre_id).require()
    if request.method == "POST":
        services.carry_out(found=found, by=request.user, on=timezone.localdate())
    if request.method == "POST" or not can_become(found.status, ImportStatus.ORDERED):
        return redirect("import_show", found.pk)
    context = {"found": found, "counts": counted(found)}
    return render(request, "transfer/import_carry_out.html", context)


@require_http_methods(PAGES)
@confirm_first()
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take everything back that was brought along."""
    found = _found(request, pk)
    may_import(request.user, found.centre_id).require()
    if request.method == "POST":
        services.undo(found=found, by=request.user, on=timezone.localdate())
    if request.method == "POST" or not can_become(found.status, ImportStatus.UNDOING):
        return redirect("import_show", found.pk)
    context = {"found": found, "families": found.rows.filter(family__isnull=False).count()}
    return render(request, "transfer/import_undo.html", context)


@require_POST
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the list up."""
    found = services.discard_list(found=_found(request, pk), by=request.user, on=timezone.localdate())
    messages.success(request, f"{found.file_name} was discarded. Nothing was changed by it.")
    return redirect("imports")


@require_safe
@confirm_first(then=lambda request: _page_of(request.resolver_match.kwargs["pk"]))
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a CSV file."""
    found = _found(request, pk)
    may_import(request.user, found.centre_id).require()
    families = [row.family for row in found.rows.filter(family__isnull=False).select_related("family")]
    record_reads(by=request.user, subjects=families, where="import_report", kind=Kind.EXPORT)
    return download(report_csv(found), name=f"import {found.uploaded_at:%Y-%m-%d} report", kind="csv")
