"""What a centre brings along, and takes with it."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """What a centre brings along, and takes with it."""

    name = "transfer"
    default_auto_field = "django.db.models.BigAutoField"
