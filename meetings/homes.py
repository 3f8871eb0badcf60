"""The confidential addresses of the families of a meeting: what its minutes must not hold."""

from families.models import Address
from meetings.models import Minutes


def homes_in(minutes: Minutes) -> list[Address]:
    """Those of every family on the agenda of the meeting."""
    families = minutes.meeting.items.exclude(family=None).values("family_id")
    return list(Address.objects.filter(family__in=families, confidential=True))
