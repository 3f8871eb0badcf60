"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up: a manager gives the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
