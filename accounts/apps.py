"""Who signs in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
