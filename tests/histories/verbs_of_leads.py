"""Who leads: asked, accepted, declined, handed over, ended."""

from cases import services
from cases.models import Action, Lead
from cases.status import LeadStatus
from tests.histories.history import History


def _offers(told: History) -> Lead:
    waiting = Lead.objects.unanswered().filter(case__centre=told.world.centre)
    return told.pick(waiting.select_related("case", "user", "offered_by"))


def offer_lead(told: History) -> None:
    """The manager asks somebody."""
    case = told.case()
    services.offer_lead(case=case, user=told.anybody(), by=told.boss(), on=told.on)


def offer_lead_in_meeting(told: History) -> None:
    """The meeting asks somebody."""
    case, by = told.case(), told.job().user
    services.offer_lead(case=case, user=told.job().user, by=by, on=told.on, in_meeting=True)


def accept_lead(told: History) -> None:
    """Who is asked says yes."""
    offer = _offers(told)
    services.accept_lead(lead=offer, by=told.usually(offer.user), on=told.on)


def decline_lead(told: History) -> None:
    """Who is asked says no."""
    offer = _offers(told)
    services.decline_lead(lead=offer, reason="Too much to do", by=told.usually(offer.user), on=told.on)


def take_back_offer(told: History) -> None:
    """Nobody is asked any more."""
    offer = _offers(told)
    services.take_back_offer(lead=offer, by=told.usually(offer.offered_by), on=told.on)


def end_lead(told: History) -> None:
    """Somebody stops leading."""
    current = Lead.objects.current().filter(case__centre=told.world.centre)
    lead = told.pick(current.select_related("case", "user"))
    services.end_lead(lead=lead, reason="A new post", by=told.usually(lead.user), on=told.on)


def settle_declined(told: History) -> None:
    """Whoever leads goes on, although a take-over was declined."""
    declined = Lead.objects.filter(case__centre=told.world.centre, status=LeadStatus.DECLINED, settled_on=None)
    services.settle_declined(lead=told.pick(declined.select_related("case")), by=told.boss(), on=told.on)


def hand_over(told: History) -> None:
    """Somebody is asked to take a family over, with a briefing and some of the actions."""
    case = told.case()
    theirs = Action.objects.open().filter(case=case, owner__in=case.leads.current().values("user"))
    asked = {"family_view": "Fine by us"} if told.often(0.8) else {"family_not_asked": "They are away"}
    services.hand_over(
        case=case, user=told.anybody(), matters="Ring before nine", actions=[one.pk for one in told.some(theirs)],
        by=told.coordinator(case), on=told.on, **asked,
    )  # fmt: skip


VERBS = {
    offer_lead: 12, offer_lead_in_meeting: 4, accept_lead: 24, decline_lead: 7, take_back_offer: 2, end_lead: 2,
    settle_declined: 5, hand_over: 9,
}  # fmt: skip
