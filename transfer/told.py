"""What the rows of one family say, each cell taken for what it means; and what is wrong with which cell. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from families.brought import FamilyBrought
from families.people import NewAddress, NewAdult, NewChild
from families.status import ParentalResponsibility, Relation
from inputs.dates import in_words
from transfer.cells import Cells, Problem
from transfer.fields import ADULTS, CHILDREN
from transfer.told_agreement import AgreementTold, agreement_told

IMPLIED = {
    "mother": Relation.MOTHER, "mum": Relation.MOTHER, "father": Relation.FATHER, "dad": Relation.FATHER,
}  # fmt: skip
OF_FAMILY = (
    "name", "registered_on", "language", "interpreter", "safe_contact", "address", "postcode", "confidential",
    "agreement", "agreed_by", "agreed_on", "agreed_how", "witness", "withdrawn_on", "case_opened_on", "tier",
    "next_review_on", "lead_email", "worries",
)  # fmt: skip
OF_CASE = ("case_opened_on", "tier", "next_review_on", "lead_email")


@dataclass(frozen=True)
class CaseTold:
    """An open case as the list says."""

    opened_on: date
    tier: int
    next_review_on: date | None
    lead_email: str


@dataclass(frozen=True)
class Row:
    """A row as it is kept: its number in the file, and what it says by field."""

    number: int
    said: Mapping[str, str]


@dataclass
class Told:
    """What the rows of a family say: nothing can be brought along while there is a problem."""

    family: FamilyBrought
    agreement: AgreementTold
    case: CaseTold | None
    worries: str
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def told(rows: Sequence[Row], implied: Mapping[str, str]) -> Told:
    """What `rows` say of one family, the first of which speaks for it.

    `implied`: relations that the names of columns say ("Mum"), by field.
    """
    cells = Cells()
    said = _of_family(rows, cells)
    number = rows[0].number
    children = _children(rows, cells)
    adults = _adults(rows, cells, implied)
    family = FamilyBrought(
        name=cells.take(number, "name", said), children=tuple(children), adults=tuple(adults),
        address=_address(number, said, cells), registered_on=cells.take(number, "registered_on", said),
        language=cells.take(number, "language", said), interpreter_needed=bool(cells.take(number, "interpreter", said)),
        safe_contact=cells.take(number, "safe_contact", said),
    )  # fmt: skip
    if not family.name:
        family = replace(family, name=_last_name(adults))
    agreement = agreement_told(number, said, family, cells)
    case = _case(number, said, cells)
    worries = cells.take(number, "worries", said)
    remarks = [*_look_alike(children), *agreement.because]
    if worries and case is None:
        remarks.append("Why the family is supported is not brought along, because the row has no open case.")
        worries = ""
    return Told(family, agreement, case, worries, cells.problems, remarks)


def _of_family(rows: Sequence[Row], cells: Cells) -> dict[str, str]:
    """What is said once of the family; a further row repeats it or leaves it empty."""
    first = rows[0]
    said = {code: first.said.get(code, "") for code in OF_FAMILY}
    for row in rows[1:]:
        for code in OF_FAMILY:
            text = row.said.get(code, "")
            if text and not said[code]:
                said[code] = text
            elif text and text != said[code]:
                cells.wrong(
                    row.number, code,
                    f"This differs from row {first.number} of the same family. Make them the same, or leave it empty.",
                )  # fmt: skip
    return said


def _children(rows: Sequence[Row], cells: Cells) -> list[NewChild]:
    """One who is in several rows is one child, known by name or NHS number; who has neither may be an unborn twin."""
    found: dict[Any, NewChild] = {}
    for row in rows:
        for number in range(1, CHILDREN + 1):
            before = f"child_{number}_"
            if not any(row.said.get(before + one) for one in ("name", "born", "expected", "nhs")):
                continue
            child = NewChild(
                name=cells.take(row.number, before + "name", row.said),
                date_of_birth=cells.take(row.number, before + "born", row.said),
                expected_on=cells.take(row.number, before + "expected", row.said),
                nhs_number=cells.take(row.number, before + "nhs", row.said),
            )
            one = child.name.casefold() or child.nhs_number or (row.number, number)
            same = (one, child.date_of_birth, child.expected_on)
            if same in found and not child.nhs_number:
                child = found[same]
            found[same] = child
    return list(found.values())


def _look_alike(children: Sequence[NewChild]) -> list[str]:
    """For a person to look at: twins who are expected, or one child whom two rows name."""
    days = Counter(child.expected_on for child in children if child.expected_on and not child.name)
    return [
        f"{number} children without a name are expected on {in_words(day)}: each is brought along."
        for day, number in days.items()
        if number > 1
    ]


def _adults(rows: Sequence[Row], cells: Cells, implied: Mapping[str, str]) -> list[NewAdult]:
    found: dict[str, NewAdult] = {}
    for row in rows:
        for number in range(1, ADULTS + 1):
            adult = _adult(row, f"adult_{number}_", cells, implied)
            if adult is None:
                continue
            name = adult.name.casefold()
            if name in found:
                _require_same(found[name], adult, row.number, f"adult_{number}_relation", cells)
                adult = _together(found[name], adult)
            found[name] = adult
    return list(found.values())


def _adult(row: Row, before: str, cells: Cells, implied: Mapping[str, str]) -> NewAdult | None:
    said = row.said
    if not any(said.get(before + one) for one in ("name", "relation", "phone", "email", "born", "nhs")):
        return None
    name = cells.take(row.number, before + "name", said)
    if not name:
        cells.wrong(row.number, before + "name", "Enter the name of this parent or carer.")
    relation = cells.take(row.number, before + "relation", said) or implied.get(before + "name", "")
    if not relation and not said.get(before + "relation"):
        cells.wrong(row.number, before + "relation", "Say how this adult is related to the children, such as mother.")
    return NewAdult(
        name=name, relation=relation or Relation.OTHER,
        responsibility=cells.take(row.number, before + "responsibility", said) or ParentalResponsibility.NOT_KNOWN,
        phone=cells.take(row.number, before + "phone", said), email=cells.take(row.number, before + "email", said),
        date_of_birth=cells.take(row.number, before + "born", said),
        nhs_number=cells.take(row.number, before + "nhs", said),
    )  # fmt: skip


def _require_same(known: NewAdult, again: NewAdult, row: int, code: str, cells: Cells) -> None:
    if known.relation != again.relation:
        cells.wrong(
            row, code, "This adult has another relation in an earlier row. Adults are related to all children of a "
            "family in the same way here; change it afterwards where that is not so.",
        )  # fmt: skip


def _together(known: NewAdult, again: NewAdult) -> NewAdult:
    """Said twice: what the earlier row leaves open is taken from the later."""
    unknown = known.responsibility == ParentalResponsibility.NOT_KNOWN
    return replace(
        known,
        responsibility=again.responsibility if unknown else known.responsibility,
        phone=known.phone or again.phone,
        email=known.email or again.email,
        date_of_birth=known.date_of_birth or again.date_of_birth,
        nhs_number=known.nhs_number or again.nhs_number,
    )


def _address(number: int, said: Mapping[str, str], cells: Cells) -> NewAddress | None:
    lines, code = cells.take(number, "address", said), cells.take(number, "postcode", said)
    confidential = cells.take(number, "confidential", said)
    if not lines and not said["postcode"]:
        if confidential:
            cells.wrong(number, "address", "The address is said to be confidential, and there is none. Enter it.")
        return None
    if said["postcode"] and not code:  # its problem is known already
        return None
    return NewAddress(lines=lines, postcode=code, confidential=bool(confidential))


def _case(number: int, said: Mapping[str, str], cells: Cells) -> CaseTold | None:
    if not any(said[code] for code in OF_CASE):
        return None
    opened_on, tier = cells.take(number, "case_opened_on", said), cells.take(number, "tier", said)
    next_review_on = cells.take(number, "next_review_on", said)
    lead = cells.take(number, "lead_email", said)
    if not said["case_opened_on"]:
        cells.wrong(number, "case_opened_on", "Enter the date on which the case was opened.")
    if not said["tier"]:
        cells.wrong(number, "tier", "Enter the tier of need, 2 or 3.")
    if opened_on is None or not tier:
        return None
    return CaseTold(opened_on, tier, next_review_on, lead)


def _last_name(adults: Sequence[NewAdult]) -> str:
    """A list often has no name of the family: then it is that of its first adult."""
    return adults[0].name.split()[-1] if adults and adults[0].name else ""


def implied_relations(matching: Mapping[str, str]) -> dict[str, str]:
    """Relations that the names of columns say: "Mum" is a mother. By field, from columns matched with fields."""
    found = {}
    for column, code in matching.items():
        first = column.casefold().replace("’", "'").split("'")[0].split()
        if code.startswith("adult_") and code.endswith("_name") and first and first[0] in IMPLIED:
            found[code] = IMPLIED[first[0]].value
    return found
