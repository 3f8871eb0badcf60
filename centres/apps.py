"""Centres, agencies, practitioners, services."""

from django.apps import AppConfig


class CentresConfig(AppConfig):
    """Centres, agencies, practitioners, services."""

    name = "centres"
    default_auto_field = "django.db.models.BigAutoField"
