"""My fortnight, and the words this product uses."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.services import record_reads
from centres.models import Centre
from centres.status import DIRECTORY_ROLES
from inputs.requests import number_in
from meetings.first_steps import first_steps
from meetings.fortnight import fortnight_of, once
from meetings.fortnight.late import late_in, more_is_late
from meetings.glossary import ABBREVIATIONS, WORDS
from reminders.services import mark_seen


@require_safe
def my_fortnight(request: HttpRequest) -> HttpResponse:
    """What is coming and what is waiting for this person; nothing that is not theirs."""
    today = timezone.localdate()
    fortnight = fortnight_of(request.user, today)
    record_reads(by=request.user, subjects=once(fortnight.seen), where="my_fortnight")
    lacking = first_steps(request.user, today) if fortnight.roles & set(DIRECTORY_ROLES) else []
    context = {
        "fortnight": fortnight,
        "late": late_in(fortnight),
        "more_is_late": more_is_late(fortnight),
        "today": today,
        "first_steps": lacking,
    }
    return render(request, "meetings/my_fortnight.html", context)


@require_POST
def reminders_seen(request: HttpRequest) -> HttpResponse:
    """Put away the reminders that the page showed."""
    shown = [number_in(pk) for pk in request.POST.getlist("reminder")]
    if mark_seen(ids=shown, by=request.user):
        messages.success(request, "The reminders are put away. What they were about stays where it is.")
    return redirect("my_fortnight")


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """What the words mean here."""
    return render(request, "meetings/glossary.html", {"words": WORDS, "abbreviations": ABBREVIATIONS})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the product is, and whom to tell about a barrier."""
    centres = Centre.objects.visible_to(request.user) if request.user.is_authenticated else Centre.objects.none()
    return render(request, "meetings/accessibility.html", {"centres": list(centres)})
