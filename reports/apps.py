"""The figures of a centre."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The figures of a centre."""

    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"
