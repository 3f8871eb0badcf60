"""Looking for a family."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.services import record_reads
from cases.finding import find
from cases.policies import may_find
from cases.serializers import FoundSerializer
from centres.querysets import centre_ids
from centres.status import Role
from families.finding import EXACT


@require_safe
def find_family(request: HttpRequest) -> HttpResponse:
    """The families I may see, found as I type: by their names as they are, were or sound, by postcode or number."""
    may_find(request.user).require()
    today = timezone.localdate()
    finding = find(user=request.user, typed=request.GET.get("q", ""), on=today)
    record_reads(by=request.user, subjects=[row.subject for row in finding.rows], where="find_family", how=finding.by)
    shown = FoundSerializer(finding.rows, many=True, context={"on": today}).data
    rows = list(zip(finding.rows, shown, strict=True))
    context = {
        "q": finding.query,
        "exact": [fields for row, fields in rows if row.likeness >= EXACT],
        "alike": [fields for row, fields in rows if row.likeness < EXACT],
        "more": finding.more,
        "manages": centre_ids(request.user, Role.CENTRE_MANAGER).exists(),
    }
    as_typed = request.headers.get("X-Requested-With") == "fetch"
    return render(request, "cases/_families_found.html" if as_typed else "cases/find_family.html", context)
