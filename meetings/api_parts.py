"""Items of one family together, a part on its own, and the order of an agenda, over the API."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.steps import typed_about
from inputs.requests import typed
from meetings import services
from meetings.models import AgendaItem
from meetings.part_serializers import HostInput, MoveItemInput, PartInput
from meetings.policies import may_decide
from meetings.serializers import ItemRecord


class PartsOfAgenda:
    """What is done with an item among the others of its agenda."""

    def get_object(self) -> AgendaItem:
        """The item, if its family may be known to this person in this meeting."""
        return super().get_object()  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[AgendaItem]:
        """The items whose families may be known to this person."""
        return super().get_queryset()  # type: ignore[misc]

    def _shown(self, item: AgendaItem) -> Response:
        raise NotImplementedError

    @extend_schema(request=PartInput, responses=ItemRecord)
    @action(detail=True, methods=["post"])
    def split(self, request: Request, pk: str) -> Response:
        """Make a part of the item an item of its own, right after it; it is decided on its own."""
        item = self.get_object()
        may_decide(request.user, item).require()
        told = typed_about(request, PartInput, family=item.family)
        return self._shown(services.split_item(item=item, by=request.user, **told))

    @extend_schema(request=HostInput, responses=ItemRecord)
    @action(detail=True, methods=["post"])
    def together(self, request: Request, pk: str) -> Response:
        """Discuss and decide this item with another one of its family; a part goes back so as well."""
        item = self.get_object()
        may_decide(request.user, item).require()
        host = get_object_or_404(self.get_queryset(), pk=typed(request, HostInput)["host"])
        return self._shown(services.take_together(item=item, host=host, by=request.user))

    @extend_schema(request=None, responses=ItemRecord)
    @action(detail=True, methods=["post"])
    def apart(self, request: Request, pk: str) -> Response:
        """Discuss on its own after all what was to be taken with another item."""
        return self._shown(services.take_apart(item=self.get_object(), by=request.user))

    @extend_schema(request=MoveItemInput, responses=ItemRecord)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        """Move the item one place on the agenda, before or during the meeting."""
        item = self.get_object()
        may_decide(request.user, item).require()
        return self._shown(services.move_item(item=item, by=request.user, **typed(request, MoveItemInput)))
