"""Moving or cancelling one meeting of a series."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from inputs.errors import RuleBroken
from meetings.forms import CancelForm, MoveForm
from meetings.models import Meeting
from meetings.policies import may_change_date
from meetings.rules import next_date
from meetings.services import cancel_meeting, move_meeting
from meetings.status import MeetingStatus
from meetings.views.finding import found_meeting


def _found_to_change(request: HttpRequest, pk: int) -> Meeting:
    found = found_meeting(request, pk)
    may_change_date(request.user, found).require()
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another date, time or place for this one meeting."""
    found = _found_to_change(request, pk)
    form = MoveForm(request.POST if request.method == "POST" else None, initial=MoveForm.as_planned(found))
    if form.is_valid():
        try:
            moved = move_meeting(meeting=found, **form.cleaned_data, **_who(request))
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "The meeting is moved. Those who are expected are told.")
            return redirect("meeting", moved.pk)
    if found.status != MeetingStatus.PLANNED and not form.errors:
        return _no_longer(request, found)
    context = {"meeting": found, "form": form, "next_on": next_date(found)}
    return render(request, "meetings/meeting_move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """This one meeting is not held."""
    found = _found_to_change(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            cancel_meeting(meeting=found, **form.cleaned_data, **_who(request))
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "The meeting is cancelled. Those who were expected are told.")
            return redirect("meeting", pk)
    if found.status != MeetingStatus.PLANNED and not form.errors:
        return _no_longer(request, found)
    context = {"meeting": found, "form": form, "next_on": next_date(found)}
    return render(request, "meetings/meeting_cancel.html", context, status=422 if form.errors else 200)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "on": timezone.localdate()}


def _no_longer(request: HttpRequest, found: Meeting) -> HttpResponse:
    messages.error(request, "Only a meeting that is planned can be moved or cancelled.")
    return redirect("meeting", found.pk)
