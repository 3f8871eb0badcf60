"""What a practitioner says when they refer a family: the input of `submit_referral`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from consent.models import Wording
from families.models import Adult, Child, Family
from families.people import NewAddress, NewAdult, NewChild


@dataclass(frozen=True)
class NewFamily:
    """A family that is not on record yet."""

    name: str
    children: Sequence[NewChild]
    adults: Sequence[NewAdult]
    address: NewAddress | None = None
    registered_on: date | None = None


@dataclass(frozen=True)
class AgreementGiven:
    """Who agreed, how and when.

    `given_by` is an adult on record, or the place (from 0) among the new family's adults.
    """

    given_by: Adult | int
    capacity: str
    how: str
    given_on: date
    witness: str = ""
    wording: Wording | None = None


@dataclass(frozen=True)
class ReferralDetails:
    """Everything of a referral. Exactly one of `family` and `new_family`.

    `agreed` False: the family was not asked or said no, so the referral is refused, whatever was agreed before.
    `agreement` None: the family's agreement in force is used. `children` empty: all of the family's.
    `may_know` and `must_not_know` are ids of agencies; `wish_words` is what the family said about an agency.
    `language`, `interpreter_needed` and `safe_contact` None: what is recorded stays.
    """

    worries: str
    tier: int
    needs: Sequence[str] = ()
    strengths: str = ""
    family_wants: str = ""
    tried: str = ""
    family: Family | None = None
    new_family: NewFamily | None = None
    children: Sequence[Child] = ()
    agreed: bool = True
    agreement: AgreementGiven | None = None
    may_know: Sequence[int] = ()
    must_not_know: Sequence[int] = ()
    wish_words: Mapping[int, str] = field(default_factory=dict)
    language: str | None = None
    interpreter_needed: bool | None = None
    safe_contact: str | None = None
