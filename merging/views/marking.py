"""Saying that two families only look alike, and taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import record_reads
from families.models import Family, LookAlike
from families.serializers import FamilyHeader
from families.services import mark_look_alike, take_back_look_alike
from families.views import answer_to
from inputs.errors import RuleBroken
from merging.forms import LookAlikeForm
from merging.policies import may_merge


def two(request: HttpRequest, pk: int, other: int) -> tuple[Family, Family]:
    """Two families of centres that this person manages, or 404."""
    found = {one.pk: one for one in Family.objects.visible_to(request.user).shown().filter(pk__in=[pk, other])}
    if len(found) < 2:
        get_object_or_404(Family.objects.none())
    return found[pk], found[other]


@require_http_methods(["GET", "HEAD", "POST"])
def look_alike_mark(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Say of two families that they only look alike."""
    one, another = two(request, pk, other)
    may_merge(request.user, one).require()
    form = LookAlikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            mark_look_alike(family=one, others=[another], by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "Kept: these two families only look alike.")
            return redirect("duplicates")
    record_reads(by=request.user, subjects=[one, another], where="look_alike_mark")
    context = {"families": FamilyHeader([one, another], many=True).data, "form": form}
    return render(request, "merging/look_alike_mark.html", context, status=answer_to(form))


@require_POST
def look_alike_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that two families only look alike."""
    families = Family.objects.visible_to(request.user)
    mark = get_object_or_404(LookAlike.objects.filter(one__in=families, other__in=families), pk=pk)
    take_back_look_alike(mark=mark, by=request.user, on=timezone.localdate())
    messages.success(request, "Taken back. If they look alike, they are in the list of likely duplicates again.")
    return redirect("look_alikes")
