"""The centre's figures, and taking them out as a file."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.confirming import confirm_first, confirmed
from centres.models import Centre
from centres.status import Role
from centres.views import centre_asked_for
from documents.downloads import download
from documents.models import Document
from documents.status import DocumentStatus
from inputs.errors import NotAllowed, RuleBroken
from reports.files import FILES
from reports.forms import PeriodForm
from reports.log_form import LogForm
from reports.policies import NOT_YOURS, may_read_log, may_see_reports
from reports.review_report import SMALL_NUMBERS, TITLE
from reports.services import PDF_KIND, export_report, export_report_pdf, open_report_pdf, read_log, read_report


def _period(request: HttpRequest) -> PeriodForm:
    form = PeriodForm(request.GET, user=request.user)
    if not form.centres:
        raise NotAllowed(NOT_YOURS)
    return form


def _chosen(form: PeriodForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("centre", "since", "until")}


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The review report of a period, with its exports."""
    form, report, period = _period(request), None, ""
    if form.is_valid():
        chosen = _chosen(form)
        try:
            report = read_report(**chosen, by=request.user, on=timezone.localdate())
            period = _in_address(chosen)
        except RuleBroken as broken:
            broken.add_to(form)
    shown = {
        "form": form,
        "report": report,
        "period": period,
        "title": TITLE,
        "small_numbers": SMALL_NUMBERS,
        "confirmed": confirmed(request),
    }
    return render(request, "reports/reports.html", shown, status=422 if form.errors else 200)


def _in_address(chosen: dict[str, Any]) -> str:
    return urlencode({"from": chosen["since"], "to": chosen["until"], "centre": chosen["centre"].pk})


def _page_of_the_report(request: HttpRequest) -> str:
    return f"{reverse('reports')}?{request.GET.urlencode()}"


@require_safe
@confirm_first(then=_page_of_the_report)
def report_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The report of the page as a file; a PDF is made by a worker, so its page waits for it."""
    form = _period(request)
    if not form.is_valid():
        return redirect(_page_of_the_report(request))
    chosen = _chosen(form)
    today = timezone.localdate()
    if kind == "pdf":
        document = export_report_pdf(**chosen, by=request.user, on=today)
        return redirect("report_pdf", pk=document.pk)
    if kind not in FILES:
        raise Http404
    content = export_report(**chosen, kind=kind, by=request.user, on=today)
    name = f"{TITLE} {chosen['since']} to {chosen['until']}"
    return download(content, name=name, kind=kind)


def _document(request: HttpRequest, pk: int) -> tuple[Document, Centre]:
    made = Document.objects.defer("pdf", "html")
    document = get_object_or_404(made, pk=pk, kind=PDF_KIND, subject_type=Centre._meta.label_lower)
    centre = get_object_or_404(Centre.objects.visible_to(request.user), pk=document.subject_id)
    may_see_reports(request.user, centre).require()
    return document, centre


@require_safe
def report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that waits for a PDF and then offers it."""
    document, centre = _document(request, pk)
    waiting = document.status in (DocumentStatus.DUE, DocumentStatus.RENDERING)
    return render(
        request, "reports/report_pdf.html", {"document": document, "centre": centre, "waiting": waiting, "title": TITLE}
    )


@require_safe
def report_pdf_state(request: HttpRequest, pk: int) -> HttpResponse:
    """204 while the PDF is made, then what takes the place of the waiting sign."""
    document, _ = _document(request, pk)
    if document.status in (DocumentStatus.DUE, DocumentStatus.RENDERING):
        return HttpResponse(status=204)
    return render(request, "reports/_pdf_state.html", {"document": document})


@require_safe
@confirm_first(then=lambda request: reverse("report_pdf", kwargs=request.resolver_match.kwargs))
def report_pdf_open(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF itself."""
    document, centre = _document(request, pk)
    content = open_report_pdf(document=document, centre=centre, by=request.user)
    since, until, _ = document.edition.split(":")
    return download(content, name=f"{document.title} {since} to {until}", kind="pdf")


@require_safe
def access_log(request: HttpRequest) -> HttpResponse:
    """Who opened, changed or took out which record, when and where: for the information lead."""
    centre = centre_asked_for(request, Role.INFORMATION_LEAD)
    may_read_log(request.user, centre).require()
    form = LogForm(request.GET, centre=centre)
    page = read_log(centre=centre, asked=form.asked(), by=request.user) if form.is_valid() else None
    asked = {name: request.GET[name] for name in ("centre", *form.fields) if request.GET.get(name) and name != "before"}
    context = {
        "form": form,
        "page": page,
        "centre": centre,
        "named": "centre" in request.GET,
        "filtered": bool(asked.keys() - {"centre"}),
        "first": f"?{urlencode(asked)}" if request.GET.get("before") else "",
        "older": f"?{urlencode({**asked, 'before': page.older})}" if page and page.older else "",
    }
    return render(request, "reports/access_log.html", context, status=422 if form.errors else 200)
