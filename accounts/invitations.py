"""E-mail about an account: the one with which somebody chooses their first password, and a word about a reset."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User


def link(user: User) -> str:
    """The address at which `user` chooses a password: once, and within PASSWORD_RESET_TIMEOUT."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return str(settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key))


def send(user: User) -> None:
    """Hand the invitation to the mail server; raises OSError if it does not take it."""
    shown = {
        "link": link(user),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
        "home": settings.SITE_URL + "/",
    }
    send_mail(
        subject="Your account for Fortnight",
        message=render_to_string("accounts/email/invitation.txt", shown, using="jinja2"),
        from_email=None,
        recipient_list=[user.email],
    )


def tell_of_reset(user: User) -> None:
    """Say that the second factor was reset, and by whom to be rung up if it was not wanted. Raises OSError."""
    send_mail(
        subject="Your second step for Fortnight was reset",
        message=render_to_string(
            "accounts/email/second_factor_reset.txt", {"home": settings.SITE_URL + "/"}, using="jinja2"
        ),
        from_email=None,
        recipient_list=[user.email],
    )
