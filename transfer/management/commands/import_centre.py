"""Put a centre on record from its export of everything (docs/leaving-with-everything.md)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from transfer.services import import_centre
from transfer.whole.opening import NotThisZip


class Command(BaseCommand):
    """`manage.py import_centre FILE.zip [--dry-run] [--invite]`"""

    help = (
        "Read an export of everything back, all or nothing; --dry-run says what is wrong with it and changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="change nothing")
        parser.add_argument(
            "--invite", action="store_true", help="send everybody who is new here the link to choose a password"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say everything that stands in the way."""
        try:
            with transaction.atomic():
                brought = import_centre(
                    path=options["file"], by=None, invite=options["invite"] and not options["dry_run"]
                )
                transaction.set_rollback(options["dry_run"])
        except NotThisZip as wrong:
            raise CommandError(f"{wrong}\nNothing was changed.") from None
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror or error}.") from None
        for path, rows in brought.rows.items():
            self.stdout.write(f"{path}: {rows:,}")
        for remark in brought.remarks:
            self.stdout.write(remark)
        if options["dry_run"]:
            self.stdout.write("Nothing was changed.")
            return
        self.stdout.write(f"{brought.centre.name} is on record, with {len(brought.invited)} people who are new here.")
        if brought.invited and not options["invite"]:
            self.stdout.write("They have no password: each asks for a link with “Forgotten your password?”.")
