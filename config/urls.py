"""Every address of the product. Each app names its own; this file only joins them."""

from importlib.util import find_spec

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes.views import view_recovery_codes
from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, URLResolver, include, path, re_path

from accounts.views import second_factor
from config import health
from config.api_docs import Schema, SchemaPage
from config.api_router import api_router
from config.signed_in import clears_the_device

# The apps in the order in which one may import another, so that an upper one answers first.
APPS = (
    "transfer",
    "reports",
    "merging",
    "meetings",
    "cases",
    "referrals",
    "consent",
    "families",
    "centres",
    "reminders",
    "documents",
    "accounts",
    "audit",
)


def _of_every_app(module: str, prefix: str = "") -> list[URLResolver]:
    """The addresses of the apps that have some."""
    return [path(prefix, include(f"{app}.{module}")) for app in APPS if find_spec(f"{app}.{module}")]


# Nobody signs themselves up, nobody changes the address they sign in with: those pages of the library do not exist.
SIGN_IN: list[URLPattern | URLResolver] = [
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", clears_the_device(account.logout), name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path("account/password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/second-step/", mfa.index, name="mfa_index"),
    path("account/second-step/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("account/second-step/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-step/app/", second_factor.activate_totp, name="mfa_activate_totp"),
    path("account/second-step/app/remove/", second_factor.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-step/codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-step/codes/new/", second_factor.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/second-step/key/", second_factor.add_webauthn, name="mfa_add_webauthn"),
    path("account/second-step/key/<int:pk>/remove/", second_factor.remove_webauthn, name="mfa_remove_webauthn"),
    path(
        "account/second-step/key/reauthenticate/",
        second_factor.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
]

API = [
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", login_required(SchemaPage.as_view()), name="api_docs"),
    *api_router(APPS).urls,
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include(API)),
    *SIGN_IN,
    *_of_every_app("urls"),
]
