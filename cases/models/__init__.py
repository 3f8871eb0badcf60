"""The work with a family: the case and its people, what was done, what was agreed, whether it helps."""

from cases.models.case import Case, CaseShareWithAgency, CaseShareWithPerson, GoingOn, Lead, TeamMember, case_reference
from cases.models.closing import Closure
from cases.models.emergency import BreakGlass, EmergencyAttempt
from cases.models.handover import Briefing, PassOn
from cases.models.notes import NoteReader, RestrictedNote
from cases.models.plan import Action, Goal
from cases.models.record import Contact, ContactWith, Offer, Progress
from cases.models.review import GoalRating, HelpAsked, Review
from cases.models.stepping import SteppingUp

__all__ = [
    "Action",
    "BreakGlass",
    "Briefing",
    "Case",
    "CaseShareWithAgency",
    "CaseShareWithPerson",
    "Closure",
    "Contact",
    "ContactWith",
    "EmergencyAttempt",
    "Goal",
    "GoalRating",
    "GoingOn",
    "HelpAsked",
    "Lead",
    "NoteReader",
    "Offer",
    "PassOn",
    "Progress",
    "RestrictedNote",
    "Review",
    "SteppingUp",
    "TeamMember",
    "case_reference",
]
