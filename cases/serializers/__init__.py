"""What each record shows, and to whom. Pages, the API and whatever comes later go through these, and nothing else.

`context["standing"]` (cases.policies.Standing) decides the fields of a case, `context["on"]` the day ages are counted
on.
"""

from cases.serializers.advice import AdviceSerializer, AskedAdviceSerializer, advised_view
from cases.serializers.around import MessageSerializer, OtherSerializer
from cases.serializers.assessment import AssessmentRow, AssessmentSerializer
from cases.serializers.case import CaseHeaderSerializer, CaseRowSerializer, CaseSerializer, LedCaseSerializer
from cases.serializers.closing import (
    CheckedCaseSerializer,
    CheckSerializer,
    ClosureSerializer,
    TravelledSerializer,
    closures_of,
)
from cases.serializers.deputy import DeputyRecord, DeputySerializer
from cases.serializers.emergency import BreakGlassRecord, uses_shown
from cases.serializers.found import FoundSerializer
from cases.serializers.handover import BriefingSerializer, PassOnSerializer, asked_to_take, known_of
from cases.serializers.lead import LeadSerializer
from cases.serializers.notes import NoteReaderRecord, RestrictedNoteRecord, RestrictedNoteRow
from cases.serializers.plan import ActionSerializer, GoalSerializer, named_case_ids
from cases.serializers.reaching import Reaching
from cases.serializers.record import ContactSerializer, OfferSerializer, ProgressSerializer
from cases.serializers.review import HeldReviewSerializer, HelpAskedSerializer, ReviewSerializer
from cases.serializers.stepping import SteppingUpSerializer
from cases.serializers.team import ShareSerializer, TeamMemberSerializer, answers_to
from cases.serializers.visits import VisitSerializer
from cases.serializers.who import SeerRecord

__all__ = [
    "ActionSerializer",
    "AdviceSerializer",
    "AskedAdviceSerializer",
    "AssessmentRow",
    "AssessmentSerializer",
    "BreakGlassRecord",
    "BriefingSerializer",
    "CaseHeaderSerializer",
    "CaseRowSerializer",
    "CaseSerializer",
    "CheckSerializer",
    "CheckedCaseSerializer",
    "ClosureSerializer",
    "ContactSerializer",
    "DeputyRecord",
    "DeputySerializer",
    "FoundSerializer",
    "GoalSerializer",
    "HeldReviewSerializer",
    "HelpAskedSerializer",
    "LeadSerializer",
    "LedCaseSerializer",
    "MessageSerializer",
    "NoteReaderRecord",
    "OfferSerializer",
    "OtherSerializer",
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
    "VisitSerializer",
    "advised_view",
    "answers_to",
    "asked_to_take",
    "closures_of",
    "known_of",
    "named_case_ids",
    "uses_shown",
]
