"""The chair's screen of one item, and what a participant follows of it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from families.forms import no_address_typed
from inputs.autosave import not_saved_because, saved
from inputs.errors import NotAllowed, RuleBroken
from meetings.drafts import in_plain_words, typed_from
from meetings.forms import PutOffForm
from meetings.merging import news_for
from meetings.policies import may_decide
from meetings.screen import board_of, next_undecided
from meetings.services import decide, put_off, save_item_draft, start_item, take_up_again, undo_decision
from meetings.status import ItemStatus
from meetings.views.beside import OVER, kept, record_what_is_beside, typed_on, version_of
from meetings.views.finding import found_item
from meetings.views.item_page import Screen, forms_of, holds_the_pen, page_of, screen_of, shown_again

QUICKER = ("already_decided", "put_off", "together", "meeting_closed")
# The rules of cases name their own fields; on this screen those are called otherwise.
FIELDS = {
    "decision": "kind", "next_due_on": "next_review_on", "closing_words": "reason", "agreed": "", "actions": "",
    "goal": "", "for_adult": "", "done_by": "",
}  # fmt: skip


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item, large enough to project."""
    found = found_item(request, pk)
    pen = holds_the_pen(request, found)
    if pen:
        start_item(item=found, by=request.user)
        found.refresh_from_db(fields=["started_at"])
    return page_of(request, screen_of(request, found, pen=pen))


@require_POST
def item_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is typed; without JavaScript the page's own button comes here and goes back to the page."""
    found = found_item(request, pk)
    by_script = "application/json" in request.headers.get("Accept", "")
    try:
        with transaction.atomic():
            errors = record_what_is_beside(request, found, outcomes=False)
            given = typed_on(request)
            now, both = save_item_draft(item=found, **given, by=request.user)
    except (RuleBroken, NotAllowed) as refused:
        if not by_script:
            raise
        return not_saved_because(refused, over=OVER)
    if by_script:
        news, who = news_for(given["typed"], both), str(now.saved_by or "")
        return saved(version=now.version, errors=errors, news=news, theirs=both.theirs, who=who)
    if errors:
        return shown_again(request, pk, errors)
    messages.success(request, "Saved.")
    return redirect("item", pk)


@require_POST
def item_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the decision and go on to the next item that waits."""
    found = found_item(request, pk)
    may_decide(request.user, found).require()
    board = board_of(found, request.user, timezone.localdate())
    form, rows = forms_of(board, request.POST)
    screen = Screen(board, form, rows)
    if found.status == ItemStatus.DECIDED:
        return _refused(request, screen, RuleBroken("already_decided", "Somebody has recorded a decision already."))
    if not (form.is_valid() and rows.is_valid() and _no_address_typed(request, screen)):
        return page_of(request, screen, status=422)
    try:
        with transaction.atomic():
            screen.errors = record_what_is_beside(request, found)
            made = None if screen.errors else decide(
                item=found, version=version_of(request), actions=rows.actions(), by=request.user,
                on=timezone.localdate(), **form.facts(),
            )  # fmt: skip
    except RuleBroken as broken:
        return _refused(request, screen, broken)
    if made is None:
        screen.board = board_of(found, request.user, timezone.localdate())
        return page_of(request, screen, status=422)
    messages.success(request, f"Recorded for {found.family or found.title}: {made.get_kind_display()}.")
    following = next_undecided(found, request.user)
    return redirect("item", following.pk) if following else redirect("meeting", found.meeting_id)


def _no_address_typed(request: HttpRequest, screen: Screen) -> bool:
    """Whether neither the decision nor an action holds the family's confidential address unasked."""
    form, rows, family = screen.form, screen.rows, screen.board.item.family
    if form is None or family is None:
        return True
    fine = [no_address_typed(form, family, request.user)]
    for row in rows:
        if row.has_changed():
            fine.append(no_address_typed(row, family, request.user))
            form.address_asked = form.address_asked or row.address_asked
    return all(fine)


def _refused(request: HttpRequest, screen: Screen, broken: RuleBroken) -> HttpResponse:
    """The page again with everything that was typed; if somebody else was quicker, with what they saved beside it."""
    found = screen.board.item
    if broken.code in QUICKER:
        messages.error(request, broken.sentence)
        now = board_of(found_item(request, found.pk), request.user, timezone.localdate())
        return page_of(
            request, Screen(now, unrecorded=in_plain_words(typed_from(request.POST), screen.form)), status=409
        )
    if broken.code == "stale_item":
        found.refresh_from_db(fields=["typed", "version"])
        screen.meanwhile = in_plain_words(found.typed, screen.form)
    if screen.form is not None:
        RuleBroken(broken.code, broken.sentence, FIELDS.get(broken.field, broken.field)).add_to(screen.form)
    return page_of(request, screen, status=409 if broken.code == "stale_item" else 422)


@require_POST
def item_put_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the item for the next meeting."""
    found = found_item(request, pk)
    form = PutOffForm(request.POST)
    try:
        found = kept(request, found)
        if not form.is_valid():
            raise RuleBroken("no_reason", str(next(iter(form.errors.values()))[0]) or "Enter why the item is put off")
        if not no_address_typed(form, found.family, request.user):
            return shown_again(request, pk, {"because": list(map(str, form.errors["because"]))})
        put_off(item=found, because=form.cleaned_data["because"], by=request.user)
    except RuleBroken as broken:
        messages.error(request, f"Not put off. {broken.sentence}")
        return redirect("item", pk)
    messages.success(request, f"Put off to the next meeting: {found.family or found.title}.")
    following = next_undecided(found, request.user)
    return redirect("item", following.pk) if following else redirect("meeting", found.meeting_id)


@require_POST
def item_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the decision back, or take up again what was put off."""
    found = found_item(request, pk)
    try:
        if found.status == ItemStatus.DEFERRED:
            take_up_again(item=found, by=request.user)
        else:
            undo_decision(item=found, by=request.user, on=timezone.localdate())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        messages.success(request, "The item waits for a decision again. What was typed is still there.")
    return redirect("item", pk)
