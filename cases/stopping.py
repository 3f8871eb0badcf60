"""Who is told to stop when a family withdraws its agreement: a reference and a link, once.

Nobody's access is switched off here: visibility asks "is the agreement in force?" on every request. Telling is derived
from the rows like every reminder, so that it does not matter where the withdrawal was recorded, and a run that never
happened heals by itself with the next.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from cases.access import current_shares
from cases.models import Action, Case, Deputy, Lead, TeamMember
from cases.relations import for_known_agency
from cases.reminding import managers_of_centres
from consent.models import Agreement
from consent.querysets import agreed, not_excluded
from referrals.models import Referral
from reminders.services import remind

People = dict[int, set[int]]  # of each case or referral the people to be told


def withdrawals(on: date) -> dict[int, Agreement]:
    """Of each family for which something is going on here, and that has withdrawn, the agreement it withdrew last.

    However long ago: a worker that was off for weeks has told nobody, and who was told is not told again.
    """
    worked_with = Q(family__in=Case.objects.order_by().open().values("family"))
    waiting = Q(family__in=Referral.objects.order_by().waiting().filter(case=None).values("family"))
    found = Agreement.objects.order_by("family_id", "-withdrawn_on", "-pk").distinct("family_id")
    return {one.family_id: one for one in found.withdrawn_last().filter(worked_with | waiting, ~agreed(on))}


def remind_of_withdrawals(on: date) -> int:
    """Tell those who must stop, and those who decide what happens now; how many were newly told."""
    withdrawn = withdrawals(on)
    if not withdrawn:
        return 0
    managers = managers_of_centres(on)
    return _tell_of_cases(withdrawn, managers, on) + _tell_of_referrals(withdrawn, managers, on)


def _tell_of_cases(withdrawn: dict[int, Agreement], managers: dict[int, list[Any]], on: date) -> int:
    """Whoever decides is told as long as nobody has; the others, if they were there when it was withdrawn."""
    undecided = Q(pk__in=Case.objects.order_by().to_settle(on).values("pk"))
    found = Case.objects.open().filter(family_id__in=withdrawn).order_by("pk")
    cases = list(found.annotate(to_settle=ExpressionWrapper(undecided, BooleanField())))
    ended = {case.pk: withdrawn[case.family_id].withdrawn_on or on for case in cases}
    leads, others = _leads(cases, on), _others(cases, ended, on)
    referrers = _referrers([case.referral_id for case in cases], on)
    people = _people(leads, others, referrers)
    told = 0
    for case in cases:
        key = _key(withdrawn[case.family_id])
        deciding = [*managers[case.centre_id], *(people[pk] for pk in leads[case.pk])]
        if case.to_settle:
            told += _tell(
                deciding, key,
                f"The agreement for {case.reference} was withdrawn. Close the case or decide otherwise.",
                reverse("case_settle", args=[case.pk]), on,
            )  # fmt: skip
        told += _tell(
            [people[pk] for pk in others[case.pk] - {one.pk for one in deciding}], key,
            f"The agreement for {case.reference} was withdrawn. Stop what you do for it; in doubt ask the manager.",
            reverse("actions"), on,
        )  # fmt: skip
        told += _tell_referrer(case.referral_id, case.reference, people, referrers, key, on)
    return told


def _tell_of_referrals(withdrawn: dict[int, Agreement], managers: dict[int, list[Any]], on: date) -> int:
    referrals = list(Referral.objects.waiting().filter(family_id__in=withdrawn, case=None).order_by("pk"))
    referrers = _referrers([one.pk for one in referrals], on)
    people = _people(referrers)
    told = 0
    for one in referrals:
        key = _key(withdrawn[one.family_id or 0])
        sentence = f"The agreement for {one.reference} was withdrawn: it is not for the meeting any more."
        told += _tell(managers[one.centre_id], key, sentence, reverse("referral", args=[one.pk]), on)
        told += _tell_referrer(one.pk, one.reference, people, referrers, key, on)
    return told


def _key(agreement: Agreement) -> str:
    return f"withdrawn:{agreement.pk}"


def _people(*found: People) -> dict[int, User]:
    return User.objects.in_bulk({pk for people in found for ids in people.values() for pk in ids})


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
    known = for_known_agency("case__family_id")
    rows = Lead.objects.order_by().current().filter(_knows(on), known, case__in=cases)
    deputies = Deputy.objects.order_by().current(on).filter(_knows(on), known, case__in=cases)
    return _by([*rows.values_list("case_id", "user_id"), *deputies.values_list("case_id", "user_id")])


def _others(cases: list[Case], ended: dict[int, date], on: date) -> People:
    """The team, who is asked to lead or stand in, owns an action still to do, or has the case shared with them.

    Only who was so on the day the agreement `ended`: what somebody does for a case that goes on without one, because
    that was decided, they do not stop.
    """
    here, known = {"case__in": cases}, for_known_agency("case__family_id")
    team = TeamMember.objects.order_by().in_force(on).filter(_knows(on), known, **here)
    asked = Lead.objects.order_by().unanswered().filter(_knows(on), known, **here)
    deputies = Deputy.objects.order_by().waiting(on).filter(_knows(on), known, **here)
    owners = Action.objects.order_by().open().filter(_knows(on, "owner_id"), **here)
    shares = current_shares("CaseShareWithPerson", on).filter(
        _knows(on, case="content_object__"), content_object__in=cases
    )
    rows = [
        *team.values_list("case_id", "user_id", "since"),
        *asked.values_list("case_id", "user_id", "offered_on"),
        *deputies.values_list("case_id", "user_id", "asked_on"),
        *owners.values_list("case_id", "owner_id", "agreed_on"),
        *shares.values_list("content_object_id", "user_id", "shared_at__date"),
    ]
    return _by((case_id, person) for case_id, person, since in rows if since <= ended[case_id])


def _referrers(ids: list[int], on: date) -> People:
    rows = Referral.objects.order_by().filter(_knows(on, "referred_by_id", ""), pk__in=ids, brought_on=None)
    return _by(rows.values_list("pk", "referred_by_id"))
