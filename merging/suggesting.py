"""Who of one record somebody of the other probably is: suggested, and decided by a person."""

from dataclasses import dataclass
from typing import Any

from merging.holdings import Row

SAME_PREGNANCY = 60  # days between two expected dates of one pregnancy, at most


@dataclass(frozen=True)
class Suggestion:
    """Who of one record somebody of the other probably is."""

    pk: int
    because: str


def suggested(person: Row, others: dict[int, Row]) -> Suggestion | None:
    """Who of `others` this probably is: by NHS number, else by date of birth and a first name, else by name."""
    for because, fits in (("same NHS number", _same_nhs), ("same first name and date of birth", _same_birth),
                          ("same name", _same_name)):  # fmt: skip
        found = [pk for pk, other in others.items() if fits(person, other)]
        if len(found) == 1:
            return Suggestion(found[0], because)
    return None


def _same_nhs(one: Row, other: Row) -> bool:
    return bool(one["nhs_number"]) and one["nhs_number"] == other["nhs_number"]


def _two_by_number(one: Row, other: Row) -> bool:
    return bool(one["nhs_number"] and other["nhs_number"]) and one["nhs_number"] != other["nhs_number"]


def _same_birth(one: Row, other: Row) -> bool:
    born = one["date_of_birth"]
    first = [row["name"].split()[0].casefold() if row["name"].split() else "" for row in (one, other)]
    return bool(born) and born == other["date_of_birth"] and first[0] == first[1] and not _two_by_number(one, other)


def _same_name(one: Row, other: Row) -> bool:
    if _two_by_number(one, other) or one["name"].casefold() != other["name"].casefold():
        return False
    days: list[Any] = [one["date_of_birth"], other["date_of_birth"]]
    due: list[Any] = [one.get("expected_on"), other.get("expected_on")]
    if not one["name"]:  # one pregnancy, dated twice
        return all(due) and abs((due[0] - due[1]).days) <= SAME_PREGNANCY
    return not all(days) or days[0] == days[1]
