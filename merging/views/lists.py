"""Lists: likely duplicates, families that only look alike, records that were merged."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.services import record_reads
from centres.querysets import centre_ids
from centres.status import Role
from families.models import Family, LookAlike
from families.pairs import likely_pairs
from families.serializers import FamilyHeader
from inputs.requests import number_in
from merging.forms import ReferenceForm
from merging.models import Merge
from merging.policies import may_see_duplicates
from merging.rules import last_day_to_undo
from merging.serializers import MarkRecord, MergeRecord, PairRecord

PAGE = 25
NOT_FOUND = "No other family of your centre has this reference."


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Families that may be on record twice, the likeliest first; with `of`, the records like one family."""
    may_see_duplicates(request.user).require()
    of = _asked_of(request)
    form = ReferenceForm(request.GET or None)
    named = form.cleaned_data["reference"] if of and form.is_valid() else ""
    other = _named(request, of, named) if of and named else None
    if of and other:
        return redirect("merge_people", of.pk, other.pk)
    if named:
        form.add_error("reference", NOT_FOUND)
    after = request.GET.get("after", "")
    centres = list(centre_ids(request.user, Role.CENTRE_MANAGER).values_list("centre_id", flat=True))
    found = likely_pairs(centres, of=of.pk if of else None, after=after, most=PAGE + 1)
    shown = found[:PAGE]
    families = _families(request, {pk for pair in shown for pk in (pair.one, pair.other)} | ({of.pk} if of else set()))
    record_reads(by=request.user, subjects=families.values(), where="duplicates")
    asked = {"of": of.pk} if of else {}
    context = {
        "pairs": PairRecord(shown, many=True, context={"families": families}).data,
        "of": FamilyHeader(families[of.pk]).data if of else None,
        "form": form,
        "first_href": f"?{urlencode(asked)}" if after else "",
        "next_href": f"?{urlencode({**asked, 'after': shown[-1].place})}" if len(found) > PAGE else "",
    }
    return render(request, "merging/duplicates.html", context)


def _asked_of(request: HttpRequest) -> Family | None:
    if "of" not in request.GET:
        return None
    return get_object_or_404(Family.objects.visible_to(request.user), pk=number_in(request.GET["of"]))


def _named(request: HttpRequest, of: Family, reference: str) -> Family | None:
    here = Family.objects.visible_to(request.user).exclude(pk=of.pk).filter(centre_id=of.centre_id)
    return here.filter(reference__iexact=reference).first() or here.referred_to_before(reference).first()


def _families(request: HttpRequest, ids: set[int]) -> dict[int, Family]:
    found = Family.objects.visible_to(request.user).shown()
    return {one.pk: one for one in found.filter(pk__in=ids)}


@require_safe
def look_alikes(request: HttpRequest) -> HttpResponse:
    """Pairs of which somebody said that they only look alike, the newest first."""
    may_see_duplicates(request.user).require()
    families = Family.objects.visible_to(request.user)
    marks = LookAlike.objects.current().filter(one__in=families, other__in=families)
    shown, older = _page(request, marks.select_related("said_by").order_by("-pk"))
    people = [f"{side}__{what}" for side in ("one", "other") for what in ("children", "adults", "addresses")]
    shown = list(marks.filter(pk__in=shown).select_related("said_by").prefetch_related("one", "other", *people))
    record_reads(by=request.user, subjects=_both(shown, "one", "other"), where="look_alikes")
    marked = MarkRecord(sorted(shown, key=lambda mark: -mark.pk), many=True).data
    return render(request, "merging/look_alikes.html", {"marks": marked, **older})


@require_safe
def merges(request: HttpRequest) -> HttpResponse:
    """Records that were merged, the newest first, and until when each can be undone."""
    may_see_duplicates(request.user).require()
    found = Merge.objects.visible_to(request.user)
    shown, older = _page(request, found.order_by("-pk"))
    rows = list(found.filter(pk__in=shown).shown().order_by("-pk"))
    record_reads(by=request.user, subjects=_both(rows, "kept", "gone"), where="merges")
    known = {"on": timezone.localdate(), "last_day": last_day_to_undo}
    shown_rows = MergeRecord(rows, many=True, context=known).data
    return render(request, "merging/merges.html", {"merges": shown_rows, **older})


def _page(request: HttpRequest, found: Any) -> tuple[list[int], dict[str, str]]:
    """The numbers of one page, and where the others begin."""
    before = number_in(request.GET.get("before"))
    rows = list((found.filter(pk__lt=before) if before else found).values_list("pk", flat=True)[: PAGE + 1])
    return rows[:PAGE], {
        "first_href": "?" if before else "",
        "next_href": f"?before={rows[PAGE - 1]}" if len(rows) > PAGE else "",
    }


def _both(rows: list[Any], *sides: str) -> list[Family]:
    return list({getattr(row, side).pk: getattr(row, side) for row in rows for side in sides}.values())
