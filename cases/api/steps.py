"""What the views of the API share: words about a family, people within the centre, and showing what was made."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.models import User
from centres.models import Agency
from families.forms import refuse_typed_address
from families.models import Family
from inputs.requests import typed


def typed_about(
    request: Request, shape: type[Serializer], *, family: Family | None = None, homes: Iterable[Any] = ()
) -> dict[str, Any]:
    """What was sent, as `typed` has it; a family's confidential address must not stand in a text.

    Unless `"address_checked": true` is sent along. Raises RuleBroken("address_typed").
    """
    facts = typed(request, shape)
    refuse_typed_address(request.data, facts, family=family, by=request.user, homes=homes)
    return facts


def person_here(centre_id: int, pk: int) -> User:
    """A person who works, or worked, at the centre; a stranger's id and a missing one give the same 404."""
    return get_object_or_404(User.objects.filter(memberships__centre_id=centre_id).distinct(), pk=pk)


def agency_here(centre_id: int, pk: int) -> Agency:
    """An agency with people at the centre."""
    return get_object_or_404(Agency.objects.filter(memberships__centre_id=centre_id).distinct(), pk=pk)


def made(serializer: type[Serializer], row: Model, status: int = 201) -> Response:
    """The new row as it is shown."""
    return Response(serializer(row).data, status=status)
