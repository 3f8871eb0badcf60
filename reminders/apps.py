"""What people are told."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """What people are told."""

    name = "reminders"
    default_auto_field = "django.db.models.BigAutoField"
