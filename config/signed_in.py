"""Who is signed in stays so only as long as they should, and reaches nothing before a second factor was given.

Asked with every request: nothing has to be cleaned up when a membership ends or a day has passed. Programs with a
token have no session; what ends theirs is in config.api_tokens.
"""

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from accounts.second_factor import gave_second_factor, has_second_factor
from centres.models import Membership
from config.context import memberships

Next = Callable[[HttpRequest], HttpResponse]
BEGAN = "signed_in_at"
# What somebody needs to set up a second factor or to give the one they have, and the way out.
OPEN = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_reauthenticate",
    "account_logout",
}


class Sessions(SessionMiddleware):
    """Keeps a session going while somebody does something: a screen that asks by itself (`asks_by_itself`) does not."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session, and with it the time of the last click."""
        if getattr(request, "asks_by_itself", False):
            return response
        return super().process_response(request, response)


class StillSignedIn:
    """Ends a session that is over: too long, taken back, or of somebody who no longer works with any centre."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out whoever should not be signed in any more; note when a session began."""
        if request.user.is_authenticated:
            why = why_over(request)
            if why:
                return _signed_out(request, why)
        response = self.get_response(request)
        if SESSION_KEY in request.session:
            request.session.setdefault(BEGAN, time.time())
        return response


def why_over(request: HttpRequest) -> str:
    """The sentence that says why this session has ended, or nothing."""
    user, began = request.user, request.session.get(BEGAN, time.time())
    if began + settings.SESSION_LONGEST_SECONDS <= time.time():
        hours = settings.SESSION_LONGEST_SECONDS // 3600
        return f"You had been signed in for {hours} hours. Sign in again."
    if user.signed_out_at and began <= user.signed_out_at.timestamp():  # type: ignore[union-attr]
        return "Your second step was reset, so you were signed out everywhere. Sign in again."
    if not memberships(request) and Membership.objects.have_all_ended(user):
        return "Your work with the centre has ended, so you were signed out. Its manager can let you in again."
    return ""


def _signed_out(request: HttpRequest, why: str) -> HttpResponse:
    there = request.get_full_path() if request.method == "GET" else "/"
    logout(request)
    if _for_a_program(request):
        return _refusal("signed_out", why)
    messages.warning(request, why)
    return redirect_to_login(there)


def clears_the_device(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Signing out leaves nothing in the browser of what was typed without a connection (static/js/kept.js)."""

    @wraps(view)
    def cleared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"storage"'
        return response

    return cleared


class SecondFactorFirst:
    """Leads whoever signed in with a password alone to their second factor, and nowhere else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Let the view answer, or lead to the page where a second factor is set up or given."""
        if not settings.SECOND_FACTOR_REQUIRED or SESSION_KEY not in request.session or gave_second_factor(request):
            return None
        request.held_at_second_factor = True  # type: ignore[attr-defined]
        match = request.resolver_match
        if match is not None and match.view_name in OPEN:
            return None
        if _for_a_program(request):
            return _refusal("second_factor", "A second step is needed first. Set it up at /account/second-step/.")
        if has_second_factor(request.user):
            way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
            return redirect(f"{way}?{urlencode({'next': request.get_full_path()})}")
        return redirect("mfa_index")


def _for_a_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _refusal(code: str, sentence: str) -> JsonResponse:
    return JsonResponse({"code": code, "detail": sentence}, status=HTTPStatus.FORBIDDEN)
