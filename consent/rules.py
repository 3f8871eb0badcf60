"""What must be true of an agreement and of sharing wishes, whoever records them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from centres.models import Agency, Centre, Membership
from centres.status import Role
from consent.details import SharingFacts
from consent.models import Agreement, SharingDecision, Wording
from consent.status import DUTIES, AgreementStatus, Asked, Basis, Capacity, How, Information, can_become
from families.models import Adult, Care, Child, Family
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


def require_covered_of_family(family: Family, children: Collection[Child], adults: Collection[Adult]) -> None:
    """An agreement covers people of the family."""
    families = {one.family_id for one in children} | {one.family_id for one in adults}
    if families - {family.pk}:
        raise RuleBroken("not_of_this_family", "Choose people of this family.", "covers")


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
    require_wording_of_centre(wording, family.centre)


def require_wording_of_centre(wording: Wording, centre: Centre) -> None:
    """A family hears the words of its own centre."""
    if wording.centre_id != centre.pk:
        raise RuleBroken("wording_elsewhere", "These are the words of another centre.", "wording")


def require_families_of_centre(families: Iterable[Family], centre: Centre) -> None:
    """A list is of one centre's families."""
    if any(family.centre_id != centre.pk for family in families):
        raise RuleBroken("other_centre", "This family is on record at another centre.")


def require_none_without_responsibility(adults: Collection[Adult]) -> None:
    """The same as `require_responsibility` for many who agreed as parents, in one query: no recorded "no"."""
    cares = Care.objects.filter(adult__in=adults).exclude(responsibility=ParentalResponsibility.NO)
    without = Care.objects.filter(adult__in=adults).exclude(adult__in=cares.values("adult"))
    if without.exists():
        raise RuleBroken(
            "no_responsibility",
            "One of these adults is recorded as not having parental responsibility. Ask somebody who has.",
            "given_by",
        )


def require_given_by_now(given_on: date, on: date) -> None:
    """What a family said, it said today or before."""
    if given_on > on:
        raise RuleBroken("given_later", "The date must be today or in the past.", "given_on")


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


def require_partners(family: Family, agency_ids: Iterable[int], on: date, field: str = "wishes") -> None:
    """Wishes are about agencies that work with the centre: partners by protocol, or those its people come from."""
    partners = set(Agency.objects.partners_of(family.centre_id, on).values_list("pk", flat=True))
    working = set(
        Membership.objects.in_force(on).filter(centre_id=family.centre_id).values_list("agency_id", flat=True)
    )
    if set(agency_ids) - partners - working:
        raise RuleBroken("not_a_partner", "One of these agencies does not work with this centre.", field)


def require_protocol(family: Family, agency_ids: Iterable[int], on: date) -> None:
    """An agency that is let in has signed the centre's sharing protocol, and the protocol is still current (002 §4.2).

    PostgreSQL asks the same of every wish that includes an agency (`SharingWish`).
    """
    partners = Agency.objects.partners_of(family.centre_id, on).values("pk")
    without = Agency.objects.filter(pk__in=set(agency_ids)).exclude(pk__in=partners).order_by("name").first()
    if without:
        raise RuleBroken(
            "no_protocol",
            f"{without.name} has no sharing protocol in force with this centre, so it cannot be included. Ask the "
            "administrator to record the newest one in the directory.",
            "wishes",
        )


def require_known_kinds(kinds: Mapping[int, set[str]]) -> None:
    """Kinds of information are of the list."""
    if not set().union(*kinds.values()) <= set(Information.values):
        raise RuleBroken("no_such_kind", "Choose kinds of information from the list.", "wishes")


def require_kinds_of_included(kinds: Mapping[int, set[str]], included: set[int]) -> None:
    """A kind of information is kept from an agency that may know; one that must not know knows nothing anyway."""
    if {agency_id for agency_id, kept in kinds.items() if kept} - included:
        raise RuleBroken("kinds_of_excluded", "Kinds of information are chosen for agencies that may know.", "wishes")


def require_meeting_knows(family: Family, excluded: set[int], on: date) -> None:
    """The agency that runs the meeting cannot be left out of what the meeting does."""
    if excluded & running_agency_ids(family.centre_id, on):
        raise RuleBroken(
            "runs_the_meeting",
            "The agency that runs the meeting knows already. A family that does not want that withdraws its agreement.",
            "wishes",
        )


def require_one_recipient(facts: SharingFacts) -> None:
    """A decision is about sharing with one: an agency that works with the centre, or an outside body."""
    if (facts.agency is None) == (not facts.outside.strip()):
        raise RuleBroken("which_recipient", "Choose an agency, or enter an outside body: one of them.", "agency")


def require_known_recipient(facts: SharingFacts, family: Family, on: date) -> None:
    """An agency is one that works with the centre; any other is named as an outside body."""
    if facts.agency is not None:
        require_partners(family, [facts.agency.pk], on, field="agency")


def require_answers(facts: SharingFacts) -> None:
    """The questions that always have an answer have one (source 000, questions 1, 4, 7), and so has who decided."""
    wanted = [
        ("why", facts.why, "Enter the purpose: what is it for?"),
        ("what", facts.what, "Enter which information it is about."),
        ("decided_by", facts.decided_by, "Enter who decided."),
    ]
    if facts.asked not in Asked.values:
        raise RuleBroken("no_asked", "Say whether the family agrees.", "asked")
    if facts.asked == Asked.NOT_ASKED:
        wanted.append(("not_asked_because", facts.not_asked_because, "Enter why the family was not asked."))
    if not facts.family_told:
        wanted.append(("not_told_because", facts.not_told_because, "Enter why the family was not told."))
    for field, words, sentence in wanted:
        if not words.strip():
            raise RuleBroken(f"no_{field}", sentence, field)


def require_way_to_share(facts: SharingFacts) -> None:
    """What is shared has a lawful basis and goes the right way (questions 5 and 7).

    Without the family's agreement, and without a duty or an order to share, the public interest says why (question 6).
    """
    if not facts.shared:
        return
    if facts.basis not in Basis.values:
        raise RuleBroken("no_basis", "Choose the lawful basis.", "basis")
    if not facts.how.strip():
        raise RuleBroken("no_how", "Enter how it is shared, so that only the right person gets it.", "how")
    if facts.asked != Asked.AGREED and facts.basis not in DUTIES and not facts.public_interest.strip():
        raise RuleBroken(
            "no_public_interest",
            "Enter why it is in the public interest: what harm does it prevent?",
            "public_interest",
        )


def require_decided_by_now(decided_on: date, on: date) -> None:
    """A decision is recorded when it was taken, not before."""
    if decided_on > on:
        raise RuleBroken("decided_later", "The date must be today or in the past.", "decided_on")


def require_correctable(decision: SharingDecision, family: Family) -> None:
    """A correction is of a decision about the same family, and of the newest: a chain, not a tree."""
    if decision.family_id != family.pk:
        raise RuleBroken("not_of_this_family", "This decision is about another family.")
    if SharingDecision.objects.filter(corrects=decision).exists():
        raise RuleBroken("already_corrected", "This decision has been corrected already. Correct the newer one.")


def require_not_seen(decision: SharingDecision) -> None:
    """Seen once is seen."""
    if hasattr(decision, "seen"):
        raise RuleBroken("already_seen", f"{decision.seen.by.name} has marked this decision as seen already.")


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
