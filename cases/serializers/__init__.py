"""What each record shows, and to whom. Pages, the API and whatever comes later go through these, and nothing else.

`context["standing"]` (cases.policies.Standing) decides the fields of a case, `context["on"]` the day ages are counted
on.
"""

from cases.serializers.case import CaseHeaderSerializer, CaseRowSerializer, CaseSerializer, LedCaseSerializer
from cases.serializers.closing import (
    CheckedCaseSerializer,
    CheckSerializer,
    ClosureSerializer,
    TravelledSerializer,
    closures_of,
)
from cases.serializers.emergency import BreakGlassRecord, uses_shown
from cases.serializers.handover import BriefingSerializer, PassOnSerializer, asked_to_take, known_of
from cases.serializers.lead import LeadSerializer
from cases.serializers.notes import NoteReaderRecord, RestrictedNoteRecord, RestrictedNoteRow
from cases.serializers.plan import ActionSerializer, GoalSerializer, named_case_ids
from cases.serializers.reaching import Reaching
from cases.serializers.record import ContactSerializer, OfferSerializer, ProgressSerializer
from cases.serializers.review import HeldReviewSerializer, HelpAskedSerializer, ReviewSerializer
from cases.serializers.stepping import SteppingUpSerializer
from cases.serializers.team import ShareSerializer, TeamMemberSerializer
from cases.serializers.who import SeerRecord

__all__ = [
    "ActionSerializer",
    "BreakGlassRecord",
    "BriefingSerializer",
    "CaseHeaderSerializer",
    "CaseRowSerializer",
    "CaseSerializer",
    "CheckSerializer",
    "CheckedCaseSerializer",
    "ClosureSerializer",
    "ContactSerializer",
    "GoalSerializer",
    "HeldReviewSerializer",
    "HelpAskedSerializer",
    "LeadSerializer",
    "LedCaseSerializer",
    "NoteReaderRecord",
    "OfferSerializer",
    "PassOnSerializer",
    "ProgressSerializer",
    "Reaching",
    "RestrictedNoteRecord",
    "RestrictedNoteRow",
    "ReviewSerializer",
    "SeerRecord",
    "ShareSerializer",
    "SteppingUpSerializer",
    "TeamMemberSerializer",
    "TravelledSerializer",
    "asked_to_take",
    "closures_of",
    "known_of",
    "named_case_ids",
    "uses_shown",
]
