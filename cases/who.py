"""Who can see a case, by which relations and until when: the same table and the same query that decide who may."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from cases.access import last_days_of_shares
from cases.models import Case
from cases.relations import (
    ADVISER,
    ADVISES_FOR,
    AGENCY_SHARE,
    ASKED_TO_DEPUTISE,
    BREAK_GLASS,
    DEPUTY,
    OPENING,
    PERSON_SHARE,
    RELATIONS,
    TEAM,
    Relation,
    opened,
)
from centres.models import Membership
from centres.status import CASEWORK_ROLES
from consent.models import Agreement

End = date | datetime | None


@dataclass(frozen=True)
class Route:
    """One relation of one person to the case, and when it ends by itself (None: no date is set)."""

    relation: Relation
    until: End

    @property
    def header_only(self) -> bool:
        """Whether it shows names, lead and next review, and no more."""
        return self.relation not in OPENING


@dataclass
class Seer:
    """Somebody who can see the case, or its header only."""

    user: User
    jobs: list[Membership] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)

    @property
    def opens(self) -> bool:
        """Whether they may open the case; otherwise they see its header."""
        return not all(route.header_only for route in self.routes)


def who_can_see(case: Case, on: date | None = None) -> list[Seer]:
    """Everybody who can see the case or its header today, in the order of the relations.

    Every relation asks for a role at the case's centre, so nobody else is looked at. A fixed number of queries, however
    many people there are.
    """
    on = on or timezone.localdate()
    now = timezone.now()
    ties = {f"as_{one.name}": Exists(opened(one, OuterRef("pk"), on, now).filter(pk=case.pk)) for one in RELATIONS}
    here = Membership.objects.order_by().in_force(on).filter(centre_id=case.centre_id)
    people = User.objects.filter(pk__in=here.values("user_id")).annotate(**ties).order_by("name", "pk")
    found = {person.pk: Seer(person) for person in people if any(getattr(person, tie) for tie in ties)}
    for job in here.filter(user__in=list(found)).select_related("agency").order_by("role", "pk"):
        found[job.user_id].jobs.append(job)
    ends = _ends(case, on)
    for seer in found.values():
        held = [one for one in RELATIONS if getattr(seer.user, f"as_{one.name}")]
        seer.routes = [Route(one, _until(one, seer, ends)) for one in held]
    order = {relation.name: place for place, relation in enumerate(RELATIONS)}
    return sorted(found.values(), key=lambda seer: order[seer.routes[0].relation.name])


@dataclass(frozen=True)
class _Ends:
    """When what is about this case ends, by person or agency."""

    team: dict[int, End]
    deputy: dict[int, End]
    asked_to_deputise: dict[int, End]
    adviser: dict[int, End]
    person_share: dict[int, End]
    agency_share: dict[int, End]
    break_glass: dict[int, End]
    agreement: End


def _ends(case: Case, on: date) -> _Ends:
    team = dict(case.team.in_force(on).exclude(until=None).values_list("user_id", "until"))
    deputies = dict(case.deputies.current(on).values_list("user_id", "ends_on"))
    asked = dict(case.deputies.waiting(on).order_by("ends_on").values_list("user_id", "ends_on"))
    running = case.emergencies.running(timezone.now()).values_list("user_id", "until")
    people, agencies = last_days_of_shares(case, on)
    agreement = Agreement.objects.order_by("-until").in_force(on).filter(family_id=case.family_id)
    return _Ends(
        team,
        deputies,
        asked,
        _last_days_of_advice(case),
        people,
        agencies,
        dict(running),
        agreement.values_list("until", flat=True).first(),
    )


def _until(relation: Relation, seer: Seer, ends: _Ends) -> End:
    """The first of the dates on which this relation ends by itself."""
    if relation == BREAK_GLASS:
        return ends.break_glass.get(seer.user.pk)
    dates: list[End] = [_last_day(job for job in seer.jobs if job.role in (relation.roles or CASEWORK_ROLES))]
    if relation.only_agreed:
        dates.append(ends.agreement)
    if relation == TEAM:
        dates.append(ends.team.get(seer.user.pk))
    if relation == DEPUTY:
        dates.append(ends.deputy.get(seer.user.pk))
    if relation == ASKED_TO_DEPUTISE:
        dates.append(ends.asked_to_deputise.get(seer.user.pk))
    if relation == ADVISER:
        dates.append(ends.adviser.get(seer.user.pk))
    if relation == PERSON_SHARE:
        dates.append(ends.person_share.get(seer.user.pk))
    if relation == AGENCY_SHARE:
        dates.append(max(ends.agency_share[job.agency_id] for job in seer.jobs if job.agency_id in ends.agency_share))
    return min((day for day in dates if day is not None), default=None)


def _last_days_of_advice(case: Case) -> dict[int, End]:
    """Until when who answered lately sees what it was about; without a date as long as a question waits."""
    found: dict[int, End] = {}
    rows = case.advice.not_taken_back().lately(timezone.now()).order_by("answered_at")  # those that wait come last
    for of, answered_at in rows.values_list("of_id", "answered_at"):
        found[of] = timezone.localdate(answered_at + ADVISES_FOR) if answered_at else None
    return found


def _last_day(jobs: Iterable[Membership]) -> End:
    """The last day of the job that lasts longest; None if one has no end."""
    days = [job.ends_on for job in jobs]
    return None if None in days else max(days, default=None)
