"""What the views of the API share: reading what was sent, and finding people within the centre."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.models import User
from centres.models import Agency
from families.forms import refuse_typed_address
from families.models import Family


def typed(
    request: Request, shape: type[Serializer], *, family: Family | None = None, homes: Iterable[Any] = ()
) -> dict[str, Any]:
    """What was sent, in the shape of the verb; DRF answers 400 beside each field otherwise.

    `family` (and `homes`): whose confidential address must not stand in a text, unless `"address_checked": true` is
    sent along. Raises RuleBroken("address_typed").
    """
    form = shape(data=request.data)
    form.is_valid(raise_exception=True)
    facts = dict(form.validated_data)
    refuse_typed_address(request.data, facts, family=family, by=request.user, homes=homes)
    return facts


def who(request: Request) -> dict[str, Any]:
    """By whom, and on which day."""
    return {"by": request.user, "on": timezone.localdate()}


def person_here(centre_id: int, pk: int) -> User:
    """A person who works, or worked, at the centre; a stranger's id and a missing one give the same 404."""
    return get_object_or_404(User.objects.filter(memberships__centre_id=centre_id).distinct(), pk=pk)


def agency_here(centre_id: int, pk: int) -> Agency:
    """An agency with people at the centre."""
    return get_object_or_404(Agency.objects.filter(memberships__centre_id=centre_id).distinct(), pk=pk)


def made(serializer: type[Serializer], row: Model, status: int = 201) -> Response:
    """The new row as it is shown."""
    return Response(serializer(row).data, status=status)
