"""The log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log."""

    name = "audit"
    default_auto_field = "django.db.models.BigAutoField"
