"""What every view of the API does first: reading what was sent, and saying who sent it."""

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
