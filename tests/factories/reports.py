"""A centre with enough in a period to be counted. Written in bulk: reports are tested with hundreds of rows."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from cases.models import Case, Contact, Review
from cases.status import ContactKind, ReviewDecision
from centres.models import Centre
from centres.status import Role
from consent.models import Agreement
from families.models import Family
from referrals.models import Referral
from referrals.status import ReferralStatus
from tests.factories import centres, families


def sent_referrals(number: int, at: Centre, *, on: date, **fields: Any) -> list[Referral]:
    """So many referrals, each of a family of its own, sent on a day; accepted a week later unless given otherwise."""
    visitor = centres.health_visitor(at)
    agency_id = visitor.memberships.get().agency_id
    first = families.family(at)
    made = Family.objects.bulk_create(Family(centre=at, name=f"Canary {n:03}") for n in range(number))
    words = families.wording(at)
    agreements = Agreement.objects.bulk_create(
        Agreement(
            family=family, given_by=first.adults.first(), capacity="parent_with_pr", how="signed",
            wording=words, given_on=on, until=on + timedelta(days=365), taken_by=visitor,
        )
        for family in made
    )  # fmt: skip
    given = {
        "status": ReferralStatus.ACCEPTED,
        "decided_on": on + timedelta(days=7),
        "source": Role.HEALTH_VISITOR,
        "tier": 2,
        "submitted_at": timezone.make_aware(datetime.combine(on, time(14))),
    }
    return Referral.objects.bulk_create(
        Referral(
            centre=at,
            referred_by=visitor,
            agency_id=agency_id,
            family=family,
            agreement=agreement,
            **{**given, **fields},
        )
        for family, agreement in zip(made, agreements, strict=True)
    )


def opened_cases(referrals: list[Referral], *, reached_after: int | None = None) -> list[Case]:
    """The cases of accepted referrals; with `reached_after`, the family was reached so many days after the decision."""
    cases = Case.objects.bulk_create(
        Case(centre_id=one.centre_id, family_id=one.family_id, referral=one, opened_on=one.decided_on)
        for one in referrals
    )
    if reached_after is not None:
        Contact.objects.bulk_create(
            Contact(case=case, by_id=case.referral.referred_by_id, kind=ContactKind.VISIT, reached=True,
                    on=case.opened_on + timedelta(days=reached_after))
            for case in cases
        )  # fmt: skip
    return cases


def reviews(
    cases: list[Case], *, due_on: date, held_on: date | None = None, missed_on: date | None = None
) -> list[Review]:
    """One review of each case."""
    held: dict[str, Any] = {}
    if held_on:
        held = {
            "held_on": held_on,
            "worker_rating": 5,
            "family_rating": 5,
            "decision": ReviewDecision.GO_ON,
            "reason": "x",
            "held_where": "home",
            "present": "Mother",
        }
    return Review.objects.bulk_create(Review(case=case, due_on=due_on, missed_on=missed_on, **held) for case in cases)
