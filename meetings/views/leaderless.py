"""For the manager: every family that nobody leads."""

from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.services import record_reads
from cases.serializers import CaseHeaderSerializer
from inputs.requests import number_in
from meetings.leaderless import PER_PAGE, stories_of, without_lead
from meetings.policies import may_see_without_lead


@require_safe
def cases_without_lead(request: HttpRequest) -> HttpResponse:
    """Since when, why, who said no and why, who is asked, on which agenda: the longest first."""
    may_see_without_lead(request.user).require()
    today = timezone.localdate()
    found = without_lead(request.user, today).with_next().with_agreement(today)
    found = found.select_related("family", "centre").prefetch_related("family__children")
    rows = list(found.filter(_after(request.GET.get("after", "")))[: PER_PAGE + 1])
    more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE]
    record_reads(by=request.user, subjects=rows, where="cases_without_lead")
    stories = stories_of(rows, today)
    headers = CaseHeaderSerializer(rows, many=True, context={"on": today}).data
    context = {
        "rows": [(one, head, stories[one.pk]) for one, head in zip(rows, headers, strict=True)],
        "today": today,
        "next": f"?after={rows[-1].since.isoformat()}.{rows[-1].pk}" if more else "",
        "later": "after" in request.GET,
    }
    return render(request, "meetings/cases_without_lead.html", context)


def _after(cursor: str) -> Q:
    """Everything after the place in a cursor; from the start, if it is not one."""
    day, _, pk = cursor.partition(".")
    try:
        since = date.fromisoformat(day)
    except ValueError:
        return Q()
    return Q(since__gt=since) | Q(since=since, pk__gt=number_in(pk))
