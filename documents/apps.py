"""Every PDF."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Every PDF."""

    name = "documents"
    default_auto_field = "django.db.models.BigAutoField"
