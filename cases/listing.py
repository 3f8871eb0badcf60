"""The list of cases and the list of actions: what is late first, one page at a time by keys instead of offsets."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case as Choose
from django.db.models import DateField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from cases.models import Action, Case
from cases.status import CaseStatus

PER_PAGE = 25
NEVER = date(9999, 12, 31)
SOON = timedelta(days=14)
GROUPS = {0: "Without a lead professional", 1: "You lead", 2: "Other families", 3: "Closed"}

Cursor = tuple[int, date, int]


def cases_of(user: Any, asked: dict[str, str], on: date) -> QuerySet:
    """The cases `user` may open that fit what was asked for, each with its group."""
    found = Case.objects.visible_to(user).with_next().with_standing(user, on)
    if asked["state"] != "all":
        found = found.filter(status=asked["state"] or CaseStatus.OPEN)
    if asked["name"]:
        found = found.filter(family__name__icontains=asked["name"])
    if asked["lead"] == "none":
        found = found.filter(has_lead=False, status=CaseStatus.OPEN)
    if asked["lead"] == "me":
        found = found.filter(as_lead=True)
    if asked["review"] == "late":
        found = found.filter(review_due_on__lt=on, status=CaseStatus.OPEN)
    if asked["review"] == "due":
        found = found.filter(review_due_on__lte=on + SOON, status=CaseStatus.OPEN)
    if asked["review"] == "soon":
        found = found.filter(review_due_on__range=(on, on + SOON), status=CaseStatus.OPEN)
    group = Choose(
        When(status=CaseStatus.CLOSED, then=3),
        When(has_lead=False, then=0),
        When(as_lead=True, then=1),
        default=2,
        output_field=IntegerField(),
    )
    return found.annotate(group=group, due=Coalesce("review_due_on", Value(NEVER, output_field=DateField())))


def page_of_cases(found: QuerySet, after: str) -> tuple[list[Any], str]:
    """The cases after the cursor, and the next cursor: alarms first, then by the date of the next review."""
    place = parse_cursor(after)
    if place:
        group, due, pk = place
        found = found.filter(Q(group__gt=group) | Q(group=group, due__gt=due) | Q(group=group, due=due, pk__gt=pk))
    rows = list(
        found.order_by("group", "due", "pk")
        .prefetch_related("family__children")
        .select_related("family")[: PER_PAGE + 1]
    )
    more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE]
    return rows, _cursor(rows[-1].group, rows[-1].due, rows[-1].pk) if more else ""


def page_of_actions(found: QuerySet, after: str) -> tuple[list[Action], str]:
    """The actions after the cursor and the next cursor, the oldest date first."""
    place = parse_cursor(after)
    if place:
        _, due, pk = place
        found = found.filter(Q(due_on__gt=due) | Q(due_on=due, pk__gt=pk))
    rows = list(found.order_by("due_on", "pk").shown()[: PER_PAGE + 1])
    more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE]
    return rows, _cursor(0, rows[-1].due_on, rows[-1].pk) if more else ""


def _cursor(group: int, due: date, pk: int) -> str:
    return f"{group}.{due.isoformat()}.{pk}"


def parse_cursor(text: str) -> Cursor | None:
    """The place in a cursor; None, so the first page, if it is not one."""
    try:
        group, due, pk = text.split(".")
        return (int(group), date.fromisoformat(due), int(pk)) if len(pk) < 19 and len(group) == 1 else None
    except ValueError:
        return None
