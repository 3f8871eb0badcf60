"""The families somebody works with, and their actions."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.services import record_reads
from cases.forms import CaseFilterForm
from cases.listing import GROUPS, cases_of, page_of_actions, page_of_cases
from cases.models import Action, Case, Lead, PassOn
from cases.policies import may_try_break_glass
from cases.serializers import (
    ActionSerializer,
    CaseRowSerializer,
    LeadSerializer,
    asked_to_take,
    named_case_ids,
)
from centres.models import Membership
from centres.status import Role

LATELY = timedelta(days=14)
SEARCH_FROM = 8  # as long as the list fits on a screen there is nothing to look for


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The families I lead or take part in; for a manager every one of the centre, alarms first."""
    today = timezone.localdate()
    form = CaseFilterForm(request.GET or {})
    asked = form.asked()
    rows, cursor = page_of_cases(cases_of(request.user, asked, today), request.GET.get("after", ""))
    offers = Lead.objects.unanswered().filter(user=request.user).visible_to(request.user)
    offers = list(offers.select_related("case__family", "agency", "user", "offered_by"))
    seen = [*rows, *(offer.case for offer in offers)]
    record_reads(by=request.user, subjects=seen, where="cases")
    managing = Membership.objects.of(request.user, Role.CENTRE_MANAGER).exists()
    context = {
        "form": form,
        "filtered": any(asked.values()),
        "searchable": managing or any(asked.values()) or len(rows) > SEARCH_FROM or bool(request.GET.get("after")),
        "groups": _grouped(rows, CaseRowSerializer(rows, many=True, context={"on": today}).data),
        "offers": [{**LeadSerializer(offer).data, "family_name": offer.case.family.name} for offer in offers],
        "managing": managing,
        "may_open_in_emergency": bool(may_try_break_glass(request.user)),
        "alarms": _alarms(request.user, today) if managing else None,
        "next": f"?{urlencode({**asked, 'after': cursor})}" if cursor else "",
        "first": f"?{urlencode(asked)}" if request.GET.get("after") else "",
    }
    return render(request, "cases/cases.html", context)


def _grouped(rows: list[Any], shown: list[Any]) -> list[tuple[str, list[Any]]]:
    """The rows under the heading of their group."""
    found: dict[str, list[Any]] = {}
    for row, fields in zip(rows, shown, strict=True):
        found.setdefault(GROUPS[row.group], []).append(fields)
    return list(found.items())


def _alarms(user: Any, today: Any) -> dict[str, int]:
    """How many families have no lead professional, and how many reviews are late."""
    seen = Case.objects.visible_to(user).with_next().open()
    return {
        "without_lead": seen.filter(has_lead=False).count(),
        "late": seen.filter(review_due_on__lt=today).count(),
    }


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """My actions, the late ones first; a manager can look at everybody's."""
    today = timezone.localdate()
    visible = Action.objects.visible_to(request.user)
    managing = Membership.objects.of(request.user, Role.CENTRE_MANAGER).exists()
    everybody = managing and request.GET.get("who") == "all"
    mine = visible if everybody else visible.filter(owner=request.user)
    rows, cursor = page_of_actions(mine.open(), request.GET.get("after", ""))
    lately = mine.exclude(finished_on=None).filter(finished_on__gte=today - LATELY)
    finished = list(lately.shown().order_by("-finished_on", "-pk")[:10])
    asked = [] if everybody or request.GET.get("after") else list(PassOn.objects.asked_of(request.user).shown())
    named = named_case_ids(request.user, [*rows, *finished, *(one.action for one in asked)])
    record_reads(by=request.user, subjects=Case.objects.filter(pk__in=named), where="actions")
    shown = {"on": today, "named_case_ids": named}
    opened = Case.objects.visible_to(request.user).filter(pk__in=named).values_list("pk", flat=True)
    context = {
        "asked": asked_to_take(asked, named),
        "rows": ActionSerializer(rows, many=True, context=shown).data,
        "finished": ActionSerializer(finished, many=True, context=shown).data,
        "opened": set(opened),
        "managing": managing,
        "today": today,
        "everybody": everybody,
        "next": f"?{urlencode({'who': 'all' if everybody else '', 'after': cursor})}" if cursor else "",
        "first": f"?{urlencode({'who': 'all' if everybody else ''})}" if request.GET.get("after") else "",
    }
    return render(request, "cases/actions.html", context)
