"""What a worker does: the dry run, the carrying out, the undoing. Each is claimed, done in one transaction, and told.

Safe to run in several workers at once and to be killed anywhere: a claim is a committed UPDATE that progress renews;
whoever comes last to the end finds the status changed and undoes all that it did.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.models import Entry
from audit.services import record
from inputs.errors import NotAllowed, RuleBroken
from queues.claiming import ATTEMPTS, claim
from transfer.bringing import bring, keep_apart, take_back
from transfer.checking import check
from transfer.keeping import keep_found, keep_made
from transfer.models import Import
from transfer.planning import around, grouped, planned
from transfer.progress import Tell, progress_of
from transfer.rules import require_all_decided, require_nothing_built_on
from transfer.status import ImportStatus

log = logging.getLogger(__name__)
GIVEN_UP_AFTER = timedelta(minutes=3)  # without a word of progress: that worker died
AT_ONCE = 250  # families written with the same few statements
SORRY = (
    f"It could not be done after {ATTEMPTS} attempts. "
    "Nothing was changed; please tell whoever looks after the installation."
)
BACK = {
    ImportStatus.MATCHED: ImportStatus.UPLOADED, ImportStatus.ORDERED: ImportStatus.CHECKED,
    ImportStatus.UNDOING: ImportStatus.DONE,
}  # fmt: skip


def work_on_imports(*, on: date) -> int:
    """Do everything that is due; return how many. It belongs to no person: whoever ordered it is asked for each."""
    done = 0
    while found := _claim(timezone.now()):
        try:
            WORK[ImportStatus(found.status)](found, on)
            done += 1
        except (RuleBroken, NotAllowed) as refused:
            _back(found, getattr(refused, "sentence", "") or str(refused))
        except Exception:
            log.exception("Import %s: attempt %s failed.", found.pk, found.attempts)
            if found.attempts >= ATTEMPTS:
                _give_up(found)
            else:
                _mine(found).update(claimed_at=None)
    return done


def _claim(now: datetime) -> Import | None:
    """Take one that is due, or whose worker died; None if there is none. Committed before it returns."""
    free = Q(claimed_at=None) | Q(claimed_at__lte=now - GIVEN_UP_AFTER)
    queue = Import.objects.at_work().select_related("centre", "by", "wording")
    return claim(queue, free, now=now, give_up=_give_up, rows_done=0)


def _give_up(found: Import) -> None:
    _back(found, SORRY)


def _mine(found: Import) -> Any:
    return Import.objects.filter(pk=found.pk, status=found.status)


def _back(found: Import, why: str) -> None:
    """To where it was before, with the reason."""
    _mine(found).update(status=BACK[ImportStatus(found.status)], claimed_at=None, failure=why[:500], rows_done=0)


def _become(found: Import, status: ImportStatus, **fields: Any) -> None:
    """The last word of a transaction: nobody else was first, or everything in it is undone."""
    if not _mine(found).update(status=status, claimed_at=None, rows_done=found.rows_in_all, **fields):
        raise RuleBroken("somebody_else", "Somebody else has done this in the meantime.")


def _rows(found: Import) -> Iterator[tuple[int, list[str]]]:
    return found.rows.order_by("number").values_list("number", "said").iterator(2000)


@transaction.atomic
def _check(found: Import, on: date) -> None:
    keep_found(found, check(found, _rows(found), on, progress_of(found.pk)))
    _become(found, ImportStatus.CHECKED)


def _carry_out(found: Import, on: date) -> None:
    """Look once more first: somebody may have put one of these families on record since. Then all or nothing."""
    with transaction.atomic():
        keep_found(found, check(found, _rows(found), on, _silently))
    require_all_decided(found)
    with transaction.atomic():
        _bring_all(found, on, progress_of(found.pk))
        keep_apart(found, on)
        found.rows.update(said=[])  # what is on record need not stand in a list beside it
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
        record(by=found.by, verb="carry_out_import", subject=found, rows=found.rows_in_all)
        _become(found, ImportStatus.DONE, done_at=timezone.now(), last_entry=last)


def _bring_all(found: Import, on: date, tell: Tell) -> None:
    wanted = set(found.rows.to_bring().values_list("number", flat=True))
    about, done = around(found, on), 0
    families = (rows for rows in grouped(found, _rows(found)) if rows[0].number in wanted)
    while some := list(islice(families, AT_ONCE)):
        keep_made(found, bring([planned(rows, about) for rows in some], about, found.by))
        done += sum(len(rows) for rows in some)
        tell(done)


@transaction.atomic
def _undo(found: Import, on: date) -> None:
    require_nothing_built_on(found)
    made = list(found.rows.filter(family__isnull=False).values_list("family_id", "made"))
    take_back(found.centre, made, found.by)
    record(by=found.by, verb="undo_import", subject=found, families=len(made))
    _become(found, ImportStatus.UNDONE, undone_at=timezone.now())


def _silently(done: int) -> None:
    """Say nothing: this is a look before the work that is told of."""


WORK: dict[ImportStatus, Callable[[Import, date], None]] = {
    ImportStatus.MATCHED: _check, ImportStatus.ORDERED: _carry_out, ImportStatus.UNDOING: _undo,
}  # fmt: skip
