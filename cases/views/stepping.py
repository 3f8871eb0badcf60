"""Stepping up: asking children's social care or another service to lead, what it reads, and what it answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.briefing import with_dates
from cases.forms import StepUpAnswerForm, StepUpForm
from cases.models import SteppingUp
from cases.policies import may_decide_sharing, may_pass_contacts_on, may_read_decisions, standing_of
from cases.serializers import SteppingUpSerializer
from cases.services import answer_step_up, step_up, take_back_step_up
from cases.status import StepUpStatus
from cases.views.frame import case_page, found_case, found_of_case, to_case, tried
from centres.models import Agency
from consent.querysets import recipients_at
from consent.views.decisions import add_to
from families.forms import no_address_typed
from inputs.errors import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
def case_step_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask another service to lead: what happened, the eight questions, what goes into the summary."""
    case, today = found_case(request, pk), timezone.localdate()
    may_decide_sharing(request.user, case).require()
    agencies = Agency.objects.filter(pk__in=recipients_at(case.centre_id, today)).order_by("name")
    typed = request.POST if request.method == "POST" else None
    known = may_pass_contacts_on(request.user, case)
    contacts = case.contacts.exclude(note="") if known else case.contacts.none()
    form = StepUpForm(typed, agencies=agencies, contacts=contacts, by=request.user)
    if form.is_valid() and no_address_typed(form, case.family, request.user):
        said = {"worries": form.cleaned_data["worries"], "contacts": form.cleaned_data.get("contacts", [])}
        try:
            made = step_up(case=case, facts=form.facts(), **said, by=request.user, on=today)
        except RuleBroken as broken:
            add_to(form, broken)
        else:
            messages.success(request, "It is recorded. Print the summary; you lead until they say yes.")
            return redirect("step_up_summary", made.pk)
    waiting = case.step_ups.waiting().select_related("decision__agency").first()
    duty = [case.centre]
    return case_page(request, "case_step_up", case, form=form, waiting=waiting, duty_centres=duty)


@require_safe
def step_up_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """What the other service reads, to be printed. No address stands on it."""
    found = found_of_case(request, SteppingUp.objects.shown(), pk)
    may_read_decisions(request.user, found.case).require()
    standing = standing_of(request.user, found.case)
    shown = SteppingUpSerializer(found, context={"standing": standing}).data
    context: dict[str, Any] = {"step_up": shown, "summary": with_dates(shown["summary"]), "centre": found.case.centre}
    return case_page(request, "step_up_summary", found.case, standing=standing, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def step_up_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the other service said."""
    found = found_of_case(request, SteppingUp.objects.shown(), pk)
    may_decide_sharing(request.user, found.case).require()
    form = StepUpAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        who = {"step_up": found, "words": typed["words"], "by": request.user, "on": timezone.localdate()}
        back = typed["status"] == StepUpStatus.TAKEN_BACK
        given = {} if back else {"status": typed["status"], "answered_by": typed["answered_by"]}
        if tried(form, take_back_step_up if back else answer_step_up, **who, **given):
            messages.success(request, "The answer is recorded." if not back else "They are no longer asked.")
            return to_case(found.case_id, "agreement")
    return case_page(request, "step_up_answer", found.case, form=form, step_up=found)
