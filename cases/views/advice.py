"""Advice of the link social worker: asking, reading the question, answering."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import record_reads
from cases.advisers import advisers
from cases.forms import AdviceAnswerForm, AdviceForm
from cases.models import Advice, Case
from cases.policies import may_answer_advice, may_ask_advice, standing_of
from cases.serializers import AskedAdviceSerializer, advised_view
from cases.services import answer_advice, ask_advice, take_back_advice
from cases.views.frame import case_page, found_case, found_of_case, pressed, to_case, tried


@require_http_methods(["GET", "HEAD", "POST"])
def advice_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a question to the link social worker."""
    case, today = found_case(request, pk), timezone.localdate()
    may_ask_advice(request.user, case).require()
    asked = advisers(case, today, but=request.user)
    form = AdviceForm(request.POST if request.method == "POST" else None, advisers=asked)
    if form.is_valid() and tried(form, ask_advice, case=case, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, f"{form.cleaned_data['of'].name} has your question, and is told now.")
        return to_case(pk, "advice")
    return case_page(request, "advice_ask", case, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def advice_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, of the family what who advises is shown, and the answer."""
    rows = Advice.objects.visible_to(request.user).shown().with_family_known(request.user)
    found: Any = get_object_or_404(rows, pk=pk)
    may_answer_advice(request.user, found).require()
    today = timezone.localdate()
    form = AdviceAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and tried(form, answer_advice, advice=found, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "Your answer is kept. Whoever asked is told now.")
        return redirect("advice_answer", pk)
    case = _shown_case(found) if found.known else None
    record_reads(by=request.user, subjects=[found.case], where="advice_answer")
    context = {
        "form": form,
        "asked": AskedAdviceSerializer(found).data,
        "about": advised_view(case, standing_of(request.user, case), today) if case else None,
    }
    return render(request, "cases/advice_answer.html", context, status=422 if form.errors else 200)


def _shown_case(found: Advice) -> Case:
    rows = Case.objects.with_next().select_related("family", "referral", "centre")
    return rows.prefetch_related("family__children").get(pk=found.case_id)


@require_POST
def advice_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The question needs no answer any more."""
    known = Advice.objects.of_cases_known_to(request.user).select_related("of")
    advice = found_of_case(request, known, pk)
    pressed(request, f"The question to {advice.of.name} is taken back.", take_back_advice, advice=advice)
    return to_case(advice.case_id, "advice")
