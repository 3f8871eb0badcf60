"""Whom a verb tells of what it did: those who still work there and may know, by reference and link."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.models import User
from cases.models import Case, Closure, Lead, PassOn, SteppingUp
from cases.status import LeadStatus
from centres.models import Membership
from centres.status import Role
from consent.querysets import not_excluded
from reminders.services import remind, tell_at_once, untell_all


def tell_of_offer(lead: Lead, on: date) -> None:
    """Whoever is asked to lead learns it within a minute: a family waits."""
    tell_at_once(
        to=[lead.user], kind="lead", key=offer_key(lead),
        sentence=f"You are asked to lead for {lead.case.reference}. Accept or decline.",
        path=reverse("lead_answer", args=[lead.pk]), on=on,
    )  # fmt: skip


def tell_of_answer(lead: Lead, on: date) -> None:
    """The manager and whoever offered learn the answer; a no within a minute, for somebody else has to be asked."""
    said_no = lead.status == LeadStatus.DECLINED
    word, tell = ("declined", tell_at_once) if said_no else ("accepted", remind)
    key, sentence = f"lead:{lead.pk}:{word}", f"The offer to lead for {lead.case.reference} was {word}."
    managers = [one for one in _managers(lead.case.centre_id, on) if one.pk != lead.user_id]
    page = reverse("case", args=[lead.case_id]) + "?part=people"
    tell(to=managers, kind="lead", key=key, sentence=sentence, path=page, on=on)
    if lead.offered_by not in managers and _may_know(lead.case, lead.offered_by, on):
        tell(to=[lead.offered_by], kind="lead", key=key, sentence=sentence, path=reverse("cases"), on=on)


def tell_of_pass_on(pass_on: PassOn, on: date) -> None:
    """Whoever is asked to take an action on."""
    remind(
        to=[pass_on.to], kind="action", key=pass_on_key(pass_on),
        sentence=f"You are asked to take on an action for {_about(pass_on)}. Accept or decline.",
        path=reverse("pass_on_answer", args=[pass_on.pk]), on=on,
    )  # fmt: skip


def tell_of_declined_pass_on(pass_on: PassOn, on: date) -> None:
    """Whoever asked, if they may still know of it: they have to think of something else."""
    case = pass_on.action.case
    if case is not None and not _may_know(case, pass_on.asked_by, on):
        return
    remind(
        to=[pass_on.asked_by], kind="action", key=f"pass-on:{pass_on.pk}:declined",
        sentence=f"The action for {_about(pass_on)} that you passed on was declined. It stays whose it was.",
        path=reverse("actions"), on=on,
    )  # fmt: skip


def tell_of_need(closure: Closure, by: Any, on: date) -> None:
    """The manager learns within a minute that a family needs help again: only they can open the case."""
    tell_at_once(
        to=[one for one in _managers(closure.case.centre_id, on) if one != by], kind="check",
        key=f"{closure_key(closure)}:help",
        sentence=f"The family of {closure.case.reference} was asked how it goes. Read what it needs.",
        path=reverse("later_check", args=[closure.pk]), on=on,
    )  # fmt: skip


def no_longer_told_of_closing(closure: Closure) -> None:
    """Whatever somebody was told of this closing so far has been done, or has become needless."""
    untell_all(keys=f"{closure_key(closure)}:")


def tell_of_step_up_answer(step_up: SteppingUp, by: Any, on: date) -> None:
    """Who leads and the manager learn within a minute whether another service leads from now on."""
    case = step_up.case
    leads = [one.user for one in case.leads.current().select_related("user") if _may_know(case, one.user, on)]
    tell_at_once(
        to=[one for one in {*leads, *_managers(case.centre_id, on)} if one != by], kind="step_up",
        key=f"{step_up_key(step_up)}:answered",
        sentence=f"It is recorded whether another service leads for {case.reference}. Read what it said.",
        path=reverse("case", args=[case.pk]) + "?part=agreement", on=on,
    )  # fmt: skip


def no_longer_told_of_step_up(step_up: SteppingUp) -> None:
    """It is answered, or nobody is asked any more."""
    untell_all(keys=f"{step_up_key(step_up)}:")


def step_up_key(step_up: SteppingUp) -> str:
    """How the occasions of asking another service to lead begin."""
    return f"step-up:{step_up.pk}"


def closure_key(closure: Closure) -> str:
    """How the occasions of one closing begin."""
    return f"closing:{closure.pk}"


def offer_key(lead: Lead) -> str:
    """The occasion of being asked to lead."""
    return f"lead:{lead.pk}:offered"


def pass_on_key(pass_on: PassOn) -> str:
    """The occasion of being asked to take an action on."""
    return f"pass-on:{pass_on.pk}:asked"


def _managers(centre_id: int, on: date) -> list[User]:
    found = Membership.objects.filter(centre_id=centre_id, role=Role.CENTRE_MANAGER).in_force(on)
    return [one.user for one in found.select_related("user")]


def _may_know(case: Case, user: Any, on: date) -> bool:
    """Whether they work with families there still, for an agency that the family does not exclude."""
    return Case.objects.filter(not_excluded(user, on), pk=case.pk).exists()


def _about(pass_on: PassOn) -> str:
    return pass_on.action.case.reference if pass_on.action.case else "the team"
