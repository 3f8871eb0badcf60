"""Making one record of two, and two again: who is whom, what goes where, why."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.confirming import confirm_first
from audit.services import record_reads
from families.serializers import FamilyHeader
from families.views import answer_to
from inputs.errors import RuleBroken
from merging import preview, services
from merging.changes import digest_of
from merging.forms import PeopleForm, WhyForm, said_in_address, same_in
from merging.holdings import holdings_of
from merging.models import Merge
from merging.policies import may_merge, may_undo_merge
from merging.rules import last_day_to_undo
from merging.serializers import MergeRecord
from merging.views.marking import two

PAGES = ["GET", "HEAD", "POST"]


@require_safe
def merge_people(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Both records beside each other: which one stays, and person by person who is whom."""
    one, another = two(request, pk, other)
    may_merge(request.user, one).require()
    today = timezone.localdate()
    form = PeopleForm(
        request.GET if "keep" in request.GET else None, one=one, other=another, of=holdings_of([pk, other])
    )
    if form.is_bound and form.is_valid():
        kept, gone, same = form.kept, form.gone, form.same()
        try:
            services.planned_merge(kept=kept, gone=gone, same=same, by=request.user, on=today)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            return redirect(f"{reverse('merge', args=[kept.pk, gone.pk])}?{urlencode(said_in_address(same))}")
    record_reads(by=request.user, subjects=[one, another], where="merge_people")
    context = {"families": FamilyHeader([one, another], many=True).data, "form": form}
    return render(request, "merging/merge_people.html", context, status=answer_to(form))


@require_http_methods(PAGES)
@confirm_first()
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What goes where, and why it is done; then done as it was shown."""
    kept, gone = two(request, pk, other)
    may_merge(request.user, kept).require()
    same, facts = same_in(request.GET), {"by": request.user, "on": timezone.localdate()}
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.merge_families(kept=kept, gone=gone, same=same, **form.cleaned_data, **facts)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            sentence = f"{gone.reference} is part of {kept.reference} now. It can be undone for 30 days."
            messages.success(request, sentence)
            return redirect("family", kept.pk)
    record_reads(by=request.user, subjects=[kept, gone], where="merge")
    shown = {"kept": FamilyHeader(kept).data, "gone": FamilyHeader(gone).data, "form": form, "refused": ""}
    try:
        at, changes = services.planned_merge(kept=kept, gone=gone, same=same, **facts)
        shown |= {"sections": preview.of_merging(at, changes), "digest": digest_of(changes)}
    except RuleBroken as broken:
        shown["refused"] = broken.sentence
    return render(request, "merging/merge.html", shown, status=answer_to(form))


@require_http_methods(PAGES)
@confirm_first()
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes back, what stays, and why it is undone; then done as it was shown."""
    found = get_object_or_404(Merge.objects.visible_to(request.user).shown(), pk=pk)
    may_undo_merge(request.user, found).require()
    facts: dict[str, Any] = {"merge": found, "by": request.user, "on": timezone.localdate()}
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.undo_merge(**form.cleaned_data, **facts)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, f"{found.gone.reference} is a record of its own again.")
            return redirect("family", found.gone_id)
    record_reads(by=request.user, subjects=[found.kept, found.gone], where="merge_undo")
    context = {"on": facts["on"], "last_day": last_day_to_undo}
    shown = {"merge": MergeRecord(found, context=context).data, "form": form, "refused": ""}
    try:
        undoing = services.planned_undoing(**facts)
        sections = preview.of_undoing(undoing, found.kept.reference, found.gone.reference)
        shown |= {"sections": sections, "digest": digest_of(undoing.changes)}
    except RuleBroken as broken:
        shown["refused"] = broken.sentence
    return render(request, "merging/merge_undo.html", shown, status=answer_to(form))
