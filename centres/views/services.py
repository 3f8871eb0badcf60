"""The services families can be told about: looking for one, and keeping the list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centres.forms import NeedsForm, ServiceForm, ServiceSearch
from centres.models import Centre, Service
from centres.open_referral.writing import write
from centres.policies import may_change_directory
from centres.querysets import centre_ids
from centres.services import (
    change_service,
    end_service,
    export_services,
    list_service,
    offer_again,
    sort_service,
)
from centres.status import DIRECTORY_ROLES
from centres.views.directory import centre_asked_for, page_of
from inputs.errors import RuleBroken


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """The services families can be told about, with a search by need, age, postcode area and day."""
    search = ServiceSearch(request.GET)
    given = search.given()
    ended = request.GET.get("ended") == "yes"
    mine = Service.objects.visible_to(request.user).select_related("centre", "source")
    found = mine.exclude(ended_on=None) if ended else mine.offered()
    shown = {
        "search": search,
        "searched": any(value not in (None, "") for value in given.values()),
        "more": urlencode({name: request.GET[name] for name in [*search.fields, "ended"] if request.GET.get(name)}),
        "page": page_of(request, found.looked_for(**given)),
        "near": given["near"],
        "ended": ended,
        "kept": list(Centre.objects.filter(pk__in=centre_ids(request.user, *DIRECTORY_ROLES))),
        "several": Centre.objects.visible_to(request.user).count() > 1,
    }
    return render(request, "centres/services.html", shown)


@require_safe
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """One service with everything that is known of it."""
    found = _found(request, pk)
    keeps = bool(may_change_directory(request.user, found.centre_id))
    return render(request, "centres/service.html", {"service": found, "keeps": keeps})


@require_http_methods(["GET", "HEAD", "POST"])
def service_add(request: HttpRequest) -> HttpResponse:
    """Add a service to the centre's directory."""
    centre = centre_asked_for(request, *DIRECTORY_ROLES)
    may_change_directory(request.user, centre.pk).require()
    form = ServiceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = list_service(centre=centre, facts=form.facts(), by=request.user, on=timezone.localdate())
        except RuleBroken as broken:
            _beside(form, broken)
        else:
            messages.success(request, f"{made} is in the directory. It is proposed wherever it fits.")
            return redirect("service", pk=made.pk)
    shown = {"form": form, "centre": centre}
    return render(request, "centres/service_add.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def service_change(request: HttpRequest, pk: int) -> HttpResponse:
    """What the directory says of a service; of one from a source only what it is for."""
    found = _found(request, pk)
    may_change_directory(request.user, found.centre_id).require()
    sorts = found.kept_by_source
    typed = request.POST if request.method == "POST" else None
    form: Any = NeedsForm(typed, initial={"needs": found.needs}) if sorts else ServiceForm(typed, service=found)
    if form.is_valid():
        who: dict[str, Any] = {"service": found, "by": request.user, "on": timezone.localdate()}
        try:
            if sorts:
                sort_service(needs=tuple(form.cleaned_data["needs"]), **who)
            else:
                change_service(facts=form.facts(), **who)
        except RuleBroken as broken:
            _beside(form, broken)
        else:
            messages.success(request, "What the directory says of this service is changed.")
            return redirect("service", pk=pk)
    shown = {"form": form, "service": found, "sorts": sorts}
    return render(request, "centres/service_change.html", shown, status=422 if form.errors else 200)


def _beside(form: Any, broken: RuleBroken) -> None:
    """The sentence beside the field: ages are typed under names of their own."""
    broken.field = {"to_age_months": "to_age"}.get(broken.field, broken.field)
    broken.add_to(form)


@require_POST
def service_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The service is offered to nobody any more."""
    return _done(request, pk, end_service, "It is no longer offered. What was offered before stays recorded.")


@require_POST
def service_again(request: HttpRequest, pk: int) -> HttpResponse:
    """The service is there again."""
    return _done(request, pk, offer_again, "It is offered again.")


def _done(request: HttpRequest, pk: int, verb: Any, sentence: str) -> HttpResponse:
    found = _found(request, pk)
    try:
        verb(service=found, by=request.user, on=timezone.localdate())
        messages.success(request, sentence)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("service", pk=pk)


@require_safe
def services_export(request: HttpRequest) -> HttpResponse:
    """The centre's services as a file in Open Referral UK. There is nothing of any family in it."""
    centre = centre_asked_for(request, *DIRECTORY_ROLES)
    today = timezone.localdate()
    content = write(export_services(centre=centre, by=request.user, on=today))
    name = f"services-{today}.json"
    return HttpResponse(
        content, content_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _found(request: HttpRequest, pk: int) -> Service:
    return get_object_or_404(Service.objects.visible_to(request.user).select_related("centre", "source"), pk=pk)
