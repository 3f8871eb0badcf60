"""Who stands in for a lead professional on leave: asking, answering, ending it early."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import record_reads
from cases.forms import DeputyAnswerForm, DeputyForm
from cases.models import Case, Deputy
from cases.policies import may_answer_deputy, may_ask_deputy
from cases.querysets import give_next
from cases.serializers import CaseHeaderSerializer, DeputySerializer
from cases.services import accept_deputy, ask_deputy, decline_deputy, end_deputy
from cases.views.frame import case_page, found_case, found_of_case, pressed, to_case, tried
from inputs.dates import in_words


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody to stand in, from a day to a day; for other families of the same lead professional too."""
    case, today = found_case(request, pk), timezone.localdate()
    may_ask_deputy(request.user, case).require()
    current = case.leads.current().select_related("user").first()
    others = _others_led(request, case, current.user, today) if current else []
    data = request.POST if request.method == "POST" else None
    form = DeputyForm(data, case=case, others=others, on=today, initial=_days_asked_for(request))
    if form.is_valid():
        facts = dict(form.cleaned_data)
        who, also = facts.pop("deputy"), facts.pop("also", [])
        if _asked(form, [case, *also], user=who, by=request.user, on=today, **facts):
            messages.success(request, f"{who.name} is asked to stand in, and is told now.")
            return to_case(pk, "people")
    record_reads(by=request.user, subjects=others, where="deputy_ask")
    deputies = case.deputies.shown().then(today, date.max).order_by("starts_on")
    context = {
        "leading": current.user.name if current and case.has_lead else "",
        "mine": bool(current and current.user_id == request.user.pk),
        "deputies": DeputySerializer(deputies, many=True).data,
    }
    return case_page(request, "deputy_ask", case, form=form, **context)


def _others_led(request: HttpRequest, case: Case, leading: Any, on: date) -> list[Case]:
    """The other families that whoever leads this one leads here, which the reader may open and which agree."""
    rows = Case.objects.visible_to(request.user).led_by(leading).with_agreement(on)
    here = rows.filter(agreement=True, centre=case.centre_id).exclude(pk=case.pk)
    return list(here.select_related("family").order_by("family__name", "pk")[:50])


def _asked(form: DeputyForm, cases: list[Case], *, matters: str, **facts: Any) -> bool:
    """All of them or none: what stands in the way for one family is said with its name."""
    with transaction.atomic():
        for number, one in enumerate(cases):
            if not tried(form, ask_deputy, case=one, matters=matters if number == 0 else "", **facts):
                transaction.set_rollback(True)
                if number:
                    form.add_error("also", f"This is so for {one.family.name}. Nobody has been asked yet.")
                return False
    return True


def _days_asked_for(request: HttpRequest) -> dict[str, date]:
    """The days of somebody's absence, when they come from there."""
    found = {}
    for name in ("starts_on", "ends_on"):
        try:
            found[name] = date.fromisoformat(request.GET.get(name, ""))
        except ValueError:
            continue
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes, or no with a reason; the page shows the header and the days."""
    found = get_object_or_404(Deputy.objects.visible_to(request.user).shown(), pk=pk)
    may_answer_deputy(request.user, found).require()
    today = timezone.localdate()
    same = {"asked_by": found.asked_by, "starts_on": found.starts_on, "ends_on": found.ends_on}
    others = list(Deputy.objects.asked_of(request.user).shown().filter(**same).exclude(pk=pk)[:50])
    form = DeputyAnswerForm(request.POST if request.method == "POST" else None, others=others)
    if form.is_valid():
        who: dict[str, Any] = {"by": request.user, "on": today}
        wanted = [found, *(others if form.cleaned_data.get("also") else [])]
        if form.cleaned_data["answer"] == "accept" and _accepted(form, wanted, **who):
            messages.success(request, _said_yes(found, today))
            return to_case(found.case_id) if found.starts_on <= today else redirect("my_fortnight")
        reason = form.cleaned_data["reason"]
        if form.cleaned_data["answer"] == "decline" and tried(form, decline_deputy, deputy=found, reason=reason, **who):
            messages.success(request, "You have declined. Whoever asked you is told.")
            return redirect("my_fortnight")
    return _answer_page(request, found, others, form)


def _accepted(form: DeputyAnswerForm, wanted: list[Deputy], **who: Any) -> bool:
    """All of them or none."""
    with transaction.atomic():
        for one in wanted:
            if not tried(form, accept_deputy, deputy=one, **who):
                transaction.set_rollback(True)
                return False
    return True


def _answer_page(request: HttpRequest, found: Deputy, others: list[Deputy], form: DeputyAnswerForm) -> HttpResponse:
    today = timezone.localdate()
    case = Case.objects.select_related("family").prefetch_related("family__children").get(pk=found.case_id)
    give_next(case)
    record_reads(by=request.user, subjects=[case, *(one.case for one in others)], where="deputy_answer")
    context = {
        "form": form,
        "asked": DeputySerializer(found).data,
        "case": CaseHeaderSerializer(case, context={"on": today}).data,
        "waiting": found.status == "asked" and found.ends_on >= today,
    }
    return render(request, "cases/deputy_answer.html", context, status=422 if form.errors else 200)


def _said_yes(found: Deputy, today: date) -> str:
    until = in_words(found.ends_on)
    if found.starts_on <= today:
        return f"You stand in until {until}."
    return f"You stand in from {in_words(found.starts_on)} to {until}. The case opens to you then."


@require_POST
def deputy_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody stands in any more, or is asked to."""
    deputy = found_of_case(request, Deputy.objects.select_related("user"), pk)
    waiting = deputy.status == "asked"
    said = f"{deputy.user.name} is no longer asked." if waiting else f"{deputy.user.name} no longer stands in."
    pressed(request, said, end_deputy, deputy=deputy)
    still_seen = Case.objects.opens(request.user, deputy.case_id)
    return to_case(deputy.case_id, "people") if still_seen else redirect("my_fortnight")
