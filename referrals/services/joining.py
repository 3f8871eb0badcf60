"""The manager says whether a family that was referred as new is one the centre knows."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.services import record
from families.models import Family
from families.services import join_families, mark_look_alike
from inputs.errors import RuleBroken
from referrals.duplicates import MOST_SHOWN, alike_to
from referrals.models import Referral
from referrals.policies import may_join
from referrals.rules import require_no_other_waiting, require_waiting

NOT_KNOWN = "Said at its referral: a family that the centre did not know."


@transaction.atomic
def join_known_family(*, referral: Referral, family: Family, by: User, on: date) -> Referral:
    """Say that the family referred as new is `family`, which the centre knows: one record from then on.

    Only while the referral waits for the meeting: later, decisions and a case stand on the new record.
    Raises NotAllowed, RuleBroken.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_join(by, referral).require()
    require_waiting(referral)
    if not referral.maybe_known or referral.family is None:
        raise RuleBroken("not_in_question", "Whether this family is known is settled already.")
    require_no_other_waiting(family, referral)
    join_families(known=family, new=referral.family, by=by, on=on)
    referral.refresh_from_db()
    referral.maybe_known = False
    referral.save(update_fields=["maybe_known"])
    record(by=by, verb="join_known_family", subject=referral, family=family.pk)
    return referral


@transaction.atomic
def mark_not_known(*, referral: Referral, by: User, on: date) -> Referral:
    """Say that the family referred as new is not one the centre knew. Raises NotAllowed, RuleBroken.

    Of the families on record that the page shows beside it, it is kept that they only look alike.
    """
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    may_join(by, referral).require()
    if not referral.maybe_known:
        raise RuleBroken("not_in_question", "Whether this family is known is settled already.")
    alike = list(alike_to(referral.family)[:MOST_SHOWN]) if referral.family else []
    if referral.family and alike:
        mark_look_alike(family=referral.family, others=alike, reason=NOT_KNOWN, by=by, on=on)
    referral.maybe_known = False
    referral.save(update_fields=["maybe_known"])
    record(by=by, verb="mark_not_known", subject=referral, on=str(on))
    return referral
