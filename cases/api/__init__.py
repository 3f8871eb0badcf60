"""Cases over the API: the same verbs, the same sentences, the same fields as the pages."""

from rest_framework.routers import BaseRouter

from cases.api.advice import AdviceViewSet
from cases.api.around import OtherViewSet
from cases.api.assessment import AssessmentViewSet
from cases.api.case import CaseViewSet
from cases.api.closing import ClosureViewSet
from cases.api.deputy import DeputyViewSet
from cases.api.emergency import BreakGlassViewSet
from cases.api.finding import FindViewSet
from cases.api.handover import BriefingViewSet, PassOnViewSet
from cases.api.lead import LeadViewSet
from cases.api.notes import RestrictedNoteViewSet
from cases.api.plan import ActionViewSet, GoalViewSet
from cases.api.record import ContactViewSet, OfferViewSet
from cases.api.review import ReviewViewSet
from cases.api.stepping import SteppingUpViewSet
from cases.api.team import TeamViewSet
from cases.api.visits import VisitViewSet


def register(router: BaseRouter) -> None:
    """Add this app's addresses."""
    router.register("break-glass", BreakGlassViewSet, basename="breakglass")
    router.register("cases", CaseViewSet, basename="case")
    router.register("assessments", AssessmentViewSet, basename="assessment")
    router.register("advice", AdviceViewSet, basename="advice")
    router.register("actions", ActionViewSet, basename="action")
    router.register("pass-ons", PassOnViewSet, basename="pass-on")
    router.register("briefings", BriefingViewSet, basename="briefing")
    router.register("deputies", DeputyViewSet, basename="deputy")
    router.register("contacts", ContactViewSet, basename="contact")
    router.register("closures", ClosureViewSet, basename="closure")
    router.register("step-ups", SteppingUpViewSet, basename="step-up")
    router.register("find", FindViewSet, basename="find")
    router.register("goals", GoalViewSet, basename="goal")
    router.register("team", TeamViewSet, basename="team-member")
    router.register("notes", RestrictedNoteViewSet, basename="note")
    router.register("others", OtherViewSet, basename="other")
    router.register("offers", OfferViewSet, basename="offer")
    router.register("leads", LeadViewSet, basename="lead")
    router.register("visits", VisitViewSet, basename="visit")
    router.register("reviews", ReviewViewSet, basename="review")
