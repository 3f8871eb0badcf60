"""The work with a family: the case and its people, what was done, what was agreed, whether it helps."""

from cases.models.case import Case, CaseShareWithAgency, CaseShareWithPerson, GoingOn, Lead, TeamMember, case_reference
from cases.models.emergency import BreakGlass, EmergencyAttempt
from cases.models.notes import NoteReader, RestrictedNote
from cases.models.plan import Action, Goal, Review
from cases.models.record import Contact, ContactWith, Offer, Progress

__all__ = [
    "Action",
    "BreakGlass",
    "Case",
    "CaseShareWithAgency",
    "CaseShareWithPerson",
    "Contact",
    "ContactWith",
    "EmergencyAttempt",
    "Goal",
    "GoingOn",
    "Lead",
    "NoteReader",
    "Offer",
    "Progress",
    "RestrictedNote",
    "Review",
    "TeamMember",
    "case_reference",
]
