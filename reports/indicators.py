"""What is counted, and how, for one centre and one period: a fixed number of queries, no names, no references."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Aggregate, Count, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from cases.models import Contact, Review
from cases.status import CaseStatus
from centres.models import Centre
from centres.status import REFERRING_ROLES, Role
from referrals.models import MEETING_TIERS, TIERS, Referral
from referrals.status import DECIDED, UNSENT, ReferralStatus


class Median(Aggregate):
    """PostgreSQL's median of a column."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = models.DurationField()


@dataclass(frozen=True)
class Days:
    """How many days something took, over `number` referrals."""

    number: int
    median: float | None
    shortest: int | None
    longest: int | None


def reviews(centre: Centre, since: date, until: date, on: date) -> dict[str, int]:
    """The reviews that fell due in the period, by what became of them up to `on`."""
    due = Review.objects.filter(case__centre=centre, due_on__range=(since, until))
    unheld = Q(held_on=None, missed_on=None)
    still_open = unheld & Q(case__status=CaseStatus.OPEN)
    return due.aggregate(
        on_time=Count("pk", filter=Q(held_on__lte=F("due_on"))),
        late=Count("pk", filter=Q(held_on__gt=F("due_on"))),
        overdue=Count("pk", filter=(still_open & Q(due_on__lt=on)) | ~Q(missed_on=None)),
        to_come=Count("pk", filter=still_open & Q(due_on__gte=on)),
        closed=Count("pk", filter=unheld & ~Q(case__status=CaseStatus.OPEN)),
    )


def _sent(centre: Centre, since: date, until: date) -> models.QuerySet:
    """The centre's referrals that were sent on a day of the period; what was brought along nobody sent."""
    first = timezone.make_aware(datetime.combine(since, time.min))
    after = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    sent = Referral.objects.filter(centre=centre, submitted_at__gte=first, submitted_at__lt=after)
    return sent.exclude(status__in=UNSENT).filter(brought_on=None).order_by()


def _counts(rows: models.QuerySet, field: str) -> dict[Any, int]:
    return {row[field]: row["count"] for row in rows.values(field).annotate(count=Count("pk"))}


def by_source(centre: Centre, since: date, until: date) -> dict[str, int]:
    """Referrals by the referrer's role."""
    found = _counts(_sent(centre, since, until), "source")
    roles = [*REFERRING_ROLES, *(role for role in Role if role in found and role not in REFERRING_ROLES)]
    return {Role(role).label: found.get(role, 0) for role in roles}


def by_tier(centre: Centre, since: date, until: date) -> dict[str, int]:
    """Referrals by tier of need."""
    found = _counts(_sent(centre, since, until), "tier")
    return {label: found.get(tier, 0) for tier, label in TIERS if tier in MEETING_TIERS or tier in found}


def by_decision(centre: Centre, since: date, until: date) -> dict[str, int]:
    """Referrals by what was decided, or where they stand."""
    found = _counts(_sent(centre, since, until), "status")
    return {status.label: found.get(status, 0) for status in ReferralStatus if status not in UNSENT}


def days_to_decision(centre: Centre, since: date, until: date) -> Days:
    """From the day a referral was sent to the day the meeting decided."""
    decided = _sent(centre, since, until).filter(status__in=DECIDED, decided_on__isnull=False)
    return _days(decided.annotate(days=_between(TruncDate("submitted_at"), F("decided_on"))))


def days_to_first_contact(centre: Centre, since: date, until: date) -> Days:
    """From the decision to support the family to the first time it was reached."""
    reached = Contact.objects.filter(
        case__referral_id=OuterRef("pk"), reached=True, on__gte=OuterRef("decided_on")
    ).order_by("on")
    supported = _sent(centre, since, until).filter(status=ReferralStatus.ACCEPTED, decided_on__isnull=False)
    first = supported.annotate(first=Subquery(reached.values("on")[:1])).filter(first__isnull=False)
    return _days(first.annotate(days=_between(F("decided_on"), F("first"))))


def _between(start: Any, end: Any) -> models.ExpressionWrapper:
    return models.ExpressionWrapper(end - start, output_field=models.DurationField())


def _days(rows: models.QuerySet) -> Days:
    found = rows.aggregate(number=Count("pk"), median=Median("days"), shortest=Min("days"), longest=Max("days"))
    median = found["median"]
    return Days(
        number=found["number"],
        median=None if median is None else median / timedelta(days=1),
        shortest=None if found["shortest"] is None else found["shortest"].days,
        longest=None if found["longest"] is None else found["longest"].days,
    )
