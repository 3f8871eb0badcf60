"""Answers to what cannot be done: one sentence a person can act on, as a page."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from inputs.errors import RuleBroken

# Codes of rules that are broken because somebody else, or the same person twice, was quicker.
CONFLICTS = ("stale_", "already_")


def status_of(broken: RuleBroken) -> HTTPStatus:
    """409 where somebody was quicker, 400 otherwise."""
    return HTTPStatus.CONFLICT if broken.code.startswith(CONFLICTS) else HTTPStatus.BAD_REQUEST


def refused(request: HttpRequest, *, sentence: str, status: int) -> HttpResponse:
    """The page that says what could not be done."""
    return render(request, "400.html", {"sentence": sentence}, status=status)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer fits: open too long, or sent after signing out in another window."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
