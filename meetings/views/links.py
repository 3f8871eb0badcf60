"""The link to join from afar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from centres.models import Centre
from inputs.errors import RuleBroken
from meetings.forms import LinkForm
from meetings.models import Series
from meetings.policies import may_change_date, may_keep_series
from meetings.services import give_meeting_link, give_series_link
from meetings.views.finding import found_meeting


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Where this one meeting is joined."""
    found = found_meeting(request, pk)
    may_change_date(request.user, found).require()
    form = LinkForm(request.POST if request.method == "POST" else None, initial={"join_link": found.join_link})
    if form.is_valid():
        try:
            give_meeting_link(meeting=found, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "Saved.")
            return redirect("meeting", pk)
    status = 422 if form.errors else 200
    return render(request, "meetings/meeting_link.html", {"meeting": found, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def series_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the meetings of a series are joined."""
    found = get_object_or_404(Series.objects.filter(centre__in=Centre.objects.visible_to(request.user)), pk=pk)
    may_keep_series(request.user, found.centre_id).require()
    form = LinkForm(request.POST if request.method == "POST" else None, initial={"join_link": found.join_link})
    if form.is_valid():
        try:
            give_series_link(series=found, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "Saved. The meetings that are planned follow.")
            return redirect("series", pk)
    status = 422 if form.errors else 200
    return render(request, "meetings/series_link.html", {"series": found, "form": form}, status=status)
