"""The page of one item, shown and shown again: the chair's screen, and what a participant follows of it."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from audit.services import record_reads
from cases.models import Case
from cases.rules import next_review_day, weeks_apart
from families.forms import ASK
from meetings.drafts import initial_of, rows_of
from meetings.following import now_at
from meetings.forms import ActionFormSet, DecideForm
from meetings.models import AgendaItem
from meetings.policies import may_decide, may_make_letter, may_run
from meetings.proposals import following_date
from meetings.quorum import Quorum, quorum_when_decided
from meetings.reflection import thinking_at
from meetings.screen import Board, board_of, people_who_may_act
from meetings.status import UNDER_WAY, ItemKind, ItemStatus, MeetingStatus
from meetings.views.finding import found_item


@dataclass
class Screen:
    """What the page needs besides the board: the forms, if this person holds the pen."""

    board: Board
    form: DecideForm | None = None
    rows: Any = None
    meanwhile: list[tuple[str, str]] | None = None  # what somebody else saved since the page was opened
    unrecorded: list[tuple[str, str]] | None = None  # what this person typed in vain
    errors: dict[str, list[str]] = field(default_factory=dict)  # beside the decision: why a field was not kept

    @property
    def address_asked(self) -> bool:
        """Whether something was not kept because it may hold an address that must not be known."""
        asked = any(ASK in sentences for sentences in self.errors.values())
        return asked or bool(getattr(self.form, "address_asked", False))


def screen_of(request: HttpRequest, found: AgendaItem, *, pen: bool) -> Screen:
    """The screen as it is saved: with the forms for whoever holds the pen."""
    screen = Screen(board_of(found, request.user, timezone.localdate()))
    if pen:
        screen.form, screen.rows = forms_of(screen.board)
    return screen


def holds_the_pen(request: HttpRequest, found: AgendaItem) -> bool:
    """Whether this person may record the decision now."""
    open_now = found.meeting.status == MeetingStatus.RUNNING and found.status == ItemStatus.WAITING
    return open_now and bool(may_decide(request.user, found))


def forms_of(board: Board, posted: Any = None) -> tuple[DecideForm, Any]:
    """The decision's form and the rows of actions: as posted, or as typed before, with what is proposed."""
    found, today = board.item, timezone.localdate()
    people = people_who_may_act(found, board.included, today)
    proposed = following_date(found.meeting)
    goals = [goal for goal, _ in board.goals] if found.holds_review else []
    shape = {"item": found, "people": people, "fitting": board.fitting, "goals": goals, "on": today}
    each = {
        "people": people, "proposed": proposed, "family": found.family_id is not None, "adults": board.adults,
        "goals": [goal for goal, _ in board.goals],
    }  # fmt: skip
    if posted is not None:
        return DecideForm(posted, **shape), ActionFormSet(posted, prefix="actions", form_kwargs=each)
    typed = initial_of(found)
    if found.kind == ItemKind.REFERRAL or found.holds_review:
        typed.setdefault("next_review_on", next_review_day(found.meeting.centre, today))
    form = DecideForm(initial=typed, **shape)
    return form, ActionFormSet(initial=rows_of(found), prefix="actions", form_kwargs=each)


def shown_again(request: HttpRequest, pk: int, errors: dict[str, list[str]]) -> HttpResponse:
    """The page with what could not be kept still in its fields, each with why; all the rest is saved."""
    found = found_item(request, pk)
    screen = screen_of(request, found, pen=holds_the_pen(request, found))
    screen.errors = errors
    return page_of(request, screen, status=422)


def page_of(request: HttpRequest, screen: Screen, status: int = 200) -> HttpResponse:
    """The page, and the entry in the log that this person has read it."""
    found, pen = screen.board.item, screen.form is not None
    _log_read(request, screen.board)
    for sentence in dict.fromkeys(sentence for sentences in screen.errors.values() for sentence in sentences):
        messages.error(request, sentence)
    context = {
        "board": screen.board, "item": found, "meeting": found.meeting,
        "why": AgendaItem.objects.seen_by(request.user, found.pk).why,
        "runs": bool(may_run(request.user, found.meeting)), "today": timezone.localdate(),
        "opens_case": bool(found.case_id) and Case.objects.opens(request.user, found.case_id),
        "decision": found.shown.decision, "host": screen.board.host,
        "not_quorate": not_quorate(found), "may_decide": pen or bool(may_decide(request.user, found)),
        "now": None, "address_asked": screen.address_asked, "errors": screen.errors,
        "has_hidden_home": _has_hidden_home(found), "meanwhile": screen.meanwhile, "unrecorded": screen.unrecorded,
        "letter": _has_letter(request, found), "thinking": thinking_at(found, timezone.localdate()),
        "next_meeting_on": following_date(found.meeting), "typed": request.POST, "pen": pen,
        "apart": weeks_apart(found.meeting.centre),
        "is_running": found.meeting.status == MeetingStatus.RUNNING,
        "open_to_views": found.status == ItemStatus.WAITING and found.meeting.status in UNDER_WAY,
    }  # fmt: skip
    if found.meeting.status == MeetingStatus.RUNNING and not pen:
        context["now"] = now_at(found.meeting, request.user, found.pk)
    if pen:
        context |= {"form": screen.form, "rows": screen.rows, "forms": [screen.form, screen.rows]}
    return render(request, "meetings/item.html", context, status=status)


def _log_read(request: HttpRequest, board: Board) -> None:
    """The screen shows one family, and the names of those that are on the agenda beside it."""
    family = board.item.family
    others = {one.family for one in board.agenda if one.family and one.family != family}
    record_reads(by=request.user, subjects=[family] if family else [], where="item")
    record_reads(by=request.user, subjects=sorted(others, key=lambda one: one.pk), where="item_agenda")


def not_quorate(found: AgendaItem) -> Quorum | None:
    """Who was there when the item was decided, if that was too few."""
    decision = getattr(found, "decision", None)
    there = quorum_when_decided(decision) if decision else None
    return None if there is None or there.met else there


def _has_letter(request: HttpRequest, found: AgendaItem) -> bool:
    """Whether this person can make the family's letter about what was decided."""
    settled = found.meeting.status == MeetingStatus.CLOSED and found.status == ItemStatus.DECIDED
    return settled and found.family is not None and bool(may_make_letter(request.user, found))


def _has_hidden_home(found: AgendaItem) -> bool:
    """Whether the page needs the box with which somebody says that they looked: views are saved as they are typed."""
    return found.family is not None and found.family.addresses.filter(confidential=True).exists()
