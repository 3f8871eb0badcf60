"""What is said of a family that a centre brings along from its former records."""

from dataclasses import dataclass
from datetime import date

from families.people import NewAddress, NewAdult, NewChild


@dataclass(frozen=True)
class FamilyBrought:
    """A family as the list says; `adults` have their relation to every child of it."""

    name: str
    children: tuple[NewChild, ...]
    adults: tuple[NewAdult, ...]
    address: NewAddress | None = None
    registered_on: date | None = None
    language: str = ""
    interpreter_needed: bool = False
    safe_contact: str = ""
