"""What a family and its people are called, and what they were called before."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.services import record
from families.models import Adult, Child, Family, FormerName
from families.policies import may_change_family
from families.rules import require_another_name


@transaction.atomic
def change_name(
    *, family: Family, name: str, child: Child | None = None, adult: Adult | None = None, by: User, on: date
) -> Any:
    """Record that the family, or one child or adult of it, is called `name` now; return who was renamed.

    The name before is kept with the day until which it held. Raises NotAllowed, RuleBroken.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    may_change_family(by, family).require()
    people: Any = family.children if child else family.adults
    person = child or adult
    renamed = people.select_for_update().get(pk=person.pk) if person else family
    require_another_name(renamed.name, name)
    keep_former_name(family=family, name=renamed.name, child=child, adult=adult, by=by, on=on)
    renamed.name = name.strip()
    renamed.save(update_fields=["name"])
    record(by=by, verb="change_name", subject=renamed, centre_id=family.centre_id)
    return renamed


def keep_former_name(
    *, family: Family, name: str, child: Child | None = None, adult: Adult | None = None, by: User, on: date
) -> None:
    """Keep a name that no longer holds, unless it was none (a child not born yet), or is kept already.

    Called by a verb that has locked the family and asked its own policy, and writes its own line in the log.
    """
    known = FormerName.objects.filter(family=family, child=child, adult=adult, name__iexact=name)
    if name and not known.exists():
        FormerName.objects.create(family=family, child=child, adult=adult, name=name, until=on, recorded_by=by)
