"""What another service reads when it is asked to lead: written from the record on that day.

With a part for each kind of information that a family may keep from an agency, for those who read it here. No address,
no date of birth and nothing of a restricted note: those are told by telephone, to the right person.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.briefing import day_in_letters, last_review_of
from cases.models import Case
from families.models import Family


def written(case: Case, contacts: Iterable[Any], on: date) -> dict[str, Any]:
    """The summary of the case on `on`, with the contacts chosen."""
    lead = case.leads.current().select_related("user", "agency").first()
    team = case.team.in_force(on).select_related("user", "agency")
    return {
        "children": [f"{one}, {one.age(on)}" for one in case.family.children.all()],
        "adults": _adults(case.family),
        "language": case.family.language,
        "interpreter": case.family.interpreter_needed,
        "opened_on": day_in_letters(case.opened_on),
        "tier": case.get_tier_display(),
        "lead": f"{lead.user.name}, {lead.agency.name}" if lead else "",
        "team": [f"{one.user.name}, {one.agency.name}: {one.contribution}" for one in team],
        "contacts": [
            {"on": day_in_letters(one.on), "kind": one.get_kind_display(), "note": one.note} for one in contacts
        ],
        "plan": {
            "goals": [{"words": one.words, "outcome": one.get_outcome_display()} for one in case.goals.open()],
            "last_review": last_review_of(case),
        },
    }


def _adults(family: Family) -> list[dict[str, Any]]:
    """Each with what they are to each child, and whether they hold parental responsibility: recorded, never guessed."""
    rows = family.adults.prefetch_related("cares__child")
    return [
        {
            "name": one.name,
            "cares": [
                f"{care.get_relation_display()} of {care.child}; parental responsibility: "
                f"{care.get_responsibility_display().lower()}"
                for care in one.cares.all()
            ],
        }
        for one in rows
    ]
