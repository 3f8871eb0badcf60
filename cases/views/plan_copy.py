"""The family's copy of the plan, to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.services import record_reads
from cases.forms import PlanCopyForm
from cases.models import Case
from cases.plan_copy import actions_of, copy_of
from cases.policies import may_coordinate, standing_of
from cases.views.frame import found_case
from families.printed import nothing_kept_typed, without_kept, words_of_actions


@require_http_methods(["GET", "HEAD", "POST"])
def plan_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What the family wants, and who does what by when. What is added is shown once, not kept."""
    case, today = found_case(request, pk), timezone.localdate()
    may_coordinate(request.user, case).require()
    if not standing_of(request.user, case).sees_plan:
        raise Http404  # there is no plan for them: the case's page says that it is kept from their agency
    record_reads(by=request.user, subjects=[case], where="plan_copy")
    form = PlanCopyForm(request.POST if request.method == "POST" else None, actions=actions_of(case))
    added = form.facts() if form.is_valid() and _no_address(request, case, form) else {}
    goals = list(case.goals.open())
    told = without_kept(case.family, request.user, goals, lambda goal: goal.words)
    copy = None if form.errors else copy_of(case, today, goals=told, **added)
    context = {"form": form, "case": case, "left_out": len(goals) - len(told), "copy": copy}
    return render(request, "cases/plan_copy.html", context, status=422 if form.errors else 200)


def _no_address(request: HttpRequest, case: Case, form: PlanCopyForm) -> bool:
    """Whether nothing that is added holds an address that must not be known."""
    facts = form.facts()
    said = {"words": facts["words"], "tell": words_of_actions(facts["tell"])}
    return nothing_kept_typed(form, case.family, request.user, said)
