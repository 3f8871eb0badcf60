"""Who leads, who takes part, with whom the case is shared."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.confirming import confirm_first
from audit.services import record_reads
from cases.forms import LeadAnswerForm, LeadOfferForm, ReasonForm, ShareForm, TeamForm
from cases.models import Briefing, Case, CaseShareWithAgency, CaseShareWithPerson, Lead, TeamMember
from cases.policies import (
    may_answer_lead,
    may_ask_for_address,
    may_coordinate,
    may_end_lead,
    may_leave_team,
    may_offer_lead,
    standing_of,
)
from cases.querysets import give_next
from cases.serializers import CaseHeaderSerializer, LeadSerializer
from cases.services import (
    accept_lead,
    decline_lead,
    end_lead,
    end_share,
    join_team,
    leave_team,
    offer_lead,
    share_case,
    show_home,
    take_back_offer,
)
from cases.views.frame import case_page, found_case, found_of_case, pressed, to_case, tried
from cases.views.parts.agreement import needs_of
from families.forms import AddressReasonForm
from inputs.errors import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
def lead_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, or decline with a reason; the page shows enough to decide."""
    lead = get_object_or_404(
        Lead.objects.visible_to(request.user).select_related("user", "agency", "offered_by"), pk=pk
    )
    lead.case = Case.objects.select_related("family", "centre", "referral").get(pk=lead.case_id)
    give_next(lead.case)
    may_answer_lead(request.user, lead).require()
    today = timezone.localdate()
    form = LeadAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        who = {"lead": lead, "by": request.user, "on": today}
        if form.cleaned_data["answer"] == "accept" and tried(form, accept_lead, **who):
            messages.success(request, "You are now the family's lead professional. The first step: contact the family.")
            return _after_accepting(lead)
        if form.cleaned_data["answer"] == "decline" and tried(
            form, decline_lead, reason=form.cleaned_data["reason"], **who
        ):
            messages.success(request, "You have declined. The manager will ask somebody else.")
            return redirect("cases")
    return _lead_answer_page(request, lead, form)


def _after_accepting(lead: Lead) -> HttpResponse:
    """To the briefing, if the family was handed over with one; else to the case."""
    made = Briefing.objects.filter(lead=lead).first()
    return redirect("briefing", made.pk) if made else to_case(lead.case_id)


def _lead_answer_page(request: HttpRequest, lead: Lead, form: LeadAnswerForm) -> HttpResponse:
    record_reads(by=request.user, subjects=[lead.case], where="lead_answer")
    address = lead.case.family.addresses.filter(until=None).first()
    context = {
        "form": form,
        "lead": LeadSerializer(lead).data,
        "offered_by": lead.offered_by.name,
        "case": CaseHeaderSerializer(lead.case, context={"on": timezone.localdate()}).data,
        "tier": lead.case.get_tier_display(),
        "needs": needs_of(lead.case) if standing_of(request.user, lead.case).sees_health else [],
        "language": lead.case.family.language,
        "interpreter_needed": lead.case.family.interpreter_needed,
        "area": address.masked if address else "",
        "waiting": lead.status == "offered",
        "along": [one.action for one in lead.pass_ons.waiting().select_related("action")],
        "briefed": Briefing.objects.filter(lead=lead).exists(),
    }
    return render(request, "cases/lead_answer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lead_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody to lead, between meetings: the manager."""
    case = found_case(request, pk)
    may_offer_lead(request.user, case).require()
    today = timezone.localdate()
    form = LeadOfferForm(request.POST if request.method == "POST" else None, case=case, on=today)
    if form.is_valid():
        who = form.cleaned_data["lead"]
        view = form.cleaned_data["family_view"]
        if tried(form, offer_lead, case=case, user=who, family_view=view, by=request.user, on=today):
            messages.success(request, f"{who.name} is asked to lead and will be told.")
            return to_case(pk, "people")
    return case_page(request, "lead_offer", case, form=form)


@require_POST
def lead_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an offer that waits."""
    lead = found_of_case(request, Lead.objects.all(), pk)
    pressed(request, "The offer is taken back.", take_back_offer, lead=lead)
    return to_case(lead.case_id, "people")


@require_http_methods(["GET", "HEAD", "POST"])
def lead_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop leading, with the reason."""
    lead = found_of_case(request, Lead.objects.select_related("user"), pk)
    may_end_lead(request.user, lead).require()
    form = ReasonForm(request.POST if request.method == "POST" else None)
    who = {"lead": lead, "by": request.user, "on": timezone.localdate()}
    if form.is_valid() and tried(form, end_lead, reason=form.cleaned_data["reason"], **who):
        messages.success(request, f"{lead.user.name} no longer leads. The manager sees that nobody does.")
        still_seen = Case.objects.opens(request.user, lead.case_id)
        return to_case(lead.case_id, "people") if still_seen else redirect("cases")
    return case_page(request, "lead_end", lead.case, form=form, lead_name=lead.user.name)


@require_http_methods(["GET", "HEAD", "POST"])
def team_join(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring somebody into the team around the family."""
    case = found_case(request, pk)
    may_coordinate(request.user, case).require()
    today = timezone.localdate()
    form = TeamForm(request.POST if request.method == "POST" else None, case=case, on=today)
    if form.is_valid():
        who, what = form.cleaned_data["user"].user, form.cleaned_data["contribution"]
        if tried(form, join_team, case=case, user=who, contribution=what, by=request.user, on=today):
            messages.success(request, f"{who.name} is in the team around the family.")
            return to_case(pk, "people")
    return case_page(request, "team_join", case, form=form)


@require_POST
def team_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """End somebody's part."""
    member = found_of_case(request, TeamMember.objects.select_related("user"), pk)
    may_leave_team(request.user, member).require()
    pressed(request, f"{member.user.name} no longer takes part after today.", leave_team, member=member)
    return to_case(member.case_id, "people")


@require_http_methods(["GET", "HEAD", "POST"])
def case_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the family lives, on request: shown on the answer to the form, once, and nowhere else."""
    case = found_case(request, pk)
    may_ask_for_address(request.user, case).require()
    home = case.family.addresses.filter(until=None).first()
    form = AddressReasonForm(request.POST if request.method == "POST" else None)
    if home is None or not home.confidential:
        del form.fields["reason"]
    shown = ""
    if request.method == "POST" and form.is_valid():
        try:
            given = show_home(case=case, by=request.user, on=timezone.localdate(), **form.cleaned_data)
            shown = given.in_full
        except RuleBroken as broken:
            broken.add_to(form)
    confidential = bool(home and home.confidential)
    return case_page(request, "case_address", case, form=form, shown=shown, confidential=confidential)


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def case_share(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody read the case until a date."""
    case = found_case(request, pk)
    may_coordinate(request.user, case).require()
    today = timezone.localdate()
    form = ShareForm(request.POST if request.method == "POST" else None, case=case, on=today)
    if form.is_valid() and tried(form, share_case, case=case, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "The case is shared until the date you gave.")
        return to_case(pk, "people")
    return case_page(request, "case_share", case, form=form)


@require_POST
def share_end(request: HttpRequest, pk: int, kind: str, share_pk: int) -> HttpResponse:
    """End a share now."""
    case = found_case(request, pk)
    may_coordinate(request.user, case).require()
    table = CaseShareWithAgency if kind == "agency" else CaseShareWithPerson
    share = get_object_or_404(table, pk=share_pk, content_object=case)
    pressed(request, "The case is no longer shared with them.", end_share, share=share)
    return to_case(pk, "people")
