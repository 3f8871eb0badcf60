"""Everything that happened in a case, newest first, one page at a time, in a fixed number of queries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value

from cases.models import Assessment, Case, Contact, Deputy, Lead, Message, Offer, Progress, Review
from cases.policies import Standing
from cases.querysets import ContactQuerySet, DeputyQuerySet
from cases.serializers import (
    AssessmentRow,
    ContactSerializer,
    DeputySerializer,
    LeadSerializer,
    MessageSerializer,
    OfferSerializer,
    ProgressSerializer,
    ReviewSerializer,
)

PER_PAGE = 25


@dataclass(frozen=True)
class Event:
    """One thing that happened: `kind` says which fields `record` has."""

    kind: str
    on: date
    pk: int
    record: dict[str, Any]

    @property
    def cursor(self) -> str:
        """The place of this event, for the address of the next page."""
        return f"{self.on.isoformat()}.{self.kind}.{self.pk}"


def _with(*names: str) -> Callable[[QuerySet], QuerySet]:
    return lambda rows: rows.select_related(*names)


_OFFERED = _with("user", "agency", "offered_by")

# Kind -> (rows of a case, its date, serializer, the rows with what the serializer names).
SOURCES: dict[str, tuple[Any, str, Any, Callable[[Any], QuerySet]]] = {
    "answer": (Offer.objects.exclude(answered_on=None), "answered_on", OfferSerializer, _with("by")),
    "assessment": (
        Assessment.objects.finished(),
        "finished_on",
        AssessmentRow,
        _with("begun_by", "finished_by"),
    ),
    "contact": (Contact.objects.all(), "on", ContactSerializer, ContactQuerySet.shown),
    "deputy_ended": (Deputy.objects.filter(status="ended"), "ended_on", DeputySerializer, DeputyQuerySet.shown),
    "deputy_yes": (
        Deputy.objects.filter(status__in=["accepted", "ended"]),
        "answered_on",
        DeputySerializer,
        DeputyQuerySet.shown,
    ),
    "lead_declined": (
        Lead.objects.filter(status="declined"),
        "answered_on",
        LeadSerializer,
        _OFFERED,
    ),
    "lead_ended": (
        Lead.objects.filter(status="ended"),
        "ended_on",
        LeadSerializer,
        _OFFERED,
    ),
    "lead_yes": (
        Lead.objects.filter(status__in=["accepted", "ended"]),
        "answered_on",
        LeadSerializer,
        _OFFERED,
    ),
    "message": (Message.objects.all(), "on", MessageSerializer, _with("by")),
    "offer": (Offer.objects.all(), "on", OfferSerializer, _with("by")),
    "progress": (Progress.objects.all(), "on", ProgressSerializer, _with("by")),
    "review": (Review.objects.exclude(held_on=None), "held_on", ReviewSerializer, _with("held_by")),
}


def kept_events(standing: Standing) -> frozenset[str]:
    """The kinds of events that the family keeps from the agency of whoever stands so to the case, or that are none of
    their business: with whom a case is shared does not read what colleagues write to each other."""
    contacts = () if standing.sees_contacts else ("answer", "contact", "offer")
    plan = () if standing.sees_plan else ("progress", "review")
    messages = () if standing.reads_messages else ("message",)
    assessment = () if standing.sees_assessment else ("assessment",)
    return frozenset((*contacts, *plan, *assessment, *messages))


def page_of(case: Case, before: str = "", kept: frozenset[str] = frozenset()) -> tuple[list[Event], str]:
    """The events before the cursor `before` (from the newest, if it is empty or nonsense), and the next cursor.

    Without those of the kinds that are `kept` from the reader.
    """
    place = parse_cursor(before)
    found = list(_index(case, place, kept)[: PER_PAGE + 1])
    more = len(found) > PER_PAGE
    found = found[:PER_PAGE]
    records = _records(case, found)
    events = [Event(kind, when, pk, records[kind, pk]) for when, kind, pk in found]
    return events, events[-1].cursor if more else ""


def parse_cursor(text: str) -> tuple[date, str, int] | None:
    """The date, kind and number in a cursor; None if it is not one."""
    try:
        when, kind, pk = text.split(".")
        return (date.fromisoformat(when), kind, int(pk)) if kind in SOURCES and len(pk) < 19 else None
    except ValueError:
        return None


def _index(case: Case, place: tuple[date, str, int] | None, kept: frozenset[str]) -> QuerySet:
    """(date, kind, number) of every event, newest first, as one UNION."""
    branches = [_branch(case, kind, place) for kind in SOURCES if kind not in kept]
    return branches[0].union(*branches[1:], all=True).order_by("-when", "-label", "-number")


def _branch(case: Case, kind: str, place: tuple[date, str, int] | None) -> QuerySet:
    rows, field, _, _ = SOURCES[kind]
    rows = (
        rows.order_by()
        .filter(case=case)
        .annotate(when=F(field), label=Value(kind, output_field=CharField()), number=F("pk"))
    )
    if place:
        day, at_kind, pk = place
        earlier = Q(when__lt=day)
        if kind < at_kind:
            earlier |= Q(when=day)
        elif kind == at_kind:
            earlier |= Q(when=day, pk__lt=pk)
        rows = rows.filter(earlier)
    return rows.values_list("when", "label", "number")


def _records(case: Case, found: list[tuple[date, str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
    """Each event's record as its serializer shows it: at most one query per kind."""
    records = {}
    for kind, (rows, _, serializer, shown) in SOURCES.items():
        ids = [pk for _, found_kind, pk in found if found_kind == kind]
        if ids:
            for row in shown(rows.filter(pk__in=ids)):
                records[kind, row.pk] = serializer(row).data
    return records
