"""Writing a referral: one page, saved as it is typed, sent when it is right."""

import json
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import record_reads
from centres.models import Service
from consent.models import Wording
from consent.querysets import reachable_families
from families.fitting import services_for
from families.forms import no_address_typed
from families.serializers import FamilyHeader
from inputs.autosave import not_saved, saved
from inputs.errors import RuleBroken
from inputs.requests import number_in
from referrals.draft_page import DraftPage, described_so_far, draft_page, typed_from, wrong_so_far
from referrals.duplicates import Likely, likely, managers_of
from referrals.forms import AdviceForm
from referrals.models import Referral
from referrals.querysets import families_known_to
from referrals.services import choose_family, discard_draft, give_advice_instead, save_draft, submit_referral
from referrals.services.drafting import known_needs
from referrals.status import ReferralStatus

MOST_SERVICES = 8
INSTEAD = ("no_agreement", "tier_1", "tier_4")


def own(request: HttpRequest, pk: int) -> Referral:
    """A referral of one's own, or 404."""
    mine = Referral.objects.visible_to(request.user).filter(referred_by=request.user)
    return get_object_or_404(mine.select_related("centre", "family", "agency"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def referral_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft. Whatever is sent is kept first and looked at then, so that nothing typed is lost."""
    draft, today = own(request, pk), timezone.localdate()
    if draft.status != ReferralStatus.DRAFT:
        if request.method == "POST":
            messages.info(request, "You have dealt with this referral already. This is where it stands.")
        return redirect("referral", pk)
    if request.method != "POST":
        return _show(request, draft, draft_page(draft, today))
    try:
        save_draft(referral=draft, typed=typed_from(request.POST), by=request.user)
        return _go_on(request, draft, today)
    except RuleBroken as broken:
        if broken.code not in ("already_sent", "already_closed"):
            raise
        messages.info(request, broken.sentence + " This is where it stands.")
        return redirect("referral", pk)


def _go_on(request: HttpRequest, draft: Referral, today: date) -> HttpResponse:
    """Come back later, take a family that is on record, or send."""
    draft.refresh_from_db(fields=["typed", "status"])
    if "later" in request.POST:
        messages.success(request, f"Saved. {draft.reference} is waiting for you under “Drafts”.")
        return redirect("referrals")
    if "stay" in request.POST:
        return redirect("referral_draft", draft.pk)
    if "use_family" in request.POST:
        chosen = request.POST["use_family"]
        known = families_known_to(request.user)
        family = None if chosen == "new" else get_object_or_404(known, pk=number_in(chosen))
        choose_family(referral=draft, family=family, by=request.user, on=today)
        return redirect("referral_draft", draft.pk)
    return _send(request, draft, today)


def _send(request: HttpRequest, draft: Referral, today: date) -> HttpResponse:
    page, instead = draft_page(draft, today, request.POST), ""
    if page.is_valid() and no_address_typed(page.form, draft.family, request.user, page.confidential_homes()):
        try:
            sent = submit_referral(referral=draft, details=page.details(), by=request.user, on=today)
        except RuleBroken as broken:
            if broken.code.startswith("already_sent"):
                raise
            page.add(broken)
            instead = broken.code if broken.code in INSTEAD else ""
        else:
            messages.success(request, f"Sent. Its reference is {sent.reference}.")
            return redirect("referral", sent.pk)
    if not page.form.cleaned_data.get("agreed"):
        instead = "no_agreement"
    return _show(request, draft, page, instead=instead or _tier_instead(page))


def _tier_instead(page: DraftPage) -> str:
    return {"1": "tier_1", "4": "tier_4"}.get(page.form.cleaned_data.get("tier", ""), "")


def _show(request: HttpRequest, draft: Referral, page: DraftPage, instead: str = "") -> HttpResponse:
    seen = [draft.family] if draft.family else []
    found = _likely(request, draft)
    record_reads(by=request.user, subjects=[*seen, *found.families], where="referral_draft")
    _log_others(request, draft, found)
    context = {
        "draft": draft,
        "family": FamilyHeader(draft.family).data if draft.family else None,
        "page": page,
        "form": None,
        "forms": page.forms,
        "known": _known_context(found, draft),
        "wordings": list(Wording.objects.in_use(draft.centre_id, timezone.localdate())),
        "instead": instead,
        "services": fitting_services(draft) if instead else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if page.form.is_bound else HTTPStatus.OK
    return render(request, "referrals/referral_draft.html", context, status=status)


def _likely(request: HttpRequest, draft: Referral) -> Likely:
    if draft.family_id:
        return Likely([], others=[])
    return likely(request.user, draft.centre_id, described_so_far(draft.typed))


def _log_others(request: HttpRequest, draft: Referral, found: Likely) -> None:
    """That a name is known here could confirm a guess: of which family it was told is in the log, by number."""
    if found.others:
        record_reads(by=request.user, subjects=[draft], where="name_known", families=found.others)


def _known_context(found: Likely, draft: Referral) -> dict[str, Any]:
    return {
        "families": FamilyHeader(found.families, many=True).data,
        "others": bool(found.others),
        "managers": [
            {"name": one.user.name, "phone": one.user.phone or one.centre.phone} for one in managers_of(draft.centre_id)
        ]
        if found.others
        else [],
    }


def fitting_services(draft: Referral) -> list[Service]:
    """Services of the directory for the needs that were ticked, or the first of all."""
    needs = known_needs(draft.typed.get("needs") or draft.needs)
    fitting = services_for(draft.family, draft.centre_id, needs, timezone.localdate())
    return list(fitting[:MOST_SERVICES]) or list(
        Service.objects.offered().filter(centre_id=draft.centre_id).order_by("name")[:MOST_SERVICES]
    )


@require_POST
def referral_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed; say what is wrong so far and whether the family may be known."""
    draft = own(request, pk)
    try:
        draft = save_draft(referral=draft, typed=typed_from(request.POST), by=request.user)
    except RuleBroken as broken:
        return not_saved(broken.sentence + " Nothing more is saved here.", status=HTTPStatus.CONFLICT)
    answer = saved(errors=wrong_so_far(draft_page(draft, timezone.localdate(), request.POST)))
    if draft.family_id:
        return answer
    found = _likely(request, draft)
    record_reads(by=request.user, subjects=found.families, where="referral_autosave")
    _log_others(request, draft, found)
    shown = render_to_string("referrals/_maybe_known.html", {"known": _known_context(found, draft)}, request)
    return JsonResponse(json.loads(answer.content) | {"known": shown.strip()})


@require_http_methods(["GET", "HEAD", "POST"])
def referral_advice(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be done for a family that is not referred: advice, other services, the duty team."""
    draft = own(request, pk)
    if draft.status != ReferralStatus.DRAFT:
        return redirect("referral", pk)
    form = AdviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and no_address_typed(form, draft.family, request.user):
        try:
            give_advice_instead(
                referral=draft, advice=form.cleaned_data["advice"], by=request.user, on=timezone.localdate()
            )
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "Your advice is recorded. Nothing was sent to the meeting.")
            return redirect("referral", pk)
    record_reads(by=request.user, subjects=[draft], where="referral_advice")
    context = {
        "draft": draft,
        "form": form,
        "services": fitting_services(draft),
        "family": FamilyHeader(draft.family).data if draft.family else None,
        "may_refuse": reachable_families(request.user).filter(pk=draft.family_id).exists(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "referrals/referral_advice.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def referral_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after one question."""
    draft = own(request, pk)
    if draft.status != ReferralStatus.DRAFT:
        return redirect("referral", pk)
    if request.method == "POST":
        discard_draft(referral=draft, by=request.user, on=timezone.localdate())
        messages.success(request, f"{draft.reference} has been thrown away.")
        return redirect("referrals")
    return render(request, "referrals/referral_discard.html", {"draft": draft})
