"""What a service is for, in the words of our directory: told in them, or guessed from the feed's own terms.

Feeds use many vocabularies. A guess is shown before anything is taken over, and afterwards belongs to the centre.
"""

import re
from collections.abc import Iterable
from typing import Any

from centres.open_referral.texts import plain
from centres.status import Need

OURS = "fortnight-needs"
WORDS: dict[str, str] = {
    Need.SPEECH: r"speech|language (?:delay|development)|communication skills|chatter",
    Need.LOW_MOOD: r"mental health|anxi|depress|low mood|emotional (?:health|wellbeing|well-being)|postnatal|perinatal",
    Need.ISOLATION: r"isolat|lonel|befriend|peer support",
    Need.PARENTING: r"parenting|behaviour",
    Need.TWINS: r"twins|triplets|multiple births?",
    Need.DISABILITY: r"disab|special educational|additional needs|autis|adhd",
    Need.MONEY: r"debt|benefits advice|welfare benefits|money|budgeting|financial|food ?banks?",
    Need.HOUSING: r"housing|homeless|tenan",
    Need.RELATIONSHIPS: r"relationship|domestic|couples?\b",
    Need.FEEDING: r"breastfeed|infant feeding|weaning|baby sleep",
    Need.LANGUAGE: r"esol|english as|english for speakers",
    Need.BEREAVEMENT: r"bereave|grief|baby loss",
}


def read_needs(entry: dict[str, Any], name: str) -> tuple[tuple[str, ...], bool]:
    """The needs, and whether they were told in our words."""
    terms = list(_terms(entry))
    told = {plain(term.get("term"), 30) for term in terms if term.get("taxonomy") == OURS}
    if told:
        return tuple(need for need in Need.values if need in told), True
    words = " | ".join([name, *(plain(term.get("name") or term.get("term"), 100) for term in terms)]).lower()
    return tuple(need for need, said in WORDS.items() if re.search(rf"\b(?:{said})", words)), False


def _terms(entry: dict[str, Any]) -> Iterable[dict[str, Any]]:
    attributes = entry.get("attributes")
    for one in attributes[:200] if isinstance(attributes, list) else []:
        term = one.get("taxonomy_term") if isinstance(one, dict) else None
        if isinstance(term, dict):
            yield term
