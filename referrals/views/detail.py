"""One referral: where it stands, what happens next, what its referrer was told."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import record_reads
from consent.policies import may_withdraw_agreement
from consent.serializers import AgreementRecord, WishRecord
from families.forms import no_address_typed
from families.models import Family
from families.serializers import FamilyHeader
from inputs.dates import in_words
from inputs.errors import RuleBroken
from referrals.duplicates import MOST_SHOWN, alike_to
from referrals.forms import AddForm, JoinForm
from referrals.models import Referral
from referrals.policies import may_add, may_join, may_withdraw
from referrals.serializers import ReferralRecord, records
from referrals.services import add_to_referral, join_known_family, mark_not_known, withdraw_referral
from referrals.status import WAITING, ReferralStatus, can_become


def visible(request: HttpRequest, pk: int) -> Referral:
    """A referral this person may see, or 404."""
    seen = Referral.objects.visible_to(request.user)
    return get_object_or_404(records(seen, reader=request.user, on=timezone.localdate()), pk=pk)


@require_safe
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """The referral, for its referrer and the manager."""
    found = visible(request, pk)
    if found.status == ReferralStatus.DRAFT:
        return redirect("referral_draft", pk)
    return _page(request, found, AddForm())


def _page(request: HttpRequest, found: Referral, form: AddForm) -> HttpResponse:
    today = timezone.localdate()
    alike = _alike(request, found)
    record_reads(by=request.user, subjects=[found, *alike], where="referral")
    told_everything = found.excluded_since is None  # type: ignore[attr-defined]
    agreement = found.agreement if told_everything else None
    wishes = found.family.wishes.current().select_related("agency") if found.family and told_everything else ()
    asked = found.status == ReferralStatus.MORE_NEEDED
    shown = ReferralRecord(found, context={"on": today}).data
    context = {
        "referral": shown,
        "facts": [
            ("Referred by" if found.referrer else "Brought along by", f"{found.referred_by.name}, {found.agency.name}"),
            _sent(found),
            ("Answered", in_words(found.decided_on) if found.decided_on else "Not yet"),
        ],
        "told": [
            {"title": one["kind_label"], "when": one["on"], "by": one["by"], "text": one["words"]}
            for one in shown["feedback"]
        ],
        "agreement": AgreementRecord(agreement, context={"on": today}).data if agreement else None,
        "wishes": WishRecord(wishes, many=True).data,
        "alike": FamilyHeader(alike, many=True).data,
        "form": form if asked and may_add(request.user, found) else None,
        "may_withdraw": can_become(found.status, ReferralStatus.WITHDRAWN) and bool(may_withdraw(request.user, found)),
        "may_withdraw_agreement": bool(
            agreement and agreement.in_force(today) and may_withdraw_agreement(request.user, agreement)
        ),
        "may_join": found.maybe_known and found.status in WAITING and bool(may_join(request.user, found)),
        "manages": bool(may_join(request.user, found)),
        "mine": found.referrer == request.user,
        "why": Referral.objects.why_seen(request.user, found.pk),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "referrals/referral.html", context, status=status)


def _sent(found: Referral) -> tuple[str, str]:
    if found.brought_on:
        return "Brought along from former records", in_words(found.brought_on)
    return "Sent", in_words(timezone.localdate(found.submitted_at)) if found.submitted_at else "Not sent"


def _alike(request: HttpRequest, found: Referral) -> list[Family]:
    """Families that this new one may be, for the manager alone."""
    if not found.maybe_known or not found.family or not may_join(request.user, found):
        return []
    return list(alike_to(found.family).visible_to(request.user).shown()[:MOST_SHOWN])


@require_http_methods(["GET", "HEAD", "POST"])
def referral_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a referral back, after one question."""
    found = visible(request, pk)
    may_withdraw(request.user, found).require()
    if request.method == "POST":
        withdraw_referral(referral=found, by=request.user, on=timezone.localdate())
        messages.success(request, f"{found.reference} has been taken back.")
        return redirect("referral", pk)
    if not can_become(found.status, ReferralStatus.WITHDRAWN):
        return redirect("referral", pk)
    record_reads(by=request.user, subjects=[found], where="referral_withdraw")
    context = {"referral": ReferralRecord(found).data}
    return render(request, "referrals/referral_withdraw.html", context)


@require_POST
def referral_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add what the meeting asked for."""
    found = visible(request, pk)
    may_add(request.user, found).require()
    form = AddForm(request.POST)
    if form.is_valid() and no_address_typed(form, found.family, request.user):
        try:
            add_to_referral(referral=found, words=form.cleaned_data["words"], by=request.user, on=timezone.localdate())
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "Added. It goes to the next fortnightly meeting.")
            return redirect("referral", pk)
    if found.status != ReferralStatus.MORE_NEEDED:
        messages.info(request, "The meeting has what it asked for already.")
        return redirect("referral", pk)
    return _page(request, found, form)


@require_POST
def referral_join(request: HttpRequest, pk: int) -> HttpResponse:
    """The manager: the new family is one the centre knows."""
    found = visible(request, pk)
    form = JoinForm(request.POST)
    chosen = form.cleaned_data["family"] if form.is_valid() else 0
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=chosen)
    join_known_family(referral=found, family=family, by=request.user, on=timezone.localdate())
    messages.success(request, f"The referral is now about the {family.name} family that is on record.")
    return redirect("referral", pk)


@require_POST
def referral_not_known(request: HttpRequest, pk: int) -> HttpResponse:
    """The manager: the new family is not one the centre knew."""
    found = visible(request, pk)
    mark_not_known(referral=found, by=request.user, on=timezone.localdate())
    messages.success(request, "Marked as a family that the centre did not know.")
    return redirect("referral", pk)
