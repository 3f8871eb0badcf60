"""What must be true of an agreement and of sharing wishes, whoever records them."""

from collections.abc import Iterable
from datetime import date

from centres.models import Agency, Centre, Membership
from centres.status import Role
from consent.models import Agreement, Wording
from consent.status import AgreementStatus, Capacity, How, can_become
from families.models import Adult, Care, Family
from families.status import ParentalResponsibility
from inputs.dates import in_words
from inputs.errors import RuleBroken

# Asked again every year: an old yes is no longer an answer to what is done now.
LONGEST_YEARS = 1


def require_agreement_in_force(family: Family, on: date) -> Agreement:
    """A family is brought to the meeting only with its agreement in force (001: consent comes first).

    Returns it; raises RuleBroken("no_agreement").
    """
    agreement = Agreement.objects.filter(family=family).in_force(on).first()
    if agreement is None:
        raise RuleBroken("no_agreement", "Record who agreed, how and on what date.", "agreed")
    return agreement


def require_member_of_family(given_by: Adult, family: Family) -> None:
    """Only an adult of the family can agree or refuse for it."""
    if given_by.family_id != family.pk:
        raise RuleBroken("not_of_this_family", "Choose an adult of this family.", "given_by")


def require_responsibility(given_by: Adult, family: Family, capacity: str) -> None:
    """Whoever agrees holds parental responsibility, or expects the child (domain.md).

    Parental responsibility is recorded, never guessed: "not known" does not stand against the capacity that the
    practitioner states here, a recorded "no" does.
    """
    if capacity == Capacity.EXPECTANT_PARENT:
        if not family.children.filter(date_of_birth=None).exists():
            raise RuleBroken(
                "nobody_expected", "No unborn child is recorded: nobody can agree as an expectant parent.", "capacity"
            )
        return
    cares = set(Care.objects.filter(adult=given_by).values_list("responsibility", flat=True))
    if cares and cares <= {ParentalResponsibility.NO}:
        raise RuleBroken(
            "no_responsibility",
            "This adult is recorded as not having parental responsibility. Ask somebody who has.",
            "given_by",
        )


def require_witness(how: str, witness: str) -> None:
    """A spoken agreement has a witness."""
    if how == How.VERBAL and not witness.strip():
        raise RuleBroken("no_witness", "Enter who heard it: a spoken agreement needs a witness.", "witness")


def require_words_of_centre(wording: Wording, family: Family) -> None:
    """A family hears the words of its own centre."""
    if wording.centre_id != family.centre_id:
        raise RuleBroken("wording_elsewhere", "These are the words of another centre.", "wording")


def require_words(text: str) -> None:
    """There is something to hear."""
    if not text.strip():
        raise RuleBroken("no_words", "Enter the words that families hear.", "text")


def require_version_new(centre: Centre, version: str, language: str) -> None:
    """A version is put in use once in each language: what families heard under its name stays what it was."""
    known = Wording.objects.filter(centre=centre, version__iexact=version, language__iexact=language).first()
    if known:
        raise RuleBroken(
            "version_known",
            f"Version {known.version} in {known.language} is on record, in use from {in_words(known.in_use_from)}. "
            "Enter a newer one.",
            "version",
        )


def require_in_use_from_now(in_use_from: date, on: date) -> None:
    """Words come into use today at the earliest: what families heard before is not written anew."""
    if in_use_from < on:
        raise RuleBroken("in_use_before", "The words can be in use from today at the earliest.", "in_use_from")


def require_dates(given_on: date, until: date, on: date) -> None:
    """An agreement was given today or before, holds for a year at most, and has not run out already."""
    if given_on > on:
        raise RuleBroken("given_later", "The date must be today or in the past.", "given_on")
    if until < given_on:
        raise RuleBroken("ends_before_start", "It must end after the day it was given.", "until")
    if until > a_year_after(given_on):
        raise RuleBroken("too_long", "An agreement holds for a year at most. Ask again after that.", "until")
    if until < on:
        raise RuleBroken("run_out", "An agreement this old has run out. Ask the family again.", "given_on")


def require_none_in_force(family: Family, on: date) -> None:
    """Who no longer agrees withdraws the agreement in force; a refusal beside it would leave both standing."""
    if Agreement.objects.filter(family=family).in_force(on).exists():
        raise RuleBroken(
            "agreement_in_force", "An agreement is in force. If the family no longer agrees, withdraw that one."
        )


def require_can_withdraw(agreement: Agreement) -> None:
    """Only an agreement that was given, and not withdrawn yet, can be withdrawn."""
    if not can_become(agreement.status, AgreementStatus.WITHDRAWN):
        raise RuleBroken("not_given", f"This agreement is {agreement.get_status_display().lower()} already.")


def require_no_contradiction(included: set[int], excluded: set[int]) -> None:
    """An agency may know or must not know, not both."""
    if included & excluded:
        raise RuleBroken("both", "Say of each agency either that it may know or that it must not.", "wishes")


def require_partners(family: Family, agency_ids: Iterable[int], on: date) -> None:
    """Wishes are about agencies that work with the centre: partners by protocol, or those its people come from."""
    partners = set(Agency.objects.partners_of(family.centre_id, on).values_list("pk", flat=True))
    working = set(
        Membership.objects.in_force(on).filter(centre_id=family.centre_id).values_list("agency_id", flat=True)
    )
    if set(agency_ids) - partners - working:
        raise RuleBroken("not_a_partner", "One of these agencies does not work with this centre.", "wishes")


def require_meeting_knows(family: Family, excluded: set[int], on: date) -> None:
    """The agency that runs the meeting cannot be left out of what the meeting does."""
    if excluded & running_agency_ids(family.centre_id, on):
        raise RuleBroken(
            "runs_the_meeting",
            "The agency that runs the meeting knows already. A family that does not want that withdraws its agreement.",
            "wishes",
        )


def running_agency_ids(centre_id: int, on: date) -> set[int]:
    """The agencies that run the centre's meeting: its managers'."""
    managers = Membership.objects.in_force(on).filter(centre_id=centre_id, role=Role.CENTRE_MANAGER)
    return set(managers.values_list("agency_id", flat=True))


def a_year_after(day: date) -> date:
    """The same day of the next year (28 February after a leap day)."""
    try:
        return day.replace(year=day.year + LONGEST_YEARS)
    except ValueError:
        return day.replace(year=day.year + LONGEST_YEARS, day=28)
