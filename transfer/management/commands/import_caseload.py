"""Bring a list of families along from the command line: the same steps as on the pages, with the same refusals."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from centres.models import Centre, Membership
from centres.status import Role
from consent.models import Wording
from inputs.errors import NotAllowed, RuleBroken
from transfer import services
from transfer.fields import proposed
from transfer.models import ColumnMatch, Import
from transfer.shown import counted, what_happens
from transfer.status import AT_WORK, ImportStatus, Outcome

LOOK_AGAIN_AFTER = 1  # seconds, while a worker has it in hand


class Command(BaseCommand):
    """`manage.py import_caseload FILE [--by manager@example.org] [--words 2026.1] [--leave-out cannot] [--dry-run]`"""

    help = "Bring a list of families (CSV or XLSX) along, all or nothing; --dry-run says row by row what would happen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--by", help="the e-mail address of the manager who answers for it; needed if more than one could"
        )
        parser.add_argument("--centre", help="the name of the centre, if they manage several")
        parser.add_argument("--words", help="the version of the words that these families heard before they agreed")
        parser.add_argument(
            "--leave-out", action="append", default=[], choices=[Outcome.MAYBE_KNOWN.value, Outcome.CANNOT.value],
            help="leave out all that may be known, or all that cannot be brought along; may be given twice",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        try:
            if options["dry_run"]:
                with transaction.atomic():
                    self._say(self._checked(options))
                    transaction.set_rollback(True)
                self.stdout.write("Nothing was changed.")
            else:
                self._carry_out(self._checked(options), options)
        except RuleBroken as broken:
            raise CommandError(broken.sentence) from None
        except NotAllowed as refused:
            raise CommandError(refused.because) from None
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}.") from None

    def _checked(self, options: dict[str, Any]) -> Import:
        by, on = _manager(options), timezone.localdate()
        centre = _centre(by, options["centre"])
        content = options["file"].read_bytes()
        found = services.upload_list(centre=centre, name=options["file"].name, content=content, by=by, on=on)
        for remark in found.remarks:
            self.stdout.write(remark)
        before = ColumnMatch.objects.filter(centre=centre).first()
        matching = proposed(found.columns, before.matching if before else {})
        for column in found.columns:
            self.stdout.write(f"Column “{column}”: {matching.get(column) or 'left out'}")
        try:
            services.match_columns(
                found=found, matching=matching, wording=_wording(centre, options["words"]), by=by, on=on
            )
        except RuleBroken:
            services.discard_list(found=found, by=by, on=on)
            raise
        found = _worked(found)
        for outcome in options["leave_out"]:
            services.leave_out_all(found=found, outcome=outcome, by=by)
        return found

    def _carry_out(self, found: Import, options: dict[str, Any]) -> None:
        by, on = found.by, timezone.localdate()
        try:
            services.carry_out(found=found, by=by, on=on)
        except RuleBroken:
            self._say(found)
            services.discard_list(found=found, by=by, on=on)
            raise
        found = _worked(found)
        self._say(found)
        if found.status != ImportStatus.DONE:
            raise CommandError(found.failure)

    def _say(self, found: Import) -> None:
        for row in found.rows.select_related("known"):
            notes = [*row.problems, *row.remarks]
            if row.known:
                notes.append(f"May be {row.known.reference}.")
            self.stdout.write(f"Row {row.number}: {what_happens(found, row)}. {' '.join(notes)}".rstrip())
        count = counted(found)
        self.stdout.write(
            f"{count.new} new, {count.maybe_known} may be known, {count.cannot} cannot be brought along, "
            f"{count.left_out} left out."
        )


def _manager(options: dict[str, Any]) -> User:
    if options["by"] is None:
        return _only_manager(options["centre"])
    found = User.objects.filter(email__iexact=options["by"]).first()
    if found is None:
        raise CommandError(f"Nobody signs in with {options['by']}.")
    return found


def _only_manager(centre: str | None) -> User:
    """Whoever may do this, if it is one person alone: whose name is used is never chosen for them."""
    jobs = Membership.objects.in_force().filter(role=Role.CENTRE_MANAGER).select_related("user")
    managers = {job.user for job in (jobs.filter(centre__name=centre) if centre else jobs)}
    if len(managers) != 1:
        why = "More than one person manages a centre here" if managers else "Nobody manages such a centre"
        raise CommandError(f"{why}: say with --by in whose name it is done, by their e-mail address.")
    return managers.pop()


def _centre(by: User, name: str | None) -> Centre:
    jobs = Membership.objects.of(by, Role.CENTRE_MANAGER).select_related("centre")
    centres = {job.centre for job in jobs if name in (None, job.centre.name)}
    if len(centres) != 1:
        raise CommandError(f"{by.name} manages {'several centres: say which' if centres else 'no such centre'}.")
    return centres.pop()


def _wording(centre: Centre, version: str | None) -> Wording | None:
    if version is None:
        return None
    found = Wording.objects.filter(centre=centre, version__iexact=version).first()
    if found is None:
        raise CommandError(f"No version {version} of the words that families hear is on record.")
    return found


def _worked(found: Import) -> Import:
    """After the work was done, here or by a worker that was faster."""
    services.work_on_imports(on=timezone.localdate())
    found.refresh_from_db()
    while found.status in AT_WORK:
        time.sleep(LOOK_AGAIN_AFTER)
        services.work_on_imports(on=timezone.localdate())
        found.refresh_from_db()
    return found
