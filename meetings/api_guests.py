"""Guests of an item over the API."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from centres.models import Membership
from inputs.requests import typed
from meetings import services
from meetings.guest_serializers import GuestInput, UninviteInput
from meetings.guests import guests_of
from meetings.models import AgendaItem
from meetings.policies import may_choose_guests
from meetings.serializers import ItemRecord


class GuestsOfItems:
    """Who comes for an item only."""

    def get_object(self) -> AgendaItem:
        """The item, if this person may see it."""
        return super().get_object()  # type: ignore[misc]

    def _shown(self, item: AgendaItem) -> Response:
        raise NotImplementedError

    @extend_schema(request=GuestInput, responses=ItemRecord)
    @action(detail=True, methods=["post"])
    def invite(self, request: Request, pk: str) -> Response:
        """Ask somebody to come to the meeting for this item; they see nothing of the others."""
        item = self.get_object()
        may_choose_guests(request.user, item).require()
        here = Membership.objects.filter(centre_id=item.meeting.centre_id).select_related("user", "agency")
        membership = get_object_or_404(here, pk=typed(request, GuestInput)["membership"])
        services.invite_guest(item=item, membership=membership, by=request.user)
        return self._shown(item)

    @extend_schema(request=UninviteInput, responses=ItemRecord)
    @action(detail=True, methods=["post"])
    def uninvite(self, request: Request, pk: str) -> Response:
        """Take a guest's invitation to this item back."""
        item = self.get_object()
        may_choose_guests(request.user, item).require()
        person = typed(request, UninviteInput)["person"]
        guest = next((one.user for one in guests_of(item) if one.user_id == person), None)
        services.uninvite_guest(item=item, person=guest, by=request.user)
        return self._shown(item)
