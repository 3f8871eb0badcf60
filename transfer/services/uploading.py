"""From a file to rows whose columns are matched; and giving it up."""

import hashlib
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from centres.models import Centre
from consent.models import Wording
from transfer.fields import squeezed
from transfer.models import ColumnMatch, Import, ImportRow
from transfer.policies import may_import
from transfer.reading import read
from transfer.rules import require_can_become, require_matching, require_no_other_open, require_wording_of
from transfer.services.ordering import put_to_work
from transfer.status import ImportStatus


@transaction.atomic
def upload_list(*, centre: Centre, name: str, content: bytes, by: User, on: date) -> Import:
    """Read a file and keep its rows, matched with nothing yet. A file that is refused leaves nothing behind.

    Raises NotAllowed, RuleBroken (with field "file" and the place in the file).
    """
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    may_import(by, centre.pk).require()
    require_no_other_open(centre.pk)
    table = read(content)
    made = Import.objects.create(
        centre=centre, by=by, file_name=name[:200], sha256=hashlib.sha256(content).hexdigest(),
        columns=list(table.columns), remarks=list(table.remarks), rows_in_all=len(table.lines),
    )  # fmt: skip
    ImportRow.objects.bulk_create(
        (ImportRow(of=made, number=line.number, said=list(line.cells)) for line in table.lines), batch_size=1000
    )
    record(by=by, verb="upload_list", subject=made, rows=made.rows_in_all, sha256=made.sha256)
    return made


@transaction.atomic
def match_columns(*, found: Import, matching: Mapping[str, str], wording: Wording | None, by: User, on: date) -> Import:
    """Say what each column is about, and have the list checked. It is remembered for the centre's next list.

    `wording`: the words that these families heard when they agreed; None: that is not on record, so that no agreement
    of the list counts. Raises NotAllowed, RuleBroken.
    """
    found = Import.objects.select_for_update(of=("self",)).select_related("centre").get(pk=found.pk)
    may_import(by, found.centre_id).require()
    require_can_become(found, ImportStatus.MATCHED)
    require_matching(matching, found.columns)
    require_wording_of(found, wording)
    found.matching = {column: matching.get(column, "") for column in found.columns}
    found.wording = wording
    put_to_work(found, ImportStatus.MATCHED)
    remembered, _ = ColumnMatch.objects.select_for_update().get_or_create(centre=found.centre, defaults={"kept_by": by})
    remembered.matching |= {squeezed(column): code for column, code in found.matching.items()}
    remembered.kept_by, remembered.kept_at = by, timezone.now()
    remembered.save()
    record(by=by, verb="match_columns", subject=found, fields=sorted(filter(None, found.matching.values())))
    return found


@transaction.atomic
def discard_list(*, found: Import, by: User, on: date) -> Import:
    """Give a list up: its rows are deleted, nothing else was changed by it. Raises NotAllowed, RuleBroken."""
    found = Import.objects.select_for_update().get(pk=found.pk)
    may_import(by, found.centre_id).require()
    require_can_become(found, ImportStatus.DISCARDED)
    found.rows.all().delete()
    found.status, found.failure = ImportStatus.DISCARDED, ""
    found.save(update_fields=["status", "failure"])
    record(by=by, verb="discard_list", subject=found, on=str(on))
    return found
