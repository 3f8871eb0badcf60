"""What must be true of a referral, whoever sends or answers it."""

from collections.abc import Iterable, Sequence
from datetime import date

from centres.status import Need
from consent.models import Agreement
from consent.rules import require_agreement_in_force
from families.models import Child, Family
from inputs.errors import RuleBroken
from referrals.details import AgreementGiven, ReferralDetails
from referrals.models import MEETING_TIERS, Referral
from referrals.status import ANSWERS, UNSENT, WAITING, ReferralStatus, can_become

# What is said is kept whole in one column: the model's own limit.
LONGEST = 5000


def require_agreement(details: ReferralDetails, on: date) -> Agreement | None:
    """A referral is sent only with the family's recorded agreement (001: the parents' consent comes first).

    Returns the agreement in force that serves, or None if the one given now is to be recorded.
    Raises RuleBroken("no_agreement").
    """
    if not details.agreed:
        raise RuleBroken(
            "no_agreement", "A referral needs the family’s agreement. See what you can do instead.", "agreed"
        )
    if details.agreement is not None:
        return None
    if details.family is None:
        raise RuleBroken("no_agreement", "Record who agreed, how and on what date.", "agreed")
    return require_agreement_in_force(details.family, on)


def require_draft(referral: Referral) -> None:
    """A referral is written and sent once."""
    if referral.status == ReferralStatus.ADVICE_GIVEN:
        raise RuleBroken("already_closed", "This referral was closed with advice. Start a new one.")
    if referral.status not in UNSENT:
        raise RuleBroken("already_sent", "You have sent this referral already.")


def require_can_become(referral: Referral, wanted: str) -> None:
    """A referral goes only from one status to the next that is allowed."""
    if not can_become(referral.status, wanted):
        raise RuleBroken(
            "status", f"This referral is “{referral.get_status_display()}” now, so this cannot be done any more."
        )


def require_answer(status: str) -> None:
    """The meeting's answer is one of those a referrer can be given."""
    if status not in ANSWERS:
        raise RuleBroken("not_an_answer", "Choose what the meeting answers.", "status")


def require_meeting_tier(tier: int) -> None:
    """The meeting is for families between tiers 2 and 3 (001): tier 1 is signposting, tier 4 is not this route."""
    if tier == 1:
        raise RuleBroken(
            "tier_1", "Tier 1 does not need the meeting: tell the family about the services below instead.", "tier"
        )
    if tier == 4:
        raise RuleBroken("tier_4", "Tier 4 does not wait for a meeting: ring children’s social care now.", "tier")
    if tier not in MEETING_TIERS:
        raise RuleBroken("no_tier", "Choose the tier of need.", "tier")


def require_one_family(details: ReferralDetails) -> None:
    """A referral is about one family: one on record, or a new one."""
    if (details.family is None) == (details.new_family is None):
        raise RuleBroken("which_family", "Choose a family that is on record, or describe a new one.")


def require_same_centre(referral: Referral, family: Family) -> None:
    """A referral goes to the centre whose register the family is on."""
    if family.centre_id != referral.centre_id:
        raise RuleBroken("other_centre", "This family is on record at another centre.")


def require_words(details: ReferralDetails) -> None:
    """The meeting needs to hear what worries; no text is longer than the record holds."""
    if not details.worries.strip():
        raise RuleBroken("no_worries", "Enter what worries you or the family.", "worries")
    for name in ("worries", "strengths", "family_wants", "tried"):
        require_length(getattr(details, name), name)


def require_length(words: str, field: str) -> None:
    """No text is longer than the record holds."""
    if len(words) > LONGEST:
        raise RuleBroken("too_long", f"This must be {LONGEST:,} characters or fewer.", field)


def require_needs(needs: Iterable[str]) -> None:
    """Needs are of the list that the directory of services uses."""
    if not set(needs) <= set(Need.values):
        raise RuleBroken("need", "Choose from the list.", "needs")


def require_children_of(family: Family, children: Sequence[Child]) -> None:
    """The children a referral is about are children of its family."""
    if any(child.family_id != family.pk for child in children):
        raise RuleBroken("other_child", "Choose children of this family.", "children")


def require_children_covered(agreement: Agreement, children: Iterable[Child]) -> None:
    """A referral is about children whom the family's agreement covers."""
    covered = {child.pk for child in agreement.children_covered()}
    left_out = next((child for child in children if child.pk not in covered), None)
    if left_out:
        raise RuleBroken(
            "child_not_covered",
            f"The family's agreement does not cover {left_out}. Choose others, or record a new agreement first.",
            "children",
        )


def require_place_among_adults(agreement: AgreementGiven | None, adults: int) -> None:
    """Whoever agrees for a new family is one of its adults."""
    if agreement and (not isinstance(agreement.given_by, int) or not 0 <= agreement.given_by < adults):
        raise RuleBroken("who_agreed", "Say which adult agreed.", "given_by")


def require_no_other_waiting(family: Family, referral: Referral) -> None:
    """A family waits for one meeting at a time: two referrals would be decided twice."""
    waiting = Referral.objects.filter(family=family, status__in=WAITING).exclude(pk=referral.pk)
    if waiting.exists():
        raise RuleBroken(
            "already_waiting",
            "A referral for this family is waiting for the meeting already. "
            "Ask the centre’s manager to add what you know.",
        )


def require_own_agencies_know(excluded: Iterable[int], running: Iterable[int]) -> None:
    """The agency that runs the meeting and the referrer's own cannot be left out: they know already."""
    if set(excluded) & set(running):
        raise RuleBroken(
            "runs_the_meeting",
            "The agency that runs the meeting and your own know already. If the family does not want that, "
            "do not send the referral.",
            "wishes",
        )


def require_waiting(referral: Referral) -> None:
    """Only a referral that waits for the meeting can be changed by joining families or adding to it."""
    if referral.status not in WAITING:
        raise RuleBroken("not_waiting", "The meeting has dealt with this referral already.")
