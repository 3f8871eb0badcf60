"""A lost second step where nobody at the centre is left who could reset it: the first administrator, before others."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services import reset_second_factor
from inputs.errors import RuleBroken


class Command(BaseCommand):
    """`manage.py reset_second_factor name@council.example`"""

    help = "Reset the second step of somebody whom nobody at the centre can help. Be sure that it is they who ask."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, in the log as the system's."""
        user = User.objects.filter(email__iexact=options["email"].strip()).first()
        if user is None:
            raise CommandError("Nobody signs in with this e-mail address.")
        try:
            reset_second_factor(user=user, by=None)
        except RuleBroken as broken:
            raise CommandError(broken.sentence) from broken
        self.stdout.write(f"The second step of {user} is reset. They are told by e-mail and set up a new one.")
