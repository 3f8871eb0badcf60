"""The lead professional: offered, accepted or declined, ended. Never just assigned (000)."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from audit.services import record
from cases.models import Case, Lead
from cases.policies import may_answer_lead, may_end_lead, may_offer_lead
from cases.rules import (
    require_agreement,
    require_can_become,
    require_can_end_lead,
    require_declined_unsettled,
    require_may_lead,
    require_no_other_offer,
    require_not_leading,
    require_offer_stands,
    require_open,
    require_somebody_leads,
    require_words,
)
from cases.services.deputy import end_deputies
from cases.services.locks import locked_case, locked_of_case
from cases.services.passing import accept_with_family, decline_with_family, no_longer_asked
from cases.services.telling import offer_key, tell_of_answer, tell_of_offer
from cases.services.visits import visits_go_along
from cases.status import LeadStatus
from inputs.errors import RuleBroken
from reminders.services import untell


@transaction.atomic
def offer_lead(*, case: Case, user: Any, by: Any, on: date, family_view: str = "", in_meeting: bool = False) -> Lead:
    """Ask somebody to lead. Whoever leads now goes on until the new one accepts. Raises NotAllowed, RuleBroken."""
    case = locked_case(case)
    may_offer_lead(by, case, in_meeting=in_meeting).require()
    require_open(case)
    require_agreement(case.family, on)
    require_no_other_offer(case)
    require_not_leading(case, user)
    membership = require_may_lead(case, user, on)
    lead = Lead.objects.create(
        case=case, user=user, agency=membership.agency, offered_on=on, offered_by=by, family_view=family_view
    )
    record(by=by, verb="offer_lead", subject=case, lead=lead.pk, to=user.pk)
    tell_of_offer(lead, on)
    return lead


@transaction.atomic
def accept_lead(*, lead: Lead, by: Any, on: date) -> Lead:
    """Say yes: from now on this is the one who leads; whoever led ends, and the actions that go with the family are
    the new one's, and so are the visits that were planned. Raises NotAllowed, RuleBroken."""
    lead = locked_of_case(lead)
    may_answer_lead(by, lead).require()
    require_open(lead.case)
    require_offer_stands(lead)
    require_agreement(lead.case.family, on)
    membership = require_may_lead(lead.case, lead.user, on)
    former = lead.case.leads.current().first()
    if former:
        former.status, former.ended_on, former.reason = LeadStatus.ENDED, on, f"Handed over to {lead.user.name}."
        former.save(update_fields=["status", "ended_on", "reason"])
        end_deputies(lead.case, on, "The family was handed over.")
    lead.status, lead.answered_on = LeadStatus.ACCEPTED, on
    try:
        with transaction.atomic():
            lead.save(update_fields=["status", "answered_on"])
    except IntegrityError as error:
        raise RuleBroken(
            "already_led", "Somebody else has just become the lead professional of this family."
        ) from error
    taken = accept_with_family(lead, membership, on)
    visits = visits_go_along(lead.case, former, lead, on) if former else []
    record(
        by=by, verb="accept_lead", subject=lead.case, lead=lead.pk, former=former.pk if former else None,
        actions=taken, visits=visits,
    )  # fmt: skip
    untell(key=offer_key(lead))
    tell_of_answer(lead, on)
    return lead


@transaction.atomic
def decline_lead(*, lead: Lead, reason: str, by: Any, on: date) -> Lead:
    """Say no, and why, so that the meeting can ask somebody else. Raises NotAllowed, RuleBroken."""
    lead = locked_of_case(lead)
    may_answer_lead(by, lead).require()
    require_offer_stands(lead)
    require_words(reason, "no_reason", "Say why you decline: it helps to find the right person.", "reason")
    lead.status, lead.answered_on, lead.reason = LeadStatus.DECLINED, on, reason
    lead.save(update_fields=["status", "answered_on", "reason"])
    decline_with_family(lead, on)
    record(by=by, verb="decline_lead", subject=lead.case, lead=lead.pk)
    untell(key=offer_key(lead))
    tell_of_answer(lead, on)
    return lead


@transaction.atomic
def take_back_offer(*, lead: Lead, by: Any, on: date, in_meeting: bool = False) -> Lead:
    """Withdraw an offer nobody has answered; what was to go along stays whose it is. Raises NotAllowed, RuleBroken."""
    lead = locked_of_case(lead)
    if lead.offered_by_id != by.pk:
        may_offer_lead(by, lead.case, in_meeting=in_meeting).require()
    require_offer_stands(lead)
    lead.status, lead.ended_on = LeadStatus.TAKEN_BACK, on
    lead.save(update_fields=["status", "ended_on"])
    no_longer_asked(lead.pass_ons, on, "The offer to lead was taken back.")
    untell(key=offer_key(lead))
    record(by=by, verb="take_back_offer", subject=lead.case, lead=lead.pk, on=str(on))
    return lead


@transaction.atomic
def end_lead(*, lead: Lead, reason: str, by: Any, on: date) -> Lead:
    """Stop leading: the case stands without a lead, an alarm for the manager. Raises NotAllowed, RuleBroken."""
    lead = locked_of_case(lead)
    may_end_lead(by, lead).require()
    require_can_become("lead", lead.status, LeadStatus.ENDED, "This person is not leading now.")
    require_can_end_lead(lead.case)
    require_words(reason, "no_reason", "Say why this ends.", "reason")
    lead.status, lead.ended_on, lead.reason = LeadStatus.ENDED, on, reason
    lead.save(update_fields=["status", "ended_on", "reason"])
    end_deputies(lead.case, on, "Whoever they stood in for no longer leads.")
    record(by=by, verb="end_lead", subject=lead.case, lead=lead.pk, on=str(on))
    return lead


@transaction.atomic
def settle_declined(*, lead: Lead, by: Any, on: date) -> Lead:
    """Nobody else is asked: whoever leads goes on. What was declined leaves the agenda. Raises NotAllowed, RuleBroken.

    Without a current lead there is nothing to leave as it is: then somebody is asked.
    """
    lead = locked_of_case(lead)
    may_offer_lead(by, lead.case).require()
    require_open(lead.case)
    require_declined_unsettled(lead)
    require_somebody_leads(lead.case)
    lead.settled_on = on
    lead.save(update_fields=["settled_on"])
    record(by=by, verb="settle_declined", subject=lead.case, lead=lead.pk)
    return lead
