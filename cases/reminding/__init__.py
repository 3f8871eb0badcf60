"""Who is to be told of what is due or late. Derived from the rows each time, told once per occasion.

A run that never happened heals by itself with the next. Sentences go into e-mail: a reference and what to do, never a
name or anything about a family. Nobody who has left the centre, or works for an agency that the family excludes, is
told anything: then it is the manager.
"""

from cases.reminding.advice import remind_of_advice
from cases.reminding.agreement import remind_of_agreements
from cases.reminding.assessment import remind_of_assessments
from cases.reminding.closing import remind_of_checks, remind_of_closings
from cases.reminding.deputy import remind_of_deputies
from cases.reminding.engagement import remind_of_refusals
from cases.reminding.handover import remind_of_pass_ons
from cases.reminding.lead import TELL_MANAGER_AFTER, remind_of_lead_offers
from cases.reminding.plan import remind_of_actions
from cases.reminding.review import remind_of_reviews
from cases.reminding.stepping import remind_of_step_ups
from cases.reminding.visits import remind_of_visits
from cases.reminding.whom import can_act, can_answer, managers_of_centres

__all__ = [
    "TELL_MANAGER_AFTER",
    "can_act",
    "can_answer",
    "managers_of_centres",
    "remind_of_actions",
    "remind_of_advice",
    "remind_of_agreements",
    "remind_of_assessments",
    "remind_of_checks",
    "remind_of_closings",
    "remind_of_deputies",
    "remind_of_lead_offers",
    "remind_of_pass_ons",
    "remind_of_refusals",
    "remind_of_reviews",
    "remind_of_step_ups",
    "remind_of_visits",
]
