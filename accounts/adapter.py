"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from accounts.confirming import has_second_factor
from accounts.services import revoke_every_token


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up: a manager gives the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """Whoever has a second factor confirms with it: a password may have been seen over a shoulder."""
        ways = super().get_reauthentication_methods(user)
        return [way for way in ways if way["id"] != "reauthenticate"] if has_second_factor(user) else ways

    @transaction.atomic
    def set_password(self, user: Any, password: str) -> None:
        """Keep the new password. Other windows are signed out by it, and programs lose their tokens."""
        super().set_password(user, password)
        revoke_every_token(by=user)
