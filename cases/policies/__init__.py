"""Who may do what with a case, and why somebody can see it.

A verb that the multi-agency meeting settles takes `in_meeting=True`: the meeting has asked its own policy who holds the
pen, so that here casework at the centre is enough. Without it the person must stand in the right relation themselves.
"""

from cases.policies.advice import may_answer_advice, may_ask_advice, may_take_back_advice
from cases.policies.assessment import may_assess
from cases.policies.case import (
    may_ask_for_address,
    may_bring_cases,
    may_close,
    may_coordinate,
    may_open,
    may_reopen,
    may_see,
    may_work,
)
from cases.policies.closing import may_check_later, may_complete_closing, may_settle_check
from cases.policies.deputy import may_answer_deputy, may_ask_deputy, may_end_deputy
from cases.policies.emergency import may_break_glass, may_review_break_glass, may_see_uses, may_try_break_glass
from cases.policies.finding import may_find
from cases.policies.handover import may_answer_pass_on, may_hand_over, may_pass_on, may_take_back_pass_on
from cases.policies.lead import may_answer_lead, may_end_lead, may_offer_lead
from cases.policies.message import may_write_message
from cases.policies.notes import kinds_to_write, may_choose_readers, may_correct_note, may_write_note
from cases.policies.plan import may_agree_action, may_finish_action, may_serve_goal, may_take_back_action
from cases.policies.record import may_take_back_contact
from cases.policies.sharing import (
    may_decide_sharing,
    may_pass_contacts_on,
    may_read_decisions,
)
from cases.policies.standing import Standing, standing_of, why_seen
from cases.policies.team import may_change_contribution, may_leave_team

__all__ = [
    "Standing",
    "kinds_to_write",
    "may_agree_action",
    "may_answer_advice",
    "may_answer_deputy",
    "may_answer_lead",
    "may_answer_pass_on",
    "may_ask_advice",
    "may_ask_deputy",
    "may_ask_for_address",
    "may_assess",
    "may_break_glass",
    "may_bring_cases",
    "may_change_contribution",
    "may_check_later",
    "may_choose_readers",
    "may_close",
    "may_complete_closing",
    "may_coordinate",
    "may_correct_note",
    "may_decide_sharing",
    "may_end_deputy",
    "may_end_lead",
    "may_find",
    "may_finish_action",
    "may_hand_over",
    "may_leave_team",
    "may_offer_lead",
    "may_open",
    "may_pass_contacts_on",
    "may_pass_on",
    "may_read_decisions",
    "may_reopen",
    "may_review_break_glass",
    "may_see",
    "may_see_uses",
    "may_serve_goal",
    "may_settle_check",
    "may_take_back_action",
    "may_take_back_advice",
    "may_take_back_contact",
    "may_take_back_pass_on",
    "may_try_break_glass",
    "may_work",
    "may_write_message",
    "may_write_note",
    "standing_of",
    "why_seen",
]
