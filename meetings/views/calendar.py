"""Meetings in one's own calendar: the private address, and what it answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.confirming import confirm_first
from meetings.models import CalendarFeed
from meetings.services import make_feed, revoke_feed
from meetings.services.feeds import feed_of, person_of_feed
from row_security.acting import act_for


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def calendar(request: HttpRequest) -> HttpResponse:
    """Make, renew or revoke one's private address. It is on the answer to the form and nowhere else.

    It outlives the window that somebody found open, so it is confirmed first that it is them.
    """
    secret = make_feed(by=request.user) if request.method == "POST" else ""  # type: ignore[arg-type]
    feed = CalendarFeed.objects.filter(user=request.user).first()
    return render(request, "meetings/calendar.html", {"feed": feed, "secret": secret})


@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """Let the address work no longer."""
    revoke_feed(by=request.user)  # type: ignore[arg-type]
    messages.success(request, "The private address no longer works.")
    return redirect("calendar")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The meetings of whoever's address it is. It says nothing to anybody else, and does nothing else.

    A calendar program has no session: the request works for the person of the address from here on, so that
    PostgreSQL shows it their centres. Whoever is signed in in the same browser makes no difference.
    """
    person = person_of_feed(secret)
    if person is not None:
        act_for(person)
    text = feed_of(person, on=timezone.localdate()) if person else None
    if text is None:
        return HttpResponse("There is no calendar here.\n", status=404, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="fortnight.ics"'
    return answer
