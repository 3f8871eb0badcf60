"""The work with a family: the case and its people, what was done, what was agreed, whether it helps."""

from cases.models.advice import Advice
from cases.models.around import Message, OtherInvolved
from cases.models.assessment import Assessment
from cases.models.case import Case, CaseShareWithAgency, CaseShareWithPerson, GoingOn, Lead, TeamMember, case_reference
from cases.models.closing import Closure
from cases.models.deputy import Deputy
from cases.models.emergency import BreakGlass, EmergencyAttempt
from cases.models.handover import Briefing, PassOn
from cases.models.notes import NoteReader, RestrictedNote
from cases.models.plan import Action, Goal
from cases.models.record import Contact, ContactWith, Offer, Progress
from cases.models.review import GoalRating, HelpAsked, Review
from cases.models.stepping import SteppingUp
from cases.models.visits import Visit, VisitWorker

__all__ = [
    "Action",
    "Advice",
    "Assessment",
    "BreakGlass",
    "Briefing",
    "Case",
    "CaseShareWithAgency",
    "CaseShareWithPerson",
    "Closure",
    "Contact",
    "ContactWith",
    "Deputy",
    "EmergencyAttempt",
    "Goal",
    "GoalRating",
    "GoingOn",
    "HelpAsked",
    "Lead",
    "Message",
    "NoteReader",
    "Offer",
    "OtherInvolved",
    "PassOn",
    "Progress",
    "RestrictedNote",
    "Review",
    "SteppingUp",
    "TeamMember",
    "Visit",
    "VisitWorker",
    "case_reference",
]
