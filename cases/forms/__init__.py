"""The shape of what is typed about a case. What must be true of it is in `rules`."""

from cases.forms.case import CaseFilterForm, ReasonForm, TierForm
from cases.forms.closing import CloseForm, CompleteClosingForm, LaterCheckForm, SettleCheckForm
from cases.forms.emergency import EmergencyForm, EmergencyReviewForm
from cases.forms.handover import HandOverForm, PassOnAnswerForm, PassOnForm
from cases.forms.lead import LeadAnswerForm, LeadOfferForm
from cases.forms.notes import NoteForm, also_to_name
from cases.forms.plan import ActionFinishForm, ActionForm, GoalForm, GoalGiveUpForm
from cases.forms.record import ContactForm, OfferAnswerForm, OfferForm, ProgressForm
from cases.forms.review import NextReviewForm, ReviewCopyForm, ReviewForm
from cases.forms.stepping import StepUpAnswerForm, StepUpForm
from cases.forms.team import ShareForm, TeamForm

__all__ = [
    "ActionFinishForm",
    "ActionForm",
    "CaseFilterForm",
    "CloseForm",
    "CompleteClosingForm",
    "ContactForm",
    "EmergencyForm",
    "EmergencyReviewForm",
    "GoalForm",
    "GoalGiveUpForm",
    "HandOverForm",
    "LaterCheckForm",
    "LeadAnswerForm",
    "LeadOfferForm",
    "NextReviewForm",
    "NoteForm",
    "OfferAnswerForm",
    "OfferForm",
    "PassOnAnswerForm",
    "PassOnForm",
    "ProgressForm",
    "ReasonForm",
    "ReviewCopyForm",
    "ReviewForm",
    "SettleCheckForm",
    "ShareForm",
    "StepUpAnswerForm",
    "StepUpForm",
    "TeamForm",
    "TierForm",
    "also_to_name",
]
