"""Moving or cancelling one meeting over the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from inputs.requests import typed, who
from meetings import services
from meetings.date_serializers import CancelInput, LinkInput, MoveInput
from meetings.models import Meeting
from meetings.policies import may_change_date
from meetings.serializers import MeetingRecord


class DatesOfMeetings:
    """What is done with one date of a series."""

    def get_object(self) -> Meeting:
        """The meeting, if this person may know of it."""
        return super().get_object()  # type: ignore[misc]

    def _shown(self, meeting: Meeting) -> Response:
        raise NotImplementedError

    @extend_schema(request=MoveInput, responses=MeetingRecord)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        """Hold this one meeting on another date, at another time or in another place."""
        meeting = self.get_object()
        may_change_date(request.user, meeting).require()
        now: dict[str, Any] = {"to": meeting.on, "at": meeting.at, "place": meeting.place}
        return self._shown(
            services.move_meeting(meeting=meeting, **{**now, **typed(request, MoveInput)}, **who(request))
        )

    @extend_schema(request=CancelInput, responses=MeetingRecord)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Do not hold this one meeting; what was on its agenda comes to the next one."""
        meeting = self.get_object()
        may_change_date(request.user, meeting).require()
        return self._shown(services.cancel_meeting(meeting=meeting, **typed(request, CancelInput), **who(request)))

    @extend_schema(request=LinkInput, responses=MeetingRecord)
    @action(detail=True, methods=["post"], url_path="join-link")
    def join_link(self, request: Request, pk: str) -> Response:
        """Say where this one meeting is joined from afar."""
        meeting = self.get_object()
        may_change_date(request.user, meeting).require()
        return self._shown(services.give_meeting_link(meeting=meeting, by=request.user, **typed(request, LinkInput)))
