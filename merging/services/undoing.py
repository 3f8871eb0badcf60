"""Making two records again of one."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from merging.changes import carry_out, digest_of
from merging.holdings import holdings_of
from merging.models import Merge
from merging.policies import may_undo_merge
from merging.rules import (
    require_as_shown,
    require_in_time,
    require_latest,
    require_not_undone,
    require_nothing_between,
    require_why,
)
from merging.services.locks import lock_records
from merging.undoing import Ledger, Undoing, undoing


def planned_undoing(*, merge: Merge, by: User, on: date) -> Undoing:
    """What undoing the merge would change, as things stand. Raises NotAllowed, RuleBroken."""
    may_undo_merge(by, merge).require()
    require_not_undone(merge)
    require_in_time(merge, on)
    require_latest(merge)
    ledger = Ledger(merge.kept_id, merge.gone_id, list(merge.moved.order_by("place")), merge.had, by.pk, on)
    found = undoing(holdings_of([merge.kept_id, merge.gone_id]), ledger)
    require_nothing_between(found)
    return found


@transaction.atomic
def undo_merge(*, merge: Merge, reason: str, shown: str, by: User, on: date) -> Merge:
    """Let everything go back where it was. Raises NotAllowed, RuleBroken.

    `shown`: the digest of what was shown; if it is not the same any more, nothing is done.
    """
    lock_records([merge.kept_id, merge.gone_id])
    merge = Merge.objects.select_for_update(of=("self",)).select_related("kept", "gone").get(pk=merge.pk)
    require_why(reason)
    found = planned_undoing(merge=merge, by=by, on=on)
    require_as_shown(shown, digest_of(found.changes))
    carry_out(found.changes)
    merge.undone_at, merge.undone_by, merge.undone_because = timezone.now(), by, reason.strip()
    merge.save(update_fields=["undone_at", "undone_by", "undone_because"])
    for subject in (merge.kept, merge.gone):
        record(by=by, verb="undo_merge", subject=subject, merge=merge.pk, kept=merge.kept_id, gone=merge.gone_id)
    return merge
