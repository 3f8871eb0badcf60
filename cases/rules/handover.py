"""What must be true of an action that is passed on, and of a family that is handed over."""

from typing import Any

from cases.models import Action, Case, Lead, PassOn
from cases.rosters import caseworkers
from cases.rules.typed import require_can_become, require_words
from cases.status import ActionStatus, LeadStatus, PassOnStatus
from centres.models import Agency
from centres.status import Role
from inputs.errors import RuleBroken

SAID = {
    PassOnStatus.ACCEPTED: "has already accepted.",
    PassOnStatus.DECLINED: "has already declined.",
    PassOnStatus.TAKEN_BACK: "is no longer asked: this was taken back.",
}


def require_to_do(action: Action) -> None:
    """Only what is still to do is passed on."""
    if action.status != ActionStatus.OPEN:
        name = action.get_status_display().lower()
        raise RuleBroken(f"already_{action.status}", f"This action is already recorded as: {name}.")


def require_nobody_asked(action: Action) -> None:
    """One person at a time is asked."""
    waiting = action.pass_ons.waiting().select_related("to").first()
    if waiting:
        raise RuleBroken(
            "already_asked",
            f"{waiting.to.name} is asked to take this on and has not answered yet. Take that back first.",
            "owner",
        )


def require_other_owner(action: Action, user: Any) -> None:
    """Nobody is asked for what they do already."""
    if action.owner_id == user.pk:
        raise RuleBroken("already_owner", f"{user.name} is already the owner of this action.", "owner")


def require_may_read(action: Action, user: Any, agency: Agency, on: Any) -> None:
    """An action that belongs to no case may still be about a family, one that was not taken on: so it stays within its
    agency, or goes to the centre's manager, who may know of every family."""
    if action.case_id is not None or agency.pk == action.agency_id:
        return
    if not caseworkers(action.centre_id, on).filter(user=user, role=Role.CENTRE_MANAGER).exists():
        raise RuleBroken(
            "other_agency",
            f"This action belongs to no case: ask somebody of {action.agency.name}, or the centre's manager.",
            "owner",
        )


def require_pass_on_stands(pass_on: PassOn) -> None:
    """Only what waits can be answered."""
    if pass_on.status != PassOnStatus.ASKED:
        raise RuleBroken(f"already_{pass_on.status}", f"{pass_on.to.name} {SAID[PassOnStatus(pass_on.status)]}")


def require_answered_alone(pass_on: PassOn) -> None:
    """What goes with an offer to lead is answered with that offer."""
    if pass_on.lead_id is not None:
        raise RuleBroken("goes_with_the_family", "This action goes with the family. Answer the offer to lead.")


def require_pass_on_step(pass_on: PassOn, wanted: str) -> None:
    """The status table allows it."""
    require_can_become("pass_on", pass_on.status, wanted, f"{pass_on.to.name} is no longer asked.")


def require_somebody_leads(case: Case) -> Lead:
    """A family is handed over by somebody who leads; of one that nobody leads, somebody is simply asked."""
    current = case.leads.current().select_related("user").first()
    if current is None:
        raise RuleBroken("nobody_leads", "Nobody leads this family, so nobody can hand it over. Ask somebody to lead.")
    return current


def require_family_asked(family_view: str, family_not_asked: str) -> None:
    """000: the family has a say in who leads. If it was not asked, the record says why."""
    if family_view.strip() and family_not_asked.strip():
        raise RuleBroken(
            "asked_and_not_asked",
            "Write what the family says, or why it was not asked, not both.",
            "family_not_asked",
        )
    if not family_not_asked.strip():
        require_words(
            family_view, "family_not_asked",
            "Ask the family who should lead, and write what they say. If you could not ask, say why below.",
            "family_view",
        )  # fmt: skip


def require_own_actions(case: Case, owner: Any, wanted: set[int]) -> list[Action]:
    """What goes with a family is still to do, and belongs to whoever leads now; which actions those are."""
    found = list(case.actions.open().filter(owner=owner, pk__in=wanted).select_for_update(of=("self",), no_key=True))
    if {one.pk for one in found} != wanted:
        raise RuleBroken(
            "not_their_action", f"Only actions that {owner.name} still has to do for this family can go along.",
            "actions",
        )  # fmt: skip
    for one in found:
        require_nobody_asked(one)
    return found


def require_declined_unsettled(lead: Lead) -> None:
    """What is settled is an offer that was declined, once."""
    if lead.status != LeadStatus.DECLINED:
        raise RuleBroken(f"already_{lead.status}", "Only an offer that was declined can be settled in this way.")
    if lead.settled_on is not None:
        raise RuleBroken("already_settled", "This is settled already.")
