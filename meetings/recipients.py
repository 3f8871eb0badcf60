"""Who gets an edition of a meeting's minutes."""

from collections.abc import Collection

from django.db.models import Q

from accounts.models import User
from meetings.models import Attendance, Meeting


def recipients_of(meeting: Meeting, of_items: Collection[int] | None = None) -> list[User]:
    """Everybody who was expected, whether they came or not; by name. Of guests only those of these items, if given."""
    expected = Attendance.objects.filter(meeting=meeting)
    if of_items is not None:
        expected = expected.filter(Q(guest=False) | Q(guest_items__item__in=of_items))
    return list(User.objects.filter(pk__in=expected.values("user")).order_by("name", "pk"))
