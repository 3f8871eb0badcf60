"""The verbs of a referral."""

from referrals.details import AgreementGiven, NewFamily, ReferralDetails
from referrals.services.answering import add_to_referral, answer_referral, take_back_answer, tell_referrer
from referrals.services.bringing import ReferralBrought, bring_referrals, take_back_referrals
from referrals.services.drafting import choose_family, discard_draft, give_advice_instead, save_draft, start_draft
from referrals.services.joining import join_known_family, mark_not_known
from referrals.services.sending import submit_referral, withdraw_referral

__all__ = [
    "AgreementGiven",
    "NewFamily",
    "ReferralBrought",
    "ReferralDetails",
    "add_to_referral",
    "answer_referral",
    "bring_referrals",
    "choose_family",
    "discard_draft",
    "give_advice_instead",
    "join_known_family",
    "mark_not_known",
    "save_draft",
    "start_draft",
    "submit_referral",
    "take_back_answer",
    "take_back_referrals",
    "tell_referrer",
    "withdraw_referral",
]
