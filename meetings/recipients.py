"""Who gets an edition of a meeting's minutes."""

from accounts.models import User
from meetings.models import Meeting


def recipients_of(meeting: Meeting) -> list[User]:
    """Everybody who was expected, whether they came or not; by name."""
    return list(User.objects.filter(attendance__meeting=meeting).order_by("name", "pk"))
