"""Sharing decisions in a case, and what happens when the family's agreement has ended."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.going_on import ended_agreement, going_on_of
from cases.models import Case
from cases.policies import may_coordinate, may_decide_sharing, may_read_decisions
from cases.services import decide_sharing, go_on_without_agreement
from cases.status import CaseStatus
from cases.views.frame import case_page, found_case, to_case
from consent.serializers import AgreementRecord
from consent.views.decisions import add_to, corrected, decision_form
from inputs.errors import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
def sharing_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that information about the family is shared, or is not; with `?corrects=` a correction."""
    case = found_case(request, pk)
    may_decide_sharing(request.user, case).require()
    corrects = corrected(request, case.family)
    if corrects is not None and not may_read_decisions(request.user, case):
        raise Http404  # also whether there is a decision is not told
    form = decision_form(request, case.family, corrects)
    if form.is_valid():
        who = {"by": request.user, "on": timezone.localdate()}
        try:
            decide_sharing(case=case, facts=form.facts(), corrects=corrects, **who)
        except RuleBroken as broken:
            add_to(form, broken)
        else:
            messages.success(request, "The sharing decision is recorded. The information lead is told.")
            return to_case(pk, "agreement")
    return case_page(request, "sharing_decide", case, form=form, corrects=corrects)


@require_http_methods(["GET", "HEAD", "POST"])
def case_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement has ended: close the case, ask the family again, or go on by a recorded decision."""
    case, today = found_case(request, pk), timezone.localdate()
    may_coordinate(request.user, case).require()
    ended = ended_agreement(case, today)
    if ended is None or case.status != CaseStatus.OPEN or going_on_of(case, today):
        messages.info(request, _nothing_to_settle(case))
        return to_case(pk, "agreement")
    form = decision_form(request, case.family, None)
    if form.is_valid():
        try:
            go_on_without_agreement(case=case, facts=form.facts(), by=request.user, on=today)
        except RuleBroken as broken:
            add_to(form, broken)
        else:
            messages.success(request, "It is recorded why the case goes on without agreement.")
            return redirect("case", pk)
    shown = AgreementRecord(ended, context={"on": today}).data
    return case_page(request, "case_settle", case, form=form, corrects=None, agreement=shown)


def _nothing_to_settle(case: Case) -> str:
    if case.status != CaseStatus.OPEN:
        return "The case is closed: there is nothing to decide."
    return "There is nothing to decide: the agreement is in force, or it was decided already how the case goes on."
