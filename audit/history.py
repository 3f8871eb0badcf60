"""The history of a record: every change, whoever made it and whichever way it came, by triggers of django-pghistory.

`audit.models.Entry` says who did which verb; this says which values a row had after each change. History rows hold
what their record held, confidential addresses too: nothing shows them but a request that the law asks for.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.db import models

from audit.triggers import NoTruncate

Model = TypeVar("Model", bound=type[models.Model])


def keep_history(
    *, exclude: tuple[str, ...] = (), link: bool = False, secret_key: bool = False
) -> Callable[[Model], Model]:
    """Have every insert, update and delete of the decorated model kept in a table of its own, for good.

    `exclude` names what must not be kept: secrets, and what is typed before it is sent. `link=True` is for a table that
    only joins two others: its rows are never updated. `secret_key=True` is for one whose key must not be kept.
    Who did it, in which request or task, stands in the row itself (`pgh_context`): no second table has to be trusted.
    """
    trackers: list[Any] = [pghistory.InsertEvent(), pghistory.DeleteEvent()]
    if not link:
        trackers.insert(1, pghistory.UpdateEvent())
    return pghistory.track(
        *trackers,
        exclude=list(exclude),
        # Hidden, so that nobody who follows the links to a record (families.services.joining) rewrites its history.
        obj_field=None if link or secret_key else pghistory.ObjForeignKey(related_name="+", db_index=True),
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        append_only=True,
        attrs={"pgh_id": models.BigAutoField(primary_key=True)},
        meta={"triggers": [NoTruncate(name="no_truncate")]},
    )
