"""The six-weekly review: holding it, and the family's copy of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.services import record_reads
from cases.forms import ReviewCopyForm, ReviewForm
from cases.models import Case, Review
from cases.policies import may_close, may_coordinate
from cases.querysets import give_next
from cases.ratings import ratings_of, with_ratings
from cases.review_copy import actions_of, copy_of, goals_of
from cases.rules import next_review_day, weeks_apart
from cases.serializers import ActionSerializer, HeldReviewSerializer, HelpAskedSerializer, ReviewSerializer
from cases.services import hold_review
from cases.status import CaseStatus, ReviewDecision
from cases.views.ending import after_closing
from cases.views.frame import case_page, found_of_case, to_case, tried
from families.printed import nothing_kept_typed, without_kept, words_of_actions
from inputs.dates import in_words


@require_http_methods(["GET", "HEAD", "POST"])
def review_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """The six-weekly review, the last one beside it."""
    review = found_of_case(request, Review.objects.visible_to(request.user), pk)
    case, today = review.case, timezone.localdate()
    may_coordinate(request.user, case).require()
    goals = list(case.goals.open())
    typed = request.POST if request.method == "POST" else None
    closes = bool(may_close(request.user, case))
    form = ReviewForm(typed, initial={"held_on": today}, case=case, goals=goals, on=today, closes=closes)
    if form.is_valid() and tried(form, hold_review, review=review, by=request.user, on=today, **form.facts()):
        return _after_review(request, case)
    rows = case.actions.shown()
    last, drawn = case.reviews.held().with_said().first(), ratings_of(case)
    context = {
        "form": form,
        "review": ReviewSerializer(review).data,
        "last": HeldReviewSerializer(last).data if last else None,
        "goals": with_ratings(goals, drawn),
        "drawn": drawn,
        "actions": ActionSerializer(rows[:50], many=True, context={"on": today, "named_case_ids": {case.pk}}).data,
        "closes": form["decision"].value() == ReviewDecision.CLOSE,
        "proposed": next_review_day(case.centre, today),
        "apart": weeks_apart(case.centre),
    }
    return case_page(request, "review_hold", case, **context)


def _after_review(request: HttpRequest, case: Case) -> HttpResponse:
    """To the case with its next review, or to the list if this person no longer sees it."""
    case.refresh_from_db()
    give_next(case)
    if case.status == CaseStatus.OPEN:
        messages.success(request, f"The review is recorded. The next one is on {in_words(case.review_due_on)}.")
        return to_case(case.pk, "reviews")
    return after_closing(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
def review_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What was talked about and decided, for the family to keep. What is added is shown once, not kept."""
    held = Review.objects.visible_to(request.user).exclude(held_on=None).select_related("help_asked")
    review, today = found_of_case(request, held, pk), timezone.localdate()
    may_coordinate(request.user, review.case).require()
    record_reads(by=request.user, subjects=[review.case], where="review_copy", review=review.pk)
    form = ReviewCopyForm(
        request.POST if request.method == "POST" else None, actions=actions_of(review), family_words=review.family_words
    )
    added = form.facts() if form.is_valid() and _no_address(request, review, form) else {}
    goals = goals_of(review)
    told = without_kept(review.case.family, request.user, goals, lambda goal: goal.words)
    asked = getattr(review, "help_asked", None)
    answers = HelpAskedSerializer(asked).data["answers"] if asked else []
    context = {
        "form": form, "case": review.case, "left_out": len(goals) - len(told),
        "copy": None if form.errors else copy_of(review, today, goals=told, answers=answers, **added),
    }  # fmt: skip
    return render(request, "cases/review_copy.html", context, status=422 if form.errors else 200)


def _no_address(request: HttpRequest, review: Review, form: Any) -> bool:
    """Whether nothing that is added holds an address that must not be known."""
    facts = form.facts()
    said = {
        "words": facts["words"],
        "say_words": facts["family_words"],
        "tell": words_of_actions(facts["tell"]),
    }
    return nothing_kept_typed(form, review.case.family, request.user, said)
