"""Giving a worker something to do with an import: checking it, carrying it out, undoing it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from queues.nudging import nudge
from transfer.models import Import
from transfer.policies import may_import
from transfer.rules import require_all_decided, require_can_become, require_nothing_built_on
from transfer.status import ImportStatus


@transaction.atomic
def carry_out(*, found: Import, by: User, on: date) -> Import:
    """Have everything that is decided brought along, all or nothing, by a worker. Raises NotAllowed, RuleBroken.

    Whoever says so is the one in whose name it is done.
    """
    found = Import.objects.select_for_update().get(pk=found.pk)
    may_import(by, found.centre_id).require()
    require_can_become(found, ImportStatus.ORDERED)
    require_all_decided(found)
    found.by = by
    put_to_work(found, ImportStatus.ORDERED)
    record(by=by, verb="order_import", subject=found, families=found.rows.to_bring().count(), on=str(on))
    return found


@transaction.atomic
def undo(*, found: Import, by: User, on: date) -> Import:
    """Have everything that was brought along taken back, as long as nothing was built on it, by a worker.

    Raises NotAllowed, RuleBroken.
    """
    found = Import.objects.select_for_update().get(pk=found.pk)
    may_import(by, found.centre_id).require()
    require_can_become(found, ImportStatus.UNDOING)
    require_nothing_built_on(found)
    found.by = by
    put_to_work(found, ImportStatus.UNDOING)
    record(by=by, verb="order_undo", subject=found, on=str(on))
    return found


def put_to_work(found: Import, status: ImportStatus) -> None:
    """Due from now on; a worker is told as soon as it is committed."""
    found.status, found.ordered_at, found.rows_done, found.failure = status, timezone.now(), 0, ""
    found.claimed_at, found.attempts = None, 0
    found.save()
    nudge("transfer.tasks.work_on_imports")
