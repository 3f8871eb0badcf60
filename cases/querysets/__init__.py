"""Which rows of a case a person may see, how they stand to it, and what is late."""

from cases.querysets.case import STANDING, CaseQuerySet
from cases.querysets.closing import ClosureQuerySet
from cases.querysets.emergency import BreakGlassQuerySet, EmergencyAttemptQuerySet
from cases.querysets.handover import BriefingQuerySet, PassOnQuerySet
from cases.querysets.lead import LeadQuerySet
from cases.querysets.notes import NoteReaderQuerySet, RestrictedNoteQuerySet
from cases.querysets.opening import knows
from cases.querysets.plan import ActionQuerySet, GoalQuerySet
from cases.querysets.record import ContactQuerySet
from cases.querysets.review import ReviewQuerySet
from cases.querysets.stepping import SteppingUpQuerySet
from cases.querysets.team import TeamMemberQuerySet

__all__ = [
    "STANDING",
    "ActionQuerySet",
    "BreakGlassQuerySet",
    "BriefingQuerySet",
    "CaseQuerySet",
    "ClosureQuerySet",
    "ContactQuerySet",
    "EmergencyAttemptQuerySet",
    "GoalQuerySet",
    "LeadQuerySet",
    "NoteReaderQuerySet",
    "PassOnQuerySet",
    "RestrictedNoteQuerySet",
    "ReviewQuerySet",
    "SteppingUpQuerySet",
    "TeamMemberQuerySet",
    "knows",
]
