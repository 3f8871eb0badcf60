"""Goals and actions."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.services import record_reads
from cases.forms import ActionFinishForm, ActionForm, ActionGoalForm, GoalForm, GoalGiveUpForm
from cases.models import Action, Goal, PassOn
from cases.policies import (
    may_finish_action,
    may_pass_on,
    may_serve_goal,
    may_take_back_action,
    may_take_back_pass_on,
    may_work,
    standing_of,
)
from cases.serializers import ActionSerializer, PassOnSerializer, Reaching, named_case_ids
from cases.services import (
    agree_action,
    change_goal,
    finish_action,
    give_up_goal,
    reach_goal,
    reopen_action,
    reopen_goal,
    serve_goal,
    set_goal,
    take_back_action,
)
from cases.status import ActionStatus, CaseStatus, PassOnStatus
from cases.views.frame import case_page, found_case, found_of_case, pressed, to_case, tried, wanted_page


@require_http_methods(["GET", "HEAD", "POST"])
def goal_set(request: HttpRequest, pk: int) -> HttpResponse:
    """What the family wants to be different."""
    case = found_case(request, pk)
    may_work(request.user, case).require()
    form = GoalForm(request.POST if request.method == "POST" else None)
    today = timezone.localdate()
    if form.is_valid() and tried(form, set_goal, case=case, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "The goal is in the plan.")
        return to_case(pk, "plan")
    return case_page(request, "goal_set", case, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def goal_change(request: HttpRequest, pk: int) -> HttpResponse:
    """The goal in other words, or another aim."""
    goal = found_of_case(request, Goal.objects.visible_to(request.user), pk)
    may_work(request.user, goal.case).require()
    now = {name: getattr(goal, name) for name in ("words", "outcome", "start_rating", "target_rating")}
    form = GoalForm(request.POST if request.method == "POST" else None, initial=now)
    today = timezone.localdate()
    if form.is_valid() and tried(form, change_goal, goal=goal, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "The goal is changed.")
        return to_case(goal.case_id, "plan")
    return case_page(request, "goal_change", goal.case, form=form, goal=goal)


@require_http_methods(["GET", "HEAD", "POST"])
def goal_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The family no longer works on it, and why."""
    goal = found_of_case(request, Goal.objects.visible_to(request.user), pk)
    may_work(request.user, goal.case).require()
    form = GoalGiveUpForm(request.POST if request.method == "POST" else None)
    today = timezone.localdate()
    if form.is_valid() and tried(form, give_up_goal, goal=goal, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "The goal is given up. It stays on the plan with the reason.")
        return to_case(goal.case_id, "plan")
    return case_page(request, "goal_give_up", goal.case, form=form, goal=goal)


@require_POST
def goal_reach(request: HttpRequest, pk: int) -> HttpResponse:
    """Reached, or (`undo`) neither reached nor given up after all."""
    goal = found_of_case(request, Goal.objects.visible_to(request.user), pk)
    may_work(request.user, goal.case).require()
    if request.POST.get("undo"):
        pressed(request, "The goal is open again.", reopen_goal, goal=goal)
    else:
        pressed(request, "Well done: the goal is reached.", reach_goal, goal=goal)
    return to_case(goal.case_id, "plan")


@require_http_methods(["GET", "HEAD", "POST"])
def action_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Who does what by when."""
    case = found_case(request, pk)
    may_work(request.user, case).require()
    today = timezone.localdate()
    who, serves = {"by": request.user, "on": today}, {"goal": request.GET.get("goal", "")}
    form = ActionForm(request.POST if request.method == "POST" else None, case=case, initial=serves, **who)
    if form.is_valid():
        facts = form.facts()
        if tried(form, agree_action, centre=case.centre, case=case, **facts, **who):
            seen_to = facts["for_adult"] or facts["done_by"]
            what = "sees to it that this is done" if seen_to else "has this action"
            messages.success(request, f"{facts['owner'].name} {what}.")
            return to_case(case.pk, "plan")
    return case_page(request, "action_agree", case, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def action_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, or not done and why. The owner sees the action and the case's header, nothing else of the case."""
    action = visible_action(request, pk)
    may_finish_action(request.user, action).require()
    today = timezone.localdate()
    form = ActionFinishForm(request.POST if request.method == "POST" else None, initial={"status": "done"})
    if form.is_valid() and tried(form, finish_action, action=action, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "What came of the action is recorded.")
        return go_back(request)
    named = named_case_ids(request.user, [action])
    record_reads(by=request.user, subjects=[action.case] if named else [], where="action_finish")
    shown = ActionSerializer(action, context={"on": today, "named_case_ids": named}).data
    context = {"form": form, "action": shown, "back": wanted_page(request), **_reaching(request, action, named),
               "can_take_back": bool(may_take_back_action(request.user, action)),
               "can_pass_on": goes_on(action) and bool(may_pass_on(request.user, action)),
               "asked": waiting_of(action, request.user),
               "declined": PassOnSerializer(declined_of(action), many=True).data}  # fmt: skip
    return render(request, "cases/action_finish.html", context, status=422 if form.errors else 200)


def _reaching(request: HttpRequest, action: Action, named: set[int]) -> dict[str, Any]:
    """How to reach the family safely, if the action is about one; `near`: whether its owner is told here."""
    if not named:
        return {"case": None, "near": False}
    standing = standing_of(request.user, action.case)
    return {"case": Reaching(action.case, context={"standing": standing}).data, "near": standing.near}


@require_http_methods(["GET", "HEAD", "POST"])
def action_goal(request: HttpRequest, pk: int) -> HttpResponse:
    """Which goal of the plan an action serves."""
    action = visible_action(request, pk)
    may_serve_goal(request.user, action).require()
    case = found_case(request, action.case_id or 0)
    form = ActionGoalForm(request.POST if request.method == "POST" else None, action=action)
    facts = {"action": action, "by": request.user, "on": timezone.localdate()}
    if form.is_valid() and tried(form, serve_goal, goal=form.cleaned_data["goal"], **facts):
        messages.success(request, "The plan shows what the action is for.")
        return to_case(case.pk, "plan")
    return case_page(request, "action_goal", case, form=form, action=action)


@require_POST
def action_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo: it is still to do."""
    action = visible_action(request, pk)
    may_finish_action(request.user, action).require()
    pressed(request, "The action is to do again.", reopen_action, action=action)
    return go_back(request)


@require_POST
def action_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """It is no longer needed."""
    action = visible_action(request, pk)
    may_take_back_action(request.user, action).require()
    pressed(request, "The action is taken back.", take_back_action, action=action)
    return go_back(request)


def visible_action(request: HttpRequest, pk: int) -> Action:
    """The action if this person may see it, else 404."""
    rows = Action.objects.visible_to(request.user).shown()
    return get_object_or_404(rows, pk=pk)


def goes_on(action: Action) -> bool:
    """Whether it can be passed on: still to do, of the team or of a case in work, and nobody is asked yet."""
    in_work = action.case is None or action.case.status == CaseStatus.OPEN
    asked = any(one.status == PassOnStatus.ASKED for one in action.pass_ons.all())
    return action.status == ActionStatus.OPEN and in_work and not asked


def declined_of(action: Action) -> QuerySet[PassOn]:
    """Who was asked to take it on, and said no."""
    return PassOn.objects.declined().filter(action=action).shown()


def waiting_of(action: Action, user: Any) -> dict[str, Any] | None:
    """Who is asked to take it on, and whether `user` can take that back."""
    for one in action.pass_ons.all():
        if one.status == PassOnStatus.ASKED:
            one.action = action
            return {"id": one.pk, "to_name": one.to.name, "asked_on": one.asked_on, "with_family": one.lead_id,
                    "can_take_back": bool(may_take_back_pass_on(user, one))}  # fmt: skip
    return None


def go_back(request: HttpRequest) -> HttpResponse:
    """To the page the person came from, else to their actions."""
    return redirect(wanted_page(request) or "actions")
