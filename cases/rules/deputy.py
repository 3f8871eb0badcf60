"""What must be true of who stands in for a lead professional."""

from datetime import date
from typing import Any

from cases.models import Case, Deputy, Lead
from cases.models.deputy import LONGEST
from cases.rosters import membership_to_lead
from cases.rules.typed import require_between, require_can_become
from cases.status import DeputyStatus
from centres.models import Membership
from inputs.dates import in_words
from inputs.errors import RuleBroken


def require_somebody_to_stand_in_for(case: Case) -> Lead:
    """One stands in for somebody who leads and could open the case; else somebody is asked to lead."""
    current = case.leads.current().select_related("user").first()
    if current is None or Case.objects.without_lead().filter(pk=case.pk).exists():
        raise RuleBroken("nobody_leads", "Nobody leads this family, so nobody can stand in. Ask somebody to lead.")
    return current


def require_deputy_dates(starts_on: date, ends_on: date, on: date) -> None:
    """It begins today or later, and ends within half a year."""
    require_between(starts_on, on, None, "starts_on", "The first day")
    require_between(ends_on, starts_on, starts_on + LONGEST, "ends_on", "The last day")


def require_may_deputise(case: Case, user: Any, ends_on: date, on: date) -> Membership:
    """Who stands in could lead, and works here until the last day."""
    found = membership_to_lead(case, user, on)
    if found is None:
        raise RuleBroken(
            "may_not_deputise",
            f"{user.name} cannot stand in: they must work with families at this centre today, for an agency that the "
            "family wants to know.",
            "deputy",
        )
    if found.ends_on and found.ends_on < ends_on:
        raise RuleBroken(
            "leaves_before", f"{user.name} works here until {in_words(found.ends_on)} only. Choose an earlier day.",
            "ends_on",
        )  # fmt: skip
    return found


def require_somebody_else(leading: Any, user: Any) -> None:
    """Nobody stands in for themselves."""
    if leading.pk == user.pk:
        raise RuleBroken("leads_already", f"{user.name} leads this family. Ask somebody else to stand in.", "deputy")


def require_nobody_then(case: Case, starts_on: date, ends_on: date) -> None:
    """One person at a time stands in, or is asked to."""
    other = case.deputies.then(starts_on, ends_on).select_related("user").order_by("starts_on").first()
    if other is None:
        return
    days = f"from {in_words(other.starts_on)} to {in_words(other.ends_on)}"
    if other.status == DeputyStatus.ASKED:
        said = f"{other.user.name} is asked to stand in {days} and has not answered yet. Take that back first."
    else:
        said = f"{other.user.name} stands in {days}. Choose other days, or end that first."
    raise RuleBroken("already_deputised", said, "starts_on")


def require_deputy_asked(deputy: Deputy, on: date) -> None:
    """Only what waits for an answer can be answered, and only while there is a day left."""
    name = deputy.user.name
    said = {
        DeputyStatus.ACCEPTED: f"{name} has already accepted.",
        DeputyStatus.DECLINED: f"{name} has already declined.",
        DeputyStatus.TAKEN_BACK: f"{name} is no longer asked: this was taken back.",
        DeputyStatus.ENDED: "This has already ended.",
    }
    if deputy.status != DeputyStatus.ASKED:
        raise RuleBroken(f"already_{deputy.status}", said[DeputyStatus(deputy.status)])
    if deputy.ends_on < on:
        raise RuleBroken("already_over", f"The last day was {in_words(deputy.ends_on)}: it is too late to answer.")


def require_deputy_to_end(deputy: Deputy, by: Any, on: date) -> str:
    """What is asked is taken back, what is accepted ends; which of the two."""
    if deputy.status == DeputyStatus.ASKED and deputy.user_id == by.pk:
        raise RuleBroken("answer_instead", "You are asked to stand in: accept or decline.")
    wanted = DeputyStatus.TAKEN_BACK if deputy.status == DeputyStatus.ASKED else DeputyStatus.ENDED
    require_can_become("deputy", deputy.status, wanted, "This has already ended.")
    if deputy.ends_on < on:
        raise RuleBroken("already_over", f"This ended by itself on {in_words(deputy.ends_on)}.")
    return wanted
