"""What must be true of a family's record, whoever writes it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from families.brought import FamilyBrought
from families.models import Address, Child, Family, LookAlike
from families.people import NewAddress, NewAdult, NewChild
from families.status import SHORTEST_REASON
from inputs.errors import RuleBroken
from inputs.validators import nhs_digits, nhs_number

# A pregnancy lasts 40 weeks from the last period; a birth is often recorded some weeks after the expected date.
LONGEST_TO_BIRTH = timedelta(weeks=42)
LONGEST_AFTER_DUE = timedelta(weeks=12)
OLDEST_CHILD_YEARS = 18


def require_people(children: Sequence[NewChild], adults: Sequence[NewAdult]) -> None:
    """A family has at least one child, who may be unborn, and at least one adult."""
    if not children:
        raise RuleBroken("no_children", "Add at least one child. A child may be unborn.", "children")
    if not adults:
        raise RuleBroken("no_adults", "Add at least one parent or carer.", "adults")
    if not all(adult.name.strip() for adult in adults):
        raise RuleBroken("adult_without_name", "Enter the name of each parent or carer.", "adults")


def require_another_name(before: str, name: str) -> None:
    """A change of name is to a name, and to another one than before."""
    if not name.strip():
        raise RuleBroken("no_name", "Enter the name.", "name")
    if name.strip() == before:
        raise RuleBroken("same_name", "This is the name on record already.", "name")


def require_born_or_expected(child: NewChild, on: date) -> None:
    """A child is born, with a name and a date of birth, or unborn, with an expected date of delivery."""
    if child.date_of_birth and child.expected_on:
        raise RuleBroken(
            "born_and_expected", "Enter a date of birth or an expected date of delivery, not both.", "date_of_birth"
        )
    if child.date_of_birth:
        require_birth_date(child.date_of_birth, on)
        if not child.name.strip():
            raise RuleBroken("born_without_name", "Enter the child’s name.", "name")
    elif child.expected_on:
        if not on - LONGEST_AFTER_DUE <= child.expected_on <= on + LONGEST_TO_BIRTH:
            raise RuleBroken(
                "expected_when", "The expected date of delivery must be within the next 42 weeks.", "expected_on"
            )
    else:
        raise RuleBroken(
            "neither_born_nor_expected",
            "Enter the date of birth, or the expected date of delivery of an unborn child.",
            "date_of_birth",
        )


def require_birth_date(born: date, on: date) -> None:
    """A child is born on or before today, and is under 18."""
    if born > on:
        raise RuleBroken("born_later", "The date of birth must be today or in the past.", "date_of_birth")
    if on.year - born.year - ((on.month, on.day) < (born.month, born.day)) >= OLDEST_CHILD_YEARS:
        raise RuleBroken("not_a_child", "A child must be under 18. Check the year of birth.", "date_of_birth")


def require_unborn(child: Child) -> None:
    """A birth is recorded once, for a child recorded as unborn."""
    if not child.unborn:
        raise RuleBroken("already_born", "The birth of this child is recorded already.")


def require_nhs_numbers(numbers: Iterable[str]) -> None:
    """Every NHS number given is a valid one, and no two people of a family share one."""
    seen: set[str] = set()
    for number in filter(None, (nhs_digits(one) for one in numbers)):
        try:
            nhs_number(number)
        except ValidationError as error:
            raise RuleBroken("nhs_number", error.messages[0], "nhs_number") from error
        if number in seen:
            raise RuleBroken("nhs_number_twice", "Two people have the same NHS number. Check both.", "nhs_number")
        seen.add(number)


def require_whole_address(address: NewAddress | None) -> None:
    """An address has its lines and its postcode, or is not given at all."""
    if address is None:
        return
    if not address.lines.strip():
        raise RuleBroken("address_without_lines", "Enter the house and street.", "lines")
    if not address.postcode.strip():
        raise RuleBroken("address_without_postcode", "Enter the postcode.", "postcode")


def require_registered_by_now(registered_on: date | None, on: date) -> None:
    """The registration form was signed today or earlier."""
    if registered_on and registered_on > on:
        raise RuleBroken("registered_later", "The form must be signed today or earlier.", "registered_on")


def require_whole_family(told: FamilyBrought, on: date) -> None:
    """Everything that is asked of one family that is put on record, in the same words. Raises RuleBroken."""
    if not told.name.strip():
        raise RuleBroken("no_name", "Enter the family name.", "name")
    require_people(told.children, told.adults)
    for child in told.children:
        require_born_or_expected(child, on)
    require_nhs_numbers([*(one.nhs_number for one in told.children), *(one.nhs_number for one in told.adults)])
    require_whole_address(told.address)
    require_registered_by_now(told.registered_on, on)


def require_address(family: Family) -> Address:
    """An address that is shown is on record; which one."""
    home = family.addresses.filter(until=None).first()
    if home is None:
        raise RuleBroken("no_address", "No address is on record for this family.")
    return home


def require_why_address(reason: str) -> None:
    """A confidential address is shown to whoever says why (access.md)."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken(
            "no_reason", f"Say why you need the address, in {SHORTEST_REASON} characters or more.", "reason"
        )


def require_one_centre(one: Family, other: Family) -> None:
    """Two records that are compared are two, of one centre: what another centre has on record is not told here."""
    if one.pk == other.pk:
        raise RuleBroken("same_family", "Choose another family: these two are one record already.", "family")
    if one.centre_id != other.centre_id:
        raise RuleBroken("other_centre", "These families are on record at different centres.", "family")


def require_nothing_merged_into(new: Family) -> None:
    """A record into which another was merged is not joined for good: that merge could not be undone any more."""
    if Family.every.filter(merged_into=new).exists():
        raise RuleBroken(
            "merged_before",
            "Another record was merged into this one. Merge the two from the list of likely duplicates.",
            "family",
        )


def require_not_marked(one: Family, other: Family) -> None:
    """That two only look alike is said once, and whoever makes them one takes it back first."""
    if other.pk in LookAlike.objects.others_of(one.pk):
        raise RuleBroken(
            "already_marked", "It is on record that these two families only look alike. Take that back first."
        )


def require_marked(mark: LookAlike) -> None:
    """Taken back once is taken back."""
    if mark.taken_back_at:
        raise RuleBroken("already_taken_back", "This was taken back already.")


def require_reason_alike(reason: str) -> None:
    """Whoever says that two only look alike says how they know, for whoever wonders next."""
    if not reason.strip():
        raise RuleBroken("no_reason", "Say how you know that they are two families.", "reason")
