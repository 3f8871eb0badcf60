"""Which cases the relations open to a person: each query put into SQL once."""

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.relations import (
    BREAK_GLASS,
    DEPUTY,
    INVOLVED,
    LASTING,
    LEAD,
    MANAGER,
    OPENING,
    RELATIONS,
    TEAM,
    Relation,
    opened,
)
from centres.prepared import Prepared
from centres.querysets import centre_ids
from centres.status import Role
from consent.querysets import not_excluded


def table(name: str) -> Any:
    """The rows of a model of this app; by its name, because the models import this package."""
    return apps.get_model("cases", name).objects


def _ids(*relations: Relation) -> Prepared:
    """The cases that any of the relations opens: one UNION rather than an OR, measured to stay flat as tables grow."""

    def make(user: Any, on: date, now: datetime, row: int) -> models.QuerySet:
        first, *others = [opened(relation, user, on, now).values("pk") for relation in relations]
        return first.union(*others)

    return Prepared(make)


OPENED = _ids(*OPENING)
INVOLVING = _ids(*LASTING)
TAKING_PART = _ids(*INVOLVED)
WITH_HEADER = _ids(*RELATIONS)
WORKING = _ids(MANAGER, LEAD, DEPUTY, TEAM)
OPENED_BY = {relation.name: _ids(relation) for relation in RELATIONS}


def knows(user: Any, kind: str, centre: str = "case__centre_id") -> Q:
    """Of a row that hangs on a case at `centre`: whether `user` may know such things of it.

    The family lets their agency know them, or they manage the centre, or have the case open in an emergency.
    """
    lets = not_excluded(user, timezone.localdate(), centre=centre, family="case__family_id", kind=kind)
    managed = {f"{centre}__in": centre_ids(user, Role.CENTRE_MANAGER)}
    return Q(lets) | Q(**managed) | Q(case_id__in=OPENED_BY[BREAK_GLASS.name].ids(user, timezone.localdate()))
