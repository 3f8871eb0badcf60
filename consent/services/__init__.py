"""Every verb of agreements, wishes and sharing decisions."""

from consent.services.agreements import record_agreement, record_refusal, withdraw_agreement
from consent.services.bringing import AgreementBrought, bring_agreements, let_runners_know, take_back_agreements
from consent.services.decisions import mark_decision_seen, record_sharing_decision
from consent.services.wishes import record_wishes
from consent.services.wordings import put_wording_in_use

__all__ = [
    "AgreementBrought",
    "bring_agreements",
    "let_runners_know",
    "mark_decision_seen",
    "put_wording_in_use",
    "record_agreement",
    "record_refusal",
    "record_sharing_decision",
    "record_wishes",
    "take_back_agreements",
    "withdraw_agreement",
]
