"""Somebody leaves, over the API."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.confirming import require_confirmed
from audit.services import record_reads
from centres.models import Membership
from centres.policies import may_end_membership
from inputs.requests import typed, who
from inputs.serializers import DateField, LineField
from meetings import services
from meetings.models import Leaving
from meetings.owned import Owned, in_numbers, left_by
from meetings.policies import may_see_to


class OwnedShape(serializers.Serializer):
    """Something that has gone to nobody yet."""

    key = serializers.CharField()
    kind = serializers.CharField()
    words = serializers.CharField()


class LeavingRecord(serializers.ModelSerializer):
    """Somebody who leaves: what is left in numbers; each of it for themselves and the manager."""

    name = serializers.CharField(source="membership.user.name")
    numbers = serializers.SerializerMethodField()
    left = serializers.SerializerMethodField()

    class Meta:
        model = Leaving
        fields = ["id", "membership", "name", "ends_on", "status", "asked_on", "settled_on", "numbers", "left"]
        read_only_fields = fields

    def get_numbers(self, leaving: Leaving) -> list[str]:
        """ "3 families led"."""
        return in_numbers(self._left(leaving))

    @extend_schema_field(OwnedShape(many=True))
    def get_left(self, leaving: Leaving) -> list[dict[str, Any]]:
        """Each thing, by the key with which it is seen to."""
        shown = self._left(leaving) if leaving.pk in self.context["in_full"] else []
        return list(OwnedShape(shown, many=True).data)

    def _left(self, leaving: Leaving) -> list[Owned]:
        return list(self.context["left"][leaving.pk])


class LeavingInput(serializers.Serializer):
    """Who leaves, several at once, and the last day."""

    memberships = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=200)
    ends_on = DateField()


class SeeToInput(serializers.Serializer):
    """What the manager will see to, by its keys."""

    things = serializers.ListField(child=LineField(max_length=40), min_length=1, max_length=500)


class AtOnceInput(serializers.Serializer):
    """Why access has to end now."""

    because = LineField(max_length=300)


class LeavingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """People who leave the centres whose directory you keep, and your own leaving."""

    queryset = Leaving.objects.none()
    serializer_class = LeavingRecord

    def get_queryset(self) -> QuerySet[Leaving]:
        return Leaving.objects.visible_to(self.request.user).shown().order_by("ends_on", "pk")

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """With what is left of each, in a fixed number of queries; what of it names a family is logged as read."""
        if args:
            rows = list(args[0]) if kwargs.get("many") else [args[0]]
            user, left = self.request.user, left_by(rows)
            full = {one.pk for one in rows if one.membership.user_id == user.pk or may_see_to(user, one)}
            cases = [owned.case for one in rows if one.pk in full for owned in left[one.pk] if owned.case]
            record_reads(by=user, subjects=cases, where="api:leavings")
            kwargs["context"] = {**self.get_serializer_context(), "left": left, "in_full": full}
        return super().get_serializer(*args, **kwargs)

    @extend_schema(request=LeavingInput, responses={201: LeavingRecord(many=True)})
    def create(self, request: Request) -> Response:
        """Let a day be the last of these memberships. Who does confirms first that it is them; no token can."""
        require_confirmed(request)
        facts = typed(request, LeavingInput)
        rows = Membership.objects.visible_to(request.user)
        leave = [get_object_or_404(rows, pk=pk) for pk in dict.fromkeys(facts["memberships"])]
        made = services.ask_to_leave(memberships=leave, ends_on=facts["ends_on"], **who(request))
        found = self.get_queryset().filter(pk__in=[one.pk for one in made])
        return Response(self.get_serializer(found, many=True).data, status=201)

    @extend_schema(request=SeeToInput, responses=LeavingRecord)
    @action(detail=True, methods=["post"], url_path="see-to")
    def see_to(self, request: Request, pk: str) -> Response:
        """The manager will see to these things."""
        leaving = self.get_object()
        may_see_to(request.user, leaving).require()
        services.see_to(leaving=leaving, things=typed(request, SeeToInput)["things"], **who(request))
        return self._shown()

    @extend_schema(request=None, responses=LeavingRecord)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """The last day stands; if something is left: `something_left`."""
        services.accept_leaving(leaving=self.get_object(), **who(request))
        return self._shown()

    @extend_schema(request=None, responses=LeavingRecord)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """They stay."""
        services.take_back_leaving(leaving=self.get_object(), **who(request))
        return self._shown()

    @extend_schema(request=AtOnceInput, responses=LeavingRecord)
    @action(detail=True, methods=["post"], url_path="at-once")
    def at_once(self, request: Request, pk: str) -> Response:
        """Access ends now, whatever is left: the manager is told at once."""
        leaving = self.get_object()
        may_end_membership(request.user, leaving.membership).require()
        require_confirmed(request)
        services.end_at_once(leaving=leaving, **typed(request, AtOnceInput), by=request.user, on=timezone.localdate())
        return self._shown()

    def _shown(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)
