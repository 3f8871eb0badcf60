"""After the work has ended: completing what was said, asking the family three months later, and what is done then."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.services import record_reads
from cases.forms import CompleteClosingForm, LaterCheckForm, SettleCheckForm
from cases.models import Case, Closure
from cases.policies import may_check_later, may_complete_closing
from cases.serializers import CheckedCaseSerializer, CheckSerializer, closures_of
from cases.services import check_later, complete_closing, settle_check
from cases.status import CheckResult
from cases.views.frame import case_page, found_of_case, to_case, tried
from centres.policies import manages


@require_http_methods(["GET", "HEAD", "POST"])
def closing_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """What the family still needs, and who asks it in three months: for the manager, if it was not said."""
    closure, today = found_of_case(request, Closure.objects.shown(), pk), timezone.localdate()
    may_complete_closing(request.user, closure).require()
    if closure.reopened_on or closure.checked_on:
        messages.info(request, "There is nothing left to say about this closing.")
        return to_case(closure.case_id, "reviews")
    form = CompleteClosingForm(request.POST if request.method == "POST" else None, closure=closure, on=today)
    if form.is_valid():
        who = {"by": request.user, "on": today}
        if tried(form, complete_closing, closure=closure, afterwards=form.afterwards(), **who):
            messages.success(request, "What comes after the closing is recorded.")
            return to_case(closure.case_id, "reviews")
    shown = next(one for one in closures_of(closure.case) if one["id"] == closure.pk)
    return case_page(request, "closing_complete", closure.case, form=form, closure=shown)


@require_http_methods(["GET", "HEAD", "POST"])
def later_check(request: HttpRequest, pk: int) -> HttpResponse:
    """How to reach the family, and what it says three months later. The manager says here what was done about it."""
    rows = Closure.objects.visible_to(request.user).select_related("case__family", "check_by")
    closure = get_object_or_404(rows, pk=pk)
    may_check_later(request.user, closure).require()
    waits = closure.check_result == CheckResult.NEEDS_HELP and closure.settled_on is None
    form = (SettleCheckForm if waits else LaterCheckForm)(request.POST if request.method == "POST" else None)
    if form.is_valid() and tried(
        form, settle_check if waits else check_later, closure=closure, by=request.user, on=timezone.localdate(),
        **form.cleaned_data,
    ):  # fmt: skip
        messages.success(request, "It is recorded what was done." if waits else "It is recorded how it goes.")
        return redirect("cases")
    return _check_page(request, closure, form, waits)


def _check_page(request: HttpRequest, closure: Closure, form: Any, waits: bool) -> HttpResponse:
    today = timezone.localdate()
    rows = Case.objects.with_next().with_reaching(request.user, today).select_related("family")
    about = rows.prefetch_related("family__children", "family__adults").get(pk=closure.case_id)
    record_reads(by=request.user, subjects=[about], where="later_check")
    context = {
        "form": form,
        "waits": waits,
        "early": closure.check_opens_on is not None and today < closure.check_opens_on,
        "closure": CheckSerializer(closure).data,
        "reopened_on": closure.reopened_on,
        "case": CheckedCaseSerializer(about, context={"on": today}).data,
        "manages": manages(request.user, about.centre_id),
        "today": today,
    }
    return render(request, "cases/later_check.html", context, status=422 if form.errors else 200)
