"""Which families somebody may find by their part in the work with them, and how they stand to each."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import CharField, Value

from cases.relations import MANAGER, RELATIONS, opened
from centres.prepared import Prepared


def _ties(user: Any, on: date, now: datetime, row: int) -> models.QuerySet:
    """A row for each relation to a case: its name, the case and the family. A manager's would be all there are."""
    first, *others = [
        opened(one, user, on, now).annotate(tie=Value(one.name, CharField())).values("tie", "id", "family_id")
        for one in RELATIONS
        if one is not MANAGER
    ]
    return first.union(*others, all=True)


TIES = Prepared(_ties)
