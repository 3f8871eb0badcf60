"""What somebody has at a centre that would be nobody's if they left: families, actions, the chair, standing in."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from cases.models import Action, Case, Deputy, Lead
from cases.status import ActionStatus, DeputyStatus
from centres.models import Membership
from inputs.dates import in_words
from inputs.words import counted
from meetings.models import Leaving, Meeting, SeenTo, SeriesMember
from meetings.status import MeetingStatus, OwnedKind

ONE = {
    OwnedKind.LEAD: ("family led", "families led"),
    OwnedKind.ACTION: ("open action", "open actions"),
    OwnedKind.SERIES: ("turn in the chair", "turns in the chair"),
    OwnedKind.MEETING: ("meeting chaired", "meetings chaired"),
    OwnedKind.DEPUTY: ("time of standing in", "times of standing in"),
}


@dataclass(frozen=True)
class Owned:
    """One thing, by its reference alone; `path` is the page on which it goes to somebody else."""

    kind: OwnedKind
    pk: int
    words: str
    path: str
    case: Case | None = None
    until: date | None = None  # after which it is over by itself

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.pk}"


def left_by(leavings: Iterable[Leaving]) -> dict[int, list[Owned]]:
    """Of each leaving what has gone to nobody yet and what the manager has not said to see to. A fixed number of
    queries, however many leave."""
    leavings = list(leavings)
    seen = set(SeenTo.objects.filter(leaving__in=leavings).values_list("leaving_id", "kind", "thing"))
    found = _owned([one.membership for one in leavings])
    goes_on = _going_on(leavings)
    return {
        one.pk: [
            owned
            for owned in found[one.membership_id]
            if (one.pk, owned.kind, owned.pk) not in seen
            and one.pk not in goes_on
            and (owned.until is None or owned.until > one.ends_on)
        ]
        for one in leavings
    }


def in_numbers(owned: Iterable[Owned]) -> list[str]:
    """For somebody who sees no family: "3 families led"."""
    numbers = Counter(one.kind for one in owned)
    return [counted(numbers[kind], *words) for kind, words in ONE.items() if numbers[kind]]


def _going_on(leavings: list[Leaving]) -> set[int]:
    """Leavings of people who stay at the centre for the same agency in another part: they keep what they have."""
    found = set()
    others = Membership.objects.filter(user__in=[one.membership.user_id for one in leavings])
    rows = list(others.values("pk", "user_id", "centre_id", "agency_id", "starts_on", "ends_on"))
    for one in leavings:
        mine = one.membership
        for row in rows:
            same = (row["user_id"], row["centre_id"], row["agency_id"]) == (
                mine.user_id,
                mine.centre_id,
                mine.agency_id,
            )
            lasts = row["starts_on"] <= one.ends_on and (row["ends_on"] is None or row["ends_on"] > one.ends_on)
            if row["pk"] != mine.pk and same and lasts:
                found.add(one.pk)
    return found


def _owned(memberships: list[Membership]) -> dict[int, list[Owned]]:
    of_job = {(one.user_id, one.centre_id, one.agency_id): one.pk for one in memberships}
    of_person: dict[tuple[int, int], list[int]] = defaultdict(list)
    for one in memberships:
        of_person[one.user_id, one.centre_id].append(one.pk)
    found: dict[int, list[Owned]] = {one.pk: [] for one in memberships}
    users, centres = {one.user_id for one in memberships}, {one.centre_id for one in memberships}
    for lead in _leads(users, centres):
        _give(found, of_job.get((lead.user_id, lead.case.centre_id, lead.agency_id)), _lead(lead))
    for action in _actions(users, centres):
        _give(found, of_job.get((action.owner_id, action.centre_id, action.agency_id)), _action(action))
    for deputy in _deputies(users, centres):
        _give(found, of_job.get((deputy.user_id, deputy.case.centre_id, deputy.agency_id)), _deputy(deputy))
    turns = SeriesMember.objects.filter(membership__in=found, series__ended_on=None).exclude(chair_turn=None)
    for turn in turns.select_related("series"):
        _give(
            found,
            turn.membership_id,
            Owned(OwnedKind.SERIES, turn.pk, turn.series.name, _page("series", turn.series_id)),
        )
    for meeting in Meeting.objects.filter(chair__in=users, centre__in=centres, status=MeetingStatus.PLANNED):
        for job in of_person[meeting.chair_id, meeting.centre_id][:1]:
            words = f"The meeting on {in_words(meeting.on)}"
            _give(
                found, job, Owned(OwnedKind.MEETING, meeting.pk, words, _page("meeting", meeting.pk), until=meeting.on)
            )
    return found


def _give(found: dict[int, list[Owned]], job: int | None, owned: Owned) -> None:
    if job is not None:
        found[job].append(owned)


def _page(route: str, pk: Any) -> str:
    return reverse(route, args=[pk])


def _leads(users: set[int], centres: set[int]) -> Any:
    rows = Lead.objects.current().filter(user__in=users, case__centre__in=centres)
    return rows.select_related("case").order_by("case__reference")


def _lead(lead: Lead) -> Owned:
    return Owned(OwnedKind.LEAD, lead.pk, lead.case.reference, _page("lead_hand_over", lead.case_id), lead.case)


def _actions(users: set[int], centres: set[int]) -> Any:
    rows = Action.objects.filter(Q(case=None) | Q(case__status="open"), status=ActionStatus.OPEN)
    return rows.filter(owner__in=users, centre__in=centres).select_related("case").order_by("due_on", "pk")


def _action(action: Action) -> Owned:
    about = f"For {action.case.reference}" if action.case else action.what
    words = f"{about}, by {in_words(action.due_on)}"
    return Owned(OwnedKind.ACTION, action.pk, words, _page("action_pass_on", action.pk), action.case)


def _deputies(users: set[int], centres: set[int]) -> Any:
    rows = Deputy.objects.filter(user__in=users, case__centre__in=centres, status=DeputyStatus.ACCEPTED)
    return rows.select_related("case").order_by("starts_on", "pk")


def _deputy(deputy: Deputy) -> Owned:
    words = f"{deputy.case.reference}, until {in_words(deputy.ends_on)}"
    return Owned(OwnedKind.DEPUTY, deputy.pk, words, _page("deputy_ask", deputy.case_id), deputy.case, deputy.ends_on)
