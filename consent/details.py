"""What somebody answers to the eight questions before information about a family is shared (source 000)."""

from dataclasses import dataclass
from datetime import date

from centres.models import Agency


@dataclass(frozen=True)
class SharingFacts:
    """The answers. Question 5, a duty or a court order, is answered by `basis`; question 8 is the record itself."""

    shared: bool
    why: str  # 1: a legitimate purpose
    what: str  # 7: the right information ...
    identifies: bool  # 2
    confidential: bool  # 3
    asked: str  # 4: consent
    decided_by: str
    decided_on: date
    family_told: bool
    agency: Agency | None = None
    outside: str = ""
    not_asked_because: str = ""
    basis: str = ""  # 5
    public_interest: str = ""  # 6
    how: str = ""  # 7: ... in the right way
    not_told_because: str = ""
