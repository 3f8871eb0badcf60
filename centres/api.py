"""The directory over the API, to read; and who is asking."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from centres.models import Membership, Service
from centres.serializers import MembershipSerializer, MeSerializer, OwnMembershipSerializer, ServiceSerializer
from centres.status import Need
from inputs.errors import RuleBroken

WORDS = OpenApiParameter("q", str, description="Words to look for")

extend_schema_field(OwnMembershipSerializer(many=True))(MeSerializer.get_memberships)


class MeViewSet(viewsets.GenericViewSet):
    """Who is asking."""

    serializer_class = MeSerializer
    pagination_class = None

    @extend_schema(responses=MeSerializer)
    def list(self, request: Request) -> Response:
        """Who you are, and your memberships in force today."""
        return Response(MeSerializer(request.user).data)


@extend_schema_view(list=extend_schema(parameters=[WORDS]))
class DirectoryViewSet(viewsets.ReadOnlyModelViewSet):
    """The people who work with your centres."""

    queryset = Membership.objects.none()
    serializer_class = MembershipSerializer

    def get_queryset(self) -> QuerySet[Membership]:
        """Memberships at the asker's centres that have not ended, and fit the words."""
        people = Membership.objects.visible_to(self.request.user).current_or_coming(timezone.localdate())
        return people.matching(self.request.query_params.get("q", "")).select_related("user", "agency")


@extend_schema_view(list=extend_schema(parameters=[WORDS, OpenApiParameter("need", str, enum=Need.values)]))
class ServiceViewSet(viewsets.ReadOnlyModelViewSet):
    """The services that families of your centres can be told about."""

    queryset = Service.objects.none()
    serializer_class = ServiceSerializer

    def get_queryset(self) -> QuerySet[Service]:
        """Services of the asker's centres that fit the words and the need."""
        found = Service.objects.visible_to(self.request.user).matching(self.request.query_params.get("q", ""))
        need = self.request.query_params.get("need")
        if need and need not in Need.values:
            raise RuleBroken("need", "There is no such need. The schema lists them.", "need")
        return found.filter(needs__contains=[need]) if need else found


def register(router: BaseRouter) -> None:
    """Add this app's addresses."""
    router.register("me", MeViewSet, basename="me")
    router.register("directory", DirectoryViewSet, basename="membership")
    router.register("services", ServiceViewSet, basename="service")
