"""Who can be named as a reader of a restricted note: from the same code that says who can see the case."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Value

from accounts.models import User
from cases.models import Case
from cases.relations import LASTING, MANAGER
from cases.status import NOTE_IS
from cases.who import Seer, who_can_see
from consent.querysets import not_excluded


def possible_readers(case: Case, on: date, *, kind: str = "", writer_id: int | None = None) -> list[Seer]:
    """Everybody to whom a lasting relation opens the case; managers and the writer read the note without being named.

    With a `kind` of note, without those from whose agency the family keeps it. A fixed number of queries.
    """
    found = [seer for seer in who_can_see(case, on) if _by_involvement(seer) and seer.user.pk != writer_id]
    if not kind:
        return found
    knows = not_excluded(OuterRef("pk"), on, centre="of_centre", family="of_family", kind=NOTE_IS[kind])
    people = User.objects.filter(pk__in=[seer.user.pk for seer in found])
    asked: Any = people.annotate(of_centre=Value(case.centre_id), of_family=Value(case.family_id))
    able = set(asked.filter(Q(knows)).values_list("pk", flat=True))
    return [seer for seer in found if seer.user.pk in able]


def _by_involvement(seer: Seer) -> bool:
    routes = [route.relation for route in seer.routes]
    return MANAGER not in routes and any(relation in LASTING for relation in routes)
