"""Making one record of two."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.services import record
from families.models import Family
from merging.changes import Change, carry_out, digest_of, plain
from merging.holdings import holdings_of
from merging.models import Merge, Moved
from merging.planning import Same, Setting, merge_changes
from merging.policies import may_merge
from merging.rules import (
    require_as_shown,
    require_nhs_numbers_fit,
    require_no_agreement_opens_the_other,
    require_one_open_case,
    require_one_waiting_referral,
    require_people_of_both,
    require_two,
    require_why,
)
from merging.services.locks import lock_records, require_on_record
from merging.undoing import rows_of


def planned_merge(*, kept: Family, gone: Family, same: Same, by: User, on: date) -> tuple[Setting, list[Change]]:
    """What merging `gone` into `kept` would change, and what it was made of. Raises NotAllowed, RuleBroken."""
    may_merge(by, kept).require()
    may_merge(by, gone).require()
    require_two(kept, gone)
    at = Setting(holdings_of([kept.pk, gone.pk]), kept.pk, gone.pk, same, by.pk, on)
    require_people_of_both(at)
    require_nhs_numbers_fit(at)
    require_one_open_case(at)
    require_one_waiting_referral(at)
    require_no_agreement_opens_the_other(at)
    return at, merge_changes(at)


@transaction.atomic
def merge_families(*, kept: Family, gone: Family, same: Same, reason: str, shown: str, by: User, on: date) -> Merge:
    """Make `gone` part of `kept`. Raises NotAllowed, RuleBroken.

    `shown`: the digest of what was shown (`merging.changes.digest_of`); if it is not the same any more, nothing is
    done. The record that goes stays, out of every list and search, for the history and for undoing.
    """
    locked = lock_records([kept.pk, gone.pk])
    kept, gone = locked[kept.pk], locked[gone.pk]
    require_on_record(kept, gone)
    require_why(reason)
    at, changes = planned_merge(kept=kept, gone=gone, same=same, by=by, on=on)
    require_as_shown(shown, digest_of(changes))
    made = Merge.objects.create(
        centre_id=kept.centre_id, kept=kept, gone=gone, reason=reason.strip(), by=by, had=rows_of(at.of, kept.pk)
    )
    Moved.objects.bulk_create(
        Moved(
            merge=made, place=place, what=one.what, label=one.label, row=one.row, field=one.field,
            before=plain(one.before), after=plain(one.after),
        )
        for place, one in enumerate(carry_out(changes))
    )  # fmt: skip
    for subject in (kept, gone):
        record(by=by, verb="merge_families", subject=subject, merge=made.pk, kept=kept.pk, gone=gone.pk)
    return made
