"""What is said of a family that is not on record yet."""

from dataclasses import dataclass
from datetime import date

from families.status import ParentalResponsibility


@dataclass(frozen=True)
class NewChild:
    """A child as told: born (`date_of_birth`) or unborn (`expected_on`)."""

    name: str = ""
    date_of_birth: date | None = None
    expected_on: date | None = None
    nhs_number: str = ""


@dataclass(frozen=True)
class NewAdult:
    """An adult as told; `relation` and `responsibility` hold for every child of the family."""

    name: str
    relation: str
    responsibility: str = ParentalResponsibility.NOT_KNOWN
    phone: str = ""
    email: str = ""
    date_of_birth: date | None = None
    nhs_number: str = ""


@dataclass(frozen=True)
class NewAddress:
    """Where the family lives, as told."""

    lines: str
    postcode: str
    confidential: bool = False
