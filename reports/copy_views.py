"""The family's copy: a page to print, and the same as a PDF; and who has seen the record, for colleagues."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from cases.models import Case
from cases.status import CaseStatus
from documents.downloads import download
from documents.models import Document
from documents.status import DocumentStatus
from families.models import Family
from reports.files import copy_as_html
from reports.policies import may_have_copy
from reports.services import COPY_TITLE, copies_of, export_copy_pdf, open_copy_pdf, read_copy, read_seen

WAITING = (DocumentStatus.DUE, DocumentStatus.RENDERING)


def _found(request: HttpRequest, pk: int) -> tuple[Family, Case | None]:
    """The family this person may open, by their role or through a case, with its open case; else 404."""
    managed = Family.objects.visible_to(request.user).values("pk")
    through_case = Case.objects.visible_to(request.user).order_by().values("family_id")
    families = Family.objects.filter(Q(pk__in=managed) | Q(pk__in=through_case)).shown()
    family = get_object_or_404(families, pk=pk)
    case = Case.objects.filter(family=family, status=CaseStatus.OPEN).first()
    return family, case


@require_safe
def family_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What the family agreed to, who knows what, and who has seen their record."""
    family, case = _found(request, pk)
    copy = read_copy(family=family, case=case, by=request.user, on=timezone.localdate())
    body = mark_safe(copy_as_html(copy))  # noqa: S308 - our own template, which escapes
    return render(request, "reports/family_copy.html", {"family": family, "case": case, "body": body})


@require_safe
def family_copy_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the PDF made, and wait for it on its own page."""
    family, case = _found(request, pk)
    document = export_copy_pdf(family=family, case=case, by=request.user, on=timezone.localdate())
    return redirect("family_copy_ready", pk, document.pk)


def _document(request: HttpRequest, pk: int, number: int) -> tuple[Document, Family, Case | None]:
    family, case = _found(request, pk)
    may_have_copy(request.user, family, case).require()
    return get_object_or_404(copies_of(family, case, request.user), pk=number), family, case


@require_safe
def family_copy_ready(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """The page that waits for the PDF and then offers it."""
    made, family, _ = _document(request, pk, document)
    context = {"document": made, "family": family, "waiting": made.status in WAITING}
    return render(request, "reports/family_copy_ready.html", context)


@require_safe
def family_copy_state(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """204 while the PDF is made, then what takes the place of the waiting sign."""
    made, family, _ = _document(request, pk, document)
    if made.status in WAITING:
        return HttpResponse(status=204)
    return render(request, "reports/_copy_state.html", {"document": made, "family": family})


@require_safe
def family_copy_open(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """The PDF itself."""
    made, family, case = _document(request, pk, document)
    content = open_copy_pdf(document=made, family=family, case=case, by=request.user)
    return download(content, name=COPY_TITLE, kind="pdf")


@require_safe
def case_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has seen the record of the case's family."""
    rows = Case.objects.visible_to(request.user).select_related("family")
    case = get_object_or_404(rows, pk=pk)
    people = read_seen(case=case, by=request.user)
    return render(request, "reports/case_seen.html", {"case": case, "people": people})
