"""My referrals and where each stands; and where a new one begins."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import record_reads
from centres.models import Centre
from centres.querysets import centre_ids
from centres.status import REFERRING_ROLES, Role
from families.serializers import FamilyHeader
from inputs.requests import number_in
from referrals.finding import known_families_found
from referrals.models import Referral
from referrals.querysets import families_known_to
from referrals.serializers import ReferralRow, rows
from referrals.services import start_draft
from referrals.status import UNSENT, WAITING, ReferralStatus

PAGE = 25
FIRST_SHOWN = 8
SHOWS = {"all": "All", "waiting": "Waiting for the meeting", "answered": "Answered"}


@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """The referrals I made, and for a manager every one of the centre, newest first; my drafts on top."""
    visible = Referral.objects.visible_to(request.user)
    begun = visible.filter(referred_by=request.user, status=ReferralStatus.DRAFT)
    drafts = list(rows(begun, request.user).order_by("-pk")[:PAGE])
    sent = visible.exclude(status=ReferralStatus.DRAFT).filter(brought_on=None)  # those nobody sent hang on their case
    asked = request.GET.get("show", "")
    show, paged = asked if asked in SHOWS else "all", "before" in request.GET
    if show == "waiting":
        sent = sent.filter(status__in=WAITING)
    elif show == "answered":
        sent = sent.exclude(status__in=[*WAITING, *UNSENT])
    found, older = keyset_page(rows(sent, request.user), request.GET.get("before", ""))
    record_reads(by=request.user, subjects=[*drafts, *found], where="referrals")
    manages = _centres(request.user, Role.CENTRE_MANAGER).exists()
    context = {
        "drafts": ReferralRow(drafts, many=True).data,
        "referrals": ReferralRow(found, many=True).data,
        "heads": ["Family", *(["Referred by"] if manages else []), "Sent", "Where it stands", "Answered"],
        "choices": [{"text": text, "href": f"?show={name}", "active": name == show} for name, text in SHOWS.items()],
        "show": show,
        "paged": paged,
        "first_href": f"?show={show}" if paged else "",
        "older_href": f"?show={show}&before={older}" if older else "",
        "manages": manages,
        "may_refer": _centres(request.user, *REFERRING_ROLES).exists(),
    }
    return render(request, "referrals/referrals.html", context)


def keyset_page(queryset: Any, before: str) -> tuple[list[Any], int | None]:
    """The newest rows older than the row `before`, and the number after which the next page begins."""
    if number_in(before):
        queryset = queryset.filter(pk__lt=number_in(before))
    found = list(queryset.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def _centres(user: Any, *roles: str) -> Any:
    return Centre.objects.filter(pk__in=centre_ids(user, *roles)).order_by("name")


@require_http_methods(["GET", "HEAD", "POST"])
def referral_start(request: HttpRequest) -> HttpResponse:
    """Find the family among those I know, or go on with a new one."""
    centres = _centres(request.user, *REFERRING_ROLES)
    if request.method == "POST":
        return _begin(request, centres)
    query = request.GET.get("q", "").strip()[:100]
    known = known_families_found(request.user, query).filter(centre__in=centres)
    found = list(known.shown().order_by("-pk")[: FIRST_SHOWN + 1])
    record_reads(by=request.user, subjects=found[:FIRST_SHOWN], where="referral_start")
    chosen = list(centres)
    context = {
        "q": query,
        "families": FamilyHeader(found[:FIRST_SHOWN], many=True).data,
        "more": len(found) > FIRST_SHOWN,
        "centres": chosen,
        "centre_items": [{"value": str(one.pk), "text": one.name, "checked": one == chosen[0]} for one in chosen],
    }
    as_typed = request.headers.get("X-Requested-With") == "fetch"
    return render(request, "referrals/_found.html" if as_typed else "referrals/referral_start.html", context)


def _begin(request: HttpRequest, centres: Any) -> HttpResponse:
    """Start the draft of the family chosen, at its centre, or of a new one."""
    today, chosen = timezone.localdate(), request.POST.get("family", "")
    family = None
    if chosen:
        family = get_object_or_404(families_known_to(request.user).select_related("centre"), pk=number_in(chosen))
    centre = family.centre if family else _centre_of(request, centres)
    draft = start_draft(centre=centre, by=request.user, on=today, family=family)
    return redirect("referral_draft", draft.pk)


def _centre_of(request: HttpRequest, centres: Any) -> Centre:
    chosen = request.POST.get("centre", "")
    if chosen:
        return get_object_or_404(centres, pk=number_in(chosen))
    return get_object_or_404(centres.order_by("name")[:1])
