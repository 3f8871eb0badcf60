"""Sharing decisions: the list of the centre, one of them, and recording one as the manager."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import record_reads
from centres.models import Agency
from consent.decision_forms import SharingDecisionForm, answered
from consent.models import SharingDecision
from consent.policies import may_list_decisions, may_mark_decision_seen, may_record_decision
from consent.querysets import recipients_at
from consent.serializers import SharingDecisionRecord
from consent.services import mark_decision_seen, record_sharing_decision
from families.models import Family
from families.serializers import FamilyHeader
from families.views import answer_to
from inputs.errors import RuleBroken
from inputs.requests import number_in

PAGE = 25


@require_safe
def sharing_decisions(request: HttpRequest) -> HttpResponse:
    """The sharing decisions of the centres I manage or answer for, newest first; those nobody has seen, if asked."""
    may_list_decisions(request.user).require()
    unseen = request.GET.get("show") == "unseen"
    found = SharingDecision.objects.visible_to(request.user)
    waiting = found.unseen().count()
    shown, before = _page_of(found.unseen() if unseen else found, request.GET.get("before", ""))
    record_reads(by=request.user, subjects=[one.family for one in shown], where="sharing_decisions")
    tail = "&show=unseen" if unseen else ""
    context = {
        "decisions": SharingDecisionRecord(shown, many=True).data,
        "unseen": unseen,
        "waiting": waiting,
        "first_href": f"?{tail[1:]}" if "before" in request.GET else "",
        "next_href": f"?before={before}{tail}" if before else "",
    }
    return render(request, "consent/sharing_decisions.html", context)


def _page_of(found: Any, before: str) -> tuple[list[SharingDecision], int | None]:
    """The decisions recorded before the one numbered `before`, and the number before which the next page begins."""
    if number_in(before):
        found = found.filter(pk__lt=number_in(before))
    shown = list(found.shown().order_by("-pk")[: PAGE + 1])
    return shown[:PAGE], shown[PAGE - 1].pk if len(shown) > PAGE else None


def _found(request: HttpRequest, pk: int) -> SharingDecision:
    return get_object_or_404(SharingDecision.objects.visible_to(request.user).shown(), pk=pk)


@require_safe
def sharing_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One sharing decision."""
    found = _found(request, pk)
    record_reads(by=request.user, subjects=[found.family], where="sharing_decision")
    shown = SharingDecisionRecord(found).data
    context = {
        "decision": shown,
        "family_id": found.family_id,
        "may_mark": bool(may_mark_decision_seen(request.user, found)) and not shown["seen_by"],
        "may_correct": bool(may_record_decision(request.user, found.family)) and not shown["corrected_by"],
        "may_list": bool(may_list_decisions(request.user)),
    }
    return render(request, "consent/sharing_decision.html", context)


@require_POST
def decision_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """The information lead has seen it."""
    found = _found(request, pk)
    try:
        mark_decision_seen(decision=found, by=request.user, on=timezone.localdate())
    except RuleBroken as broken:
        messages.warning(request, broken.sentence)
    else:
        messages.success(request, "The decision is marked as seen.")
    return redirect("sharing_decision", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def sharing_decision_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that information about a family is shared, or is not; with `?corrects=` a correction."""
    family, today = get_object_or_404(Family.objects.visible_to(request.user).shown(), pk=pk), timezone.localdate()
    may_record_decision(request.user, family).require()
    corrects = corrected(request, family)
    form = decision_form(request, family, corrects)
    if form.is_valid():
        try:
            made = record_sharing_decision(
                family=family, facts=form.facts(), corrects=corrects, by=request.user, on=today
            )
        except RuleBroken as broken:
            add_to(form, broken)
        else:
            messages.success(request, "The sharing decision is recorded. The information lead is told.")
            return redirect("sharing_decision", made.pk)
    record_reads(by=request.user, subjects=[family], where="sharing_decision_record")
    context = {"form": form, "family": FamilyHeader(family).data, "corrects": corrects}
    return render(request, "consent/sharing_decision_record.html", context, status=answer_to(form))


def corrected(request: HttpRequest, family: Family) -> SharingDecision | None:
    """The decision of this family that is to be corrected, if the address names one; else 404."""
    asked = request.POST.get("corrects") or request.GET.get("corrects") or ""
    if not asked:
        return None
    return get_object_or_404(SharingDecision.objects.filter(family=family), pk=number_in(asked))


def decision_form(request: HttpRequest, family: Family, corrects: SharingDecision | None) -> SharingDecisionForm:
    """The form, with who is signed in as the one who decided, or with the answers that are to be corrected."""
    agencies = Agency.objects.filter(pk__in=recipients_at(family.centre_id, timezone.localdate()))
    begun = answered(corrects) if corrects else {"decided_by": request.user.name}  # type: ignore[union-attr]
    typed = request.POST if request.method == "POST" else None
    return SharingDecisionForm(typed, agencies=agencies.order_by("name"), initial=begun)


def add_to(form: SharingDecisionForm, broken: RuleBroken) -> None:
    """The rule's sentence beside its question; the rules speak of an agency, the form of a recipient."""
    field = "recipient" if broken.field == "agency" else broken.field
    RuleBroken(broken.code, broken.sentence, field).add_to(form)
