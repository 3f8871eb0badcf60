"""Items taken together or split, from the chair's screen; and the order of the agenda, from the agenda's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from families.forms import no_address_typed
from inputs.errors import RuleBroken
from inputs.requests import number_in
from meetings.forms import PartForm
from meetings.models import AgendaItem
from meetings.policies import may_decide
from meetings.services import move_item, split_item, take_apart, take_together
from meetings.views.beside import kept
from meetings.views.finding import found_item
from meetings.views.item_page import shown_again


def _page_kept(request: HttpRequest, found: AgendaItem) -> int:
    """Keep what was typed on the page that the button stands on, and say whose page it is."""
    at = number_in(request.POST.get("page"))
    if not at:
        return found.pk
    kept(request, found if at == found.pk else found_item(request, at))
    return at


@require_POST
def item_split(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a part of the item an item of its own; what else is typed stays with the whole."""
    found = found_item(request, pk)
    may_decide(request.user, found).require()
    form = PartForm(request.POST)
    try:
        _page_kept(request, found)
        if not form.is_valid() or not no_address_typed(form, found.family, request.user):
            return shown_again(request, pk, {name: list(map(str, told)) for name, told in form.errors.items()})
        part = split_item(item=found, title=form.cleaned_data["part_title"], by=request.user)
    except RuleBroken as broken:
        messages.error(request, f"Not split. {broken.sentence}")
    else:
        messages.success(request, f"“{part.title}” is an item of its own now, right after this one.")
    return redirect("item", pk)


@require_POST
def item_together(request: HttpRequest, pk: int) -> HttpResponse:
    """Discuss this item with another one of its family, and go on there."""
    found = found_item(request, pk)
    may_decide(request.user, found).require()
    host = found_item(request, number_in(request.POST.get("host")))
    try:
        _page_kept(request, found)
        take_together(item=found, host=host, by=request.user)
    except RuleBroken as broken:
        messages.error(request, f"Not taken together. {broken.sentence}")
        return redirect("item", number_in(request.POST.get("page")) or pk)
    messages.success(request, "Both are discussed and decided together, here.")
    return redirect("item", host.pk)


@require_POST
def item_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Discuss on its own after all what was to be taken with another item."""
    found = found_item(request, pk)
    may_decide(request.user, found).require()
    at = found.pk
    try:
        at = _page_kept(request, found)
        take_apart(item=found, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        messages.success(request, "It waits as an item of its own again. What was written on it is still there.")
    return redirect("item", at)


@require_POST
def item_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the item one place on the agenda; back to its line, where the same button is next to the hand."""
    found = found_item(request, pk)
    try:
        move_item(item=found, earlier=request.POST.get("to") == "earlier", by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect(f"{reverse('meeting', args=[found.meeting_id])}#item-{pk}")
