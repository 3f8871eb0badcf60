"""Who is invited to one item of a meeting as a guest."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import record_reads
from inputs.errors import RuleBroken
from meetings.forms import GuestForm
from meetings.guests import guests_of, possible_guests
from meetings.models import AgendaItem
from meetings.policies import may_choose_guests
from meetings.services import invite_guest, uninvite_guest
from meetings.views.finding import found_item


def _found_to_invite(request: HttpRequest, pk: int) -> AgendaItem:
    found = found_item(request, pk)
    may_choose_guests(request.user, found).require()
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def item_guests(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes for this item only; inviting another one."""
    found = _found_to_invite(request, pk)
    form = GuestForm(request.POST or None, possible=possible_guests(found, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        try:
            guest = invite_guest(item=found, membership=form.chosen(), by=request.user)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, f"{guest.user} is invited to this item, and sees nothing of the others.")
            return redirect("item_guests", pk)
    record_reads(by=request.user, subjects=[found.family] if found.family else [], where="item_guests")
    context = {"item": found, "meeting": found.meeting, "form": form, "guests": guests_of(found)}
    return render(request, "meetings/item_guests.html", context, status=422 if form.errors else 200)


@require_POST
def item_guest_take_back(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Take somebody's invitation to this item back."""
    found = _found_to_invite(request, pk)
    guest = next((one.user for one in guests_of(found) if one.user_id == person), None)
    try:
        uninvite_guest(item=found, person=guest, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        messages.success(request, f"{guest} is no longer invited to this item.")
    return redirect("item_guests", pk)
