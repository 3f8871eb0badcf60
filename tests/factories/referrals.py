"""Referrals at every state for tests."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from centres.models import Centre, Membership
from centres.status import Need
from consent.status import Capacity, How
from families.models import Family
from families.people import NewAddress, NewAdult, NewChild
from families.status import ParentalResponsibility, Relation
from referrals.details import AgreementGiven, NewFamily, ReferralDetails
from referrals.models import Feedback, Referral
from referrals.status import FeedbackKind, ReferralStatus
from tests.days import days_ago, today
from tests.factories import centres, families


def draft(*, by: User, at: Centre | None = None, **fields: Any) -> Referral:
    """A draft of `by`, at the first centre they work with unless given; the centre has words that families hear."""
    job = Membership.objects.filter(user=by, **({"centre": at} if at else {})).select_related("centre").first()
    assert job is not None, "the referrer works nowhere"
    families.wording(job.centre)
    return Referral.objects.create(
        centre=job.centre, referred_by=by, agency_id=job.agency_id, source=job.role, **fields
    )


def submitted_referral(*, by: User | None = None, at: Centre | None = None, **fields: Any) -> Referral:
    """A referral waiting for the meeting, with an agreement in force."""
    at = at or (fields["family"].centre if "family" in fields else None)
    if by is None:
        at = at or centres.centre()
        by = centres.health_visitor(at)
    made = draft(by=by, at=at)
    of = fields.pop("family", None) or families.family(made.centre)
    agreement = fields.pop("agreement", None) or of.agreements.first() or families.agreement(of, by=by)
    given = {
        "status": ReferralStatus.SUBMITTED,
        "family": of,
        "agreement": agreement,
        "needs": [Need.SPEECH],
        "tier": 2,
        "strengths": "Plays well with other children",
        "worries": "Few words at two",
        "family_wants": "We want her to talk to her nan",
        "submitted_at": timezone.now() - timedelta(days=5),
    }
    for name, value in {**given, **fields}.items():
        setattr(made, name, value)
    made.save()
    made.children.set(of.children.all())
    return made


def answered_referral(*, status: str = ReferralStatus.ACCEPTED, **fields: Any) -> Referral:
    """A referral the meeting has answered, and told the referrer."""
    made = submitted_referral(status=status, **fields)
    if status != ReferralStatus.MORE_NEEDED:
        made.decided_on = days_ago(1)
        made.save()
    feedback(made)
    return made


def more_needed_referral(**fields: Any) -> Referral:
    """A referral the meeting asked more about."""
    return answered_referral(status=ReferralStatus.MORE_NEEDED, **fields)


def withdrawn_referral(**fields: Any) -> Referral:
    """A referral its referrer took back."""
    return submitted_referral(status=ReferralStatus.WITHDRAWN, decided_on=days_ago(1), **fields)


def feedback(on: Referral, **fields: Any) -> Feedback:
    """Something the referrer was told."""
    given = {"kind": FeedbackKind.DECISION, "words": "The meeting agreed support.", "on": days_ago(1)}
    return Feedback.objects.create(referral=on, **{"by": on.referred_by, **given, **fields})


def new_family(**fields: Any) -> NewFamily:
    """A family nobody knows: a toddler and an unborn child, their mother and father."""
    given: dict[str, Any] = {
        "name": "Bellweather",
        "children": [
            NewChild(name="Iris Bellweather", date_of_birth=days_ago(800)),
            NewChild(expected_on=days_ago(-60)),
        ],
        "adults": [
            NewAdult("Tamsin Bellweather", Relation.MOTHER, ParentalResponsibility.YES, phone="07700 900456"),
            NewAdult("Rory Bellweather", Relation.FATHER, ParentalResponsibility.NOT_KNOWN),
        ],
        "address": NewAddress("4 Quarry Lane", "LS1 4BB"),
    }
    return NewFamily(**{**given, **fields})


def agreement_given(given_by: Any = 0, **fields: Any) -> AgreementGiven:
    """A signed agreement of today, by the first adult of a new family unless given."""
    given = {"capacity": Capacity.PARENT_WITH_PR, "how": How.SIGNED, "given_on": today()}
    return AgreementGiven(given_by=given_by, **{**given, **fields})


def details(of: Family | None = None, **fields: Any) -> ReferralDetails:
    """Everything a referral needs, for the family given or for a new one."""
    given: dict[str, Any] = {
        "worries": "Few words at two",
        "tier": 2,
        "needs": [Need.SPEECH],
        "strengths": "Warm with each other",
        "family_wants": "Some help with talking",
    }
    if of is not None:
        given |= {"family": of, "agreement": agreement_given(of.adults.first())}
    else:
        given |= {"new_family": new_family(), "agreement": agreement_given()}
    return ReferralDetails(**{**given, **fields})


def many_submitted(number: int, *, by: User, at: Centre) -> Sequence[Referral]:
    """So many referrals of so many families, for counting queries: written in bulk, with people and agreements."""
    job = Membership.objects.get(user=by, centre=at)
    of = families.many(number, at, by=by)
    made = Referral.objects.bulk_create(
        Referral(
            centre=at,
            referred_by=by,
            agency_id=job.agency_id,
            source=job.role,
            status=ReferralStatus.SUBMITTED,
            family=family,
            agreement=agreement,
            tier=2,
            worries="Few words at two",
            submitted_at=timezone.now(),
        )
        for family, agreement in of
    )
    links = Referral.children.through
    links.objects.bulk_create(
        links(referral=one, child=child)
        for one in made
        for child in one.family.children.all()  # type: ignore[union-attr]
    )
    return made
