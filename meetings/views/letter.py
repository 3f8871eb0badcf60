"""The family's letter after a decision: a page to print and give."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.services import record_reads
from cases.models import Case
from families.printed import nothing_kept_typed, words_of_actions
from meetings.forms import LetterForm
from meetings.letter import actions_of, is_for_family, letter_of
from meetings.models import AgendaItem
from meetings.policies import may_make_letter
from meetings.status import ItemStatus, MeetingStatus


def _found(request: HttpRequest, pk: int) -> AgendaItem:
    """A family's item that a closed meeting decided: known from the meeting, or of a case they lead or stand in for."""
    user = request.user
    at_meeting = AgendaItem.objects.visible_to(request.user).values("pk")
    led, deputised = (rows.values("pk") for rows in (Case.objects.led_by(user), Case.objects.deputised_by(user)))
    theirs = Q(pk__in=at_meeting) | Q(case__in=led) | Q(case__in=deputised)
    items = AgendaItem.objects.filter(theirs, family__isnull=False).select_related(
        "meeting__series", "meeting__centre", "family", "case__referral__referred_by", "case__referral__agency",
        "referral__referred_by", "referral__agency", "decision",
    )  # fmt: skip
    return get_object_or_404(items, pk=pk, status=ItemStatus.DECIDED, meeting__status=MeetingStatus.CLOSED)


@require_http_methods(["GET", "HEAD", "POST"])
def family_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Who will call, by when, what was agreed, whom to ring, how to say no. What is added is shown once, not kept."""
    found, today = _found(request, pk), timezone.localdate()
    may_make_letter(request.user, found).require()
    record_reads(by=request.user, subjects=[found.family], where="family_letter", item=found.pk)
    context = {"item": found, "letter": None, "form": None}
    if not is_for_family(found.decision):
        return render(request, "meetings/family_letter.html", context)
    form = LetterForm(request.POST if request.method == "POST" else None, actions=actions_of(found.decision))
    added = {}
    if form.is_valid():
        facts = form.facts()
        said = {"words": facts["words"], "tell": words_of_actions(facts["tell"])}
        added = facts if nothing_kept_typed(form, found.family, request.user, said) else {}
    context |= {"form": form, "letter": None if form.errors else letter_of(found, today, **added)}
    return render(request, "meetings/family_letter.html", context, status=422 if form.errors else 200)
