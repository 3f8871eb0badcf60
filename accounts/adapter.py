"""How allauth behaves here."""

import logging
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.db import transaction
from django.http import HttpRequest

from accounts.second_factor import has_app, has_second_factor
from accounts.services import revoke_every_token
from row_security.acting import act_for

A_MOMENT = 5 * 60
log = logging.getLogger(__name__)


def _signs_in_now(request: HttpRequest) -> bool:
    given = [one for one in get_authentication_records(request, request.user) if one["method"] == "password"]
    just_now = bool(given) and given[-1]["at"] > time.time() - A_MOMENT
    return just_now and not has_second_factor(request.user)


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up: a manager gives the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """Whoever has a second factor confirms with it: a password may have been seen over a shoulder."""
        ways = super().get_reauthentication_methods(user)
        if not has_second_factor(user):
            return ways
        second = [way for way in ways if way["id"] != "reauthenticate"]
        return (
            second if has_app(user) else second[::-1]
        )  # with a key alone, the key is asked for before a recovery code

    def is_reauthentication_required(self, *, app: str, **about: Any) -> bool:
        """Not while somebody who has just typed the password sets up their first second factor."""
        if app == "allauth.mfa" and _signs_in_now(context.request):
            return False
        return super().is_reauthentication_required(app=app, **about)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """Tell somebody what was changed about their account; it stands whether or not the mail server answers."""
        try:
            super().send_notification_mail(template_prefix, user, *args, **kwargs)
        except OSError as error:
            log.warning("%s could not be sent to user %s: %s.", template_prefix, user.pk, type(error).__name__)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in; what follows in this request is done for them."""
        super().login(request, user)
        act_for(user)

    @transaction.atomic
    def set_password(self, user: Any, password: str) -> None:
        """Keep the new password. Other windows are signed out by it, and programs lose their tokens.

        Whoever holds the key of an invitation or of a forgotten password is nobody else to PostgreSQL either.
        """
        act_for(user)
        super().set_password(user, password)
        revoke_every_token(user=user, by=user)
