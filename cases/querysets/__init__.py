"""Which rows of a case a person may see, how they stand to it, and what is late."""

from cases.querysets.advice import AdviceQuerySet
from cases.querysets.around import OtherInvolvedQuerySet
from cases.querysets.assessment import AssessmentQuerySet
from cases.querysets.case import STANDING, CaseQuerySet, give_next
from cases.querysets.closing import ClosureQuerySet
from cases.querysets.deputy import DeputyQuerySet
from cases.querysets.emergency import BreakGlassQuerySet, EmergencyAttemptQuerySet
from cases.querysets.handover import BriefingQuerySet, PassOnQuerySet
from cases.querysets.lead import LeadQuerySet
from cases.querysets.notes import NoteReaderQuerySet, RestrictedNoteQuerySet
from cases.querysets.opening import knows
from cases.querysets.plan import ActionQuerySet, GoalQuerySet
from cases.querysets.record import ContactQuerySet, OfferQuerySet
from cases.querysets.review import ReviewQuerySet
from cases.querysets.stepping import SteppingUpQuerySet
from cases.querysets.team import TeamMemberQuerySet
from cases.querysets.visits import VisitQuerySet

__all__ = [
    "STANDING",
    "ActionQuerySet",
    "AdviceQuerySet",
    "AssessmentQuerySet",
    "BreakGlassQuerySet",
    "BriefingQuerySet",
    "CaseQuerySet",
    "ClosureQuerySet",
    "ContactQuerySet",
    "DeputyQuerySet",
    "EmergencyAttemptQuerySet",
    "GoalQuerySet",
    "LeadQuerySet",
    "NoteReaderQuerySet",
    "OfferQuerySet",
    "OtherInvolvedQuerySet",
    "PassOnQuerySet",
    "RestrictedNoteQuerySet",
    "ReviewQuerySet",
    "SteppingUpQuerySet",
    "TeamMemberQuerySet",
    "VisitQuerySet",
    "give_next",
    "knows",
]
