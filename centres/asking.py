"""Asking about a person who is known, or who is a row of the query outside: the same expression serves both."""

from typing import Any

from django.db.models import OuterRef


def person_id(user: Any) -> Any:
    """The id to compare with: a person's own (0 for somebody who is not signed in), or the OuterRef to one."""
    return user if isinstance(user, OuterRef) else user.pk or 0


def within(user: Any) -> Any:
    """The same person, asked about one query deeper."""
    return OuterRef(user) if isinstance(user, OuterRef) else user
