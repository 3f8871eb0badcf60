"""Starting a series of meetings; its members and their turns in the chair."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import record_reads
from centres.models import Centre, Membership
from centres.status import CASEWORK_ROLES
from centres.views import centre_asked_for
from inputs.errors import RuleBroken
from meetings.forms import LastMeetingsForm, SeriesMembersForm, SeriesStartForm
from meetings.models import Series
from meetings.over_time import figures_of_last
from meetings.policies import SERIES_ROLES, may_keep_series, may_see_over_time
from meetings.services import change_series_members, give_quorum, start_series


def _people(centre: Centre, today: date) -> list[Membership]:
    people = Membership.objects.filter(centre=centre, role__in=CASEWORK_ROLES).current_or_coming(today)
    return list(people.select_related("user", "agency").order_by("user__name", "id"))


def _found_series(request: HttpRequest, pk: int) -> Series:
    mine = Series.objects.filter(centre__in=Centre.objects.visible_to(request.user)).select_related("centre")
    return get_object_or_404(mine, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def series_start(request: HttpRequest) -> HttpResponse:
    """When and where the team meets, who is expected, who takes turns in the chair."""
    centre, today = centre_asked_for(request, *SERIES_ROLES), timezone.localdate()
    may_keep_series(request.user, centre.pk).require()
    form = SeriesStartForm(request.POST if request.method == "POST" else None, people=_people(centre, today))
    if form.is_valid():
        try:
            made = start_series(
                centre=centre, **form.rhythm(), members=form.members(), chairs=form.chairs(), by=request.user, on=today
            )
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, f"{made} is set up. The meetings of the next three months are planned.")
            return redirect("meetings")
    return render(
        request, "meetings/series_start.html", {"form": form, "centre": centre}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is expected at every meeting of a series, who takes turns in the chair, how many agencies are needed."""
    found, today = _found_series(request, pk), timezone.localdate()
    may_keep_series(request.user, found.centre_id).require()
    typed = request.POST if request.method == "POST" else None
    form = SeriesMembersForm(typed, people=_people(found.centre, today), series=found)
    if form.is_valid():
        add, remove = form.added_and_removed()
        try:
            with transaction.atomic():
                if quorum := form.quorum_if_changed():
                    give_quorum(series=found, quorum=quorum, by=request.user, on=today)
                change_series_members(
                    series=found, add=add, remove=remove, chairs=form.chairs_if_changed(), by=request.user, on=today
                )
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "Saved. The meetings that are planned follow.")
            return redirect("series", pk)
    context = {"series": found, "form": form, "next": found.meetings.upcoming(today).select_related("chair").first()}
    return render(request, "meetings/series.html", context, status=422 if form.errors else 200)


@require_safe
def series_over_time(request: HttpRequest, pk: int) -> HttpResponse:
    """How the last meetings of a series went, in figures that show no family."""
    found = _found_series(request, pk)
    may_see_over_time(request.user, found).require()
    form, figures = LastMeetingsForm(request.GET), None
    if form.is_valid():
        asked = form.cleaned_data["meetings"]
        figures = figures_of_last(found, asked, timezone.localdate())
        record_reads(by=request.user, subjects=[found], where="series_over_time", meetings=asked)
    context = {"series": found, "form": form, "figures": figures}
    return render(request, "meetings/series_over_time.html", context, status=422 if form.errors else 200)
