"""Putting a centre on record from its export of everything: whoever runs the installation does it."""

from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction

from accounts.services import invite_again
from audit.services import record
from transfer.whole.bringing_back import Brought, bring_back
from transfer.whole.opening import opened


@transaction.atomic
def import_centre(*, path: Path, by: Any, invite: bool = False) -> Brought:
    """Read an export of everything back, all or nothing; `invite`: people who are new here are sent a link to choose a
    password. Raises NotThisZip, OSError.

    From the command line alone (`by` is None): no role of a centre may make another one.
    """
    with opened(path) as whole, pghistory.context(command="import_centre", sha256=whole.sha256):
        brought = bring_back(whole)
        record(
            by=by, verb="import_centre", subject=brought.centre, centre_id=brought.centre.pk, sha256=whole.sha256,
            made_at=whole.made_at, rows=sum(brought.rows.values()),
        )  # fmt: skip
        for user in brought.invited if invite else ():
            invite_again(user=user, by=by)
    return brought
