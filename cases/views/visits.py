"""Visits planned ahead, and the calendar of all visits to the families that one may see."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import record_reads
from cases.forms import VisitChangeForm, VisitForm
from cases.forms.visits import CANCEL
from cases.models import Visit
from cases.policies import may_work, standing_of
from cases.serializers import VisitSerializer
from cases.services import cancel_visit, move_visit, plan_visit
from cases.status import VisitStatus
from cases.views.frame import case_page, found_case, found_of_case, to_case, tried
from cases.visit_calendar import FORTNIGHT, days_for, entries_of, first_day, told_of
from centres.working_days import closed_because
from inputs.dates import in_words


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """A fortnight of visits, by day, of all agencies; `from` is its first day."""
    today = timezone.localdate()
    first, mine = first_day(request.GET.get("from", ""), today), request.GET.get("who") == "me"
    last = first + FORTNIGHT - timedelta(days=1)
    days = days_for(request.user, first, last, today, mine=mine)
    record_reads(by=request.user, subjects={one.case for day in days for one in day.entries}, where="visits")
    late = Visit.objects.visible_to(request.user).without_record(today).count() if first == today else 0
    context = {"days": days, "first": first, "last": last, "today": today, "mine": mine, "late": late,
               "earlier": first - FORTNIGHT, "later": first + FORTNIGHT}  # fmt: skip
    return render(request, "cases/visits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def visit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a visit; what stands already is above the form."""
    case, today = found_case(request, pk), timezone.localdate()
    may_work(request.user, case).require()
    about = {"case": case, "by": request.user, "on": today}
    standing = standing_of(request.user, case)
    mine = [] if standing.manages and not (standing.lead or standing.team) else [request.user.pk]
    form = VisitForm(request.POST if request.method == "POST" else None, initial={"workers": mine}, **about)
    if form.is_valid() and tried(form, plan_visit, **about, **form.cleaned_data):
        _say(request, case.visits.planned().latest("pk"), "planned")
        return to_case(pk, "visits")
    known = standing.sees_contacts
    rows = case.visits.planned().filter(on__gte=today) if known else case.visits.none()
    stands = entries_of(request.user, rows, case.contacts.none(), today)
    return case_page(request, "visit_plan", case, form=form, standing=standing, stands=stands, known=known)


@require_http_methods(["GET", "HEAD", "POST"])
def visit_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a visit, or cancel it."""
    visit = found_of_case(request, Visit.objects.visible_to(request.user).shown(), pk)
    may_work(request.user, visit.case).require()
    now = {"visit_on": visit.on, "at": visit.at}
    form = VisitChangeForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid() and _changed(request, visit, form):
        return to_case(visit.case_id, "visits")
    shown = VisitSerializer(visit).data
    planned = visit.status == VisitStatus.PLANNED
    return case_page(request, "visit_change", visit.case, form=form, visit=shown, planned=planned)


def _changed(request: HttpRequest, visit: Visit, form: VisitChangeForm) -> bool:
    typed = form.cleaned_data
    who: dict[str, Any] = {"visit": visit, "by": request.user, "on": timezone.localdate()}
    if typed["what"] == CANCEL:
        if tried(form, cancel_visit, because=typed["because"], **who):
            messages.success(request, "The visit is cancelled.")
            return True
        return False
    if tried(form, move_visit, visit_on=typed["visit_on"], at=typed["at"], **who):
        _say(request, Visit.objects.get(pk=visit.pk), "moved")
        return True
    return False


def _say(request: HttpRequest, visit: Visit, what: str) -> None:
    """What was done, and what to think of: others who come then, and a centre that is closed."""
    row = told_of(visit, request.user)
    day = in_words(row.on)
    closed = closed_because([row.case.centre], row.on, row.on).get(row.on, [])
    notes = [f"{one}: speak with each other." for one in row.overlaps]
    notes += [f"The centre is closed on that day: {one}." for one in closed]
    tell = messages.warning if notes else messages.success
    tell(request, " ".join([f"The visit is {what} for {day}.", *notes]))
