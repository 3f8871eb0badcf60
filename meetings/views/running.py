"""Opening, attendance, the chair, the agenda's changes, closing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import record_reads
from inputs.errors import RuleBroken
from meetings.forms import AttendanceForm, ChairForm, ItemForm
from meetings.guests import expected_at
from meetings.models import Meeting
from meetings.policies import may_run
from meetings.screen import room_of
from meetings.services import add_item, change_chair, close_meeting, fill_agenda, open_meeting, record_attendance
from meetings.services.planning import possible_chairs
from meetings.status import ItemStatus, MeetingStatus, Present
from meetings.views.finding import found_meeting


def _found_to_run(request: HttpRequest, pk: int) -> Meeting:
    found = found_meeting(request, pk)
    may_run(request.user, found).require()
    return found


@require_POST
def meeting_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin, and go on to who is here."""
    found = found_meeting(request, pk)
    try:
        open_meeting(meeting=found, by=request.user, on=timezone.localdate())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return redirect("meeting", pk)
    messages.success(request, "The meeting is open. Record who is here.")
    return redirect("attendance_record", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came, who sent apologies, which deputies."""
    found = _found_to_run(request, pk)
    seen = list(found.items.visible_to(request.user).values_list("pk", flat=True))
    attendance = expected_at(found, request.user, seen)
    form = AttendanceForm(request.POST or None, attendance=attendance)
    if request.method == "POST" and form.is_valid():
        try:
            recorded = form.recorded()
            if "everybody" in request.POST:
                recorded = {
                    one: (Present.PRESENT, "") if was[0] == Present.EXPECTED else was for one, was in recorded.items()
                }
            record_attendance(meeting=found, attendance=recorded, by=request.user)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "Attendance is recorded.")
            return redirect("meeting", pk)
    status = 422 if form.errors else 200
    context = {"meeting": found, "form": form, "rows": form.rows(), "room": room_of(found, request.user, seen)}
    return render(request, "meetings/attendance_record.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a matter of the team."""
    found = _found_to_run(request, pk)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_item(meeting=found, title=form.cleaned_data["title"], by=request.user)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "Added to the agenda.")
            return redirect("meeting", pk)
    return render(
        request, "meetings/item_add.html", {"meeting": found, "form": form}, status=422 if form.errors else 200
    )


@require_POST
def agenda_take_late(request: HttpRequest, pk: int) -> HttpResponse:
    """Take referrals onto the agenda that came after papers closed."""
    found = found_meeting(request, pk)
    try:
        new = fill_agenda(meeting=found, by=request.user, on=timezone.localdate(), late_too=True)
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        messages.success(request, f"{len(new)} more on the agenda." if new else "There was nothing more to take.")
    return redirect("meeting", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def chair_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the chair of this meeting to somebody else."""
    found = _found_to_run(request, pk)
    form = ChairForm(request.POST or None, possible=possible_chairs(found), initial={"chair": found.chair_id})
    if request.method == "POST" and form.is_valid():
        try:
            change_chair(meeting=found, chair=form.chosen(), by=request.user)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, f"{form.chosen()} has the chair of this meeting.")
            return redirect("meeting", pk)
    return render(
        request, "meetings/chair_change.html", {"meeting": found, "form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_close(request: HttpRequest, pk: int) -> HttpResponse:
    """What is not settled and who is not recorded; then the end of the meeting, and its minutes."""
    found = _found_to_run(request, pk)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            close_meeting(meeting=found, by=request.user, on=timezone.localdate())
        except RuleBroken as broken:
            errors = [{"text": broken.sentence, "href": "#attendance"}]
        else:
            messages.success(request, "The meeting is closed. These are its minutes.")
            return redirect("minutes", pk)
    if found.status != MeetingStatus.RUNNING and not errors:
        messages.error(request, "Only a meeting that is running can be closed.")
        return redirect("meeting", pk)
    items = found.items.visible_to(request.user).in_order().select_related("family")
    left = [one for one in items if one.status == ItemStatus.WAITING]
    record_reads(by=request.user, subjects=[one.family for one in left if one.family], where="meeting_close")
    here = expected_at(found, request.user, [one.pk for one in items])
    not_recorded = [one for one in here if one.present == Present.EXPECTED and not one.deputy]
    context = {"meeting": found, "left": left, "not_recorded": not_recorded, "errors": errors}
    return render(request, "meetings/meeting_close.html", context, status=422 if errors else 200)
