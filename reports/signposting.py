"""Which services families were told about, and what came of it: counted for one centre and period.

A family is told about a service by whoever works with it (an offer) or by the meeting (a decision that names services).
Both are a family and a service; of several offers of one service to one family the best that is known counts, in the
family's own view. No names, no references, and three queries however many there are.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from enum import IntEnum
from typing import TypeVar

from django.db.models import Case, IntegerField, Max, Q, Value, When

from cases.models import Offer
from cases.status import CameOf, OfferStatus
from centres.models import Centre, Service
from meetings.models import Decision


class Came(IntEnum):
    """What came of telling a family, from what says least to what says most."""

    UNKNOWN = 0
    NOT_TAKEN_UP = 1
    NOT_HELPED = 2
    HELPED = 3


# What the lines of the report show, in their order.
SHOWN = (Came.HELPED, Came.NOT_HELPED, Came.NOT_TAKEN_UP, Came.UNKNOWN)
# An offer that waits for an answer, that the family may take up later, or of which nobody has asked yet, is UNKNOWN.
_CAME = Case(
    When(came_of=CameOf.HELPED, then=Value(Came.HELPED)),
    When(came_of=CameOf.NOT_HELPED, then=Value(Came.NOT_HELPED)),
    When(Q(came_of=CameOf.NOT_GONE) | Q(status=OfferStatus.REFUSED), then=Value(Came.NOT_TAKEN_UP)),
    default=Value(Came.UNKNOWN),
    output_field=IntegerField(),
)
Line = TypeVar("Line", bound=Hashable)
Told = dict[tuple[int, int], Came]  # service and family -> what came of it


def told(centre: Centre, since: date, until: date) -> Told:
    """Every family that was told about a service of the directory in the period, with what came of it."""
    offers = Offer.objects.filter(case__centre=centre, service__isnull=False, on__range=(since, until)).order_by()
    asked = offers.values_list("service_id", "case__family_id").annotate(best=Max(_CAME))
    decided = Decision.objects.filter(item__meeting__centre=centre, decided_on__range=(since, until))
    named = decided.filter(item__family__isnull=False, services__isnull=False)
    found = dict.fromkeys(named.order_by().values_list("services", "item__family_id"), Came.UNKNOWN)
    return found | {(service, family): Came(best) for service, family, best in asked}


def by_line(facts: Iterable[tuple[Line, int, Came]]) -> dict[Line, dict[Came, int]]:
    """Families in each line, by what came of it. A family counts once in a line, with the best that is known of it."""
    best: dict[Line, dict[int, Came]] = defaultdict(dict)
    for line, family, came in facts:
        best[line][family] = max(came, best[line].get(family, Came.UNKNOWN))
    return {line: _counted(families) for line, families in best.items()}


def _counted(families: Mapping[int, Came]) -> dict[Came, int]:
    counts = dict.fromkeys(SHOWN, 0)
    for came in families.values():
        counts[came] += 1
    return counts


Counts = dict[str, dict[Came, int]]


def signposted(centre: Centre, since: date, until: date) -> Counts:
    """By service; what no family was told about is left out.

    There is no line of all services and none of a kind of need: it would hold the families of several lines, and who
    subtracts would know a small number (`inputs.suppression`).
    """
    found = told(centre, since, until)
    names = _names(Service.objects.filter(pk__in={service for service, _ in found}).order_by("pk"))
    counted = by_line((pk, family, came) for (pk, family), came in found.items())
    in_order = sorted(counted, key=lambda pk: (names[pk].casefold(), pk))
    return {names[pk]: counted[pk] for pk in in_order} or {"No service": dict.fromkeys(SHOWN, 0)}


def _names(services: Iterable[Service]) -> dict[int, str]:
    """What each is called; of two with one name, who provides it, and if that is no help, its number, says which."""
    named: dict[int, str] = {}
    taken: dict[str, int] = defaultdict(int)
    services = list(services)
    for one in services:
        taken[one.name] += 1
    for one in services:
        name = one.name if taken[one.name] == 1 or not one.provider else f"{one.name} ({one.provider})"
        named[one.pk] = f"{name}, number {one.pk}" if name in named.values() else name
    return named
