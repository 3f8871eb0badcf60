"""The chair's screen of one item, and what a participant follows of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.services import record_reads
from cases.models import Case
from families.forms import ASK, CHECKED, no_address_typed
from families.services import address_typed
from inputs.autosave import not_saved, saved
from inputs.errors import NotAllowed, RuleBroken
from meetings.drafts import in_plain_words, initial_of, rows_of, seen_from, typed_from
from meetings.forms import ActionFormSet, DecideForm, PutOffForm
from meetings.merging import news_for
from meetings.models import AgendaItem
from meetings.policies import may_decide, may_make_letter, may_run
from meetings.proposals import following_date
from meetings.reflection import thinking_at
from meetings.screen import Board, board_of, next_undecided, people_who_may_act
from meetings.services import decide, put_off, save_item_draft, start_item, take_up_again, undo_decision
from meetings.status import ItemKind, ItemStatus, MeetingStatus
from meetings.views.beside import record_what_is_beside, version_of
from meetings.views.finding import found_item

QUICKER = ("already_decided", "put_off", "meeting_closed")
OVER = (*QUICKER, "meeting_over")
# The rules of cases name their own fields; on this screen those are called otherwise.
FIELDS = {"decision": "kind", "next_due_on": "next_review_on", "closing_words": "reason", "agreed": "", "actions": ""}


@dataclass
class Screen:
    """What the page needs besides the board: the forms, if this person holds the pen."""

    board: Board
    form: DecideForm | None = None
    rows: Any = None
    meanwhile: list[tuple[str, str]] | None = None  # what somebody else saved since the page was opened
    unrecorded: list[tuple[str, str]] | None = None  # what this person typed in vain
    asked_about_view: bool = False  # a view was not kept: it may hold an address that must not be known


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item, large enough to project."""
    found = found_item(request, pk)
    board = board_of(found, request.user, timezone.localdate())
    screen = Screen(board)
    if _holds_the_pen(request, found):
        start_item(item=found, by=request.user)
        found.refresh_from_db(fields=["started_at"])
        screen.form, screen.rows = _forms(board)
    return _page(request, screen)


def _holds_the_pen(request: HttpRequest, found: AgendaItem) -> bool:
    open_now = found.meeting.status == MeetingStatus.RUNNING and found.status == ItemStatus.WAITING
    return open_now and bool(may_decide(request.user, found))


def _forms(board: Board, posted: Any = None) -> tuple[DecideForm, Any]:
    """The decision's form and the rows of actions: as posted, or as typed before, with what is proposed."""
    found, today = board.item, timezone.localdate()
    people = people_who_may_act(found, board.included, today)
    proposed = following_date(found.meeting)
    shape = {"item": found, "people": people, "fitting": board.fitting}
    each = {"people": people, "proposed": proposed}
    if posted is not None:
        return DecideForm(posted, **shape), ActionFormSet(posted, prefix="actions", form_kwargs=each)
    typed = initial_of(found)
    if found.kind == ItemKind.REFERRAL or found.holds_review:
        typed.setdefault("next_review_on", today + timedelta(weeks=found.meeting.centre.review_weeks))
    form = DecideForm(initial=typed, **shape)
    return form, ActionFormSet(initial=rows_of(found), prefix="actions", form_kwargs=each)


def _log_read(request: HttpRequest, board: Board) -> None:
    """The screen shows one family, and the names of those that are on the agenda beside it."""
    family = board.item.family
    others = {one.family for one in board.agenda if one.family and one.family != family}
    record_reads(by=request.user, subjects=[family] if family else [], where="item")
    record_reads(by=request.user, subjects=sorted(others, key=lambda one: one.pk), where="item_agenda")


def _page(request: HttpRequest, screen: Screen, status: int = 200) -> HttpResponse:
    found = screen.board.item
    _log_read(request, screen.board)
    runs = may_run(request.user, found.meeting)
    context = {
        "board": screen.board, "item": found, "meeting": found.meeting,
        "why": AgendaItem.objects.why_seen(request.user, found.pk), "runs": bool(runs), "today": timezone.localdate(),
        "opens_case": Case.objects.visible_to(request.user).filter(pk=found.case_id).exists(),
        "decision": getattr(found, "decision", None), "may_decide": bool(may_decide(request.user, found)),
        "address_asked": screen.asked_about_view or bool(getattr(screen.form, "address_asked", False)),
        "has_hidden_home": _has_hidden_home(found), "meanwhile": screen.meanwhile, "unrecorded": screen.unrecorded,
        "letter": _has_letter(request, found), "thinking": thinking_at(found, timezone.localdate()),
        "next_meeting_on": following_date(found.meeting), "typed": request.POST, "pen": screen.form is not None,
        "is_running": found.meeting.status == MeetingStatus.RUNNING,
        "open_to_views": found.status == ItemStatus.WAITING
        and found.meeting.status in (MeetingStatus.PLANNED, MeetingStatus.RUNNING),
    }  # fmt: skip
    if screen.form is not None:
        context |= {"form": screen.form, "rows": screen.rows, "forms": [screen.form, screen.rows]}
    return render(request, "meetings/item.html", context, status=status)


def _has_letter(request: HttpRequest, found: AgendaItem) -> bool:
    """Whether this person can make the family's letter about what was decided."""
    settled = found.meeting.status == MeetingStatus.CLOSED and found.status == ItemStatus.DECIDED
    return settled and found.family is not None and bool(may_make_letter(request.user, found))


def _has_hidden_home(found: AgendaItem) -> bool:
    """Whether the page needs the box with which somebody says that they looked: views are saved as they are typed."""
    return found.family is not None and found.family.addresses.filter(confidential=True).exists()


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What is typed on the page, and what it began with."""
    return {
        "typed": typed_from(request.POST), "version": version_of(request), "seen": seen_from(request.POST)
    }  # fmt: skip


@require_POST
def item_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is typed; without JavaScript the page's own button comes here and goes back to the page."""
    found = found_item(request, pk)
    by_script = "application/json" in request.headers.get("Accept", "")
    try:
        with transaction.atomic():
            errors = record_what_is_beside(request, found, outcomes=False, ask=by_script)
            given = _typed(request)
            kept, both = save_item_draft(item=found, **given, by=request.user)
    except (RuleBroken, NotAllowed) as refused:
        if not by_script:
            raise
        return _not_saved(refused)
    if by_script:
        news, who = news_for(given["typed"], both), str(kept.saved_by or "")
        return saved(version=kept.version, errors=errors, news=news, theirs=both.theirs, who=who)
    return redirect("item", pk)


def _not_saved(refused: RuleBroken | NotAllowed) -> HttpResponse:
    """409: somebody else has saved; 410: there is nothing left to save to, so the device need not keep it."""
    if isinstance(refused, NotAllowed):
        return not_saved(refused.because, status=403)
    return not_saved(refused.sentence, status=410 if refused.code in OVER else 409)


@require_POST
def item_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the view of the agency for which somebody comes; by script as it is typed, or by the page's button."""
    found = found_item(request, pk)
    by_script = "application/json" in request.headers.get("Accept", "")
    try:
        errors = record_what_is_beside(request, found, outcomes=False, ask=True)
    except (RuleBroken, NotAllowed) as refused:
        if not by_script:
            raise
        return _not_saved(refused)
    if by_script:
        return saved(errors=errors)
    if errors:
        screen = Screen(board_of(found, request.user, timezone.localdate()), asked_about_view=True)
        for sentences in errors.values():
            messages.error(request, sentences[0])
        return _page(request, screen, status=422)
    messages.success(request, "Your view is saved.")
    return redirect("item", pk)


@require_POST
def item_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the decision and go on to the next item that waits."""
    found = found_item(request, pk)
    may_decide(request.user, found).require()
    board = board_of(found, request.user, timezone.localdate())
    form, rows = _forms(board, request.POST)
    screen = Screen(board, form, rows)
    if found.status == ItemStatus.DECIDED:
        return _refused(request, screen, RuleBroken("already_decided", "Somebody has recorded a decision already."))
    if not (form.is_valid() and rows.is_valid() and _no_address_typed(request, screen)):
        return _page(request, screen, status=422)
    try:
        with transaction.atomic():
            record_what_is_beside(request, found)
            made = decide(
                item=found, version=version_of(request), actions=rows.actions(), by=request.user,
                on=timezone.localdate(), **form.facts(),
            )  # fmt: skip
    except RuleBroken as broken:
        return _refused(request, screen, broken)
    messages.success(request, f"Recorded for {found.family or found.title}: {made.get_kind_display()}.")
    following = next_undecided(found, request.user)
    return redirect("item", following.pk) if following else redirect("meeting", found.meeting_id)


def _no_address_typed(request: HttpRequest, screen: Screen) -> bool:
    """Whether neither the decision nor an action nor a view holds the family's confidential address unasked."""
    form, rows, family = screen.form, screen.rows, screen.board.item.family
    if form is None or family is None:
        return True
    fine = [no_address_typed(form, family, request.user)]
    for row in rows:
        if row.has_changed():
            fine.append(no_address_typed(row, family, request.user))
            form.address_asked = form.address_asked or row.address_asked
    if address_typed(
        family=family, words=_new_views(request, screen.board), checked=_checked(request), by=request.user
    ):
        form.add_error(None, ASK)
        form.address_asked, fine = True, [False]
    return all(fine)


def _checked(request: HttpRequest) -> bool:
    return request.POST.get(CHECKED) == "yes"


def _new_views(request: HttpRequest, board: Board) -> dict[str, str]:
    """The views on the page that are not saved as they stand."""
    saved = {f"view_{row.agency.pk}": row.view.words for row in board.views if row.view}
    typed = {name: words for name, words in request.POST.items() if name.startswith("view_")}
    return {name: words for name, words in typed.items() if words.strip() != saved.get(name)}


def _refused(request: HttpRequest, screen: Screen, broken: RuleBroken) -> HttpResponse:
    """The page again with everything that was typed; if somebody else was quicker, with what they saved beside it."""
    found = screen.board.item
    if broken.code in QUICKER:
        messages.error(request, broken.sentence)
        now = board_of(found_item(request, found.pk), request.user, timezone.localdate())
        return _page(request, Screen(now, unrecorded=in_plain_words(typed_from(request.POST))), status=409)
    if broken.code == "stale_item":
        found.refresh_from_db(fields=["typed", "version"])
        screen.meanwhile = in_plain_words(found.typed)
    if screen.form is not None:
        RuleBroken(broken.code, broken.sentence, FIELDS.get(broken.field, broken.field)).add_to(screen.form)
    return _page(request, screen, status=409 if broken.code == "stale_item" else 422)


@require_POST
def item_put_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the item for the next meeting."""
    found = found_item(request, pk)
    form = PutOffForm(request.POST)
    try:
        if not form.is_valid():
            raise RuleBroken("no_reason", str(next(iter(form.errors.values()))[0]) or "Enter why the item is put off")
        with transaction.atomic():
            put_off(item=_kept(request, found), because=form.cleaned_data["because"], by=request.user)
    except RuleBroken as broken:
        messages.error(request, f"Not put off. {broken.sentence}")
        return redirect("item", pk)
    messages.success(request, f"Put off to the next meeting: {found.family or found.title}.")
    following = next_undecided(found, request.user)
    return redirect("item", following.pk) if following else redirect("meeting", found.meeting_id)


def _kept(request: HttpRequest, found: AgendaItem) -> AgendaItem:
    """The item with what was typed on it kept, if the page had a decision's form."""
    if "version" not in request.POST:
        return found
    return save_item_draft(item=found, **_typed(request), by=request.user)[0]


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
