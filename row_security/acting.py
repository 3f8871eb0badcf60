"""For whom the present transaction works: what PostgreSQL's policies ask."""

from typing import Any

from django.db import connection
from django.utils import timezone


def act_for(user: Any) -> None:
    """Let this transaction, and no other, see what belongs to `user`'s centres; nobody, or None: nothing.

    The centres are asked for once, here: every statement of the request compares with the same ones.
    SET LOCAL: it ends with the transaction, so a pooled connection carries nothing over to the next request.
    """
    who = user.pk if user is not None else None
    with connection.cursor() as cursor:
        cursor.execute("SELECT fortnight_act_for(%s, %s)", [who, timezone.localdate()])
