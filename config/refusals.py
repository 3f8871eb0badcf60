"""Answers to what cannot be done: one sentence a person can act on, as a page."""

from http import HTTPStatus

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.models import Case
from consent.models import Agreement
from families.models import Adult, Child, Family
from inputs.errors import RuleBroken
from meetings.models import AgendaItem
from referrals.models import Referral

# Codes of rules that are broken because somebody else, or the same person twice, was quicker.
CONFLICTS = ("stale_", "already_")

ON_A_MERGED_RECORD = "nothing_on_a_merged_record"  # PostgreSQL's own refusal (families 0004)
# A verb that locks what a page has found does not find it any more, or no longer with the family that it had.
LOCKED_AND_GONE = tuple(one.DoesNotExist for one in (Family, Child, Adult, Agreement, Referral, Case, AgendaItem))
MERGED = (
    "This family’s record was merged with another one a moment ago, and nothing was recorded. Look for the family "
    "again, and record it there."
)


def overtaken(exception: Exception) -> RuleBroken | None:
    """What happened to somebody who was writing about a family while its record was merged with another; else None."""
    refused_by = getattr(getattr(exception.__cause__, "diag", None), "constraint_name", "")
    if isinstance(exception, LOCKED_AND_GONE) or (
        isinstance(exception, IntegrityError) and refused_by == ON_A_MERGED_RECORD
    ):
        return RuleBroken("stale_family", MERGED)
    return None


def status_of(broken: RuleBroken) -> HTTPStatus:
    """409 where somebody was quicker, 400 otherwise."""
    return HTTPStatus.CONFLICT if broken.code.startswith(CONFLICTS) else HTTPStatus.BAD_REQUEST


def refused(request: HttpRequest, *, sentence: str, status: int) -> HttpResponse:
    """The page that says what could not be done."""
    return render(request, "400.html", {"sentence": sentence}, status=status)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer fits: open too long, or sent after signing out in another window."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
