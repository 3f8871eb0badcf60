"""The early help assessment: writing it, reading a version, and the family's copy."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import record_reads
from cases.assessment import known_of, read_of
from cases.assessment_copy import copy_of
from cases.assessment_words import FIELDS, LABELS, PARTS
from cases.forms import AssessmentCopyForm, AssessmentForm
from cases.models import Assessment
from cases.policies import may_assess, may_coordinate
from cases.serializers import AssessmentRow
from cases.services import begin_assessment, discard_assessment, finish_assessment, save_assessment
from cases.views.frame import case_page, found_case, found_of_case, pressed, to_case, tried
from families.forms import no_address_typed
from families.printed import nothing_kept_typed
from inputs.autosave import not_saved_because, saved
from inputs.errors import NotAllowed, RuleBroken
from inputs.requests import number_in

OVER = ("already_finished", "already_closed")  # nothing is left to save to


def _found(request: HttpRequest, pk: int) -> Assessment:
    return found_of_case(request, Assessment.objects.visible_to(request.user).shown(), pk)


@require_POST
def assessment_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a version, or go on with the draft there is."""
    case = found_case(request, pk)
    may_assess(request.user, case).require()
    try:
        draft = begin_assessment(case=case, by=request.user, on=timezone.localdate())
    except RuleBroken as broken:
        messages.warning(request, broken.sentence)
        return to_case(pk, "assessment")
    return redirect("assessment_write", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_write(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft; saved as it is typed, by its button, or finished."""
    draft = _found(request, pk)
    may_assess(request.user, draft.case).require()
    if request.method != "POST":
        if draft.finished_on:
            return redirect("assessment", pk)
        return _writing(request, draft, AssessmentForm(initial={name: getattr(draft, name) for name in FIELDS}))
    form = AssessmentForm(request.POST)
    facts = {"assessment": draft, "by": request.user, "on": timezone.localdate()}
    revision = number_in(request.POST.get("version"))
    if "application/json" in request.headers.get("Accept", ""):
        return _saved_as_typed(request, draft, form, revision)
    if form.is_valid() and tried(form, save_assessment, words=_sent(request, form), revision=revision, **facts):
        if "later" in request.POST:
            messages.success(request, "The draft is saved.")
            return to_case(draft.case_id, "assessment")
        if tried(form, finish_assessment, **facts):
            messages.success(request, "The assessment is finished. What is to change goes into the plan as goals.")
            return to_case(draft.case_id, "assessment")
    return _writing(request, draft, form, revision)


def _writing(request: HttpRequest, draft: Assessment, form: AssessmentForm, sent: int | None = None) -> HttpResponse:
    """The form, with what is known already; if a colleague saved meanwhile, with their words beside what was typed."""
    now = Assessment.objects.shown().get(pk=draft.pk)
    others = sent is not None and now.revision != sent and now.saved_by_id != request.user.pk
    theirs = {name: getattr(now, name) for name in FIELDS if others and getattr(now, name) != form[name].value()}
    return case_page(
        request, "assessment_write", draft.case, form=form, draft=AssessmentRow(now).data, revision=now.revision,
        form_parts=PARTS, labels=LABELS, theirs=theirs, saved_by=now.saved_by.name,
        known=known_of(draft.case, timezone.localdate()),
    )  # fmt: skip


def _sent(request: HttpRequest, form: AssessmentForm) -> dict[str, str]:
    """The valid texts that were sent: what is not on the page stays as it is."""
    return {name: words for name, words in form.cleaned_data.items() if name in request.POST}


def _saved_as_typed(request: HttpRequest, draft: Assessment, form: AssessmentForm, revision: int) -> HttpResponse:
    """Keep what is valid so far. A text that holds an address that must not be known waits until it was looked at."""
    form.is_valid()
    no_address_typed(form, draft.case.family, request.user)
    try:
        kept = save_assessment(
            assessment=draft, words=_sent(request, form), revision=revision, by=request.user, on=timezone.localdate()
        )
    except (RuleBroken, NotAllowed) as refused:
        return not_saved_because(refused, over=OVER)
    return saved(version=kept.revision, errors=form.errors)


@require_POST
def assessment_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    draft = _found(request, pk)
    may_assess(request.user, draft.case).require()
    pressed(request, "The draft is thrown away.", discard_assessment, assessment=draft)
    return to_case(draft.case_id, "assessment")


@require_safe
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, and what changed since the one before it."""
    found = found_of_case(request, Assessment.objects.finished().visible_to(request.user).shown(), pk)
    versions = found.case.assessments.finished().shown()
    before = next((one for one in versions if one.version < found.version), None)
    return case_page(
        request, "assessment", found.case, logged={"assessment": pk}, version=AssessmentRow(found).data,
        read=read_of(found, before), versions=AssessmentRow(versions, many=True).data,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy for one person of the family. What is ticked and added is shown once, not kept."""
    found = found_of_case(request, Assessment.objects.finished().visible_to(request.user).shown(), pk)
    may_coordinate(request.user, found.case).require()
    form = AssessmentCopyForm(request.POST if request.method == "POST" else None, assessment=found)
    made: dict[str, Any] = {}
    if form.is_valid() and _no_address(request, found, form):
        made = {"copy": copy_of(found, timezone.localdate(), **form.facts())}
    who = {"adult": int(form.cleaned_data["to"])} if made else {}
    record_reads(by=request.user, subjects=[found.case], where="assessment_copy", assessment=pk, **who)
    context = {"form": form, "case": found.case, "copy": None, **made}
    return render(request, "cases/assessment_copy.html", context, status=422 if form.errors else 200)


def _no_address(request: HttpRequest, found: Assessment, form: AssessmentCopyForm) -> bool:
    """Whether nothing that would stand in the copy holds an address that must not be known."""
    facts = form.facts()
    said = {"words": facts["words"], **{name: getattr(found, name) for name in facts["tell"]}}
    leave_out = "Leave out “{}”: an address that must not be known stands in it"
    instead = {name: ("tell", leave_out.format(LABELS[name])) for name in facts["tell"]}
    return nothing_kept_typed(form, found.case.family, request.user, said, instead)
