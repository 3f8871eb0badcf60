"""Making one record of two that are about the same family, and two again."""

from django.apps import AppConfig


class MergingConfig(AppConfig):
    """Making one record of two that are about the same family, and two again."""

    name = "merging"
    default_auto_field = "django.db.models.BigAutoField"
