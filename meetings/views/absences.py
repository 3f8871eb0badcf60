"""When somebody is away: one's own, and for the members of a series."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from centres.models import Centre
from centres.querysets import centre_ids
from centres.status import CASEWORK_ROLES
from inputs.errors import RuleBroken
from inputs.requests import number_in
from meetings.forms import AwayForm, SomebodyAwayForm
from meetings.models import Absence, Series
from meetings.policies import may_keep_series
from meetings.services import say_away, take_back_absence

SAID = "Saved. Apologies are recorded for the meetings in that time, and turns in the chair go to somebody else."


@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """When I am away; at every centre to whose meetings I come."""
    today = timezone.localdate()
    centres = list(Centre.objects.filter(pk__in=centre_ids(request.user, *CASEWORK_ROLES)))
    form = AwayForm(request.POST if request.method == "POST" and centres else None)
    if form.is_valid():
        try:
            with transaction.atomic():
                for centre in centres:
                    say_away(person=request.user, centre=centre, by=request.user, on=today, **form.cleaned_data)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, SAID)
            return redirect("absences")
    mine = Absence.objects.filter(who=request.user, centre__in=centres).not_over(today).select_related("centre")
    context = {"form": form, "centres": centres, "mine": list(mine)}
    return render(request, "meetings/absences.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def series_absences(request: HttpRequest, pk: int) -> HttpResponse:
    """When the members of a series are away, said by whoever keeps it."""
    series = get_object_or_404(Series.objects.filter(centre__in=Centre.objects.visible_to(request.user)), pk=pk)
    may_keep_series(request.user, series.centre_id).require()
    today = timezone.localdate()
    members = User.objects.filter(memberships__series__series=series).distinct().order_by("name", "pk")
    form = SomebodyAwayForm(request.POST if request.method == "POST" else None, people=list(members))
    if form.is_valid():
        try:
            say_away(centre=series.centre, by=request.user, on=today, **form.cleaned_data)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, SAID)
            return redirect("series_absences", pk)
    away = Absence.objects.filter(centre=series.centre, who__in=members).not_over(today).select_related("who")
    context = {"form": form, "series": series, "away": list(away)}
    return render(request, "meetings/series_absences.html", context, status=422 if form.errors else 200)


@require_POST
def absence_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Not away after all."""
    absence = get_object_or_404(Absence.objects.visible_to(request.user).select_related("who"), pk=pk)
    series = request.POST.get("series", "")
    try:
        take_back_absence(absence=absence, by=request.user, on=timezone.localdate())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        messages.success(request, f"Taken back. {absence.who} is expected at the meetings again.")
    if number_in(series):
        return redirect("series_absences", number_in(series))
    return redirect("absences")
