"""For whom the present transaction works: what PostgreSQL's policies ask."""

from typing import Any

from django.db import connection
from django.utils import timezone


def act_for(user: Any) -> None:
    """Let this transaction, and no other, see what belongs to `user`'s centres; nobody, or None: nothing.

    SET LOCAL: it ends with the transaction, so a pooled connection carries nothing over to the next request.
    """
    who = str(user.pk) if user is not None and user.pk else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('fortnight.user_id', %s, true), set_config('fortnight.today', %s, true)",
            [who, timezone.localdate().isoformat()],
        )
