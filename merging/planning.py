"""What merging one record into another changes, value by value: made for the preview, and done as it was shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from families.status import ParentalResponsibility
from merging.changes import Change, made
from merging.holdings import (
    ADDRESS,
    CARE,
    CHILD,
    FAMILY,
    FORMER,
    NAMES_A_PERSON,
    OF_FAMILY,
    PEOPLE,
    Holdings,
    Row,
)
from merging.wishes import wishes_that_end

SAME_SAID = "\n\n"  # between what two records say of how to reach a family safely


@dataclass(frozen=True)
class Same:
    """Who of the record that goes is whom of the one that remains, by number; whoever is not named is added."""

    children: Mapping[int, int] = field(default_factory=dict)
    adults: Mapping[int, int] = field(default_factory=dict)

    def of(self, label: str) -> Mapping[int, int]:
        """The pairs among children or among adults."""
        return self.children if label == CHILD else self.adults


@dataclass(frozen=True)
class Setting:
    """Two records, and who of them is whom."""

    of: Holdings
    kept: int
    gone: int
    same: Same
    by: int
    on: date


def merge_changes(at: Setting) -> list[Change]:
    """Everything that changes, in the order in which it is done."""
    return [
        *wishes_that_end(at.of, at.kept, at.gone, at.on),
        *_addresses(at),
        *_people(at),
        *_family(at),
        *_cares(at),
        *_named(at),
        *_moved(at),
        *_merged(at),
    ]


def _addresses(at: Setting) -> Iterator[Change]:
    """The newer address is the current one, and what is confidential on either record is so on both.

    Also whatever else stands at the same postcode: it would say where the confidential address is.
    """
    rows = {pk: row for one in (at.kept, at.gone) for pk, row in at.of.of(ADDRESS, one)}
    homes = {pk: row for pk, row in rows.items() if row["until"] is None}
    secret = {_squeezed(row) for row in rows.values() if row["confidential"]}
    hidden = any(row["confidential"] for row in homes.values())
    for pk, row in rows.items():
        if not row["confidential"] and (_squeezed(row) in secret or (hidden and pk in homes)):
            yield Change(ADDRESS, pk, "confidential", False, True)
    if len(homes) > 1:
        older = min(homes, key=lambda pk: (homes[pk]["since"], homes[pk]["family_id"] == at.kept))
        yield Change(ADDRESS, older, "until", None, max(at.on, homes[older]["since"]))


def _squeezed(row: Row) -> str:
    return "".join(row["postcode"].split()).upper()


def _people(at: Setting) -> Iterator[Change]:
    """Of two who are one: what is not known of the one who remains is what the other record says."""
    for label in PEOPLE:
        for theirs, mine in at.same.of(label).items():
            told, kept = at.of.rows[label][theirs], at.of.rows[label][mine]
            filled = _filled(kept, told)
            yield from (Change(label, mine, name, kept[name], value) for name, value in filled.items())
            called: str = filled.get("name") or kept["name"]
            person = {"child_id" if label == CHILD else "adult_id": mine}
            for name in dict.fromkeys((told["name"], kept["name"])):
                if name and name.casefold() != called.casefold() and not _was_called(at, name, person):
                    yield _former_name(at, name, **person)


def _filled(kept: Row, told: Row) -> dict[str, Any]:
    gaps = [name for name in ("nhs_number", "phone", "email") if name in kept and told[name] and not kept[name]]
    filled = {name: told[name] for name in gaps}
    if not kept["date_of_birth"] and told["date_of_birth"]:
        filled["date_of_birth"] = told["date_of_birth"]
        if "expected_on" in kept:  # born since the record that remains was written
            filled |= {"expected_on": None, "name": told["name"]}
    return filled


def _was_called(at: Setting, name: str, person: Mapping[str, int | None]) -> bool:
    former = (row for _, row in at.of.of(FORMER, at.kept))
    return any(
        row["name"].casefold() == name.casefold() and all(row[key] == pk for key, pk in person.items())
        for row in former
    )


def _former_name(at: Setting, name: str, **person: int) -> Change:
    who = {"child_id": None, "adult_id": None, **person}
    return made(FORMER, family_id=at.kept, name=name, until=at.on, recorded_by_id=at.by, **who)


def _family(at: Setting) -> Iterator[Change]:
    kept, gone = at.of.rows[FAMILY][at.kept], at.of.rows[FAMILY][at.gone]
    said = {name: kept[name] or gone[name] for name in ("language", "interpreter_needed", "registered_on")}
    said["safe_contact"] = _both(kept["safe_contact"], gone["safe_contact"])
    for name, value in said.items():
        if value != kept[name]:
            yield Change(FAMILY, at.kept, name, kept[name], value)
    nobody: dict[str, int | None] = {"child_id": None, "adult_id": None}
    if gone["name"].casefold() != kept["name"].casefold() and not _was_called(at, gone["name"], nobody):
        yield _former_name(at, gone["name"])


def _both(mine: str, theirs: str) -> str:
    """How to reach them safely, as both records say it: a warning on one of them must not be lost."""
    if not theirs.strip() or theirs.strip() in mine:
        return mine
    return f"{mine}{SAME_SAID}{theirs}" if mine.strip() else theirs


def _cares(at: Setting) -> Iterator[Change]:
    """Who cares for whom. Of two records of one relation the one that remains holds; "does not have" goes before "has".

    Parental responsibility is recorded, never guessed: where one does not know, the other says; where they say
    opposite things, nobody agrees for a child on the strength of the wrong one until the manager has asked.
    """
    mine = {(row["adult_id"], row["child_id"]): (pk, row) for pk, row in at.of.rows[CARE].items()}
    for pk, row in at.of.rows[CARE].items():
        adult, child = at.same.adults.get(row["adult_id"]), at.same.children.get(row["child_id"])
        if adult is None and child is None:
            continue
        known = mine.get((adult or row["adult_id"], child or row["child_id"]))
        if known:
            stricter = _stricter(known[1]["responsibility"], row["responsibility"])
            if stricter != known[1]["responsibility"]:
                yield Change(CARE, known[0], "responsibility", known[1]["responsibility"], stricter)
            continue
        if adult:
            yield Change(CARE, pk, "adult_id", row["adult_id"], adult)
        if child:
            yield Change(CARE, pk, "child_id", row["child_id"], child)


def _stricter(one: str, other: str) -> str:
    said = {one, other} - {ParentalResponsibility.NOT_KNOWN}
    if ParentalResponsibility.NO in said:
        return ParentalResponsibility.NO.value
    return said.pop() if said else one


def _named(at: Setting) -> Iterator[Change]:
    """Whatever names one of two who are one names the one who remains."""
    for label, key, person, _, _ in NAMES_A_PERSON:
        for pk, row in at.of.rows[label].items():
            if row[key] in at.same.of(person):
                yield Change(label, pk, key, row[key], at.same.of(person)[row[key]])


def _moved(at: Setting) -> Iterator[Change]:
    for label, key in OF_FAMILY.items():
        stays = at.same.of(label).keys() if label in PEOPLE else ()
        for pk, _ in at.of.of(label, at.gone):
            if pk not in stays and not (label in PEOPLE and at.of.rows[label][pk]["merged_into_id"]):
                yield Change(label, pk, key, at.gone, at.kept)


def _merged(at: Setting) -> Iterator[Change]:
    """Who and what was merged before into somebody who goes now goes along: one step leads to what remains."""
    for label in (*PEOPLE, FAMILY):
        into = {at.gone: at.kept} if label == FAMILY else dict(at.same.of(label))
        for pk, row in at.of.rows[label].items():
            if row["merged_into_id"] in into:
                yield Change(label, pk, "merged_into_id", row["merged_into_id"], into[row["merged_into_id"]])
        for theirs, mine in into.items():
            yield Change(label, theirs, "merged_into_id", None, mine)
