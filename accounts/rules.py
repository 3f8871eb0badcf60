"""What must be true of a sign-in and of a token, whoever asks."""

from datetime import datetime

from django.conf import settings

from accounts.models import ApiToken, User
from accounts.second_factor import has_second_factor
from inputs.errors import RuleBroken

LONGEST_DAYS = 365


def require_token_days(days: int) -> None:
    """A token ends: after a year at the latest. Raises RuleBroken("token_days")."""
    if not 1 <= days <= LONGEST_DAYS:
        raise RuleBroken("token_days", f"A token lasts from 1 to {LONGEST_DAYS} days.", "days")


def require_room_for_token(user: User, now: datetime) -> None:
    """A person has a handful of tokens at a time. Raises RuleBroken("token_limit")."""
    limit = settings.REST_KNOX["TOKEN_LIMIT_PER_USER"]
    if ApiToken.objects.filter(user=user, expiry__gt=now).count() >= limit:
        raise RuleBroken("token_limit", f"You have {limit} tokens already. Revoke one you no longer use first.")


def require_second_factor(user: User) -> None:
    """There is something to reset. Raises RuleBroken("already_without")."""
    if not has_second_factor(user):
        raise RuleBroken("already_without", f"{user} has no second step. They set one up when they sign in.")


def require_active(user: User) -> None:
    """An account that was switched off takes part in nothing new. Raises RuleBroken("account_inactive")."""
    if not user.is_active:
        raise RuleBroken("account_inactive", "This person's account was switched off.", "email")


def require_not_signed_in_yet(user: User) -> None:
    """Whoever has a password asks for a new one themselves. Raises RuleBroken("already_has_password")."""
    if user.has_usable_password():
        raise RuleBroken("already_has_password", "This person has a password already and can ask for a new one.")
