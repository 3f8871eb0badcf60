"""Recording who may know what, in the family's words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.services import record
from consent.models import KindWish, SharingWish
from consent.policies import may_record_agreement
from consent.rules import (
    require_kinds_of_included,
    require_known_kinds,
    require_meeting_knows,
    require_no_contradiction,
    require_partners,
    require_protocol,
)
from families.models import Family


@transaction.atomic
def record_wishes(
    *,
    family: Family,
    included: Iterable[int],
    excluded: Iterable[int],
    words: Mapping[int, str] | None = None,
    kept: Mapping[int, Iterable[str]] | None = None,
    by: User,
    on: date,
) -> list[SharingWish]:
    """Record which agencies (ids) the family wishes to know, and which not; return the wishes that now hold.

    What is said of an agency replaces what was said of it before; an agency not named keeps its wish. `kept`: the kinds
    of information (consent.status.Information) that an agency that may know must not know; an agency not named in it
    keeps those it had. Raises NotAllowed, RuleBroken.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    may_record_agreement(by, family).require()
    yes, no_ = set(included), set(excluded)
    require_no_contradiction(yes, no_)
    kinds = {agency_id: set(said) for agency_id, said in (kept or {}).items()}
    require_known_kinds(kinds)
    require_partners(family, yes | no_, on)
    require_meeting_knows(family, no_, on)
    current = {wish.agency_id: wish for wish in family.wishes.current()}
    changed = _changed(current, yes, yes | no_, words or {})
    require_protocol(family, [pk for pk, wish in changed.items() if wish["included"]], on)
    require_kinds_of_included(kinds, yes | {pk for pk in current if current[pk].included} - no_)
    for agency_id, wish in changed.items():
        if agency_id in current:
            current[agency_id].until = on
            current[agency_id].save(update_fields=["until"])
        SharingWish.objects.create(family=family, agency_id=agency_id, recorded_by=by, since=on, **wish)
        record(by=by, verb="record_wish", subject=family, agency=agency_id, included=agency_id in yes)
    for agency_id in sorted(kinds):
        _keep(family, agency_id, kinds[agency_id], by, on)
    return list(family.wishes.current().select_related("agency"))


def _changed(
    current: Mapping[int, SharingWish], yes: set[int], said: set[int], words: Mapping[int, str]
) -> dict[int, dict[str, Any]]:
    """Of the agencies that something is said of, what is new about each, in their order."""
    found = {}
    for agency_id in sorted(said):
        before = current.get(agency_id)
        kept = before.words if before and before.included == (agency_id in yes) else ""
        wish = {"included": agency_id in yes, "words": words.get(agency_id, kept).strip()}
        if before is None or (before.included, before.words) != (wish["included"], wish["words"]):
            found[agency_id] = wish
    return found


def _keep(family: Family, agency_id: int, kinds: set[str], by: User, on: date) -> None:
    """What the agency must not know is `kinds` now; what is said anew ends what was said before."""
    current = {wish.kind: wish for wish in family.kind_wishes.current().filter(agency_id=agency_id)}
    said = {kind: kind not in kinds for kind in kinds | set(current)}
    for kind in sorted(said):
        before = current.get(kind)
        if before and before.included == said[kind]:
            continue
        if before:
            before.until = on
            before.save(update_fields=["until"])
        KindWish.objects.create(
            family=family, agency_id=agency_id, kind=kind, included=said[kind], recorded_by=by, since=on
        )
        record(by=by, verb="record_kind_wish", subject=family, agency=agency_id, information=kind, included=said[kind])
