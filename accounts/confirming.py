"""Before something serious, somebody who is signed in proves once more that it is them.

With the second factor if they have one; where nobody has one (the demo), with the password. A proof counts for five
minutes. Signing in does not count as a proof: the window may have been left open since.

On pages: `@confirm_first()` below `@require_http_methods`. Opening the page asks first and comes back, so that what
is typed comes within the five minutes. If they passed while somebody typed, the answer to the form asks again on a
page that carries everything that was typed, and then goes on with it: nothing is lost, nothing is stored.
`@confirm_first(then=...)` names where to go after the proof when the address is a file rather than a page.

In the API: `require_confirmed(request)` as the first line. Without a proof the answer is 403 with the code
"confirm_first"; with a token it is always 403, since a program cannot prove who sits at the keyboard.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ReauthenticateForm as PasswordForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.mfa.base.forms import ReauthenticateForm as CodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as KeyForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from inputs.errors import NotAllowed

MINUTES = 5
ASKED = "confirm"  # the prefix of what is asked for on the page that carries a form's answers
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

View = Callable[..., HttpResponse]


class ConfirmFirst(NotAllowed):
    """Nothing but a fresh proof of who asks is missing (403 with this code in the API)."""

    code = "confirm_first"


def has_second_factor(user: Any) -> bool:
    """Whether something besides the password is asked for when `user` signs in."""
    return bool(is_mfa_enabled(user, SECOND_FACTORS))


def confirmed(request: HttpRequest, minutes: int = MINUTES) -> bool:
    """Whether whoever asks has proved within `minutes` that it is them, with the best that they have."""
    since = time.time() - minutes * 60
    proofs = {
        proof["method"]
        for proof in get_authentication_records(request, request.user)
        if proof.get("reauthenticated") and proof["at"] > since
    }
    return "mfa" in proofs or ("password" in proofs and not has_second_factor(request.user))


def require_confirmed(request: Request, minutes: int = MINUTES) -> None:
    """For API views. Raises ConfirmFirst without a fresh proof, NotAllowed for a token."""
    if not isinstance(request.successful_authenticator, SessionAuthentication):
        raise NotAllowed("This cannot be done with a token. Sign in and do it on the page.")
    if not confirmed(request._request, minutes):
        raise ConfirmFirst("Confirm that it is you first, at /account/reauthenticate/.")


def confirm_first(
    minutes: int = MINUTES, *, then: Callable[[HttpRequest], str] | None = None
) -> Callable[[View], View]:
    """Decorate a page that does something serious: see the module. `then(request)`: where the proof leads to."""

    def decorate(view: View) -> View:
        @wraps(view)
        def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if confirmed(request, minutes):
                return view(request, *args, **kwargs)
            if request.method != "POST":
                return _ask(request, then(request) if then else request.get_full_path())
            refused = _take_proof(request)
            return refused if refused is not None else view(request, *args, **kwargs)

        return asking

    return decorate


def _ask(request: HttpRequest, then: str) -> HttpResponse:
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        raise NotAllowed("You have no password and no second factor to confirm with. Sign out and choose a password.")
    return redirect(f"{ways[0]['url']}?{urlencode({'next': then})}")


def _take_proof(request: HttpRequest) -> HttpResponse | None:
    """Nothing if a form came with a proof that is right; else the page that asks for one and keeps the answers."""
    given = any(name.startswith(f"{ASKED}-") for name in request.POST)
    if given:
        slow_down = ratelimit.consume_or_429(request, action="reauthenticate", user=request.user)
        if slow_down:
            return slow_down
    form = _form(request, given=given)
    if given and form.is_valid():
        if isinstance(form, PasswordForm):
            reauthenticate_by_password(request)
        else:
            form.save()
        return None
    return _page(request, form)


def _form(request: HttpRequest, *, given: bool) -> forms.Form:
    about: dict[str, Any] = {"user": request.user, "prefix": ASKED, "data": request.POST if given else None}
    if not has_second_factor(request.user):
        return PasswordForm(**about)
    return KeyForm(**about) if request.POST.get(f"{ASKED}-credential") else CodeForm(**about)


def _page(request: HttpRequest, form: forms.Form) -> HttpResponse:
    if isinstance(form, KeyForm):  # a key that was refused: its sentence, and both ways once more
        refused = [{"text": text} for texts in form.errors.values() for text in texts]
        form = CodeForm(user=request.user, prefix=ASKED)
    else:
        refused = []
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith(f"{ASKED}-")
        for value in values
    ]
    shown = {
        "form": form,
        "errors": refused,
        "kept": kept,
        "key_options": _key_options(request),
        "prefix": ASKED,
    }
    return render(request, "accounts/confirm_first.html", shown, status=422 if form.errors or refused else 403)


def _key_options(request: HttpRequest) -> dict[str, Any] | None:
    if not is_mfa_enabled(request.user, [Authenticator.Type.WEBAUTHN]):
        return None
    return begin_authentication(request.user)
