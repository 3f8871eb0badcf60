"""How the team worked at its last meetings: attendance, views, actions, decisions, time per item. Reads only.

No family is named. What was decided is about families: it follows the rule of `inputs.suppression`, as the centre's
reports do. Whose view was missing and how long an item took is about the team: it is broken down from five items on.
Five queries and the list of meetings, however many there were.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from cases.models import Action
from cases.status import ActionStatus
from consent.models import SharingWish
from inputs.suppression import FEWER, HIDDEN, SMALLEST, Shown, per_cent, protect, protect_total
from inputs.words import counted
from meetings.models import AgencyView, AgendaItem, Attendance, Decision, Meeting, Series
from meetings.status import DecisionKind, ItemKind, ItemStatus, MeetingStatus, Present

PERIODS = (6, 12, 26)  # meetings: three months, half a year and a year, every two weeks
UNTIL_FIRST_REFLECTION = 6
OF_NO_CASE = (DecisionKind.NOTED, DecisionKind.AGREED)  # of the team's matters, and of parts: a line if there are any
ACTION_LINES = {
    "on_time": "Done by the date",
    "late": "Done late",
    "not_done": "Not done",
    "open_late": "Still open, and late",
    "to_come": "Still open, in time",
}


@dataclass(frozen=True)
class Line:
    """One line of a figure, and the parts of its bar in per cent (none: no bar)."""

    label: str
    values: tuple[Shown, ...]
    parts: tuple[float, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One figure: its table, and the same in sentences for a screen that is read from afar."""

    key: str
    title: str
    about: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    said: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """The figures of a series' last closed meetings."""

    number: int
    since: date | None
    until: date | None
    tables: tuple[Figure, ...]


def figures_of_last(series: Series, number: int, on: date) -> Figures:
    """The figures of the last `number` meetings that were held."""
    held = _held(series).values_list("pk", "on")[:number]
    return _figures(list(held), on)


def figures_since_reflection(meeting: Meeting, on: date) -> Figures:
    """The figures of the meetings before this one, from the last reflection's on; of the last six if there was none.

    The meeting of the last reflection is one of them: nobody had its figures then.
    """
    before = _held(meeting.series).filter(on__lt=meeting.on)
    last = last_reflection(meeting)
    if last is not None:
        before = before.filter(on__gte=last.item.meeting.on)
    most = UNTIL_FIRST_REFLECTION if last is None else max(PERIODS)
    return _figures(list(before.values_list("pk", "on")[:most]), on)


def last_reflection(meeting: Meeting) -> Decision | None:
    """What the team noted when it last reflected, at an earlier meeting of the series."""
    noted = Decision.objects.filter(
        item__kind=ItemKind.REFLECTION, item__meeting__in=_held(meeting.series), item__meeting__on__lt=meeting.on
    )
    return noted.select_related("item__meeting").order_by("-item__meeting__on", "-pk").first()


def _held(series: Series) -> Any:
    return Meeting.objects.filter(series=series, status=MeetingStatus.CLOSED).order_by("-on", "-id")


def _figures(held: list[tuple[int, date]], on: date) -> Figures:
    if not held:
        return Figures(0, None, None, ())
    ids = [pk for pk, _ in held]
    found = (_attendance(ids), _views(ids), _actions(ids, on), _decisions(ids), _times(ids))
    return Figures(len(ids), held[-1][1], held[0][1], tuple(one for one in found if one is not None))


def _attendance(ids: list[int]) -> Figure:
    """Who came, by agency (001: membership "was really just health"; 002 §4.1: uneven representation)."""
    nobody = Q(deputy="")
    rows = (
        Attendance.objects.filter(meeting_id__in=ids, guest=False)
        .order_by("agency__name")
        .values_list("agency__name")
        .annotate(
            expected=Count("pk"),
            came=Count("pk", filter=Q(present=Present.PRESENT)),
            replaced=Count("pk", filter=~Q(present=Present.PRESENT) & ~nobody),
            excused=Count("pk", filter=Q(present=Present.APOLOGIES) & nobody),
            missing=Count("pk", filter=Q(present__in=[Present.ABSENT, Present.EXPECTED]) & nobody),
        )
    )
    lines = tuple(Line(name, tuple(counts), _parts(counts[1:], counts[0])) for name, *counts in rows)
    return Figure(
        "attendance", "Who came, by agency",
        "Each person who was expected at a whole meeting counts once for it. Nobody is named.",
        ("Agency", "Expected", "Came", "Sent a deputy", "Sent apologies", "Absent"), lines,
        tuple(f"{name}: came or sent a deputy {came + deputy} of {counted(expected, 'time')}"
              for name, expected, came, deputy, *_ in rows),
    )  # fmt: skip


def _views(ids: list[int]) -> Figure:
    """Whether each agency that was invited and may know gave its view before the decision (001: status)."""
    of_item = OuterRef(OuterRef("pk"))
    known = SharingWish.objects.order_by().filter(
        Q(until=None) | Q(until__gt=OuterRef("meeting__on")), family_id=OuterRef(OuterRef("family_id")),
        agency_id=OuterRef("agency_id"), included=True, since__lte=OuterRef("meeting__on"),
    )  # fmt: skip
    given = AgencyView.objects.order_by().filter(item_id=of_item, agency_id=OuterRef("agency_id"))
    for_it = Q(guest=False) | Q(guest_items__item_id=OuterRef("pk"))
    invited = Attendance.objects.order_by().filter(for_it, Exists(known), meeting_id=OuterRef("meeting_id"))
    decided = (
        AgendaItem.objects.order_by()
        .filter(Exists(invited), meeting_id__in=ids, family__isnull=False, status=ItemStatus.DECIDED)
        .exclude(kind=ItemKind.PART)
    )  # views are given on the whole
    lacking = Counter(decided.values_list(Exists(invited.filter(~Exists(given))), flat=True))
    whole, total = lacking[False], lacking.total()
    shown: tuple[Shown, Shown] = (whole, total - whole)
    if total < SMALLEST:
        shown = (HIDDEN, HIDDEN) if total else (0, 0)
    share = per_cent(shown[0], *shown)
    lines = (
        Line("With the view of every invited agency", (shown[0], share), _parts(shown[:1], total)),
        Line("At least one view was missing", (shown[1], per_cent(shown[1], *shown)), _parts(shown[1:], total)),
    )
    about = (
        "Items about a family that were decided. An agency that the family did not let know is not counted as missing."
        f" Fewer than {SMALLEST} items are not broken down."
    )
    said = f"Every invited agency gave its view on {whole} of {counted(total, 'item')} about a family ({share})"
    if isinstance(shown[0], str) or not total:
        said = f"Too few items about a family to say more ({protect_total(total)})"
    return Figure("views", "Every agency’s view", about, ("Items about a family", "Items", "Share"), lines, (said,))


def _actions(ids: list[int], on: date) -> Figure:
    """What became of the actions agreed (002 §3.2: people felt more accountable for agreed actions)."""
    agreed = Decision.objects.order_by().filter(actions=OuterRef("pk"), item__meeting_id__in=ids)
    done, still = Q(status=ActionStatus.DONE), Q(status=ActionStatus.OPEN)
    counts = Action.objects.filter(Exists(agreed)).aggregate(
        on_time=Count("pk", filter=done & Q(finished_on__lte=F("due_on"))),
        late=Count("pk", filter=done & Q(finished_on__gt=F("due_on"))),
        not_done=Count("pk", filter=Q(status=ActionStatus.NOT_DONE)),
        open_late=Count("pk", filter=still & Q(due_on__lt=on)),
        to_come=Count("pk", filter=still & Q(due_on__gte=on)),
    )
    total = sum(counts.values())
    lines = [
        Line(label, (counts[key], per_cent(counts[key], total)), _parts([counts[key]], total))
        for key, label in ACTION_LINES.items()
    ]
    whole = Line("All actions agreed", (total, per_cent(total, total)))
    said = f"{counts['on_time']} of {counted(total, 'action')} done by the date; {counts['open_late']} open and late"
    return Figure(
        "actions", "Actions kept", "Actions that were agreed at these meetings, as they stand today.",
        ("What became of them", "Actions", "Share"), (*lines, whole), (said,),
    )  # fmt: skip


def _decisions(ids: list[int]) -> Figure:
    """What the meetings decided about families, by kind."""
    about_families = Decision.objects.order_by().filter(item__meeting_id__in=ids, item__family__isnull=False)
    found = dict(about_families.values_list("kind").annotate(number=Count("pk")))
    counts = {kind.label: found.get(kind, 0) for kind in DecisionKind if kind in found or kind not in OF_NO_CASE}
    total, shown = sum(counts.values()), protect(counts)
    lines = [Line(label, (number,), _parts([number], total)) for label, number in shown.items()]
    return Figure(
        "decisions", "Decisions by kind",
        "Decisions about families. A number below 5 is not shown, nor one from which it could be worked out.",
        ("Decision", "Number"), (*lines, Line("All decisions about families", (protect_total(total),))),
        tuple(f"{label}: {number}" for label, number in shown.items() if number != 0 and number != HIDDEN)
        or (f"Decisions about families: {protect_total(total)}",),
    )  # fmt: skip


def _times(ids: list[int]) -> Figure | None:
    """How long items took, from when the chair opened one to its decision. Nothing if nothing was measured."""
    measured = AgendaItem.objects.order_by().filter(
        meeting_id__in=ids, status=ItemStatus.DECIDED, decided_at__gt=F("started_at")
    )
    minutes: dict[str, list[float]] = defaultdict(list)
    for kind, began, ended in measured.values_list("kind", "started_at", "decided_at"):
        minutes[kind].append((ended - began).total_seconds() / 60)
    if not minutes:
        return None
    every = [one for taken in minutes.values() for one in taken]
    lines = [_time_line(kind.label, minutes[kind]) for kind in ItemKind if kind in minutes]
    whole = _time_line("All items", every)
    said = f"{whole.values[0]} items were timed"
    if len(every) >= SMALLEST:
        said = f"Half of the items took at most {whole.values[1]} minutes; the longest took {whole.values[2]}"
    return Figure(
        "time", "Minutes per item",
        "From when the chair opened the item to its decision. A line about fewer than 5 items is not shown.",
        ("Items", "Measured", "Half took at most (median)", "Longest"), (*lines, whole), (said,),
    )  # fmt: skip


def _time_line(label: str, minutes: list[float]) -> Line:
    if len(minutes) < SMALLEST:
        return Line(label, (FEWER, HIDDEN, HIDDEN))
    return Line(label, (len(minutes), round(median(minutes)), round(max(minutes))))


def _parts(counts: Iterable[Shown], total: Shown) -> tuple[float, ...]:
    """The counts in per cent of the total; no bar where one of them is not shown."""
    numbers = list(counts)
    if isinstance(total, str) or not total or any(isinstance(one, str) for one in numbers):
        return ()
    return tuple(round(100 * one / total, 1) for one in numbers if not isinstance(one, str))
