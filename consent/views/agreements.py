"""Recording what a family agrees to and wishes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from audit.services import record_reads
from centres.models import Agency
from consent.forms import AgreementForm, RefusalForm, WishesForm, WithdrawForm
from consent.models import Agreement, Wording
from consent.policies import may_record_agreement, may_withdraw_agreement
from consent.querysets import reachable_families
from consent.rules import running_agency_ids
from consent.serializers import AgreementRecord, WishRecord
from consent.services import (
    record_agreement,
    record_refusal,
    record_wishes,
    withdraw_agreement,
)
from families.models import Family
from families.policies import may_change_family
from families.serializers import FamilyHeader
from families.views import answer_to
from inputs.errors import RuleBroken


def reachable(request: HttpRequest, pk: int) -> Family:
    """A family that this person may ask again; else 404."""
    return get_object_or_404(reachable_families(request.user), pk=pk)


def back(request: HttpRequest, family: Family) -> str:
    """Where the person came from, if that is a page of ours; else the family, or one's own referrals."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("family", args=[family.pk]) if may_change_family(request.user, family) else "/"


def _page(request: HttpRequest, name: str, family: Family, form: Any, **context: Any) -> HttpResponse:
    record_reads(by=request.user, subjects=[family], where=name)
    shown = {"family": FamilyHeader(family).data, "form": form, "back": back(request, family), **context}
    return render(request, f"consent/{name}.html", shown, status=answer_to(form))


def _done(request: HttpRequest, family: Family, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(back(request, family))


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the family agrees, or agrees again."""
    family, today = reachable(request, pk), timezone.localdate()
    may_record_agreement(request.user, family).require()
    wordings = list(Wording.objects.in_use(family.centre_id, today))
    people = {"adults": family.adults.all(), "children": family.children.all()}
    form = AgreementForm(request.POST or None, **people, wordings=wordings)
    if request.method == "POST" and form.is_valid():
        try:
            record_agreement(family=family, **form.told(), by=request.user, on=today)
            return _done(request, family, "The agreement is recorded.")
        except RuleBroken as broken:
            broken.add_to(form)
    return _page(request, "agreement_record", family, form, wordings=wordings)


@require_http_methods(["GET", "HEAD", "POST"])
def refusal_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the family was asked and does not agree."""
    family, today = reachable(request, pk), timezone.localdate()
    may_record_agreement(request.user, family).require()
    wordings = list(Wording.objects.in_use(family.centre_id, today))
    form = RefusalForm(request.POST or None, adults=family.adults.all(), wordings=wordings)
    if request.method == "POST" and form.is_valid():
        try:
            record_refusal(family=family, **form.told(), by=request.user, on=today)
            return _done(request, family, "It is recorded that the family does not agree.")
        except RuleBroken as broken:
            broken.add_to(form)
    return _page(request, "refusal_record", family, form, wordings=wordings)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the family no longer agrees: it takes effect on everybody's next page."""
    family, today = reachable(request, pk), timezone.localdate()
    in_force = Agreement.objects.visible_to(request.user).filter(family=family).in_force(today)
    held = in_force.select_related("family", "given_by", "wording", "taken_by").first()
    if held is None:
        messages.info(request, "No agreement that you could withdraw is in force.")
        return redirect(back(request, family))
    may_withdraw_agreement(request.user, held).require()
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_agreement(agreement=held, **form.cleaned_data, by=request.user, on=today)
            return _done(request, family, "It is recorded that the family no longer agrees.")
        except RuleBroken as broken:
            broken.add_to(form)
    shown = AgreementRecord(held, context={"on": today}).data
    return _page(request, "agreement_withdraw", family, form, agreement=shown)


@require_http_methods(["GET", "HEAD", "POST"])
def wishes_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Record which agencies may know, and which must not."""
    family, today = reachable(request, pk), timezone.localdate()
    may_record_agreement(request.user, family).require()
    wishes = list(family.wishes.current().select_related("agency"))
    running = running_agency_ids(family.centre_id, today)
    agencies = Agency.objects.partners_of(family.centre_id, today).exclude(pk__in=running).order_by("name")
    form = WishesForm(request.POST or None, agencies=agencies, wishes=wishes, kept=family.kind_wishes.kept())
    if request.method == "POST" and form.is_valid():
        try:
            record_wishes(family=family, **form.told(), by=request.user, on=today)
            return _done(request, family, "The family’s wishes are recorded.")
        except RuleBroken as broken:
            broken.add_to(form)
    return _page(request, "wishes_change", family, form, wishes=WishRecord(wishes, many=True).data)
