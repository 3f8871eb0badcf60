"""The directory over the API: people, partners and closed days; and who is asking."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from accounts.confirming import require_confirmed
from accounts.models import User
from centres import serializers as shapes
from centres import services
from centres.api_services import kept_centre
from centres.api_services import register as register_services
from centres.models import Agency, Centre, ClosedDays, Membership, SharingProtocol
from centres.policies import may_change_membership
from centres.serializers import MembershipSerializer, MeSerializer, OwnMembershipSerializer
from inputs.requests import typed, who

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
    """The people who work with your centres. Who changes them confirms first that it is them; no token can."""

    queryset = Membership.objects.none()
    serializer_class = MembershipSerializer

    def get_queryset(self) -> QuerySet[Membership]:
        """Memberships at the asker's centres that fit the words; in lists only those that have not ended."""
        people = Membership.objects.visible_to(self.request.user).shown()
        if self.action in ("list", "retrieve"):
            people = people.current_or_coming(timezone.localdate())
        return people.matching(self.request.query_params.get("q", "")) if self.action == "list" else people

    @extend_schema(request=shapes.MembershipInput, responses={201: MembershipSerializer})
    def create(self, request: Request) -> Response:
        """Give somebody a role at the centre. Who has no account yet is sent a link to choose a password."""
        require_confirmed(request)
        facts = typed(request, shapes.MembershipInput)
        centre = kept_centre(request, facts.pop("centre"))
        facts["agency"] = get_object_or_404(
            Agency.objects.filter(protocols__centre=centre).distinct(), pk=facts["agency"]
        )
        made = services.invite_practitioner(centre=centre, **_named(centre, facts), **who(request))
        return Response(MembershipSerializer(made).data, status=201)

    @extend_schema(request=shapes.MembershipChangeInput, responses=MembershipSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Say anew what the job is called, what they can commit, and to whom they answer."""
        membership = self.get_object()
        may_change_membership(request.user, membership).require()
        require_confirmed(request)
        facts = _named(membership.centre, typed(request, shapes.MembershipChangeInput))
        services.change_membership(membership=membership, **facts, **who(request))
        return Response(MembershipSerializer(self.get_object()).data)

    @extend_schema(request=None, responses=MembershipSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Say that all of this is right today: of your own entry, or as whoever keeps the directory."""
        services.confirm_membership(membership=self.get_object(), **who(request))
        return Response(MembershipSerializer(self.get_object()).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="invite-again")
    def invite_again(self, request: Request, pk: str) -> Response:
        """Send the link to choose a first password once more."""
        membership = self.get_object()
        require_confirmed(request)
        services.send_invitation_again(membership=membership, by=request.user)
        return Response(status=204)


def _named(centre: Centre, facts: dict[str, Any]) -> dict[str, Any]:
    """What was sent, with the employer, the line manager and the supervisor that its numbers name."""
    for boss in ("line_manager", "supervisor"):
        facts[boss] = _works_here(centre, facts[boss])
    if facts["employer"] is not None:
        facts["employer"] = get_object_or_404(Agency.objects.known_at(centre.pk), pk=facts["employer"])
    return facts


def _works_here(centre: Centre, pk: int | None) -> Any:
    """A person who works, or worked, at the centre; a stranger's id and a missing one give the same 404."""
    if pk is None:
        return None
    return get_object_or_404(User.objects.filter(memberships__centre=centre).distinct(), pk=pk)


class PartnerViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The sharing protocols of your centres, newest first: they say which agencies are partners."""

    queryset = SharingProtocol.objects.none()
    serializer_class = shapes.PartnerSerializer

    def get_queryset(self) -> QuerySet[SharingProtocol]:
        mine = SharingProtocol.objects.filter(centre__in=Centre.objects.visible_to(self.request.user))
        return mine.select_related("agency").order_by("-signed_on", "-pk")

    @extend_schema(request=shapes.PartnerInput, responses={201: shapes.PartnerSerializer})
    def create(self, request: Request) -> Response:
        """Record that an agency signed the centre's sharing protocol, or a newer version of it."""
        facts = typed(request, shapes.PartnerInput)
        centre = kept_centre(request, facts.pop("centre"))
        made = services.add_partner(centre=centre, **facts, **who(request))
        return Response(shapes.PartnerSerializer(made).data, status=201)


class ClosedDaysViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The days to come on which your centres are closed: no review falls due on them."""

    queryset = ClosedDays.objects.none()
    serializer_class = shapes.ClosedDaysSerializer

    def get_queryset(self) -> QuerySet[ClosedDays]:
        mine = ClosedDays.objects.visible_to(self.request.user)
        return mine.filter(last_on__gte=timezone.localdate())

    @extend_schema(request=shapes.ClosedDaysInput, responses={201: shapes.ClosedDaysSerializer})
    def create(self, request: Request) -> Response:
        """Record days on which a centre is closed."""
        facts = typed(request, shapes.ClosedDaysInput)
        centre = kept_centre(request, facts.pop("centre"))
        made = services.close_on(centre=centre, **facts, **who(request))
        return Response(shapes.ClosedDaysSerializer(made).data, status=201)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        """The centre is open on these days after all."""
        services.open_again(days=self.get_object(), by=request.user)
        return Response(status=204)


def register(router: BaseRouter) -> None:
    """Add this app's addresses."""
    router.register("me", MeViewSet, basename="me")
    router.register("directory", DirectoryViewSet, basename="membership")
    router.register("partners", PartnerViewSet, basename="partner")
    router.register("closed-days", ClosedDaysViewSet, basename="closed-days")
    register_services(router)
