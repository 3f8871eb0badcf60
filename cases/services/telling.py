"""Whom a verb tells of what it did: those who still work there and may know, by reference and link."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Assessment, Case, Closure, Deputy, Lead, Message, Offer, PassOn, SteppingUp, Visit
from cases.policies import standing_of
from cases.relations import DEPUTY, LEAD, MANAGER, SUPERVISOR, TEAM
from cases.status import DeputyStatus, LeadStatus
from cases.who import Seer, who_can_see
from centres.models import Membership
from centres.status import Role
from consent.querysets import not_excluded
from consent.status import Information
from inputs.dates import in_words
from reminders.models import Reminder
from reminders.services import remind, tell_at_once, untell, untell_all

TOGETHER = {
    "planned": "planned something with you",
    "moved": "moved what you do together",
    "cancelled": "cancelled what you do together",
}


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
    if lead.offered_by not in managers and may_know(lead.case, lead.offered_by, on):
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
    if case is not None and not may_know(case, pass_on.asked_by, on):
        return
    remind(
        to=[pass_on.asked_by], kind="action", key=f"pass-on:{pass_on.pk}:declined",
        sentence=f"The action for {_about(pass_on)} that you passed on was declined. It stays whose it was.",
        path=reverse("actions"), on=on,
    )  # fmt: skip


def tell_of_message(message: Message, on: date) -> None:
    """Whoever works with the family or supervises its lead, for an agency that may know: but who wrote it.

    Managers, who have every family, if nobody leads this one or if they have written here themselves. Whoever is told
    already and was not mailed yet is not told twice.
    """
    case = message.case
    path, key = reverse("case", args=[case.pk]) + "#messages", f"message:{message.pk}"
    seers = who_can_see(case, on)
    led = any(route.relation == LEAD for one in seers for route in one.routes)
    wrote = set(case.messages.values_list("by_id", flat=True))
    people = [one.user for one in seers if one.user.pk != message.by_id and _is_meant(one, led, wrote)]
    meant = [one for one in people if standing_of(one, case, on).reads_messages]
    waiting = Reminder.objects.filter(to__in=meant, kind="message", path=path, seen_at=None, digest=None)
    told = set(waiting.values_list("to_id", flat=True))
    remind(
        to=[one for one in meant if one.pk not in told], kind="message", key=key, path=path, on=on,
        sentence=f"Somebody has written to you about {case.reference}. Read it on the case.",
    )  # fmt: skip


def _is_meant(seer: Seer, led: bool, wrote: set[int]) -> bool:
    relations = {route.relation for route in seer.routes}
    if relations & {LEAD, DEPUTY, TEAM, SUPERVISOR}:
        return True
    return MANAGER in relations and (not led or seer.user.pk in wrote)


def tell_of_deputy_asked(deputy: Deputy, on: date) -> None:
    """Whoever is asked to stand in learns it within a minute: leave may begin tomorrow."""
    days = f"from {in_words(deputy.starts_on)} to {in_words(deputy.ends_on)}"
    tell_at_once(
        to=[deputy.user], kind="deputy", key=deputy_key(deputy),
        sentence=f"You are asked to stand in for {deputy.case.reference} {days}. Accept or decline.",
        path=reverse("deputy_answer", args=[deputy.pk]), on=on,
    )  # fmt: skip


def tell_of_deputy_answer(deputy: Deputy, on: date) -> None:
    """Whoever leads and whoever asked; a no within a minute, for somebody else has to be asked."""
    said_no = deputy.status == DeputyStatus.DECLINED
    word, tell = ("declined", tell_at_once) if said_no else ("accepted", remind)
    people = {one.pk: one for one in (deputy.lead.user, deputy.asked_by) if may_know(deputy.case, one, on)}
    tell(
        to=people.values(), kind="deputy", key=f"deputy:{deputy.pk}:{word}",
        sentence=f"Standing in for {deputy.case.reference} from {in_words(deputy.starts_on)} was {word}.",
        path=reverse("case", args=[deputy.case_id]) + "?part=people", on=on,
    )  # fmt: skip


def tell_of_deputy_ended(deputy: Deputy, by: Any, on: date) -> None:
    """Whoever leads and whoever stood in, but not who ended it. What was only asked is taken back in silence."""
    if deputy.status != DeputyStatus.ENDED:
        return
    people = [one for one in (deputy.lead.user, deputy.user) if one.pk != by.pk and may_know(deputy.case, one, on)]
    remind(
        to=people, kind="deputy", key=f"deputy:{deputy.pk}:ended",
        sentence=f"Standing in for {deputy.case.reference} ended early, on {in_words(on)}.",
        path=reverse("cases"), on=on,
    )  # fmt: skip


def untell_deputy(deputy: Deputy) -> None:
    """What was told of standing in that is no longer to come."""
    for occasion in ("asked", "again", "unanswered", "begins", "ends"):
        untell(key=f"deputy:{deputy.pk}:{occasion}")


def deputy_key(deputy: Deputy) -> str:
    """The occasion of being asked to stand in."""
    return f"deputy:{deputy.pk}:asked"


def tell_of_other_worker(offer: Offer, by: Any, on: date) -> None:
    """The managers, who settle between meetings who works with the family."""
    remind(
        to=[one for one in _managers(offer.case.centre_id, on) if one.pk != by.pk], kind="refusal",
        key=f"refusal:{offer.pk}:{on}:worker", sentence=f"Another worker is looked for in {offer.case.reference}.",
        path=reverse("case", args=[offer.case_id]), on=on,
    )  # fmt: skip


def tell_of_visit(visit: Visit, what: str, by: Any, on: date) -> None:
    """Whoever visits too, by reference: when and where somebody is at home goes into no mail.

    Each time anew: a visit may be moved back to a day on which it was before.
    """
    others = [one.user for one in visit.workers.select_related("user") if one.user_id != by.pk]
    remind(
        to=[one for one in others if may_know(visit.case, one, on)], kind="visit",
        key=f"visit:{visit.pk}:{what}:{timezone.now().isoformat()}",
        sentence=f"A colleague has {TOGETHER[what]} in {visit.case.reference}. See your visits.",
        path=reverse("visits"), on=on,
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
    current = case.leads.current().select_related("user")
    leads = [one.user for one in current if may_know(case, one.user, on, Information.SAFEGUARDING)]
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


def draft_key(assessment: Assessment) -> str:
    """The occasion of an assessment that is not finished."""
    return f"assessment:{assessment.pk}:draft"


def _managers(centre_id: int, on: date) -> list[User]:
    found = Membership.objects.filter(centre_id=centre_id, role=Role.CENTRE_MANAGER).in_force(on)
    return [one.user for one in found.select_related("user")]


def may_know(case: Case, user: Any, on: date, kind: str = "") -> bool:
    """Whether they work with families there still, for an agency that the family does not exclude; with a `kind` of
    information, nor keeps that from."""
    return Case.objects.filter(not_excluded(user, on, kind=kind), pk=case.pk).exists()


def _about(pass_on: PassOn) -> str:
    return pass_on.action.case.reference if pass_on.action.case else "the team"
