"""The case so far: who leads, what was done, what was decided, what is still to do."""

from django.db.models import Count, Max, Q

from cases.ratings import ratings_of, with_ratings
from cases.status import ActionStatus, LeadStatus, OfferStatus
from meetings.models import Decision
from meetings.screen.board import Board
from meetings.status import ItemKind


def add_case(board: Board) -> None:
    """What the record says, without the notes of contacts."""
    case = board.item.case
    leads = list(
        case.leads.filter(status__in=[LeadStatus.ACCEPTED, LeadStatus.OFFERED]).select_related("user", "agency")
    )
    board.lead = next((one for one in leads if one.status == LeadStatus.ACCEPTED), None)
    board.offered = next((one for one in leads if one.status == LeadStatus.OFFERED), None)
    board.deputy = case.deputies.current(board.item.meeting.on).select_related("user").first()
    board.contacts = case.contacts.aggregate(
        last_reached=Max("on", filter=Q(reached=True)), tried=Count("pk"),
        times_reached=Count("pk", filter=Q(reached=True)),
    )  # fmt: skip
    offers = list(case.offers.all()[:12])
    board.refused = [offer for offer in offers if offer.status == OfferStatus.REFUSED]
    board.offers = [offer for offer in offers if offer.status != OfferStatus.REFUSED]
    board.team = list(case.team.filter(until=None).select_related("user", "agency"))
    board.progress = list(case.progress.select_related("by")[:2])
    board.reviews = list(case.reviews.exclude(held_on=None).select_related("held_by")[:2])
    board.drawn = ratings_of(case)
    board.goals = with_ratings(case.goals.open(), board.drawn)
    board.assessment = case.assessments.finished().first()
    before = Decision.objects.filter(item__case=case, item__meeting__on__lt=board.item.meeting.on)
    before = before.exclude(item__kind=ItemKind.PART)
    board.last_decision = before.select_related("item__meeting").order_by("-item__meeting__on", "-id").first()
    board.actions = list(
        case.actions.filter(status=ActionStatus.OPEN, agreed_on__lt=board.item.meeting.on).select_related(
            "owner", "agency", "for_adult"
        )
    )
