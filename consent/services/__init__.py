"""Every verb of agreements, wishes and sharing decisions."""

from consent.services.agreements import record_agreement, record_refusal, withdraw_agreement
from consent.services.decisions import mark_decision_seen, record_sharing_decision
from consent.services.wishes import record_wishes
from consent.services.wordings import put_wording_in_use

__all__ = [
    "mark_decision_seen",
    "put_wording_in_use",
    "record_agreement",
    "record_refusal",
    "record_sharing_decision",
    "record_wishes",
    "withdraw_agreement",
]
