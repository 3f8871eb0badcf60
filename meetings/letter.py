"""The family's letter after a decision, in plain language: who will call, by when, what was agreed. Reads only.

Nothing in it is copied from what agencies said or from the decision's reason, which are written for colleagues: the
sentences are those below, and what whoever makes the letter writes or ticks for this family. No address of the family
and no other family is in it; it may be read by both parents.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.models import Action, Lead
from cases.status import ActionStatus, LeadStatus
from centres.models import Agency, Centre, Membership, Service
from centres.status import Role
from meetings.models import AgendaItem, Decision
from meetings.proposals import following_date
from meetings.status import DecisionKind

D = DecisionKind
SENTENCES = {
    D.SUPPORT: "We would like to support your family.",
    D.SIGNPOST: "We think that other services near you fit best what you asked for. They are named below.",
    D.MORE_NEEDED: "We need to know a little more before we can say how we can help. We will ask you first.",
    D.NOT_ACCEPTED: "We think that this team is not the right one to help your family at the moment. "
    "Somebody will talk with you about what else there is.",
    D.GO_ON: "We would like to go on as we planned with you.",
    D.CHANGE: "We would like to change the plan. Nothing changes before we have talked it over with you.",
    D.AGREED: "We talked about one thing in particular, and agreed what happens next.",
    D.STEP_UP: "We think that more help would be useful now. Nothing changes before we have talked it over with you.",
    D.STEP_DOWN: "We think that less help is needed now. We will talk this over with you first.",
    D.CLOSE: "The work of this team with your family comes to an end. You can come back to the centre at any time.",
}


@dataclass(frozen=True)
class Caller:
    """Who will call the family."""

    name: str
    agency: str
    leads: bool = False  # has accepted to be the lead professional
    asked: bool = False  # is asked to be, and has not answered


@dataclass(frozen=True)
class Letter:
    """Everything that stands in the letter."""

    family: str
    centre: Centre
    met_on: date
    made_on: date
    sentence: str
    caller: Caller | None
    call_by: date | None  # nobody promises a call when the work comes to an end, unless a date is given
    next_review_on: date | None
    services: list[Service]
    actions: list[Action]
    words: str
    manager: str


def is_for_family(decision: Decision) -> bool:
    """Whether a letter is made: not when social care was told. When the family hears of that is agreed with them."""
    return decision.kind in SENTENCES


def actions_of(decision: Decision) -> list[Action]:
    """The actions that can be told: those agreed with the decision that are not taken back."""
    agreed = decision.actions.exclude(status=ActionStatus.TAKEN_BACK)
    return list(agreed.select_related("owner", "agency", "for_adult"))


def letter_of(
    item: AgendaItem, on: date, *, words: str = "", tell: Iterable[Action] = (), call_by: date | None = None
) -> Letter:
    """The letter about the decision on an item, with what its maker adds for this family."""
    decision, centre = item.decision, item.meeting.centre
    manager = Membership.objects.filter(centre=centre, role=Role.CENTRE_MANAGER).in_force(on).select_related("user")
    first = manager.first()
    usual = None if decision.kind == D.CLOSE else max(on, following_date(item.meeting))
    return Letter(
        family=item.family.name if item.family else "", centre=centre, met_on=item.meeting.on, made_on=on,
        sentence=SENTENCES[DecisionKind(decision.kind)], caller=_caller(item, on),
        call_by=call_by or usual, next_review_on=decision.next_review_on,
        services=list(decision.services.all()), actions=list(tell), words=words,
        manager=first.user.name if first else "",
    )  # fmt: skip


def _caller(item: AgendaItem, on: date) -> Caller | None:
    """Whoever leads, else whoever is asked to, else the referrer if they still work here; else the centre calls."""
    if item.decision.kind == D.CLOSE:
        return None
    if item.case is not None:
        rows = item.case.leads.filter(status__in=[LeadStatus.ACCEPTED, LeadStatus.OFFERED])
        leads = sorted(rows.select_related("user", "agency"), key=lambda one: one.status != LeadStatus.ACCEPTED)
        if leads:
            return _leading(leads[0])
    referral = item.referral or (item.case.referral if item.case else None)
    if referral is None or referral.referrer is None:
        return None
    jobs = Membership.objects.filter(user=referral.referrer, centre_id=item.meeting.centre_id).in_force(on)
    here = jobs.filter(agency=referral.agency).exists()
    return _from(referral.referrer.name, referral.agency) if here else None


def _leading(lead: Lead) -> Caller:
    accepted = lead.status == LeadStatus.ACCEPTED
    return Caller(lead.user.name, str(lead.agency), leads=accepted, asked=not accepted)


def _from(name: str, agency: Agency) -> Caller:
    return Caller(name, str(agency))
