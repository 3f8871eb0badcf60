"""Two records and everything that hangs on them, locked: what stands above first, as every other verb does."""

from collections.abc import Collection

from django.db.models import Model

from cases.models import Case
from families.models import Adult, Child, Family
from inputs.errors import RuleBroken
from meetings.models import AgendaItem
from referrals.models import Referral

MERGED = "One of these records was merged with another meanwhile. Look again."


def lock_records(family_ids: Collection[int]) -> dict[int, Family]:
    """The families by number, locked with their work and their people, also those that were merged away.

    Whoever works on one of the cases is waited for; whoever comes later sees what became of it. Whoever wants to hang
    something on one of the people or families waits, too: PostgreSQL locks what a foreign key leads to.
    """
    _lock(Referral, Case, AgendaItem, of=family_ids)
    families = Family.every.select_for_update(of=("self",)).filter(pk__in=family_ids).order_by("pk")
    locked = {one.pk: one for one in families}
    _lock(Child, Adult, of=family_ids)
    if len(locked) < len(set(family_ids)):
        raise RuleBroken("same_family", "Choose another family: these two are one record already.", "family")
    return locked


def _lock(*models: type[Model], of: Collection[int]) -> None:
    for model in models:
        rows = model._base_manager.select_for_update(of=("self",)).filter(family__in=of)
        list(rows.order_by("pk").values_list("pk"))


def require_on_record(*families: Family) -> None:
    """Neither was merged with another while somebody looked at the two."""
    if any(one.merged_into_id for one in families):
        raise RuleBroken("stale_family", MERGED)
