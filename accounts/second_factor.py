"""What stands beside the password: an app's code or a security key, and recovery codes for the day it is lost.

The library (allauth.mfa) does the work; here is how it behaves, and what the rest of the product asks it.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
ISSUER = "Fortnight"


def has_second_factor(user: Any) -> bool:
    """Whether something besides the password is asked for when `user` signs in."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_FACTORS).exists()


def has_app(user: Any) -> bool:
    """Whether one of the second factors of `user` is an authenticator app."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def has_security_key(user: Any) -> bool:
    """Whether one of the second factors of `user` is a security key."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).exists()


def with_second_factor(user_ids: Iterable[int]) -> set[int]:
    """Those of the people who have a second factor."""
    theirs = Authenticator.objects.filter(user_id__in=list(user_ids), type__in=SECOND_FACTORS)
    return set(theirs.values_list("user_id", flat=True))


def gave_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was given in this very session, at sign-in or since."""
    return any(given["method"] == "mfa" for given in get_authentication_records(request, request.user))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Plain sentences, and nobody without a second factor where one is demanded (MFA_ADAPTER)."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Everybody needs a second step, and this is your only one. Add another first.",
        "incorrect_code": "This code is not right, or was used already. Wait for the next one",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one, where one is demanded."""
        if not settings.SECOND_FACTOR_REQUIRED:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=SECOND_FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a security key's window says it is for."""
        return {**super().get_public_key_credential_rp_entity(), "name": ISSUER}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        """What a key is called whose owner gives it no name."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "Security key" if number == 1 else f"Security key {number}"
