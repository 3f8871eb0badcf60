"""One's own reminders over the API."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from inputs.requests import typed
from reminders.models import Reminder
from reminders.serializers import ReminderSerializer, SeenInput, SeenSerializer
from reminders.services import mark_seen


class ReminderViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """What you are to be told and have not put away, newest first."""

    queryset = Reminder.objects.none()
    serializer_class = ReminderSerializer

    def get_queryset(self) -> QuerySet[Reminder]:
        return Reminder.objects.visible_to(self.request.user).unseen(timezone.localdate())

    @extend_schema(request=SeenInput, responses=SeenSerializer)
    @action(detail=False, methods=["post"])
    def seen(self, request: Request) -> Response:
        """Put reminders away. Ids that are not yours, or are put away already, change nothing."""
        count = mark_seen(**typed(request, SeenInput), by=request.user)
        return Response({"seen": count})


def register(router: BaseRouter) -> None:
    """Add this app's addresses."""
    router.register("reminders", ReminderViewSet, basename="reminder")
