"""The list of meetings, and one meeting: its agenda before, during and after."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.services import record_reads
from cases.models import Action
from centres.models import Centre
from centres.policies import manages
from centres.querysets import centre_ids
from centres.status import CASEWORK_ROLES
from families.forms import no_address_typed
from inputs.errors import RuleBroken
from inputs.requests import number_in
from meetings.following import now_at
from meetings.followup import asked_about, family_of, known_at
from meetings.forms import OutcomeForm
from meetings.models import Attendance, Meeting, Minutes
from meetings.policies import SERIES_ROLES, may_approve, may_keep_series, may_run
from meetings.proposals import previous_meeting, waiting_referrals, without_agreement
from meetings.screen import Room, room_of
from meetings.services import fill_agenda, record_outcome
from meetings.shown import show_to
from meetings.status import UNDER_WAY, ItemStatus, MeetingStatus, MinutesStatus
from meetings.times import Needed, needed_for, planned_times
from meetings.views.finding import found_meeting

PER_PAGE = 25
AHEAD = 8


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """What is coming, and what was, newest first."""
    today = timezone.localdate()
    visible = Meeting.objects.visible_to(request.user).select_related("series__centre", "centre", "chair")
    coming = list(visible.upcoming_or_cancelled(today)[: AHEAD + 1])
    past = visible.exclude(status__in=[MeetingStatus.RUNNING, MeetingStatus.CANCELLED]).filter(_before(request, today))
    rows = list(past.order_by("-on", "-id")[: PER_PAGE + 1])
    latest = Minutes.objects.visible_to(request.user).latest().filter(meeting__in=rows).defer("content")
    by_meeting = {one.meeting_id: one for one in latest}
    kept = Centre.objects.filter(pk__in=centre_ids(request.user, *SERIES_ROLES)).prefetch_related("series")
    return render(
        request, "meetings/meetings.html",
        {
            "coming": coming[:AHEAD], "more_coming": len(coming) > AHEAD, "today": today,
            "past": [(one, by_meeting.get(one.pk)) for one in rows[:PER_PAGE]],
            "older": rows[PER_PAGE - 1].on.isoformat() if len(rows) > PER_PAGE else "",
            "filtered": "before" in request.GET, "kept": list(kept),
            "going_on": list({one.series: None for one in coming}),
            "works_at": set(centre_ids(request.user, *CASEWORK_ROLES).values_list("centre_id", flat=True)),
        },
    )  # fmt: skip


def _before(request: HttpRequest, today: date) -> Any:
    """Meetings before the last one of the page before (a series meets once a day at most)."""
    try:
        return Q(on__lt=date.fromisoformat(request.GET.get("before", "")))
    except ValueError:
        return Q(on__lt=today) | Q(on=today, status=MeetingStatus.CLOSED)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda, which has filled itself; who is expected; what came of last time; afterwards the minutes."""
    return _page(request, found_meeting(request, pk))


@require_POST
def meeting_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what came of an action; what cannot be recorded stays in its fields, with why."""
    found = found_meeting(request, pk)
    action = get_object_or_404(asked_about(found, request.user), pk=number_in(request.POST.get("action")))
    form = OutcomeForm(request.POST, auto_id=f"%s-{action.pk}")
    if not form.is_valid() or not no_address_typed(form, family_of(action), request.user):
        return _page(request, found, unrecorded=(action.pk, form), status=422)
    try:
        record_outcome(meeting=found, action=action, by=request.user, on=timezone.localdate(), **form.cleaned_data)
    except RuleBroken as broken:
        if asked_about(found, request.user).filter(pk=action.pk).exists():
            broken.add_to(form)
            return _page(request, found, unrecorded=(action.pk, form), status=422)
        messages.error(request, broken.sentence)  # somebody else was quicker
    else:
        messages.success(request, f"Recorded: {Action.objects.get(pk=action.pk).get_status_display().lower()}.")
    return redirect("meeting", pk)


@require_safe
def meeting_now(request: HttpRequest, pk: int) -> JsonResponse:
    """Where a running meeting is, for a screen that follows it: numbers alone. Asking is nobody's being active."""
    found = found_meeting(request, pk)
    now = now_at(found, request.user, number_in(request.GET.get("item")) or None)
    request.asks_by_itself = True  # type: ignore[attr-defined]
    agenda = reverse("meeting", args=[pk]) if now.elsewhere else ""
    at = reverse("item", args=[now.item]) if now.item else agenda
    return JsonResponse({"at": at, "elsewhere": now.elsewhere, "mark": now.mark})


def _page(
    request: HttpRequest, found: Meeting, *, unrecorded: tuple[int, OutcomeForm] | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    note = _fill(found, today)
    seen = found.items.visible_to(request.user).in_order().select_related("family", "case", "referral", "decision")
    items = show_to(request.user, seen.prefetch_related("views__agency"))
    waiting = [one for one in items if one.status == ItemStatus.WAITING]
    under_way = found.status in UNDER_WAY
    asked = list(asked_about(found, request.user)) if under_way else []
    runs = bool(may_run(request.user, found))
    room = room_of(found, request.user, [one.pk for one in items])
    families = {one.family for one in items if one.family} | {one.case.family for one in asked if one.case}
    guests = _with_times(found, room)
    context = {
        "meeting": found, "items": items, "asked": asked, "runs": runs, "room": room, "today": today,
        "note": note, "late": [], "no_agreement": None, "minutes": None, "to_approve": None,
        "first": waiting[0] if waiting else None, "waiting": len(waiting),
        "minutes_planned": sum(one.slot for one in items),
        "changes_date": bool(runs or may_keep_series(request.user, found.centre_id)),
        "now": None, "guests": guests, "arranges": runs and under_way,
        "as_guest": next((needed for one, needed in guests if one.user_id == request.user.pk), None),
        "order_ends": [waiting[0].pk, waiting[-1].pk] if waiting else [None, None],
        "unrecorded": unrecorded, "forms": [unrecorded[1]] if unrecorded else [],
    }  # fmt: skip
    if found.status == MeetingStatus.RUNNING and not runs:
        context["now"] = now_at(found, request.user, None)
    if runs:
        families |= _for_whoever_runs_it(request, found, context)
    if found.status == MeetingStatus.CLOSED:
        minutes = Minutes.objects.visible_to(request.user).latest().filter(meeting=found)
        context["minutes"] = minutes.defer("content").first()
    record_reads(by=request.user, subjects=sorted(families, key=lambda one: one.pk), where="meeting")
    return render(request, "meetings/meeting.html", context, status=status)


def _with_times(found: Meeting, room: Room) -> list[tuple[Attendance, Needed | None]]:
    """Each guest with when they are needed, for those of their items that the reader sees."""
    times = planned_times([found]) if room.guests else {}
    return [(one, needed_for(one.items_seen, times)) for one in room.guests]


def _fill(found: Meeting, today: date) -> str:
    """Bring the agenda up to date before it is shown; the clock does the same every few minutes."""
    if found.status != MeetingStatus.PLANNED:
        return ""
    try:
        fill_agenda(meeting=found, by=None, on=today)
    except RuleBroken as broken:
        return broken.sentence
    found.refresh_from_db()
    return ""


def _for_whoever_runs_it(request: HttpRequest, found: Meeting, context: dict[str, Any]) -> set[Any]:
    """Papers that came late, families whose agreement ended, minutes to approve. Returns the families shown."""
    shown: set[Any] = set()
    is_manager = manages(request.user, found.centre_id)
    if found.status in UNDER_WAY and not context["note"]:
        late = waiting_referrals(found, context["today"], late=True)
        if not is_manager:
            late = late.filter(known_at(found, request.user))
        context["late"] = list(late)
        shown |= {one.family for one in context["late"]}
        if is_manager:
            context["no_agreement"] = without_agreement(found, context["today"])
            referrals, reviews = context["no_agreement"]
            shown |= {one.family for one in referrals} | {one.case.family for one in reviews}
    before = previous_meeting(found)
    if before and may_approve(request.user, found):
        drafts = Minutes.objects.latest().filter(meeting=before, status=MinutesStatus.DRAFT)
        context["to_approve"] = drafts.defer("content").select_related("meeting").first()
    return shown
