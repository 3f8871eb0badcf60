"""Opening a record in an emergency, and looking at each use afterwards."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.confirming import confirm_first
from audit.models import Entry, Kind
from audit.services import record_reads
from cases import services
from cases.forms import EmergencyForm, EmergencyReviewForm
from cases.models import BreakGlass, EmergencyAttempt
from cases.policies import may_review_break_glass, may_see_uses, may_try_break_glass
from cases.relations import emergency_centre_ids
from cases.serializers import BreakGlassRecord, uses_shown
from cases.views.frame import to_case, tried
from centres.models import Centre, Membership
from centres.querysets import centre_ids
from centres.status import Role
from inputs.errors import RuleBroken
from inputs.words import time

LATELY = timedelta(days=28)
MOST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def break_glass(request: HttpRequest) -> HttpResponse:
    """Open a record in an emergency: the reference, the reason, for how long. It says what will happen."""
    may_try_break_glass(request.user).require()
    today, against = timezone.localdate(), False
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            use = services.break_glass(**form.cleaned_data, by=request.user, on=today)
        except RuleBroken as broken:
            against = broken.code == "against_wishes"
            broken.add_to(form)
        else:
            messages.warning(request, f"You can read this case until {time(use.until)}. The information lead is told.")
            return to_case(use.case_id)
    centres = Centre.objects.filter(pk__in=emergency_centre_ids(request.user, today)).order_by("name")
    context = {"form": form, "against": against or bool(form["despite"].value()), "duty_centres": list(centres)}
    return render(request, "cases/break_glass.html", context, status=422 if form.errors else 200)


@require_safe
def break_glass_uses(request: HttpRequest) -> HttpResponse:
    """The information lead's list: what waits to be looked at first, then what was looked at, then tries in vain."""
    may_see_uses(request.user).require()
    here = centre_ids(request.user, Role.INFORMATION_LEAD)
    uses = uses_shown(BreakGlass.objects.filter(case__centre_id__in=here))
    waiting = list(uses.unreviewed()[:MOST])
    seen = list(uses.exclude(reviewed_at=None).order_by("-opened_at")[:MOST])
    _read(request, [*waiting, *seen], "break_glass_uses")
    context = {
        "waiting": BreakGlassRecord(waiting, many=True).data,
        "seen": BreakGlassRecord(seen, many=True).data,
        "in_vain": _in_vain(here),
    }
    return render(request, "cases/break_glass_uses.html", context)


def _read(request: HttpRequest, uses: list[BreakGlass], where: str) -> None:
    for centre_id in {use.case.centre_id for use in uses}:
        mine = [use for use in uses if use.case.centre_id == centre_id]
        record_reads(by=request.user, subjects=mine, where=where, centre_id=centre_id)


def _in_vain(centres: Any) -> list[dict[str, Any]]:
    """Who of the centres typed references lately that opened nothing, how often, when last. Which ones is not told:
    somebody may work at another centre as well."""
    people = Membership.objects.filter(centre_id__in=centres).in_force().values("user_id")
    since = timezone.now() - LATELY
    tried_lately = EmergencyAttempt.objects.order_by().filter(by__in=people, at__gt=since, opened=None)
    counted = tried_lately.values("by__name").annotate(times=Count("pk"), last=Max("at")).order_by("-last")
    return [{"name": one["by__name"], "times": one["times"], "last": one["last"]} for one in counted[:MOST]]


@require_http_methods(["GET", "HEAD", "POST"])
def break_glass_review(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, what was looked at; and whether it was right."""
    use = get_object_or_404(uses_shown(BreakGlass.objects.visible_to(request.user)), pk=pk)
    may_review_break_glass(request.user, use).require()
    form = EmergencyReviewForm(request.POST if request.method == "POST" else None)
    who = {"use": use, "by": request.user, "on": timezone.localdate()}
    if form.is_valid() and tried(form, services.review_break_glass, **form.cleaned_data, **who):
        messages.success(request, f"What you found about {use.case.reference} is recorded.")
        return redirect("break_glass_uses")
    _read(request, [use], "break_glass_review")
    context = {
        "form": form,
        "use": BreakGlassRecord(use).data,
        "looked_at": looked_at(use),
    }
    return render(request, "cases/break_glass_review.html", context, status=422 if form.errors else 200)


def looked_at(use: BreakGlass) -> list[Entry]:
    """What the log says the person saw of the case while it was open to them, in order."""
    reads = Entry.objects.filter(
        by_id=use.user_id, subject_type="cases.case", subject_id=use.case_id, kind__in=[Kind.READ, Kind.EXPORT],
        at__gte=use.opened_at, at__lt=use.until,
    )  # fmt: skip
    return list(reads.order_by("pk")[:MOST])
