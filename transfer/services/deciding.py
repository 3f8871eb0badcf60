"""What a person decides about rows: a family that may be known is new, or is left out; what cannot be is left out."""

from django.db import transaction

from accounts.models import User
from audit.services import record
from inputs.errors import RuleBroken
from transfer.models import Import, ImportRow
from transfer.policies import may_import
from transfer.rules import require_checked, require_decidable
from transfer.status import Decision, Outcome


@transaction.atomic
def decide_row(*, row: ImportRow, decision: str, by: User) -> ImportRow:
    """Decide about one family of the list, by its first row. Raises NotAllowed, RuleBroken."""
    found = Import.objects.select_for_update().get(pk=row.of_id)
    may_import(by, found.centre_id).require()
    require_checked(found)
    row = ImportRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    require_decidable(row, decision)
    row.decision, row.decided_by = decision, by if decision else None
    row.save(update_fields=["decision", "decided_by"])
    record(by=by, verb="decide_row", subject=row, centre_id=found.centre_id, number=row.number, decision=decision)
    return row


@transaction.atomic
def leave_out_all(*, found: Import, outcome: str, by: User) -> int:
    """Leave out every family of the list that cannot be brought along, or may be known, and is not decided yet.

    Never the other way: that many families are new is not decided at a stroke. Raises NotAllowed, RuleBroken.
    """
    found = Import.objects.select_for_update().get(pk=found.pk)
    may_import(by, found.centre_id).require()
    require_checked(found)
    if outcome not in (Outcome.CANNOT, Outcome.MAYBE_KNOWN):
        raise RuleBroken("not_to_leave_out", "Choose what is to be left out.")
    rows = found.rows.heads().filter(outcome=outcome, decision=Decision.NONE)
    count = rows.update(decision=Decision.LEAVE_OUT, decided_by=by)
    record(by=by, verb="leave_out_all", subject=found, outcome=outcome, rows=count)
    return count
