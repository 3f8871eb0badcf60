"""What somebody who opens a case must not overlook, the most urgent first."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases.going_on import going_on_of
from cases.policies import Standing
from cases.status import CaseStatus, CheckResult, StepUpStatus
from consent.models import Agreement
from inputs.dates import in_words

RUNS_OUT_SOON = timedelta(days=14)


@dataclass(frozen=True)
class Alert:
    """One sentence; `part` is where on the case page something can be done about it."""

    sentence: str
    part: str = ""
    late: bool = True


def alerts_of(case: Any, standing: Standing, on: date) -> list[Alert]:
    """The alerts of a case with `with_next()`; eight queries, three more without an agreement in force."""
    found: list[Alert] = []
    agreement = Agreement.objects.in_force(on).filter(family=case.family_id).order_by("-until").first()
    offer = case.leads.unanswered().select_related("user").first()
    actions = list(case.actions.open().values_list("due_on", flat=True)) if standing.sees_plan else []
    if case.status == CaseStatus.CLOSED:
        if actions:
            found.append(Alert(f"{_actions(len(actions))} still to do: finish them or take them back.", "plan"))
        return found + _after_closing(case, on)
    if agreement is None:
        found.append(_without_agreement(case, on))
    elif agreement.until - on <= RUNS_OUT_SOON:
        found.append(Alert(f"The agreement runs out on {in_words(agreement.until)}.", "agreement"))
    if not case.has_lead and offer is None:
        found.append(Alert("Nobody leads the work with this family, and nobody has been asked.", "people"))
    if offer is not None:
        days = (on - offer.offered_on).days
        asked = "today" if not days else f"{days} {'day' if days == 1 else 'days'} ago"
        found.append(
            Alert(f"{offer.user.name} was asked to lead {asked} and has not answered.", "people", late=days > 2)
        )
    found += _stepped_up(case, standing, on)
    if case.review_due_on and case.review_due_on < on:
        days = (on - case.review_due_on).days
        found.append(Alert(f"The review is {days} {'day' if days == 1 else 'days'} late.", "reviews"))
    overdue = sum(1 for due_on in actions if due_on < on)
    if overdue:
        found.append(Alert(f"{_actions(overdue)} late.", "plan"))
    if standing.sees_contacts:
        found += _of_contacts(case, on, agreed=agreement is not None)
    return sorted(found, key=lambda alert: not alert.late)


def _of_contacts(case: Any, on: date, *, agreed: bool) -> list[Alert]:
    """A refusal that was the last word, and visits of which nobody has said what came of them."""
    found = []
    refused = case.offers.waiting_for_next().count() if agreed else 0
    if refused:
        what = "A refusal waits" if refused == 1 else f"{refused} refusals wait"
        found.append(Alert(f"{what} for what comes next.", "story"))
    unrecorded = case.visits.without_record(on).count()
    if unrecorded:
        what = "A visit has" if unrecorded == 1 else f"{unrecorded} visits have"
        found.append(Alert(f"{what} no record yet.", "visits"))
    if case.visits.stranded(on).exists():
        found.append(Alert("A visit is planned with somebody who no longer works with the family.", "visits"))
    return found


def _stepped_up(case: Any, standing: Standing, on: date) -> list[Alert]:
    """Whether another service was asked to lead, for who may know of it; a no stands until the next review."""
    if not (standing.involved and standing.sees_safeguarding):
        return []
    last = case.step_ups.select_related("decision__agency").first()
    if last is None or last.status == StepUpStatus.TAKEN_BACK:
        return []
    who = last.decision.recipient
    if last.status == StepUpStatus.WAITING:
        sentence = (
            f"{who} was asked on {in_words(last.on)} to lead and has not answered. The lead professional goes on."
        )
        return [Alert(sentence, "agreement", late=last.answer_by <= on)]
    if last.status == StepUpStatus.ACCEPTED:
        return [
            Alert(f"{who} said yes on {in_words(last.answered_on)}: the case can be closed.", "reviews", late=False)
        ]
    if case.reviews.filter(held_on__gte=last.answered_on).exists():
        return []
    return [
        Alert(f"{who} said no on {in_words(last.answered_on)}: it goes on here. Decide what happens now.", "agreement")
    ]


def _after_closing(case: Any, on: date) -> list[Alert]:
    """What the last closing still wants; one query."""
    closure = case.closures.current().first()
    if closure is None:
        return []
    if not closure.check_on and not closure.no_check_because:
        return [Alert("It is not said yet what the family still needs.", "reviews")]
    if closure.check_result == CheckResult.NEEDS_HELP and closure.settled_on is None:
        return [Alert("The family says that it needs help again.", "reviews")]
    if closure.check_on and closure.checked_on is None and closure.check_on < on:
        return [Alert(f"The family was to be asked by {in_words(closure.check_on)} how it goes.", "reviews")]
    return []


def _without_agreement(case: Any, on: date) -> Alert:
    going_on = going_on_of(case, on)
    if going_on:
        sentence = f"Goes on without agreement, by the sharing decision of {in_words(going_on.decision.decided_on)}."
        return Alert(sentence, "agreement", late=False)
    return Alert("No agreement in force: close the case or decide otherwise, or record a new agreement.", "agreement")


def _actions(count: int) -> str:
    return "1 action is" if count == 1 else f"{count} actions are"
