"""Every verb of a case. Each one: lock, policy, status, rules, write, audit, in one transaction."""

from cases.services.address import show_home
from cases.services.case import change_tier, close_case, open_case, reopen_case, set_next_review, undo_open_case
from cases.services.closing import Afterwards, check_later, complete_closing, settle_check
from cases.services.emergency import break_glass, review_break_glass
from cases.services.handover import hand_over
from cases.services.lead import accept_lead, decline_lead, end_lead, offer_lead, settle_declined, take_back_offer
from cases.services.notes import name_readers, take_away_reader, write_note
from cases.services.passing import accept_pass_on, decline_pass_on, pass_on, take_back_pass_on
from cases.services.plan import (
    agree_action,
    change_goal,
    finish_action,
    give_up_goal,
    reach_goal,
    reopen_action,
    reopen_goal,
    set_goal,
    take_back_action,
)
from cases.services.record import answer_offer, record_contact, record_offer, report_progress, take_back_contact
from cases.services.review import GoalRated, HelpSaid, hold_review
from cases.services.sharing import decide_sharing, go_on_without_agreement
from cases.services.stepping import answer_step_up, step_up, take_back_step_up
from cases.services.team import end_share, join_team, leave_team, share_case

__all__ = [
    "Afterwards",
    "GoalRated",
    "HelpSaid",
    "accept_lead",
    "accept_pass_on",
    "agree_action",
    "answer_offer",
    "answer_step_up",
    "break_glass",
    "change_goal",
    "change_tier",
    "check_later",
    "close_case",
    "complete_closing",
    "decide_sharing",
    "decline_lead",
    "decline_pass_on",
    "end_lead",
    "end_share",
    "finish_action",
    "give_up_goal",
    "go_on_without_agreement",
    "hand_over",
    "hold_review",
    "join_team",
    "leave_team",
    "name_readers",
    "offer_lead",
    "open_case",
    "pass_on",
    "reach_goal",
    "record_contact",
    "record_offer",
    "reopen_action",
    "reopen_case",
    "reopen_goal",
    "report_progress",
    "review_break_glass",
    "set_goal",
    "set_next_review",
    "settle_check",
    "settle_declined",
    "share_case",
    "show_home",
    "step_up",
    "take_away_reader",
    "take_back_action",
    "take_back_contact",
    "take_back_offer",
    "take_back_pass_on",
    "take_back_step_up",
    "undo_open_case",
    "write_note",
]
