"""What is written on the chair's screen beside the decision: each agency's view, and what came of actions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from centres.models import Agency
from families.forms import ASK, CHECKED
from families.models import Family
from families.services import address_typed
from inputs.autosave import not_saved_because, saved
from inputs.errors import NotAllowed, RuleBroken
from inputs.fields import TextField
from inputs.requests import number_in
from meetings.drafts import seen_from, typed_from
from meetings.followup import asked_about, family_of
from meetings.forms import OutcomeForm
from meetings.models import AgendaItem, Meeting
from meetings.services import record_outcome, record_view, save_item_draft
from meetings.views.finding import found_item
from meetings.views.item_page import shown_again

VIEW = TextField(label="The view", max_length=2000, required=False)
# Rules that say that the item has nothing more to be written on.
OVER = ("already_decided", "put_off", "together", "meeting_closed", "meeting_over")


def version_of(request: HttpRequest) -> int:
    """The version of the item that the page showed."""
    return number_in(request.POST.get("version"))


def typed_on(request: HttpRequest) -> dict[str, Any]:
    """What is typed on the page, and what it began with."""
    return {
        "typed": typed_from(request.POST), "version": version_of(request), "seen": seen_from(request.POST)
    }  # fmt: skip


def kept(request: HttpRequest, found: AgendaItem) -> AgendaItem:
    """The item with what was typed on it kept, if the page had a decision's form."""
    if "version" not in request.POST:
        return found
    return save_item_draft(item=found, **typed_on(request), by=request.user)[0]


def record_what_is_beside(request: HttpRequest, item: AgendaItem, *, outcomes: bool = True) -> dict[str, list[str]]:
    """Record views that were changed on this page, and outcomes that were chosen; return what was not, and why.

    A view that somebody else has written since the page was opened is not overwritten, and words in which the family's
    confidential address stands wait until the writer has looked.
    """
    errors = _record_views(request, item)
    return errors | (_record_outcomes(request, item.meeting) if outcomes else {})


def _record_views(request: HttpRequest, item: AgendaItem) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    given = {view.agency_id: view for view in item.views.select_related("by")}
    names = [name for name in request.POST if name.startswith("view_") and name[5:].isdecimal()]
    agencies = Agency.objects.in_bulk([int(name[5:]) for name in names if len(name) < 20])
    for name in names:
        view, agency = given.get(int(name[5:])), agencies.get(int(name[5:]))
        try:
            words = VIEW.clean(request.POST[name]).strip()
        except ValidationError as wrong:
            errors[name] = [f"Not saved. {sentence}" for sentence in wrong.messages]
            continue
        if agency is None or words == (view.words if view else ""):
            continue
        seen = request.POST.get(f"seen_{agency.pk}", "")
        if view and view.by_id != request.user.pk and seen != view.at.isoformat():
            errors[name] = [f"Not saved: {view.by} has changed this view. Load the page again to see it."]
        elif _address_typed(request, item.family, {name: words}):
            errors[name] = [ASK]
        else:
            record_view(item=item, agency=agency, words=words, by=request.user)
    return errors


def _address_typed(request: HttpRequest, family: Family | None, words: dict[str, str]) -> bool:
    checked = request.POST.get(CHECKED) == "yes"
    return bool(address_typed(family=family, words=words, checked=checked, by=request.user))


def _record_outcomes(request: HttpRequest, meeting: Meeting) -> dict[str, list[str]]:
    """Every outcome that was chosen on the page."""
    errors: dict[str, list[str]] = {}
    chosen = {
        int(name[8:]): value
        for name, value in request.POST.items()
        if name.startswith("outcome_") and name[8:].isdecimal() and len(name) < 24 and value
    }
    for action in asked_about(meeting, request.user).filter(pk__in=chosen) if chosen else ():
        name = f"result_{action.pk}"
        form = OutcomeForm({"status": chosen[action.pk], "result": request.POST.get(name, "")})
        if not form.is_valid():
            errors[name] = ["Not recorded. Choose whether it was done, and keep what came of it short."]
        elif form.cleaned_data["status"] == action.status:
            continue
        elif _address_typed(request, family_of(action), {name: form.cleaned_data["result"]}):
            errors[name] = [ASK]
        else:
            record_outcome(
                meeting=meeting, action=action, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
    return errors


@require_POST
def item_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the view of the agency for which somebody comes; by script as it is typed, or by the page's button."""
    found = found_item(request, pk)
    by_script = "application/json" in request.headers.get("Accept", "")
    try:
        errors = record_what_is_beside(request, found, outcomes=False)
    except (RuleBroken, NotAllowed) as refused:
        if not by_script:
            raise
        return not_saved_because(refused, over=OVER)
    if by_script:
        return saved(errors=errors)
    if errors:
        return shown_again(request, pk, errors)
    messages.success(request, "Your view is saved.")
    return redirect("item", pk)


@require_POST
def item_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what came of actions, from the chair's screen; what else is typed there is kept."""
    item = found_item(request, pk)
    try:
        errors = record_what_is_beside(request, item)
        save_item_draft(item=item, typed=typed_from(request.POST), version=version_of(request), by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return redirect("item", pk)
    if errors:
        return shown_again(request, pk, errors)
    messages.success(request, "Recorded what came of the actions.")
    return redirect("item", pk)
