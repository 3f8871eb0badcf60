"""Every verb of a case. Each one: lock, policy, status, rules, write, audit, in one transaction."""

from cases.services.address import show_home
from cases.services.advice import answer_advice, ask_advice, take_back_advice
from cases.services.around import change_other, involve_other, no_longer_involved
from cases.services.assessment import begin_assessment, discard_assessment, finish_assessment, save_assessment
from cases.services.bringing import bring_cases, take_back_cases
from cases.services.case import change_tier, close_case, open_case, reopen_case, set_next_review, undo_open_case
from cases.services.closing import Afterwards, check_later, complete_closing, settle_check
from cases.services.deputy import accept_deputy, ask_deputy, decline_deputy, end_deputy
from cases.services.emergency import break_glass, review_break_glass
from cases.services.engagement import say_what_next
from cases.services.handover import hand_over
from cases.services.lead import accept_lead, decline_lead, end_lead, offer_lead, settle_declined, take_back_offer
from cases.services.message import write_message
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
    serve_goal,
    set_goal,
    take_back_action,
)
from cases.services.record import answer_offer, record_contact, record_offer, report_progress, take_back_contact
from cases.services.review import GoalRated, HelpSaid, hold_review
from cases.services.sharing import decide_sharing, go_on_without_agreement
from cases.services.signposting import say_what_came
from cases.services.stepping import answer_step_up, step_up, take_back_step_up
from cases.services.team import change_contribution, end_share, join_team, leave_team, share_case
from cases.services.visits import cancel_visit, move_visit, plan_visit

__all__ = [
    "Afterwards",
    "GoalRated",
    "HelpSaid",
    "accept_deputy",
    "accept_lead",
    "accept_pass_on",
    "agree_action",
    "answer_advice",
    "answer_offer",
    "answer_step_up",
    "ask_advice",
    "ask_deputy",
    "begin_assessment",
    "break_glass",
    "bring_cases",
    "cancel_visit",
    "change_contribution",
    "change_goal",
    "change_other",
    "change_tier",
    "check_later",
    "close_case",
    "complete_closing",
    "decide_sharing",
    "decline_deputy",
    "decline_lead",
    "decline_pass_on",
    "discard_assessment",
    "end_deputy",
    "end_lead",
    "end_share",
    "finish_action",
    "finish_assessment",
    "give_up_goal",
    "go_on_without_agreement",
    "hand_over",
    "hold_review",
    "involve_other",
    "join_team",
    "leave_team",
    "move_visit",
    "name_readers",
    "no_longer_involved",
    "offer_lead",
    "open_case",
    "pass_on",
    "plan_visit",
    "reach_goal",
    "record_contact",
    "record_offer",
    "reopen_action",
    "reopen_case",
    "reopen_goal",
    "report_progress",
    "review_break_glass",
    "save_assessment",
    "say_what_came",
    "say_what_next",
    "serve_goal",
    "set_goal",
    "set_next_review",
    "settle_check",
    "settle_declined",
    "share_case",
    "show_home",
    "step_up",
    "take_away_reader",
    "take_back_action",
    "take_back_advice",
    "take_back_cases",
    "take_back_contact",
    "take_back_offer",
    "take_back_pass_on",
    "take_back_step_up",
    "undo_open_case",
    "write_message",
    "write_note",
]
