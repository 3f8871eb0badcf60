"""From one colleague to another: an action that is passed on, a family that is handed over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import record_reads
from cases.briefing import with_dates, written
from cases.forms import HandOverForm, PassOnAnswerForm, PassOnForm
from cases.models import Action, Briefing, Case, Lead, PassOn
from cases.policies import may_answer_pass_on, may_hand_over, may_offer_lead, may_pass_on, standing_of
from cases.serializers import (
    ActionSerializer,
    BriefingSerializer,
    CaseHeaderSerializer,
    PassOnSerializer,
    known_of,
    named_case_ids,
)
from cases.services import (
    accept_pass_on,
    decline_pass_on,
    hand_over,
    pass_on,
    settle_declined,
    take_back_pass_on,
)
from cases.status import PassOnStatus
from cases.views.frame import case_page, found_case, found_of_case, pressed, to_case, tried, wanted_page
from cases.views.plan import go_back, visible_action


@require_http_methods(["GET", "HEAD", "POST"])
def action_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody to take an action on."""
    action, today = visible_action(request, pk), timezone.localdate()
    may_pass_on(request.user, action).require()
    form = PassOnForm(request.POST if request.method == "POST" else None, action=action, on=today)
    if form.is_valid():
        job, why = form.cleaned_data["owner"], form.cleaned_data["because"]
        facts = {"action": action, "to": job.user, "agency": job.agency, "because": why, "by": request.user}
        if tried(form, pass_on, **facts, on=today):
            messages.success(request, f"{job.user.name} is asked. Until they accept, it stays with its owner.")
            return go_back(request)
    named = named_case_ids(request.user, [action])
    record_reads(by=request.user, subjects=[action.case] if named else [], where="action_pass_on")
    shown = ActionSerializer(action, context={"on": today, "named_case_ids": named}).data
    context = {"form": form, "action": shown, "back": wanted_page(request)}
    return render(request, "cases/action_pass_on.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def pass_on_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an action on, or decline with a reason: the page shows the action and whose it is, and the header only."""
    found = get_object_or_404(PassOn.objects.visible_to(request.user).shown(), pk=pk)
    may_answer_pass_on(request.user, found).require()
    form = PassOnAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        who: dict[str, Any] = {"pass_on": found, "by": request.user, "on": timezone.localdate()}
        if form.cleaned_data["answer"] == "accept" and tried(form, accept_pass_on, **who):
            messages.success(request, "The action is yours. It stands on your list with its date.")
            return redirect("actions")
        reason = form.cleaned_data["reason"]
        if form.cleaned_data["answer"] == "decline" and tried(form, decline_pass_on, reason=reason, **who):
            messages.success(request, "You have declined. Whoever asked you is told.")
            return redirect("actions")
    return _answer_page(request, found, form)


def _answer_page(request: HttpRequest, found: PassOn, form: PassOnAnswerForm) -> HttpResponse:
    today = timezone.localdate()
    rows = Case.objects.header_visible_to(request.user).with_next().select_related("family")
    about = rows.prefetch_related("family__children").filter(pk=found.action.case_id or 0).first()
    record_reads(by=request.user, subjects=[about] if about else [], where="pass_on_answer")
    context = {
        "form": form,
        "asked": PassOnSerializer(found).data,
        "case": CaseHeaderSerializer(about, context={"on": today}).data if about else None,
        "today": today,
    }
    return render(request, "cases/pass_on_answer.html", context, status=422 if form.errors else 200)


@require_POST
def pass_on_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody is asked any more."""
    seen = Action.objects.visible_to(request.user).values("pk")
    found = get_object_or_404(PassOn.objects.select_related("action__case", "to"), pk=pk, action__in=seen)
    pressed(request, f"{found.to.name} is no longer asked.", take_back_pass_on, pass_on=found)
    return go_back(request)


@require_http_methods(["GET", "HEAD", "POST"])
def lead_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a successor, with a briefing and the actions that go along."""
    case, today = found_case(request, pk), timezone.localdate()
    may_hand_over(request.user, case).require()
    current = case.leads.current().select_related("user").first()
    own = case.actions.open().shown().filter(owner=current.user_id if current else 0)
    along = [one for one in own if not _asked(one)]
    form = HandOverForm(
        request.POST if request.method == "POST" else None, case=case, along=along, on=today,
        initial={"actions": [one.pk for one in along]},
    )  # fmt: skip
    if form.is_valid():
        facts = {**form.cleaned_data, "actions": form.cleaned_data.get("actions", [])}
        who = facts.pop("lead")
        if tried(form, hand_over, case=case, user=who, by=request.user, on=today, **facts):
            messages.success(request, f"{who.name} is asked to take over. Until they accept, nothing changes.")
            return to_case(pk, "people")
    standing = standing_of(request.user, case)
    context = {
        "form": form,
        "standing": standing,
        "current": current.user.name if current else "",
        "mine": bool(current and current.user_id == request.user.pk),
        "asked": case.leads.unanswered().select_related("user").first(),
        "asked_already": [one for one in own if _asked(one)],
        "record": with_dates(known_of(written(case, set(), today), standing)),
    }
    return case_page(request, "lead_hand_over", case, **context)


def _asked(action: Action) -> bool:
    return any(one.status == PassOnStatus.ASKED for one in action.pass_ons.all())


@require_safe
def briefing(request: HttpRequest, pk: int) -> HttpResponse:
    """What whoever took over was to know."""
    rows = Briefing.objects.visible_to(request.user).select_related("lead__user", "lead__case", "made_by")
    found = get_object_or_404(rows, pk=pk)
    case = found_case(request, found.lead.case_id)
    standing = standing_of(request.user, case)
    shown = dict(BriefingSerializer(found, context={"standing": standing}).data)
    shown["record"] = with_dates(shown["record"])
    return case_page(
        request, "briefing", case, briefing=shown, made_at=found.made_at, lead=found.lead, standing=standing
    )


@require_POST
def take_over_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Declined, and it stays as it is."""
    lead = found_of_case(request, Lead.objects.all(), pk)
    may_offer_lead(request.user, lead.case).require()
    pressed(request, "It stays as it is. It is off the agenda.", settle_declined, lead=lead)
    return to_case(lead.case_id, "people")
