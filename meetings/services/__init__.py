"""Every verb of a meeting. Each one: lock, policy, status, rules, write, audit, in one transaction."""

from meetings.services.absences import say_away, take_back_absence
from meetings.services.agenda import add_item, fill_agenda
from meetings.services.bringing import take_back_items
from meetings.services.dates import cancel_meeting, move_meeting
from meetings.services.deciding import NewAction, ReviewRatings, TeamReflection, decide, undo_decision
from meetings.services.discussing import (
    put_off,
    record_outcome,
    record_view,
    save_item_draft,
    start_item,
    take_up_again,
)
from meetings.services.feeds import make_feed, revoke_feed
from meetings.services.guests import invite_guest, uninvite_guest
from meetings.services.leaving import accept_leaving, ask_to_leave, end_at_once, see_to, take_back_leaving
from meetings.services.links import give_meeting_link, give_series_link
from meetings.services.minutes import approve_minutes, correct_minutes, release_minutes
from meetings.services.ordering import move_item
from meetings.services.planning import change_chair, plan_meetings
from meetings.services.running import close_meeting, open_meeting, record_attendance
from meetings.services.series import change_series_members, give_quorum, start_series
from meetings.services.together import split_item, take_apart, take_together

__all__ = [
    "NewAction",
    "ReviewRatings",
    "TeamReflection",
    "accept_leaving",
    "add_item",
    "approve_minutes",
    "ask_to_leave",
    "cancel_meeting",
    "change_chair",
    "change_series_members",
    "close_meeting",
    "correct_minutes",
    "decide",
    "end_at_once",
    "fill_agenda",
    "give_meeting_link",
    "give_quorum",
    "give_series_link",
    "invite_guest",
    "make_feed",
    "move_item",
    "move_meeting",
    "open_meeting",
    "plan_meetings",
    "put_off",
    "record_attendance",
    "record_outcome",
    "record_view",
    "release_minutes",
    "revoke_feed",
    "save_item_draft",
    "say_away",
    "see_to",
    "split_item",
    "start_item",
    "start_series",
    "take_apart",
    "take_back_absence",
    "take_back_items",
    "take_back_leaving",
    "take_together",
    "take_up_again",
    "undo_decision",
    "uninvite_guest",
]
