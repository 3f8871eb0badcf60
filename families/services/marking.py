"""Saying that two families only look alike, and taking that back."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import record
from families.models import Family, LookAlike
from families.policies import may_change_family
from families.rules import require_marked, require_not_marked, require_one_centre, require_reason_alike
from inputs.errors import RuleBroken


@transaction.atomic
def mark_look_alike(*, family: Family, others: Collection[Family], reason: str, by: User, on: date) -> list[LookAlike]:
    """Say that `family` and each of the `others` only look alike. Raises NotAllowed, RuleBroken.

    The list of likely duplicates, intake and the next import no longer name them as one, until it is taken back.
    """
    locked = _locked([family, *others])
    family = locked[family.pk]
    for one in locked.values():
        may_change_family(by, one).require()
    require_reason_alike(reason)
    made = []
    for other in [locked[one.pk] for one in others]:
        require_one_centre(family, other)
        require_not_marked(family, other)
        low, high = sorted((family, other), key=lambda one: one.pk)
        made.append(LookAlike.objects.create(one=low, other=high, reason=reason.strip(), said_by=by))
        for said in (low, high):
            record(by=by, verb="mark_look_alike", subject=said, mark=made[-1].pk, on=str(on))
    return made


@transaction.atomic
def take_back_look_alike(*, mark: LookAlike, by: User, on: date) -> LookAlike:
    """Take back that two families only look alike: they are named as likely duplicates again, if they are.

    Raises NotAllowed, RuleBroken.
    """
    mark = LookAlike.objects.select_for_update(of=("self",)).select_related("one", "other").get(pk=mark.pk)
    may_change_family(by, mark.one).require()
    require_marked(mark)
    mark.taken_back_at, mark.taken_back_by = timezone.now(), by
    mark.save(update_fields=["taken_back_at", "taken_back_by"])
    for said in (mark.one, mark.other):
        record(by=by, verb="take_back_look_alike", subject=said, mark=mark.pk, on=str(on))
    return mark


def _locked(families: Collection[Family]) -> dict[int, Family]:
    found = Family.objects.select_for_update().filter(pk__in=[one.pk for one in families]).order_by("pk")
    locked = {one.pk: one for one in found}
    if len(locked) < len({one.pk for one in families}):
        raise RuleBroken("stale_family", "One of these records was merged with another meanwhile. Look again.")
    return locked
