"""Proofs of who sits there, as a person gives them: what pages behind `accounts.confirming` ask for."""

import time
from typing import Any

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
