"""What the family agrees to and wishes, recorded where the work is: by the lead professional or the manager."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.models import Case
from cases.policies import may_coordinate
from cases.stopping import remind_of_withdrawals
from cases.views.frame import case_page, found_case, to_case, tried
from centres.models import Agency
from consent.forms import AgreementForm, WishesForm, WithdrawForm
from consent.models import Agreement, Wording
from consent.policies import may_withdraw_agreement
from consent.rules import running_agency_ids
from consent.serializers import AgreementRecord
from consent.services import record_agreement, record_wishes, withdraw_agreement


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """The family agrees again."""
    case, today = found_case(request, pk), timezone.localdate()
    may_coordinate(request.user, case).require()
    wordings = list(Wording.objects.in_use(case.centre_id, today))
    people = {"adults": case.family.adults.all(), "children": case.family.children.all()}
    form = AgreementForm(_typed(request), **people, wordings=wordings)
    who = {"family": case.family, "by": request.user, "on": today}
    if form.is_valid() and tried(form, record_agreement, **form.told(), **who):
        messages.success(request, "The agreement is recorded.")
        return to_case(pk, "agreement")
    return case_page(request, "agreement_renew", case, form=form, wordings=wordings)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The family no longer agrees: it takes effect on everybody's next page."""
    case, today = found_case(request, pk), timezone.localdate()
    may_coordinate(request.user, case).require()
    held = in_force(case)
    if held is None:
        messages.info(request, "No agreement is in force.")
        return to_case(pk, "agreement")
    may_withdraw_agreement(request.user, held).require()
    form = WithdrawForm(_typed(request))
    if form.is_valid() and tried(
        form, withdraw_agreement, agreement=held, **form.cleaned_data, by=request.user, on=today
    ):
        messages.success(request, "It is recorded that the family no longer agrees. Those who must stop are told.")
        remind_of_withdrawals(today)
        seen = Case.objects.opens(request.user, pk)
        return redirect("case_settle", pk) if seen else redirect("cases")
    shown = AgreementRecord(held, context={"on": today}).data
    return case_page(request, "agreement_end", case, form=form, agreement=shown)


@require_http_methods(["GET", "HEAD", "POST"])
def wishes_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Which agencies may know, and which must not."""
    case, today = found_case(request, pk), timezone.localdate()
    may_coordinate(request.user, case).require()
    running = running_agency_ids(case.centre_id, today)
    agencies = Agency.objects.partners_of(case.centre_id, today).exclude(pk__in=running).order_by("name")
    wishes = case.family.wishes.current()
    form = WishesForm(_typed(request), agencies=agencies, wishes=wishes, kept=case.family.kind_wishes.kept())
    who = {"family": case.family, "by": request.user, "on": today}
    if form.is_valid() and tried(form, record_wishes, **form.told(), **who):
        messages.success(request, "The family's wishes are recorded.")
        return to_case(pk, "agreement")
    return case_page(request, "wishes_revise", case, form=form)


def in_force(case: Case) -> Agreement | None:
    """The agreement in force, if there is one."""
    found = Agreement.objects.in_force(timezone.localdate()).filter(family=case.family)
    return found.select_related("family", "given_by", "wording", "taken_by").first()


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
