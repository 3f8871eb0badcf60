"""Services over the API: looking for one, keeping the list, and where they come from."""

import json
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from accounts.confirming import require_confirmed
from centres import service_serializers as shapes
from centres import services
from centres.models import Centre, Service, ServiceSource, SourceReading
from centres.open_referral.writing import write
from centres.policies import may_change_directory
from centres.querysets import centre_ids
from centres.status import DIRECTORY_ROLES, Day, Need
from inputs.requests import number_in, typed, who

SEARCH = [
    OpenApiParameter("q", str, description="Words to look for"),
    OpenApiParameter("need", str, enum=Need.values),
    OpenApiParameter("age", int, description="Age of a child, in months"),
    OpenApiParameter("near", str, description="First half of a postcode: the nearest come first"),
    OpenApiParameter("day", str, enum=Day.values),
    OpenApiParameter("ended", bool, description="Those that are no longer offered, instead of those that are"),
]
OF_CENTRE = OpenApiParameter("centre", int, required=True)


def kept_centre(request: Request, pk: int) -> Centre:
    """A centre whose directory the asker keeps; 404 where they do not work, 403 where they work as something else."""
    centre = get_object_or_404(Centre.objects.visible_to(request.user), pk=pk)
    may_change_directory(request.user, centre.pk).require()
    return centre


@extend_schema_view(list=extend_schema(parameters=SEARCH))
class ServiceViewSet(viewsets.ReadOnlyModelViewSet):
    """The services that families of your centres can be told about."""

    queryset = Service.objects.none()
    serializer_class = shapes.ServiceSerializer

    def get_queryset(self) -> QuerySet[Service]:
        """Services of the asker's centres; in the list those that fit what is asked for."""
        found = Service.objects.visible_to(self.request.user).select_related("centre", "source")
        if self.action != "list":
            return found
        asked = shapes.SearchInput(data=self.request.query_params.dict())
        asked.is_valid(raise_exception=True)
        given: dict[str, Any] = dict(asked.validated_data)
        found = found.exclude(ended_on=None) if given.pop("ended") else found.offered()
        return found.looked_for(**given)

    @extend_schema(request=shapes.NewServiceInput, responses={201: shapes.ServiceSerializer})
    def create(self, request: Request) -> Response:
        """List a service."""
        facts = typed(request, shapes.NewServiceInput)
        centre = kept_centre(request, facts.pop("centre"))
        made = services.list_service(centre=centre, facts=shapes.facts_of(facts), **who(request))
        return Response(shapes.ServiceSerializer(made).data, status=201)

    @extend_schema(request=shapes.ServiceInput, responses=shapes.ServiceSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Say anew what the directory says of it."""
        service = self._kept()
        facts = shapes.facts_of(typed(request, shapes.ServiceInput))
        return self._answer(services.change_service(service=service, facts=facts, **who(request)))

    @extend_schema(request=shapes.NeedsInput, responses=shapes.ServiceSerializer)
    @action(detail=True, methods=["post"])
    def sort(self, request: Request, pk: str) -> Response:
        """Say what a service of a source is for."""
        service = self._kept()
        needs = typed(request, shapes.NeedsInput)["needs"]
        ordered = tuple(one for one in Need.values if one in needs)
        return self._answer(services.sort_service(service=service, needs=ordered, **who(request)))

    @extend_schema(request=None, responses=shapes.ServiceSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """It is offered to nobody any more."""
        return self._answer(services.end_service(service=self.get_object(), **who(request)))

    @extend_schema(request=None, responses=shapes.ServiceSerializer)
    @action(detail=True, methods=["post"], url_path="offer-again")
    def again(self, request: Request, pk: str) -> Response:
        """It is there again."""
        return self._answer(services.offer_again(service=self.get_object(), **who(request)))

    @extend_schema(parameters=[OF_CENTRE], responses={200: OpenApiTypes.OBJECT}, filters=False)
    @action(detail=False)
    def export(self, request: Request) -> Response:
        """A centre's services in Open Referral UK, as the list of a feed has them."""
        centre = kept_centre(request, number_in(request.query_params.get("centre")))
        return Response(json.loads(write(services.export_services(centre=centre, **who(request)))))

    def _kept(self) -> Service:
        service = self.get_object()
        may_change_directory(self.request.user, service.centre_id).require()
        return service

    def _answer(self, service: Service) -> Response:
        return Response(shapes.ServiceSerializer(service).data)


class SourceViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Where the services of the centres come from whose directory you keep."""

    queryset = ServiceSource.objects.none()
    serializer_class = shapes.SourceSerializer

    def get_queryset(self) -> QuerySet[ServiceSource]:
        """In the list those that the asker keeps; alone any of their centres: the answer then says why not."""
        mine = ServiceSource.objects.visible_to(self.request.user)
        if self.action == "list":
            mine = mine.filter(centre__in=centre_ids(self.request.user, *DIRECTORY_ROLES))
        return mine

    @extend_schema(request=shapes.SourceInput, responses={201: shapes.SourceSerializer})
    def create(self, request: Request) -> Response:
        """Allow services to be read from an address. Whoever does confirms first that it is them; no token can."""
        require_confirmed(request)
        facts = typed(request, shapes.SourceInput)
        centre = kept_centre(request, facts.pop("centre"))
        made = services.add_source(centre=centre, **facts, **who(request))
        return Response(shapes.SourceSerializer(made).data, status=201)

    @extend_schema(request=None, responses={202: shapes.ReadingSerializer})
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        """Have the feed read in the background."""
        made = services.ask_feed(source=self.get_object(), **who(request))
        return Response(shapes.ReadingSerializer(made).data, status=202)

    @extend_schema(request={"multipart/form-data": shapes.FileInput}, responses={201: shapes.ReadingSerializer})
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser, JSONParser])
    def upload(self, request: Request, pk: str) -> Response:
        """Read a file. Nothing is changed before it is taken over."""
        source = self.get_object()
        may_change_directory(request.user, source.centre_id).require()
        content = typed(request, shapes.FileInput)["file"]
        made = services.read_upload(source=source, content=content, **who(request))
        return Response(shapes.ReadingSerializer(made).data, status=201)

    @extend_schema(request=None, responses=shapes.SourceSerializer)
    @action(detail=True, methods=["post"])
    def stop(self, request: Request, pk: str) -> Response:
        """Read nothing more from it."""
        return Response(shapes.SourceSerializer(services.stop_source(source=self.get_object(), **who(request))).data)


class ReadingViewSet(mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Readings of sources: what they would change, and taking it over."""

    queryset = SourceReading.objects.none()
    serializer_class = shapes.ReadingSerializer

    def get_queryset(self) -> QuerySet[SourceReading]:
        """Those of the asker's centres."""
        return SourceReading.objects.visible_to(self.request.user).select_related("source__centre")

    def get_object(self) -> SourceReading:
        """One whose directory the asker keeps."""
        reading = super().get_object()
        may_change_directory(self.request.user, reading.source.centre_id).require()
        return reading

    @extend_schema(request=shapes.TakeOverInput, responses=shapes.ReadingSerializer)
    @action(detail=True, methods=["post"], url_path="take-over")
    def take_over(self, request: Request, pk: str) -> Response:
        """Change the directory as was seen. If it has changed since: 409, `stale_changes`."""
        reading = self.get_object()
        services.take_over(reading=reading, **typed(request, shapes.TakeOverInput), **who(request))
        return Response(shapes.ReadingSerializer(self.get_object()).data)

    @extend_schema(request=None, responses=shapes.ReadingSerializer)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        """Take nothing over."""
        services.drop_reading(reading=self.get_object(), **who(request))
        return Response(shapes.ReadingSerializer(self.get_object()).data)


def register(router: BaseRouter) -> None:
    """Add these addresses."""
    router.register("services", ServiceViewSet, basename="service")
    router.register("service-sources", SourceViewSet, basename="service-source")
    router.register("service-readings", ReadingViewSet, basename="service-reading")
