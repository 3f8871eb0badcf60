"""The link to join from afar."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from centres.models import Centre
from inputs.errors import RuleBroken
from meetings.forms import LinkForm
from meetings.models import Meeting, Series
from meetings.policies import may_change_date, may_keep_series
from meetings.services import give_meeting_link, give_series_link
from meetings.views.finding import found_meeting


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Where this one meeting is joined."""
    found = found_meeting(request, pk)
    may_change_date(request.user, found).require()
    return _page(request, "meeting", found, partial(give_meeting_link, meeting=found), "Saved.")


@require_http_methods(["GET", "HEAD", "POST"])
def series_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the meetings of a series are joined."""
    found = get_object_or_404(Series.objects.filter(centre__in=Centre.objects.visible_to(request.user)), pk=pk)
    may_keep_series(request.user, found.centre_id).require()
    give = partial(give_series_link, series=found, on=timezone.localdate())
    return _page(request, "series", found, give, "Saved. The meetings that are planned follow.")


def _page(
    request: HttpRequest, of: str, found: Meeting | Series, give: Callable[..., object], said: str
) -> HttpResponse:
    """The link there is, in its field; what is typed there is given, and its page follows."""
    form = LinkForm(request.POST if request.method == "POST" else None, initial={"join_link": found.join_link})
    if form.is_valid():
        try:
            give(by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, said)
            return redirect(of, found.pk)
    return render(request, f"meetings/{of}_link.html", {of: found, "form": form}, status=422 if form.errors else 200)
