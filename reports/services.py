"""Reading and exporting a report, reading the log, and the family's copy; each time is logged (docs/decisions.md)."""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction

from audit.models import Kind
from audit.services import record_reads
from cases.models import Case
from cases.policies import may_coordinate
from centres.models import Centre
from documents.models import Document
from documents.services import ask_for, open_document
from families.models import Family
from inputs.errors import RuleBroken
from reports.access_log import Asked, Page, page_of
from reports.family_copy import FamilyCopy, copy_of
from reports.files import FILES, as_html, copy_as_html
from reports.policies import (
    may_have_copy,
    may_read_log,
    may_see_decisions_on_copy,
    may_see_health_on_copy,
    may_see_reports,
)
from reports.review_report import TITLE, ReviewReport, build
from reports.rules import require_period
from reports.seen import Seen, seen_of

PDF_KIND = "review_report"
COPY_KIND, COPY_TITLE = "family_copy", "Your family's copy"


@transaction.atomic
def read_report(*, centre: Centre, since: date, until: date, by: Any, on: date) -> ReviewReport:
    """The review report of a centre and period. Raises NotAllowed, RuleBroken("period")."""
    return _report(Kind.READ, "page", centre, since, until, by, on)


@transaction.atomic
def export_report(*, centre: Centre, since: date, until: date, kind: str, by: Any, on: date) -> bytes:
    """The report as a CSV or XLSX file. Raises NotAllowed, RuleBroken("period"), RuleBroken("no_such_export")."""
    if kind not in FILES:
        raise RuleBroken("no_such_export", "A report can be had as CSV, XLSX or PDF.")
    return FILES[kind](_report(Kind.EXPORT, kind, centre, since, until, by, on))


@transaction.atomic
def export_report_pdf(*, centre: Centre, since: date, until: date, by: Any, on: date) -> Document:
    """Have the report made as a PDF; the same figures give the same document. Raises NotAllowed, RuleBroken."""
    html = as_html(_report(Kind.EXPORT, "pdf", centre, since, until, by, on))
    content = hashlib.sha256(html.encode()).hexdigest()[:16]
    edition = f"{since}:{until}:{content}"
    return ask_for(kind=PDF_KIND, subject=centre, edition=edition, title=TITLE, html=html, by=by, centre_id=centre.pk)


@transaction.atomic
def open_report_pdf(*, document: Document, centre: Centre, by: Any) -> bytes:
    """The PDF's bytes. Raises NotAllowed, RuleBroken("not_ready")."""
    may_see_reports(by, centre).require()
    return open_document(document=document, by=by, centre_id=centre.pk)


@transaction.atomic
def read_copy(*, family: Family, case: Case | None, by: Any, on: date) -> FamilyCopy:
    """The family's copy, as a page. That it was made is logged first, and stands on it. Raises NotAllowed."""
    return _copy(Kind.READ, "family_copy", family, case, by, on)


@transaction.atomic
def read_seen(*, case: Case, by: Any) -> list[Seen]:
    """Who has seen the record of a case's family, whoever looked last first. This look is logged first, and is among
    them. Raises NotAllowed."""
    may_coordinate(by, case).require()
    record_reads(by=by, subjects=[case], where="case_seen")
    return seen_of(case.family)


@transaction.atomic
def export_copy_pdf(*, family: Family, case: Case | None, by: Any, on: date) -> Document:
    """Have the family's copy made as a PDF; the same content gives the same document. Raises NotAllowed."""
    html = copy_as_html(_copy(Kind.EXPORT, "family_copy_pdf", family, case, by, on))
    edition = _theirs(by, family, case) + hashlib.sha256(html.encode()).hexdigest()[:16]
    return ask_for(kind=COPY_KIND, subject=family, edition=edition, title=COPY_TITLE, html=html, by=by)


def copies_of(family: Family, case: Case | None, by: Any) -> Any:
    """The PDFs of the family's copy that `by` had made and that say what they may still know; nobody else's.

    Another's may hold decisions or health services that the family keeps from this one's agency.
    """
    made = Document.objects.of(family, kind=COPY_KIND)
    return made.filter(edition__startswith=_theirs(by, family, case), asked_by=by)


@transaction.atomic
def open_copy_pdf(*, document: Document, family: Family, case: Case | None, by: Any) -> bytes:
    """The PDF's bytes, of one of `copies_of`. Raises NotAllowed, RuleBroken("not_ready")."""
    may_have_copy(by, family, case).require()
    record_reads(by=by, subjects=[family], where="family_copy_open", kind=Kind.EXPORT)
    return open_document(document=document, by=by, centre_id=family.centre_id)


def _theirs(by: Any, family: Family, case: Case | None) -> str:
    """What an edition of the copy begins with: for whom it was made, and what of it they may know."""
    decisions, health = may_see_decisions_on_copy(by, family, case), may_see_health_on_copy(by, family, case)
    return f"{by.pk}:{'decisions' if decisions else '-'}:{'health' if health else '-'}:"


def _copy(kind: str, where: str, family: Family, case: Case | None, by: Any, on: date) -> FamilyCopy:
    may_have_copy(by, family, case).require()
    record_reads(by=by, subjects=[family], where=where, kind=kind)
    about = (by, family, case)
    return copy_of(family, on, decisions=may_see_decisions_on_copy(*about), health=may_see_health_on_copy(*about))


def _report(kind: str, form: str, centre: Centre, since: date, until: date, by: Any, on: date) -> ReviewReport:
    may_see_reports(by, centre).require()
    require_period(since, until)
    report = build(centre=centre, since=since, until=until, on=on)
    record_reads(
        by=by, subjects=[centre], where="review_report", kind=kind, centre_id=centre.pk,
        form=form, since=str(since), until=str(until),
    )  # fmt: skip
    return report


@transaction.atomic
def read_log(*, centre: Centre, asked: Asked, by: Any) -> Page:
    """A page of the centre's access log. Looking is logged too, with what was asked and the families that were named.

    One line for each look, not one for each family: else whoever reads the log fills it. Raises NotAllowed.
    """
    may_read_log(by, centre).require()
    page = page_of(centre, asked)
    record_reads(
        by=by, subjects=[centre], where="access_log", centre_id=centre.pk, **asked.as_codes(), families=page.family_ids
    )
    return page
