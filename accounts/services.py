"""Giving somebody an account; tokens for programs."""

import logging
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import invitations
from accounts.models import ApiToken, User
from accounts.policies import may_revoke_token
from accounts.rules import (
    require_active,
    require_not_signed_in_yet,
    require_room_for_token,
    require_second_factor,
    require_token_days,
)
from audit.services import record

log = logging.getLogger(__name__)


@transaction.atomic
def invite_user(*, email: str, name: str, phone: str = "", by: Any) -> tuple[User, bool]:
    """The user with that e-mail address, and whether they are new; a new one is sent a link to choose a password.

    Called by a verb that has asked whether `by` may (centres.services). Raises RuleBroken("account_inactive").
    """
    known = User.objects.filter(email__iexact=email.strip()).first()
    if known is None:
        try:
            with transaction.atomic():
                made = User.objects.create_user(email=email, name=name, phone=phone)
        except IntegrityError:  # somebody invited the same person at this moment
            known = User.objects.get(email__iexact=email.strip())
        else:
            record(by=by, verb="invite_user", subject=made)
            transaction.on_commit(lambda: _send_invitation(made), robust=True)
            return made, True
    require_active(known)
    return known, False


@transaction.atomic
def invite_again(*, user: User, by: Any) -> None:
    """Send the link once more to somebody who has not chosen a password yet.

    Called by a verb that has asked whether `by` may. Raises RuleBroken("already_has_password").
    """
    require_active(user)
    require_not_signed_in_yet(user)
    record(by=by, verb="invite_again", subject=user)
    transaction.on_commit(lambda: _send_invitation(user), robust=True)


def _send_invitation(user: User) -> None:
    """The account stands whether or not the mail server answers; the sign-in page can send the link again."""
    try:
        invitations.send(user)
    except OSError as error:
        log.warning("The invitation of user %s could not be sent: %s.", user.pk, type(error).__name__)


@transaction.atomic
def create_token(*, name: str, days: int, by: User) -> tuple[ApiToken, str]:
    """Make a token for programs of `by`, and its secret, which is shown once and never again.

    Raises RuleBroken("token_days"), RuleBroken("token_limit").
    """
    User.objects.select_for_update().get(pk=by.pk)  # so that two requests at once do not pass the limit
    require_token_days(days)
    require_room_for_token(by, timezone.now())
    token, secret = ApiToken.objects.create(user=by, expiry=timedelta(days=days), name=name)
    record(by=by, verb="create_token", subject=by, number=str(token.number), days=days)
    return token, secret


@transaction.atomic
def revoke_every_token(*, user: User, by: Any) -> int:
    """End all tokens of `user`, and return how many: somebody else may have got hold of what they sign in with.

    Called by a verb that has asked whether `by` may.
    """
    numbers = [str(number) for number in ApiToken.objects.filter(user=user).values_list("number", flat=True)]
    ApiToken.objects.filter(user=user).delete()
    for number in numbers:
        record(by=by, verb="revoke_token", subject=user, number=number)
    return len(numbers)


@transaction.atomic
def reset_second_factor(*, user: User, by: Any, centre_id: int | None = None) -> None:
    """Take a lost second factor away, so that the next sign-in leads to setting one up; tell the person by e-mail.

    Whoever found it may be signed in: every session and token of the person ends at once. Called by a verb that has
    asked whether `by` may (centres.services), or from the command line (`by` is None). Raises
    RuleBroken("already_without").
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    require_second_factor(user)
    kinds = sorted(set(Authenticator.objects.filter(user=user).values_list("type", flat=True)))
    Authenticator.objects.filter(user=user).delete()
    user.signed_out_at = timezone.now()
    user.save(update_fields=["signed_out_at"])
    revoke_every_token(user=user, by=by)
    record(by=by, verb="reset_second_factor", subject=user, centre_id=centre_id, kinds=kinds)
    transaction.on_commit(lambda: _tell_of_reset(user), robust=True)


def _tell_of_reset(user: User) -> None:
    try:
        invitations.tell_of_reset(user)
    except OSError as error:
        log.warning("User %s could not be told of the reset: %s.", user.pk, type(error).__name__)


def log_second_factor(*, verb: str, kind: str, by: User) -> None:
    """Log what somebody did to their own second factor; the library has done it in the same transaction."""
    record(by=by, verb=verb, subject=by, type=kind)


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> None:
    """End a token at once. Revoking one that is gone already changes nothing. Raises NotAllowed."""
    may_revoke_token(by, token).require()
    gone, _ = ApiToken.objects.filter(pk=token.pk).delete()
    if gone:
        record(by=by, verb="revoke_token", subject=by, number=str(token.number))
