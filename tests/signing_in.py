"""Proofs of who sits there, as a person gives them: what pages behind `accounts.confirming` ask for."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

PASSWORD = "correct horse"  # of everybody whom tests.factories make


def confirm(client: Client, password: str = PASSWORD) -> None:
    """Let whoever is signed in at `client` confirm, as on the page, that it is them."""
    answer = client.post("/account/reauthenticate/", {"password": password})
    assert answer.status_code == 302, "the password was refused"


def confirm_in_session(session: Any, user: Any, *, method: str = "password", ago: float = 0) -> None:
    """Write into `session` that `user` confirmed `ago` seconds before now; the caller saves the session."""
    proof = {"method": method, "at": time.time() - ago, "reauthenticated": True}
    session["account_authentication_methods"] = [proof]
    session["account_authentication_methods_user"] = str(user.pk)


def give_app(user: Any) -> str:
    """Let `user` have an authenticator app, and return its key."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    """What the app with this key shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


class ConfirmedClient(Client):
    """A browser whose people have confirmed that it is them, for tests of what lies behind that."""

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """Signed in, and confirmed at this moment."""
        super().force_login(user, backend)
        session = self.session
        confirm_in_session(session, user)
        session.save()
