"""What must be true of a case, whoever asks."""

from cases.rules.case import (
    require_agreement,
    require_happened,
    require_meeting_tier,
    require_no_other_open_case,
    require_nothing_built_on,
    require_open,
    require_referral_for_the_meeting,
    stepped,
)
from cases.rules.emergency import (
    require_case_to_open,
    require_hours,
    require_no_other_way_in,
    require_not_reviewed,
    require_reason_against_wishes,
    require_reason_in_full,
    require_room_for_attempt,
)
from cases.rules.lead import require_may_lead, require_no_other_offer, require_not_leading, require_offer_stands
from cases.rules.notes import (
    require_can_read,
    require_not_named,
    require_of_case,
    require_somebody,
    require_still_named,
)
from cases.rules.plan import (
    require_agency_not_excluded,
    require_agency_of,
    require_finished_step,
    require_goal_open,
    require_not_past,
)
from cases.rules.record import require_answer, require_seen_means_reached, require_service_here
from cases.rules.review import latest_review_date, require_ratings, require_review_in_time, require_review_pending
from cases.rules.team import require_membership, require_not_in_team, require_share_dates, require_wished
from cases.rules.typed import require_between, require_can_become, require_not_twice, require_words

__all__ = [
    "latest_review_date",
    "require_agency_not_excluded",
    "require_agency_of",
    "require_agreement",
    "require_answer",
    "require_between",
    "require_can_become",
    "require_can_read",
    "require_case_to_open",
    "require_finished_step",
    "require_goal_open",
    "require_happened",
    "require_hours",
    "require_may_lead",
    "require_meeting_tier",
    "require_membership",
    "require_no_other_offer",
    "require_no_other_open_case",
    "require_no_other_way_in",
    "require_not_in_team",
    "require_not_leading",
    "require_not_named",
    "require_not_past",
    "require_not_reviewed",
    "require_not_twice",
    "require_nothing_built_on",
    "require_of_case",
    "require_offer_stands",
    "require_open",
    "require_ratings",
    "require_reason_against_wishes",
    "require_reason_in_full",
    "require_referral_for_the_meeting",
    "require_review_in_time",
    "require_review_pending",
    "require_room_for_attempt",
    "require_seen_means_reached",
    "require_service_here",
    "require_share_dates",
    "require_somebody",
    "require_still_named",
    "require_wished",
    "require_words",
    "stepped",
]
