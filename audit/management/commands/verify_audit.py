"""`manage.py verify_audit`: is the log whole?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit import heads
from audit.models import Seal
from audit.verifying import findings
from inputs.words import counted


class Command(BaseCommand):
    """Read the whole log again and name what was edited, removed, reordered, put in or cut off."""

    help = "Check the log of who did and saw what. Ends with 1 and a line for each thing that was changed, else with 0."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--heads` names other places than the folder that the server writes to."""
        parser.add_argument(
            "--heads",
            nargs="+",
            type=Path,
            metavar="FILE",
            help="files (or folders) of exported heads to compare with: a copy kept elsewhere. "
            "Left out: the folder that this server exports to.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and say what was found."""
        own = options["heads"] is None
        places = [heads.folder()] if own else options["heads"]
        try:
            told = list(heads.read(heads.files_in([place for place in places if not own or place.exists()])))
        except (FileNotFoundError, ValueError) as error:
            raise CommandError(str(error)) from error
        found = 0
        for finding in findings(told, exported_by=timezone.now() if own else None):
            found += 1
            self.stdout.write(str(finding))
        waiting = Seal.objects.waiting().count()
        if waiting:
            self.stdout.write(
                f"{counted(waiting, 'entry waits', 'entries wait')} to be sealed: the clock does it every minute."
            )
        if found:
            raise CommandError(f"The log was changed: {counted(found, 'finding', 'findings')}.", returncode=1)
        self.stdout.write(
            f"Nothing was changed: {Seal.objects.filter(number__isnull=False).count()} entries, "
            f"compared with {len(told)} exported heads."
        )
