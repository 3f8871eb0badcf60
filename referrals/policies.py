"""Who may write, send, answer and end a referral."""

from typing import Any

from centres.policies import has_role, manages
from centres.status import CASEWORK_ROLES, REFERRING_ROLES
from consent.querysets import kinds_kept_from_person
from consent.status import Information
from families.models import Family
from inputs.answers import Answer, no, yes
from referrals.models import Referral
from referrals.querysets import families_known_to


def may_refer(user: Any, centre_id: int) -> Answer:
    """Practitioners who work with families bring them to the centre's meeting (001)."""
    if has_role(user, centre_id, *REFERRING_ROLES):
        return yes()
    return no("Only practitioners who work with families at this centre can refer a family.")


def may_bring_referrals(user: Any, centre_id: int) -> Answer:
    """What stands for how families came before is recorded by the manager, with the families themselves."""
    if manages(user, centre_id):
        return yes()
    return no("Only the centre’s manager can bring families along from a list.")


def may_refer_family(user: Any, family: Family) -> Answer:
    """A family on record can be referred by those who know it already; nobody learns of another one this way."""
    if families_known_to(user).filter(pk=family.pk).exists():
        return yes()
    return no("Ask the centre’s manager about this family.")


def may_read_safe_contact(user: Any, family: Family) -> Answer:
    """How to contact a family safely is among the safeguarding notes, which it may keep from their agency."""
    if Information.SAFEGUARDING in kinds_kept_from_person(user, [family.pk]).get(family.pk, frozenset()):
        return no("The family keeps safeguarding notes from the agency you work for.")
    return yes()


def may_write(user: Any, referral: Referral) -> Answer:
    """A draft is its writer's alone, while they may refer to this centre."""
    if referral.referred_by_id != user.pk:
        return no("Only whoever began this referral can write it.")
    return may_refer(user, referral.centre_id)


def may_answer(user: Any, referral: Referral) -> Answer:
    """Whoever works with families at the centre may pass on the meeting's answer; the meeting says who chairs."""
    if has_role(user, referral.centre_id, *CASEWORK_ROLES):
        return yes()
    return no("Only practitioners who work with families at this centre can answer a referral.")


def may_withdraw(user: Any, referral: Referral) -> Answer:
    """The referrer, while they may refer to this centre, or its manager."""
    if manages(user, referral.centre_id):
        return yes()
    if referral.referred_by_id == user.pk:
        return may_refer(user, referral.centre_id)
    return no("Only the referrer or the centre’s manager can withdraw a referral.")


def may_add(user: Any, referral: Referral) -> Answer:
    """Only the referrer adds to what they said."""
    if referral.referred_by_id != user.pk:
        return no("Only the referrer can add to a referral.")
    return may_refer(user, referral.centre_id)


def may_join(user: Any, referral: Referral) -> Answer:
    """The manager, who alone sees every family of the centre, says whether two are one."""
    if manages(user, referral.centre_id):
        return yes()
    return no("Only the centre’s manager can say whether two families are the same.")
