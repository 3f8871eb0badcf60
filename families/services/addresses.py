"""Showing an address to somebody who asks, and noticing one that is typed where it must not stand."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.services import record, record_reads
from families.models import Address, AddressShown, Family
from families.policies import may_see_address
from families.rules import require_address, require_why_address
from families.typed_address import typed_in


@transaction.atomic
def show_address(*, family: Family, reason: str = "", by: User, on: date) -> Address:
    """Where the family lives, for its centre's manager; a confidential address only with a reason.

    Raises NotAllowed, RuleBroken.
    """
    may_see_address(by, family).require()
    return give_address(family=family, reason=reason, by=by, on=on)


@transaction.atomic
def give_address(*, family: Family, reason: str = "", by: User, on: date) -> Address:
    """The current address, having written down who was shown it, when and why. Raises RuleBroken.

    Called by a verb that has asked its own policy. Whoever calls it shows the address once, on that one answer, and
    nowhere else (access.md; ICO reprimands of 2023: a safe address disclosed).
    """
    home = require_address(family)
    if home.confidential:
        require_why_address(reason)
    shown = AddressShown.objects.create(
        family=family, address=home, by=by, confidential=home.confidential, reason=reason.strip()
    )
    record(by=by, verb="show_address", subject=family, confidential=home.confidential, shown=shown.pk)
    record_reads(by=by, subjects=[family], where="family_address")  # so that the family's own copy says so
    return home


@transaction.atomic
def address_typed(
    *, family: Family | None, words: Mapping[str, str], checked: bool, by: User, homes: Iterable[Any] = ()
) -> list[str]:
    """The names of the fields in which a confidential address of the family stands, unless the writer has `checked`.

    Both are logged, the first also because guessing an address this way must be noticed. `homes`: addresses that are
    not on record yet.
    """
    known = [*homes, *(family.addresses.filter(confidential=True) if family else ())]
    found = typed_in(words, known) if known else []
    if found and family:
        record(by=by, verb="kept_typed_address" if checked else "warned_of_typed_address", subject=family, fields=found)
    return [] if checked else found
