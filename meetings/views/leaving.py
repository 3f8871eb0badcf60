"""Somebody leaves: the last day is asked for, what they have is handed over, then it is accepted."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.confirming import confirm_first
from audit.services import record_reads
from centres.directory import partners
from centres.models import Centre, Membership
from centres.policies import may_change_directory, may_end_membership
from inputs.errors import RuleBroken
from inputs.requests import number_in
from meetings.forms import AtOnceForm, LastDayForm, LeaversForm, SeeToForm
from meetings.models import Leaving
from meetings.owned import in_numbers, left_by
from meetings.policies import may_see_to
from meetings.services import accept_leaving, ask_to_leave, end_at_once, see_to, take_back_leaving
from meetings.status import LeavingStatus


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def membership_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of somebody's part at the centre."""
    membership = get_object_or_404(Membership.objects.visible_to(request.user).shown(), pk=pk)
    may_end_membership(request.user, membership).require()
    form = LastDayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = _asked(request, form, [membership], form.cleaned_data["ends_on"])
        if made and made[0].status == LeavingStatus.WAITING:
            return redirect("leaving", pk=made[0].pk)
        if made:
            messages.success(request, f"The membership of {membership.user} ends. Nothing else about them has changed.")
            return redirect("directory")
    waiting = membership.leavings.waiting().first()
    shown = {"form": form, "membership": membership, "waiting": waiting}
    return render(request, "meetings/membership_end.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def memberships_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Several people leave on one day: an agency's staff, for example."""
    centre, today = _kept(request, pk), timezone.localdate()
    agency = number_in(request.GET.get("agency"))
    typed = request.POST if request.method == "POST" else None
    form = LeaversForm(typed, centre=centre, agency=agency, by=request.user, on=today)
    if form.is_valid():
        made = _asked(request, form, list(form.cleaned_data["memberships"]), form.cleaned_data["ends_on"])
        if made:
            waits = sum(one.status == LeavingStatus.WAITING for one in made)
            messages.success(
                request, f"{len(made) - waits} of {len(made)} end with that day; {waits} wait for a handover."
            )
            return redirect("leavings", pk=centre.pk)
    agencies = [one.protocol.agency for one in partners([centre], today).get(centre.pk, [])]
    shown = {"form": form, "centre": centre, "agencies": agencies, "agency": agency}
    return render(request, "meetings/memberships_end.html", shown, status=422 if form.errors else 200)


def _asked(request: HttpRequest, form: Any, leave: list[Membership], ends_on: Any) -> list[Leaving]:
    try:
        return ask_to_leave(memberships=leave, ends_on=ends_on, by=request.user, on=timezone.localdate())
    except RuleBroken as broken:
        broken.add_to(form)
        return []


@require_safe
def leavings(request: HttpRequest, pk: int) -> HttpResponse:
    """Who leaves the centre and what of theirs has gone to nobody yet, in numbers."""
    centre = _kept(request, pk)
    waiting = list(Leaving.objects.visible_to(request.user).waiting().filter(membership__centre=centre).shown())
    left = left_by(waiting)
    rows = [(one, in_numbers(left[one.pk])) for one in waiting]
    return render(request, "meetings/leavings.html", {"centre": centre, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody who leaves still has: in numbers; for themselves and the manager each, with where it can go."""
    found = _found(request, pk)
    sees_to, own = bool(may_see_to(request.user, found)), found.membership.user_id == request.user.pk
    left = left_by([found])[found.pk]
    form = SeeToForm(request.POST if request.method == "POST" else None, left=left)
    if request.method == "POST":
        may_see_to(request.user, found).require()
        if form.is_valid():
            try:
                see_to(leaving=found, things=form.cleaned_data["things"], by=request.user, on=timezone.localdate())
            except RuleBroken as broken:
                broken.add_to(form)
            else:
                messages.success(request, "It is recorded that you will see to it.")
                return redirect("leaving", pk=pk)
    if sees_to or own:
        record_reads(by=request.user, subjects=[one.case for one in left if one.case], where="leaving")
    shown = {
        "leaving": found, "numbers": in_numbers(left), "left": left if sees_to or own else [], "sees_to": sees_to,
        "form": form, "at_once": AtOnceForm(), "waits": found.status == LeavingStatus.WAITING,
        "ends": bool(may_end_membership(request.user, found.membership)),
    }  # fmt: skip
    return render(request, "meetings/leaving.html", shown, status=422 if form.errors else 200)


@require_POST
def leaving_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day stands."""
    return _settled(request, pk, accept_leaving, "The last day is accepted.")


@require_POST
def leaving_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """They stay."""
    return _settled(request, pk, take_back_leaving, "They stay. What has gone to others stays with them.")


@require_POST
@confirm_first()
def leaving_at_once(request: HttpRequest, pk: int) -> HttpResponse:
    """Access ends now, whatever is left."""
    because = request.POST.get("because", "")[:300]
    return _settled(
        request, pk, end_at_once, "Their access has ended. The manager sees to what they had.", because=because
    )


def _settled(request: HttpRequest, pk: int, verb: Any, sentence: str, **facts: Any) -> HttpResponse:
    found = _found(request, pk)
    try:
        verb(leaving=found, by=request.user, on=timezone.localdate(), **facts)
        messages.success(request, sentence)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("leaving", pk=pk)


def _found(request: HttpRequest, pk: int) -> Leaving:
    return get_object_or_404(Leaving.objects.visible_to(request.user).shown(), pk=pk)


def _kept(request: HttpRequest, pk: int) -> Centre:
    centre = get_object_or_404(Centre.objects.visible_to(request.user), pk=pk)
    may_change_directory(request.user, centre.pk).require()
    return centre
