"""The words families hear before they agree."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from centres.models import Centre
from centres.querysets import centre_ids
from centres.status import DIRECTORY_ROLES
from centres.views import centre_asked_for
from consent.forms import WordingForm
from consent.models import Wording
from consent.policies import may_keep_wordings
from consent.services import put_wording_in_use
from consent.starting_words import starting_words
from families.views import answer_to
from inputs.dates import in_words
from inputs.errors import RuleBroken
from inputs.requests import number_in


@require_safe
def wordings(request: HttpRequest) -> HttpResponse:
    """The words that families of the reader's centres hear before they agree: in use, coming, and before."""
    today, mine = timezone.localdate(), Wording.objects.visible_to(request.user)
    in_use = list(mine.in_use_where_they_are(today))
    others = list(mine.exclude(pk__in=[one.pk for one in in_use]))
    context = {
        "centres": list(Centre.objects.visible_to(request.user)),
        "in_use": _by_centre(in_use),
        "coming": _by_centre(one for one in others if one.in_use_from > today),
        "before": _by_centre(one for one in others if one.in_use_from <= today),
        "kept": set(centre_ids(request.user, *DIRECTORY_ROLES).values_list("centre_id", flat=True)),
    }
    return render(request, "consent/wordings.html", context)


def _by_centre(wordings: Iterable[Wording]) -> dict[int, list[Wording]]:
    found: dict[int, list[Wording]] = {}
    for wording in wordings:
        found.setdefault(wording.centre_id, []).append(wording)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def wording_add(request: HttpRequest) -> HttpResponse:
    """Put words in use: the first ones, a newer version, or another language."""
    centre, today = centre_asked_for(request, *DIRECTORY_ROLES), timezone.localdate()
    may_keep_wordings(request.user, centre.pk).require()
    form = WordingForm(request.POST if request.method == "POST" else None, initial=_begin_with(request, centre))
    if form.is_valid():
        try:
            made = put_wording_in_use(centre=centre, **form.cleaned_data, by=request.user, on=today)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, f"{made} is in use from {in_words(made.in_use_from)}.")
            return redirect("wordings")
    context = {"form": form, "centre": centre, "first": not centre.wordings.exists()}
    return render(request, "consent/wording_add.html", context, status=answer_to(form))


def _begin_with(request: HttpRequest, centre: Centre) -> dict[str, str]:
    """The wording that is to be replaced (`?newer=`), the starting words on the first day, else nothing."""
    asked = number_in(request.GET.get("newer"))
    if asked:
        before = centre.wordings.filter(pk=asked).first()
        return {"language": before.language, "text": before.text} if before else {}
    if centre.wordings.exists():
        return {"language": ""}
    return {"version": "1.0", "text": starting_words(centre.name)}
