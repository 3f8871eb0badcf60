"""What the pages of a case share: finding it, its header, logging that it was seen, and trying a verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from audit.services import record_reads
from cases.models import Case
from cases.policies import standing_of
from cases.querysets import give_next
from cases.serializers import CaseSerializer
from families.forms import no_address_typed
from families.models import Family
from inputs.errors import RuleBroken


def found_case(request: HttpRequest, pk: int) -> Case:
    """The case if this person may open it, else 404: then nothing more is asked of it."""
    if not Case.objects.opens(request.user, pk):
        raise Http404
    rows = Case.objects.select_related("centre", "family", "referral__referred_by")
    case = get_object_or_404(rows.prefetch_related("family__children", "family__adults"), pk=pk)
    give_next(case)
    return case


def found_of_case(request: HttpRequest, rows: Any, pk: int) -> Any:
    """A row that hangs on a case this person may open, its case with it; else 404."""
    row = get_object_or_404(rows, pk=pk)
    row.case = found_case(request, row.case_id)
    return row


def looked_for(request: HttpRequest) -> str:
    """The words of a service that whoever fills in a form looks for."""
    return request.GET.get("look", "")[:100].replace("\x00", "")


def case_page(
    request: HttpRequest, name: str, case: Case, *, logged: dict[str, int] | None = None, **context: Any
) -> HttpResponse:
    """The page `name` about the case, logged as read (`logged`: with what of it); 422 if a form on it has errors."""
    record_reads(by=request.user, subjects=[case], where=name, **(logged or {}))
    standing = context.get("standing") or standing_of(request.user, case)
    context["standing"] = standing
    today = timezone.localdate()
    header = CaseSerializer(case, context={"standing": standing, "on": today}).data
    wrong = "form" in context and context["form"].errors
    return render(
        request, f"cases/{name}.html", {"case": header, "today": today, **context}, status=422 if wrong else 200
    )


def family_among(facts: dict[str, Any]) -> Family | None:
    """The family that a verb's facts are about: given, or of the case or of what hangs on it."""
    for one in facts.values():
        about = one if isinstance(one, Case | Family) else getattr(one, "case", None)
        if about is not None:
            return about.family if isinstance(about, Case) else about
    return None


def tried(form: Any, verb: Callable[..., Any], **facts: Any) -> bool:
    """Whether the verb went through; if a rule stood in the way, or an address that must not be known was typed
    without a second thought, the form says so."""
    if not no_address_typed(form, family_among(facts), facts["by"]):
        return False
    try:
        verb(**facts)
    except RuleBroken as broken:
        broken.add_to(form)
        return False
    return True


def pressed(request: HttpRequest, said: str, verb: Callable[..., Any], **facts: Any) -> None:
    """A verb behind a single button: what came of it is said on the next page."""
    try:
        verb(by=request.user, on=timezone.localdate(), **facts)
    except RuleBroken as broken:
        messages.warning(request, broken.sentence)
    else:
        messages.success(request, said)


def wanted_page(request: HttpRequest) -> str:
    """The page the person came from and wants to go back to, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def to_case(pk: int, part: str = "") -> HttpResponse:
    """Back to the case, at the part where the person was."""
    return redirect(reverse("case", args=[pk]) + (f"?part={part}" if part else ""))
