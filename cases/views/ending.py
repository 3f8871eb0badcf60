"""The date of the next review, and how a case changes, ends and begins again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.distance import distance_so_far
from cases.forms import CloseForm, NextReviewForm, ReasonForm, TierForm
from cases.models import Action, Case
from cases.policies import may_close, may_coordinate, may_reopen, standing_of
from cases.rules import latest_review_date, weeks_apart
from cases.serializers import TravelledSerializer
from cases.services import change_tier, close_case, reopen_case, set_next_review
from cases.views.frame import case_page, found_case, to_case, tried


def after_closing(request: HttpRequest, case: Case) -> HttpResponse:
    """To the case, or to the list if this person no longer sees it."""
    left = case.actions.open().count() if standing_of(request.user, case).sees_plan else 0
    tail = "" if not left else f" {left} {'action stays' if left == 1 else 'actions stay'} with their owners."
    told = " and the referrer is told" if case.referral.referrer else ""
    messages.success(request, f"The case is closed{told}.{tail}")
    seen = Case.objects.opens(request.user, case.pk)
    return to_case(case.pk) if seen else redirect("cases")


@require_http_methods(["GET", "HEAD", "POST"])
def next_review_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Another date for the next review."""
    case = found_case(request, pk)
    may_coordinate(request.user, case).require()
    form = NextReviewForm(
        request.POST if request.method == "POST" else None, initial={"next_due_on": case.review_due_on}
    )
    who = {"case": case, "by": request.user, "on": timezone.localdate()}
    if form.is_valid() and tried(form, set_next_review, due_on=form.cleaned_data["next_due_on"], **who):
        messages.success(request, "The next review has its new date.")
        return to_case(pk, "reviews")
    dates = {"latest": latest_review_date(case), "apart": weeks_apart(case.centre)}
    return case_page(request, "next_review_set", case, form=form, **dates)


@require_http_methods(["GET", "HEAD", "POST"])
def tier_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another tier of need."""
    case = found_case(request, pk)
    may_coordinate(request.user, case).require()
    form = TierForm(request.POST if request.method == "POST" else None, initial={"tier": case.tier})
    who = {"case": case, "by": request.user, "on": timezone.localdate()}
    if form.is_valid() and tried(form, change_tier, tier=form.cleaned_data["tier"], **who):
        messages.success(request, "The tier of need is changed.")
        return to_case(pk, "reviews")
    return case_page(request, "tier_change", case, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def case_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close with an outcome; each open action that one may know of is settled or stays with its owner."""
    case = found_case(request, pk)
    may_close(request.user, case).require()
    today = timezone.localdate()
    actions = Action.objects.visible_to(request.user).open().filter(case=case).select_related("owner", "agency")
    form = CloseForm(request.POST if request.method == "POST" else None, case=case, actions=actions, on=today)
    if form.is_valid() and tried(form, close_case, case=case, by=request.user, on=today, **form.facts()):
        return after_closing(request, case)
    standing = standing_of(request.user, case)
    so_far = distance_so_far(case, today) if standing.sees_plan else []
    context = {
        "standing": standing, "distance": TravelledSerializer(so_far, many=True).data,
        "untried": case.offers.untried() if standing.sees_contacts else (),
    }  # fmt: skip
    return case_page(request, "case_close", case, form=form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def case_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed case again."""
    case = found_case(request, pk)
    may_reopen(request.user, case).require()
    form = ReasonForm(request.POST if request.method == "POST" else None)
    who = {"case": case, "by": request.user, "on": timezone.localdate()}
    if form.is_valid() and tried(form, reopen_case, reason=form.cleaned_data["reason"], **who):
        messages.success(request, "The case is open again. It needs a lead professional.")
        return to_case(pk, "people")
    return case_page(request, "case_reopen", case, form=form)
