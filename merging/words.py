"""What goes where, in plain words: by kind, and how much of it."""

from collections.abc import Iterable, Mapping

from merging.changes import Change
from merging.holdings import (
    ACTION,
    ADDRESS,
    ADULT,
    AGREEMENT,
    CARE,
    CASE,
    CHILD,
    COVERED_ADULT,
    COVERED_CHILD,
    DECISION,
    FAMILY,
    FORMER,
    IMPORTED,
    ITEM,
    KIND,
    REFERRAL,
    REFERRED,
    SEEN_ADULT,
    SEEN_CHILD,
    SHOWN,
    WISH,
)
from merging.status import What

# In the order in which a person reads them: one, and several.
KINDS: dict[str, tuple[str, str]] = {
    CHILD: ("child", "children"),
    ADULT: ("adult", "adults"),
    ADDRESS: ("address", "addresses"),
    FORMER: ("former name", "former names"),
    REFERRAL: ("referral, sent or being written", "referrals, sent or being written"),
    CASE: ("case, with everything recorded in it", "cases, with everything recorded in them"),
    ITEM: ("item of a meeting’s agenda", "items of meetings’ agendas"),
    AGREEMENT: ("agreement or refusal", "agreements and refusals"),
    WISH: ("wish about who may know", "wishes about who may know"),
    KIND: ("wish about one kind of information", "wishes about kinds of information"),
    DECISION: ("sharing decision", "sharing decisions"),
    SHOWN: ("record of who was shown the address", "records of who was shown the address"),
    IMPORTED: ("row of a list that was brought along", "rows of lists that were brought along"),
    CARE: ("relation of an adult to a child", "relations of adults to children"),
    FAMILY: ("fact about the family", "facts about the family"),
    REFERRED: ("child named in a referral", "children named in referrals"),
    COVERED_CHILD: ("child named in an agreement", "children named in agreements"),
    COVERED_ADULT: ("adult named in an agreement", "adults named in agreements"),
    SEEN_CHILD: ("contact in which a child was seen", "contacts in which a child was seen"),
    SEEN_ADULT: ("contact in which an adult was seen", "contacts in which an adult was seen"),
    ACTION: ("action that an adult of the family does", "actions that an adult of the family does"),
}


def counted(label: str, number: int) -> str:
    """How many of a kind: "2 referrals"."""
    return f"{number} {KINDS[label][number != 1]}"


def counts(numbers: Mapping[str, int]) -> list[str]:
    """Each kind with how many, in the order in which a person reads them."""
    return [counted(label, numbers[label]) for label in KINDS if numbers.get(label)]


def listed(numbers: Mapping[str, int]) -> str:
    """The same as a part of a sentence."""
    *first, last = counts(numbers)
    return f"{'; '.join(first)}; and {last}" if first else last


def moving(changes: Iterable[Change]) -> dict[str, int]:
    """How many rows of each kind come to belong to the other record."""
    rows = {(one.label, one.row) for one in changes if one.field in ("family_id", "known_id")}
    return {label: sum(1 for kind, _ in rows if kind == label) for label in KINDS}


def names_made(changes: Iterable[Change]) -> list[str]:
    """The names that are kept as former ones."""
    return [one.after["name"] for one in changes if one.what == What.MADE and one.label == FORMER]
