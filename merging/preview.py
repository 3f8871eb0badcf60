"""What a person reads before two records become one, or two again: plain sentences about exactly what is done.

No address stands in it, only areas, as on every other page; a confidential one is "Confidential".
"""

from collections.abc import Iterator, Sequence
from datetime import date

from centres.models import Agency
from families.status import ParentalResponsibility
from inputs.dates import in_words
from merging.changes import Change
from merging.holdings import ADDRESS, ADULT, CARE, CHILD, FAMILY, KIND, PEOPLE, WISH, Row
from merging.planning import Setting
from merging.undoing import Undoing, kinds_of
from merging.wishes import agreements_in_force
from merging.words import counts, moving, names_made

CALLED = {"nhs_number": "NHS number", "phone": "telephone number", "email": "e-mail address",
          "date_of_birth": "date of birth"}  # fmt: skip
FACTS = {"language": "The language", "interpreter_needed": "That an interpreter is needed",
         "registered_on": "The date of the registration form",
         "safe_contact": "How to contact safely, as both records say it,"}  # fmt: skip
SAYS = {True: "may know", False: "must not know"}
Section = tuple[str, list[str]]


def of_merging(at: Setting, changes: Sequence[Change]) -> list[Section]:
    """The preview of a merge: headings with their sentences; a heading without any is left out."""
    sections = [
        ("People", [*_people(at, changes)]),
        ("What goes to the record that stays", counts(moving(changes))),
        ("Where the family lives", [*_addresses(at, changes)]),
        ("Who may know", [*_wishes(at, changes)]),
        ("Agreement", [_agreement(at)]),
        ("Facts about the family", [*_facts(at, changes)]),
    ]
    return [section for section in sections if section[1]]


def of_undoing(found: Undoing, kept: str, gone: str) -> list[Section]:
    """The preview of an undoing, of two records by their references."""
    sections = [
        (
            f"What goes back to {gone}",
            [*counts(found.back), "everybody who was said to be the same person is two people again"],
        ),
        (f"What was added since, and goes along to {gone}", counts(found.along)),
        (f"What was added since, and stays with {kept}", counts(found.stays)),
        ("What was changed since, and stays as it is now", counts(kinds_of(found.since))),
    ]
    return [section for section in sections if section[1]]


def _people(at: Setting, changes: Sequence[Change]) -> Iterator[str]:
    for label in PEOPLE:
        mine, theirs = at.of.people(label, at.kept), at.of.people(label, at.gone)
        same = at.same.of(label)
        for pk, told in theirs.items():
            if pk in same:
                yield _one_person(label, mine[same[pk]], told, same[pk], changes)
            else:
                yield f"{who(label, told)} is added."
    for name in names_made(changes):
        yield f"“{name}” is kept as a former name."
    for one in changes:
        if one.label == CARE and one.field == "responsibility":
            said = ParentalResponsibility(one.after).label.lower()
            yield (
                f"{_care_of(at, one.row)}: “{said}” holds, which the other record says. "
                "Ask, and correct it if it is wrong."
            )


def _one_person(label: str, kept: Row, told: Row, pk: int, changes: Sequence[Change]) -> str:
    filled = [one.field for one in changes if (one.label, one.row) == (label, pk) and one.field in CALLED]
    words = f"{who(label, kept)} and {who(label, told)} are one {'child' if label == CHILD else 'adult'}."
    if filled:
        words += f" What is not known yet is taken over: {', '.join(CALLED[name] for name in filled)}."
    differs = [name for name in CALLED if name in kept and kept[name] and told[name] and kept[name] != told[name]]
    if differs:
        names = ", ".join(CALLED[name] for name in differs)
        words += f" The {names} of the record that stays holds; what the other says is kept with it."
    return words


def who(label: str, row: Row) -> str:
    """A child or an adult by name and date of birth."""
    name = row["name"] or "An unborn child"
    if row["date_of_birth"]:
        return f"{name}, born {in_words(row['date_of_birth'])}"
    if label == CHILD and row["expected_on"]:
        return f"{name}, expected on {in_words(row['expected_on'])}"
    return str(name)


def _care_of(at: Setting, pk: int) -> str:
    care = at.of.rows[CARE][pk]
    adult, child = at.of.rows[ADULT].get(care["adult_id"]), at.of.rows[CHILD].get(care["child_id"])
    return f"{adult['name'] if adult else 'An adult'} and {(child and child['name']) or 'the child'}"


def _addresses(at: Setting, changes: Sequence[Change]) -> Iterator[str]:
    ended = [one for one in changes if one.label == ADDRESS and one.field == "until"]
    hidden = [one for one in changes if one.label == ADDRESS and one.field == "confidential"]
    homes = {
        pk: row
        for family in (at.kept, at.gone)
        for pk, row in at.of.of(ADDRESS, family)
        if row["until"] is None and pk not in {one.row for one in ended}
    }
    secret = {one.row for one in hidden}
    for pk, row in homes.items():
        area = "Confidential" if row["confidential"] or pk in secret else row["postcode"].split(" ")[0]
        yield f"The current address is the one in force since {in_words(row['since'])}: {area}."
    if ended:
        yield "The other current address is kept as a former one."
    if hidden:
        yield "What is confidential on one record is confidential on both: the address, and any other at its postcode."


def _wishes(at: Setting, changes: Sequence[Change]) -> Iterator[str]:
    ended = {one.row for one in changes if one.label == WISH and one.field == "until"}
    said: dict[int, list[tuple[int, Row]]] = {}
    for family in (at.kept, at.gone):
        for pk, row in at.of.of(WISH, family):
            if row["until"] is None:
                said.setdefault(row["agency_id"], []).append((pk, row))
    names = dict(Agency.objects.filter(pk__in=said).values_list("pk", "name"))
    for agency, rows in sorted(said.items(), key=lambda one: names[one[0]]):
        holds = [row["included"] for pk, row in rows if pk not in ended]
        if holds:
            stricter = len(rows) > 1 and len({row["included"] for _, row in rows}) > 1
            yield f"{names[agency]}: {SAYS[holds[0]]}{', the stricter of two wishes' if stricter else ''}."
        else:
            yield f"{names[agency]}: may know by one record alone. Ask the family: until then it is not let know."
    if any(one.label == KIND for one in changes if one.field == "until") or _kept_kinds(at):
        yield "What the family keeps from an agency on either record stays kept."


def _kept_kinds(at: Setting) -> bool:
    return any(row["until"] is None and not row["included"] for row in at.of.rows[KIND].values())


def _agreement(at: Setting) -> str:
    mine, theirs = (agreements_in_force(at.of, one, at.on) for one in (at.kept, at.gone))
    if mine and theirs:
        return "Both records have an agreement in force; both stay in force."
    if mine or theirs:
        until: date = max(row["until"] for row in [*mine, *theirs])
        return f"One record has an agreement in force, until {in_words(until)}; no work is under way on the other."
    return "No agreement is in force on either record."


def _facts(at: Setting, changes: Sequence[Change]) -> Iterator[str]:
    filled = [one.field for one in changes if (one.label, one.row) == (FAMILY, at.kept) and one.field in FACTS]
    for name in filled:
        yield f"{FACTS[name]} is taken over."
    kept, gone = at.of.rows[FAMILY][at.kept], at.of.rows[FAMILY][at.gone]
    for name in ("language", "registered_on"):
        if kept[name] and gone[name] and kept[name] != gone[name]:
            yield f"{FACTS[name]} of the record that stays holds."
