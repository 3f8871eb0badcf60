"""What is written on the chair's screen beside the decision: each agency's view, and what came of actions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases.models import Action
from centres.models import Agency
from families.forms import ASK, CHECKED
from families.services import address_typed
from inputs.errors import RuleBroken
from inputs.fields import TextField
from meetings.drafts import typed_from
from meetings.followup import asked_about
from meetings.forms import OutcomeForm
from meetings.models import AgendaItem, Meeting
from meetings.services import record_outcome, record_view, save_item_draft
from meetings.views.finding import found_item, found_meeting

VIEW = TextField(label="The view", max_length=2000, required=False)


def version_of(request: HttpRequest) -> int:
    """The version of the item that the page showed."""
    shown = request.POST.get("version", "")
    return int(shown) if shown.isascii() and shown.isdecimal() and len(shown) < 9 else 0


def record_what_is_beside(
    request: HttpRequest, item: AgendaItem, *, outcomes: bool = True, ask: bool = False
) -> dict[str, list[str]]:
    """Record views that were changed on this page, and outcomes that were chosen; return what could not be recorded.

    A view that somebody else has written since the page was opened is not overwritten. `ask`: one in which the family's
    confidential address stands waits until the writer has looked; where the page could not show it again it is kept.
    """
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
        elif _address_typed(request, item, {name: words}, ask=ask):
            errors[name] = [ASK]
        else:
            record_view(item=item, agency=agency, words=words, by=request.user)
    if outcomes:
        _record_outcomes(request, item.meeting)
    return errors


def _address_typed(request: HttpRequest, item: AgendaItem, words: dict[str, str], *, ask: bool) -> bool:
    checked = not ask or request.POST.get(CHECKED) == "yes"
    return bool(address_typed(family=item.family, words=words, checked=checked, by=request.user))


def _record_outcomes(request: HttpRequest, meeting: Meeting) -> None:
    """Every outcome that was chosen on the page."""
    chosen = {
        int(name[8:]): value
        for name, value in request.POST.items()
        if name.startswith("outcome_") and name[8:].isdecimal() and len(name) < 24 and value
    }
    if not chosen:
        return
    for action in asked_about(meeting, request.user).filter(pk__in=chosen):
        form = OutcomeForm({"status": chosen[action.pk], "result": request.POST.get(f"result_{action.pk}", "")})
        if not form.is_valid():
            raise RuleBroken("bad_outcome", "Choose whether each action was done, and shorten what came of it.")
        if form.cleaned_data["status"] != action.status:
            record_outcome(
                meeting=meeting, action=action, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )


@require_POST
def item_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what came of actions, from the chair's screen; what else is typed there is kept."""
    item = found_item(request, pk)
    try:
        record_what_is_beside(request, item)
        save_item_draft(item=item, typed=typed_from(request.POST), version=version_of(request), by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        messages.success(request, "Recorded what came of the actions.")
    return redirect("item", pk)


@require_POST
def meeting_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what came of an action, from the meeting's page."""
    meeting = found_meeting(request, pk)
    action = get_object_or_404(asked_about(meeting, request.user), pk=_number(request.POST.get("action", "")))
    form = OutcomeForm(request.POST)
    try:
        if not form.is_valid():
            raise RuleBroken("bad_outcome", "Choose whether it was done, and keep what came of it short.")
        record_outcome(meeting=meeting, action=action, by=request.user, on=timezone.localdate(), **form.cleaned_data)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        messages.success(request, f"Recorded: {Action.objects.get(pk=action.pk).get_status_display().lower()}.")
    return redirect("meeting", pk)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
