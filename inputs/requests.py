"""What views do first: reading what was sent, and saying who sent it."""

from typing import Any

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.serializers import Serializer


def typed(request: Request, shape: type[Serializer]) -> dict[str, Any]:
    """What was sent, in the shape of the verb; DRF answers 400 beside each field otherwise."""
    form = shape(data=request.data)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def who(request: Request) -> dict[str, Any]:
    """By whom, and on which day."""
    return {"by": request.user, "on": timezone.localdate()}


def number_in(text: str | None) -> int:
    """The number of a row that somebody sent as text; 0, which no row has, for anything else or for one too long."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0
