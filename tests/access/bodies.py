"""What is sent: enough that only the question who may is left."""

from datetime import timedelta
from typing import Any

from tests.access.world import World
from tests.factories.centres import today
from tests.factories.sharing import sent


def body(name: str, world: World) -> dict[str, Any]:
    """The body called `name`: for pages what a form sends, for the API what a program sends."""
    facts = world.facts
    later = str(today() + timedelta(days=10))
    action = {"what": "Ring them", "owner": facts["colleague"], "agency": facts["council"], "due_on": later}
    return {
        "contact": {"kind": "visit", "reached": True},
        "offer": {"what": "Play group"},
        "answer": {"status": "accepted"},
        "goal": {"words": "Talk more", "outcome": "enjoy"},
        "words": {"words": "Well"},
        "person": {"user": facts["colleague"]},
        "member": {"user": facts["colleague"], "contribution": "Visits"},
        "share": {"person": facts["colleague"], "until": later, "reason": "Visit"},
        "tier": {"tier": 3},
        "next": {"due_on": later},
        "close": {"closing": "moved", "words": "Moved"},
        "reason": {"reason": "Enough"},
        "hold": {"worker_rating": 5, "family_rating": 5, "decision": "go_on", "reason": "Helps", "next_due_on": later},
        "action": {"case": facts["case"], **action},
        "finish": {"status": "done", "result": "Rang"},
        "advice": {"advice": "Try the library"},
        "typed": {"typed": {"tried": "Nothing"}},
        "submit": {"worries": "Few words", "tier": 2, "needs": ["speech"]},
        "start": {"centre": facts["centre"]},
        "known": {"centre": facts["centre"], "family": facts["family"]},
        "known_family": {"family": facts["family"]},
        "centre_form": {"centre": facts["centre"]},
        "note": {"kind": "health", "words": "Asthma"},
        "readers": {"readers": [facts["lead"]]},
        "sharing": sent(),
        "sharing_family": sent(family=facts["family"]),
        "withdraw": {"withdrawn_by": "Mother"},
        "attendance": {"attendance": []},
        "title": {"title": "Play scheme"},
        "outcome": {"action": facts["action"], "done": True, "result": "Rang"},
        "outcome_form": {"action": facts["action"], "status": "done", "result": "Rang"},
        "decide": {"version": 1, "kind": "go_on", "reason": "It helps"},
        "view": {"agency": facts["trust"], "words": "We know them"},
        "view_form": {f"view_{facts['trust']}": "We know them too"},
        "letter": {"words": "We talked with you about nursery."},
        "because": {"because": "No time"},
        "part": {"title": "Housing"},
        "part_form": {"part_title": "Housing"},
        "host": {"host": facts["item"]},
        "place": {"earlier": True},
        "place_form": {"to": "earlier"},
        "quorum": {"quorum": 3},
        "item_form": {"version": "1", "reason": "Typed"},
        "decide_form": {"version": "1", "kind": "go_on", "reason": "It helps", "actions-TOTAL_FORMS": "0",
                        "actions-INITIAL_FORMS": "0"},
        "approve": {"at": facts["now"]},
        "wording": {"centre": facts["centre"], "version": "9", "text": "We would like to help", "in_use_from": later},
        "token": {"name": "diary", "days": 30},
        "emergency": {"reference": "No such reference", "reason": "A child may be in danger tonight", "hours": 1},
        "looked": {"right": True, "words": "Spoke to her: it was right."},
        "reminder": {"reminder": facts["reminder"]},
        "seen": {"ids": [facts["reminder"]]},
        "newcomer": {"centre": facts["centre"], "email": "new@example.org", "name": "Ivy Marsh",
                     "agency": facts["trust"], "role": "health_visitor", "starts_on": later},
        "last_day": {"ends_on": later},
        "partner": {"centre": facts["centre"], "name": "Home-Start", "kind": "charity", "version": "1.0",
                    "signed_by": "The director", "signed_on": str(today())},
        "address": {"lines": "4 Quarry Lane", "postcode": "LS1 4BB", "confidential": False},
        "birth": {"child": facts["child"], "name": "Iris", "date_of_birth": str(today())},
        "agreement": {"family": facts["family"], "given_by": facts["parent"], "capacity": "parent_with_pr",
                      "how": "signed", "given_on": str(today())},
        "wishes": {"family": facts["family"], "may_know": [facts["trust"]]},
        "series": {"centre": facts["centre"], "name": "Early help meeting", "first_on": later, "at": "14:00",
                   "place": "Rowan room", "members": [facts["job"]], "chairs": [facts["job"]]},
        "add_member": {"add": [facts["job"]]},
        "move": {"place": "Willow room", "reason": "The room is taken"},
        "move_form": {"to": later, "at": "2pm", "place": "Willow room", "reason": "The room is taken"},
        "away": {"centre": facts["centre"], "person": facts["colleague"], "starts_on": later, "ends_on": later},
        "away_form": {"starts_on": later, "ends_on": later},
        "link": {"join_link": "https://meet.example.org/rowan"},
        "chair": {"chair": facts["colleague"]},
        "item_draft": {"version": 1, "typed": {"reason": "Typed"}},
    }[name]  # fmt: skip
