"""The pages of referrals."""

from referrals.views.detail import (
    referral,
    referral_add,
    referral_join,
    referral_not_known,
    referral_withdraw,
)
from referrals.views.draft import referral_advice, referral_autosave, referral_discard, referral_draft
from referrals.views.family import family
from referrals.views.lists import referral_start, referrals

__all__ = [
    "family",
    "referral",
    "referral_add",
    "referral_advice",
    "referral_autosave",
    "referral_discard",
    "referral_draft",
    "referral_join",
    "referral_not_known",
    "referral_start",
    "referral_withdraw",
    "referrals",
]
