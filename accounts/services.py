"""Giving somebody an account; tokens for programs."""

import logging
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import invitations
from accounts.models import ApiToken, User
from accounts.policies import may_revoke_token
from accounts.rules import require_active, require_not_signed_in_yet, require_room_for_token, require_token_days
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
def revoke_every_token(*, by: User) -> int:
    """End all of one's own tokens: whoever chooses a new password may do so because somebody else had the old one."""
    numbers = [str(number) for number in ApiToken.objects.filter(user=by).values_list("number", flat=True)]
    ApiToken.objects.filter(user=by).delete()
    for number in numbers:
        record(by=by, verb="revoke_token", subject=by, number=number)
    return len(numbers)


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User) -> None:
    """End a token at once. Revoking one that is gone already changes nothing. Raises NotAllowed."""
    may_revoke_token(by, token).require()
    gone, _ = ApiToken.objects.filter(pk=token.pk).delete()
    if gone:
        record(by=by, verb="revoke_token", subject=by, number=str(token.number))
