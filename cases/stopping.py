"""Who is told to stop when a family withdraws its agreement: a reference and a link, once.

Nobody's access is switched off here: visibility asks "is the agreement in force?" on every request. Telling is derived
from the rows like every reminder, so that it does not matter where the withdrawal was recorded, and a run that never
happened heals by itself with the next.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef
from django.urls import reverse

from accounts.models import User
from cases.access import current_shares
from cases.models import Action, Case, Deputy, Lead, TeamMember
from cases.reminding import managers_of_centres
from consent.models import Agreement
from consent.querysets import agreed, not_excluded
from consent.status import AgreementStatus
from referrals.models import Referral
from reminders.services import remind

TOLD_FOR = timedelta(days=14)  # who joins a telling this late has long seen that the case is gone

People = dict[int, set[int]]  # of each case or referral the people to be told


def withdrawn_lately(on: date) -> dict[int, Agreement]:
    """Of each family that withdrew lately, and has not agreed again, the agreement it withdrew."""
    found = Agreement.objects.order_by("family_id", "-pk").distinct("family_id")
    lately = found.filter(~agreed(on), status=AgreementStatus.WITHDRAWN, withdrawn_on__gte=on - TOLD_FOR)
    return {one.family_id: one for one in lately}


def remind_of_withdrawals(on: date) -> int:
    """Tell those who must stop, and those who decide what happens now; how many were newly told."""
    withdrawn = withdrawn_lately(on)
    if not withdrawn:
        return 0
    managers = managers_of_centres(on)
    cases = list(Case.objects.open().filter(family_id__in=withdrawn))
    referrals = list(Referral.objects.waiting().filter(family_id__in=withdrawn, case=None))
    leads, others = _leads(cases, on), _others(cases, on)
    referrers = _referrers([case.referral_id for case in cases] + [one.pk for one in referrals], on)
    people = User.objects.in_bulk({pk for of in (leads, others, referrers) for ids in of.values() for pk in ids})
    told = 0
    for case in cases:
        key = f"withdrawn:{withdrawn[case.family_id].pk}"
        deciding = [*managers[case.centre_id], *(people[pk] for pk in leads[case.pk])]
        told += _tell(
            deciding, key, f"The agreement for {case.reference} was withdrawn. Close the case or decide otherwise.",
            reverse("case_settle", args=[case.pk]), on,
        )  # fmt: skip
        told += _tell(
            [people[pk] for pk in others[case.pk]], key,
            f"The agreement for {case.reference} was withdrawn. Stop what you do for it; in doubt ask the manager.",
            reverse("actions"), on,
        )  # fmt: skip
        told += _tell_referrer(case.referral_id, case.reference, people, referrers, key, on)
    for one in referrals:
        key = f"withdrawn:{withdrawn[one.family_id or 0].pk}"
        sentence = f"The agreement for {one.reference} was withdrawn: it is not for the meeting any more."
        told += _tell(managers[one.centre_id], key, sentence, reverse("referral", args=[one.pk]), on)
        told += _tell_referrer(one.pk, one.reference, people, referrers, key, on)
    return told


def _tell_referrer(
    referral_id: int, reference: str, people: dict[int, User], referrers: People, key: str, on: date
) -> int:
    sentence = f"The agreement for {reference} was withdrawn: the team stops. What you were told stays with you."
    path = reverse("referral", args=[referral_id])
    return _tell([people[pk] for pk in referrers[referral_id]], key, sentence, path, on)


def _tell(to: Iterable[Any], key: str, sentence: str, path: str, on: date) -> int:
    return remind(to=to, kind="agreement", key=key, sentence=sentence, path=path, on=on)


def _knows(on: date, user: str = "user_id", case: str = "case__") -> Any:
    """Whether the person of the row works there still, for an agency that the family does not exclude."""
    return not_excluded(OuterRef(user), on, centre=f"{case}centre_id", family=f"{case}family_id")


def _by(pairs: Iterable[tuple[int, int]]) -> People:
    found: People = defaultdict(set)
    for subject, person in pairs:
        found[subject].add(person)
    return found


def _leads(cases: list[Case], on: date) -> People:
    """Who leads, and who stands in: they see the case still, and what is decided has to be done."""
    rows = Lead.objects.order_by().current().filter(_knows(on), case__in=cases)
    deputies = Deputy.objects.order_by().current(on).filter(_knows(on), case__in=cases)
    return _by([*rows.values_list("case_id", "user_id"), *deputies.values_list("case_id", "user_id")])


def _others(cases: list[Case], on: date) -> People:
    """The team, who is asked to lead or stand in, owns an action still to do, or has the case shared with them."""
    here = {"case__in": cases}
    team = TeamMember.objects.order_by().in_force(on).filter(_knows(on), **here)
    asked = Lead.objects.order_by().unanswered().filter(_knows(on), **here)
    deputies = Deputy.objects.order_by().waiting(on).filter(_knows(on), **here)
    owners = Action.objects.order_by().open().filter(_knows(on, "owner_id"), **here)
    shares = current_shares("CaseShareWithPerson", on).filter(
        _knows(on, case="content_object__"), content_object__in=cases
    )
    return _by(
        [
            *team.values_list("case_id", "user_id"),
            *asked.values_list("case_id", "user_id"),
            *deputies.values_list("case_id", "user_id"),
            *((case_id or 0, owner) for case_id, owner in owners.values_list("case_id", "owner_id")),
            *shares.values_list("content_object_id", "user_id"),
        ]
    )


def _referrers(ids: list[int], on: date) -> People:
    rows = Referral.objects.order_by().filter(_knows(on, "referred_by_id", ""), pk__in=ids)
    return _by(rows.values_list("pk", "referred_by_id"))
