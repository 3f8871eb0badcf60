"""What undoing a merge changes: the ledger backwards, as far as it still holds, and what came since where it belongs.

What was added since to the family itself stays with the record that remains. What hangs on something that goes back
(a contact on its case, a decision about that case, an address that was shown) goes with it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from merging.changes import REMOVED, Change, made, plain
from merging.holdings import (
    ADDRESS,
    AGREEMENT,
    CASE,
    CHILD,
    DECISION,
    FAMILY,
    FORMER,
    ITEM,
    KIND,
    NAMES_A_PERSON,
    OF_FAMILY,
    PEOPLE,
    REFERRAL,
    SHOWN,
    STEP,
    WISH,
    Holdings,
    Row,
)
from merging.status import What
from merging.words import moving

# What goes where something else goes: its kind, the key that leads there, and the kind of that.
FOLLOWS = (
    (AGREEMENT, "given_by_id", "families.Adult"),
    (FORMER, "child_id", CHILD),
    (FORMER, "adult_id", "families.Adult"),
    (SHOWN, "address_id", ADDRESS),
    (CASE, "referral_id", REFERRAL),
    (DECISION, "corrects_id", DECISION),
    (ITEM, "case_id", CASE),
    (ITEM, "referral_id", REFERRAL),
    (ITEM, "part_of_id", ITEM),
    (ITEM, "taken_with_id", ITEM),
)


@dataclass
class Undoing:
    """What undoing changes, and what a person has to know of it beforehand."""

    changes: list[Change] = field(default_factory=list)
    back: dict[str, int] = field(default_factory=dict)  # what was moved and goes back, by kind
    since: list[Change] = field(default_factory=list)  # what changed since, and is left as it is now
    stays: dict[str, int] = field(default_factory=dict)  # what was added since and stays, by kind
    along: dict[str, int] = field(default_factory=dict)  # what was added since and goes along, by kind
    between: dict[str, int] = field(default_factory=dict)  # what would be about both: it cannot be undone


@dataclass(frozen=True)
class Ledger:
    """One merge as it was done."""

    kept: int
    gone: int
    moved: Sequence[Any]  # its lines, in order
    had: dict[str, list[int]]  # what the record that remains had before
    by: int
    on: date


def undoing(of: Holdings, ledger: Ledger) -> Undoing:
    """What undoing the merge changes, as things stand."""
    now, found = of.copy(), Undoing()
    for line in reversed(ledger.moved):
        _turn_back(now, line, found)
    found.back = moving(found.changes)
    _follow(now, ledger, found)
    _rename(now, ledger, found)
    _keep_out(now, ledger, found)
    found.stays = dict(_added(now, ledger))
    found.between = dict(_between(now, ledger))
    return found


def _turn_back(now: Holdings, line: Any, found: Undoing) -> None:
    row = now.rows[line.label].get(line.row)
    if row is None:
        return
    if line.what == What.MADE:
        del now.rows[line.label][line.row]
        found.changes.append(Change(line.label, line.row, "", None, None, REMOVED))
        return
    back = Change(line.label, line.row, line.field, line.after, line.before)
    if plain(row[line.field]) != line.after or (line.field == "until" and _another_holds(now, line.label, row)):
        found.since.append(back)
        return
    row[line.field] = _as_it_is_kept(row[line.field], line.before)
    found.changes.append(back)


def _as_it_is_kept(now: Any, before: Any) -> Any:
    """A date of the ledger is text; whatever else looks at it wants what the table would give."""
    return date.fromisoformat(before) if isinstance(now, date) and isinstance(before, str) else before


def _another_holds(now: Holdings, label: str, row: Row) -> bool:
    """Whether something newer holds where this would hold again: a wish, or an address."""
    keys = {WISH: ("family_id", "agency_id"), KIND: ("family_id", "agency_id", "kind"), ADDRESS: ("family_id",)}[label]
    same = [one for one in now.rows[label].values() if all(one[key] == row[key] for key in keys)]
    return any(one is not row and one["until"] is None for one in same)


def _follow(now: Holdings, ledger: Ledger, found: Undoing) -> None:
    """What was added since to something that goes back goes with it; again, until nothing more does."""
    about = {row["decision_id"]: row["case_id"] for row in now.rows[STEP].values()}
    while True:
        going = [
            (label, pk)
            for label, key, other in FOLLOWS
            for pk, row in now.of(label, ledger.kept)
            if now.family_of(other, row[key]) == ledger.gone
        ]
        going += [
            (DECISION, pk)
            for pk, _ in now.of(DECISION, ledger.kept)
            if now.family_of(CASE, about.get(pk)) == ledger.gone
        ]
        if not going:
            return
        for label, pk in dict.fromkeys(going):
            now.rows[label][pk]["family_id"] = ledger.gone
            found.changes.append(Change(label, pk, "family_id", ledger.kept, ledger.gone))
            found.along[label] = found.along.get(label, 0) + 1


def _rename(now: Holdings, ledger: Ledger, found: Undoing) -> None:
    """Who was one, and is two again, is named on each record as that record's."""
    twins = {
        label: {
            line.after: line.row
            for line in ledger.moved
            if line.label == label and line.field == "merged_into_id" and line.before is None
        }
        for label in PEOPLE
    }
    for label, key, person, on, way in NAMES_A_PERSON:
        for pk, row in now.rows[label].items():
            twin = twins[person].get(row[key])
            if twin and now.family_of(on, row[way] if way else pk) == ledger.gone:
                found.changes.append(Change(label, pk, key, row[key], twin))
                row[key] = twin


def _keep_out(now: Holdings, ledger: Ledger, found: Undoing) -> None:
    """Whom the family kept out since, it kept out of both: the wish stays, and a copy of it goes along."""
    for label, same in ((WISH, ("agency_id",)), (KIND, ("agency_id", "kind"))):
        current = [(pk, row) for pk, row in now.rows[label].items() if row["until"] is None]
        theirs = {tuple(row[key] for key in same): (pk, row) for pk, row in current if row["family_id"] == ledger.gone}
        for pk, row in current:
            if row["family_id"] != ledger.kept or row["included"] or pk in ledger.had.get(label, ()):
                continue
            before = theirs.get(tuple(row[key] for key in same))
            if before and not before[1]["included"]:
                continue
            if before:
                found.changes.append(Change(label, before[0], "until", None, ledger.on))
            values = {key: value for key, value in row.items() if key != "family_id"}
            copy = {**values, "family_id": ledger.gone, "since": ledger.on, "recorded_by_id": ledger.by}
            found.changes.append(made(label, **copy))
            found.along[label] = found.along.get(label, 0) + 1


def _added(now: Holdings, ledger: Ledger) -> Iterator[tuple[str, int]]:
    """How much of each kind was added since to what remains, and stays there."""
    moved = {(line.label, line.row) for line in ledger.moved}
    for label in OF_FAMILY:
        had = set(ledger.had.get(label, ()))
        since = [pk for pk, _ in now.of(label, ledger.kept) if pk not in had and (label, pk) not in moved]
        if since and label != FAMILY:
            yield label, len(since)


def _between(now: Holdings, ledger: Ledger) -> Iterable[tuple[str, int]]:
    """How much of each kind would be about somebody, or rest on something, of the other record."""
    both = {ledger.kept, ledger.gone}
    counts: dict[str, int] = {}
    for label, key, person, on, way in NAMES_A_PERSON:
        for pk, row in now.rows[label].items():
            sides = {now.family_of(on, row[way] if way else pk), now.family_of(person, row[key])}
            counts[label] = counts.get(label, 0) + (sides >= both)
    for row in now.rows[REFERRAL].values():
        sides = {row["family_id"], now.family_of(AGREEMENT, row["agreement_id"])}
        counts[REFERRAL] = counts.get(REFERRAL, 0) + (sides >= both)
    return ((label, number) for label, number in counts.items() if number)


def rows_of(of: Holdings, family_id: int) -> dict[str, list[int]]:
    """What a record has of each kind, by number."""
    return {label: [pk for pk, _ in of.of(label, family_id)] for label in OF_FAMILY}


def kinds_of(changes: Collection[Change]) -> dict[str, int]:
    """How many rows of each kind are changed."""
    rows = {(one.label, one.row) for one in changes}
    found: dict[str, int] = {}
    for label, _ in sorted(rows):
        found[label] = found.get(label, 0) + 1
    return found
