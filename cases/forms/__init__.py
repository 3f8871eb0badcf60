"""The shape of what is typed about a case. What must be true of it is in `rules`."""

from cases.forms.advice import AdviceAnswerForm, AdviceForm
from cases.forms.around import ContributionForm, MessageForm, OtherForm
from cases.forms.assessment import AssessmentCopyForm, AssessmentForm
from cases.forms.case import CaseFilterForm, ReasonForm, TierForm
from cases.forms.closing import (
    AFTERWARDS,
    CloseForm,
    CompleteClosingForm,
    LaterCheckForm,
    SettleCheckForm,
    asked_afterwards,
    only_nothing,
    told_afterwards,
)
from cases.forms.deputy import DeputyAnswerForm, DeputyForm
from cases.forms.emergency import EmergencyForm, EmergencyReviewForm
from cases.forms.engagement import RefusalForm
from cases.forms.handover import HandOverForm, PassOnAnswerForm, PassOnForm
from cases.forms.lead import LeadAnswerForm, LeadOfferForm
from cases.forms.notes import NoteForm, also_to_name
from cases.forms.plan import (
    ActionFinishForm,
    ActionForm,
    ActionGoalForm,
    DoerForm,
    GoalForm,
    GoalGiveUpForm,
    PlanCopyForm,
)
from cases.forms.record import ContactForm, OfferAnswerForm, OfferCameForm, OfferForm, ProgressForm
from cases.forms.review import NextReviewForm, ReviewCopyForm, ReviewForm
from cases.forms.said import GOAL_FIELD, HelpForm, goal_fields, goals_rated, help_said
from cases.forms.stepping import StepUpAnswerForm, StepUpForm
from cases.forms.team import ShareForm, TeamForm
from cases.forms.visits import VisitChangeForm, VisitForm

__all__ = [
    "AFTERWARDS",
    "GOAL_FIELD",
    "ActionFinishForm",
    "ActionForm",
    "ActionGoalForm",
    "AdviceAnswerForm",
    "AdviceForm",
    "AssessmentCopyForm",
    "AssessmentForm",
    "CaseFilterForm",
    "CloseForm",
    "CompleteClosingForm",
    "ContactForm",
    "ContributionForm",
    "DeputyAnswerForm",
    "DeputyForm",
    "DoerForm",
    "EmergencyForm",
    "EmergencyReviewForm",
    "GoalForm",
    "GoalGiveUpForm",
    "HandOverForm",
    "HelpForm",
    "LaterCheckForm",
    "LeadAnswerForm",
    "LeadOfferForm",
    "MessageForm",
    "NextReviewForm",
    "NoteForm",
    "OfferAnswerForm",
    "OfferCameForm",
    "OfferForm",
    "OtherForm",
    "PassOnAnswerForm",
    "PassOnForm",
    "PlanCopyForm",
    "ProgressForm",
    "ReasonForm",
    "RefusalForm",
    "ReviewCopyForm",
    "ReviewForm",
    "SettleCheckForm",
    "ShareForm",
    "StepUpAnswerForm",
    "StepUpForm",
    "TeamForm",
    "TierForm",
    "VisitChangeForm",
    "VisitForm",
    "also_to_name",
    "asked_afterwards",
    "goal_fields",
    "goals_rated",
    "help_said",
    "only_nothing",
    "told_afterwards",
]
