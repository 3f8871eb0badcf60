"""Fields that hold numbers of other records within them: what is written must name those by what they are called in the
zip, and what is read back by their new numbers. Both ways are one walk, with another `swap`. Pure.

Who may know an item of the minutes stands there as numbers of agencies: taken along as they are, they would be other
agencies in another installation.
"""

import re
from collections.abc import Callable
from typing import Any

Json = Any
# What a record of that label is called now -> what it is called there; None for one that is not among them.
Swap = Callable[[str, Any], Any]
Walk = Callable[[Any, dict[str, Any], Swap], Any]

USER, AGENCY, FAMILY, ITEM = "accounts.User", "centres.Agency", "families.Family", "meetings.AgendaItem"
OWNED = {
    "lead": "cases.Lead", "action": "cases.Action", "series": "meetings.SeriesMember", "meeting": "meetings.Meeting",
    "deputy": "cases.Deputy",
}  # fmt: skip
SUBJECTS = {
    "centres.centre": "centres.Centre", "families.family": FAMILY, "meetings.minutes": "meetings.Minutes",
}  # fmt: skip


class NotWhole(ValueError):
    """It does not have the shape that such a field has."""


def _row(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NotWhole
    return value


def _rows(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise NotWhole
    return [_row(one) for one in value]


def _many(value: Any, label: str, swap: Swap) -> Any:
    if value is None:
        return None
    if not isinstance(value, list):
        raise NotWhole
    return [other for one in value if (other := swap(label, one)) is not None]


def minutes(value: Any, row: dict[str, Any], swap: Swap) -> Any:
    """The snapshot of a meeting (meetings.snapshot)."""
    content = dict(_row(value))
    if "meeting" in content:
        meeting = dict(_row(content["meeting"]))
        content["meeting"] = meeting | {"id": swap("meetings.Meeting", meeting.get("id"))}
    content["attendance"] = [_guest(one, swap) for one in _rows(content.get("attendance", []))]
    content["actions_last"] = [_about_family(_owned(one, swap), swap) for one in _rows(content.get("actions_last", []))]
    content["items"] = [_item(one, swap) for one in _rows(content.get("items", []))]
    content["corrections"] = [
        one | {"item": swap(ITEM, one.get("item"))} for one in _rows(content.get("corrections", []))
    ]
    return content


def _guest(one: dict[str, Any], swap: Swap) -> dict[str, Any]:
    return one | {"guest_for": _many(one["guest_for"], ITEM, swap)} if "guest_for" in one else one


def _owned(one: dict[str, Any], swap: Swap) -> dict[str, Any]:
    return one | {"owner_id": swap(USER, one["owner_id"])} if "owner_id" in one else one


def _about_family(one: dict[str, Any], swap: Swap) -> dict[str, Any]:
    return one | {
        "family_id": swap(FAMILY, one.get("family_id")), "may_know": _many(one.get("may_know"), AGENCY, swap),
    }  # fmt: skip


def _item(one: dict[str, Any], swap: Swap) -> dict[str, Any]:
    found = _about_family(one, swap) | {"id": swap(ITEM, one.get("id"))}
    if isinstance(found.get("decision"), dict):
        actions = [_owned(action, swap) for action in _rows(found["decision"].get("actions", []))]
        found["decision"] = found["decision"] | {"actions": actions}
    return found


# --- what is typed and not sent yet: forms name records by their numbers, as text ---

GOAL = re.compile(r"^goal_(\d{1,18})_(\w+)$")
WISH = "agency_"


def _typed(value: Any, label: str, swap: Swap) -> Any:
    """What was chosen, as text; what is no number stays as it was typed, who is not among them is nobody."""
    if isinstance(value, list):
        return [other for one in value if (other := _typed(one, label, swap)) is not None]
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return value
    other = swap(label, int(text))
    return None if other is None else str(other)


def _chosen(typed: dict[str, Any], fields: dict[str, str], swap: Swap) -> dict[str, Any]:
    found = {}
    for name, value in typed.items():
        other = _typed(value, fields[name], swap) if name in fields else value
        if other is not None:
            found[name] = other
    return found


def referral_draft(value: Any, row: dict[str, Any], swap: Swap) -> Any:
    """A referral as typed (referrals.draft_page)."""
    fields = {"children": "families.Child", "given_by": "families.Adult", "wording": "consent.Wording"}
    typed = _chosen(_row(value), fields, swap)
    return {other: typed[name] for name in typed if (other := _wish(name, swap)) is not None}


def _wish(name: str, swap: Swap) -> str | None:
    """The question about an agency, which is called by its number here and by its name in the zip."""
    if not name.startswith(WISH):
        return name
    of = name.removeprefix(WISH)
    agency = swap(AGENCY, int(of) if of.isascii() and of.isdigit() and len(of) < 19 else of)
    return None if agency is None else f"{WISH}{agency}"


def decision_draft(value: Any, row: dict[str, Any], swap: Swap) -> Any:
    """A decision as typed on the chair's screen (meetings.drafts)."""
    job = "centres.Membership"
    typed = _chosen(_row(value), {"services": "centres.Service", "lead": job}, swap)
    if "actions" in typed:
        typed["actions"] = [_chosen(one, {"owner": job}, swap) for one in _rows(typed["actions"])]
    found = {}
    for name, one in typed.items():
        goal = GOAL.match(name)
        other = swap("cases.Goal", int(goal[1])) if goal else None
        if goal and other is not None:
            found[f"goal_{other}_{goal[2]}"] = one
        elif not goal:
            found[name] = one
    return found


# --- rows that say by a code of what they are ---


def seen_to(value: Any, row: dict[str, Any], swap: Swap) -> Any:
    """Something that somebody who leaves has here (meetings.owned)."""
    return swap(OWNED[row["kind"]], value) if row["kind"] in OWNED else None


def subject(value: Any, row: dict[str, Any], swap: Swap) -> Any:
    """What a document is of."""
    return swap(SUBJECTS[row["subject_type"]], value) if row["subject_type"] in SUBJECTS else None


GONE = "gone"
EDITIONS = {"agency": AGENCY, "guest": "meetings.Attendance"}


def edition(value: Any, row: dict[str, Any], swap: Swap) -> Any:
    """For whom a document is: "agency:3:1f0c…" (meetings.editions). Its last part has no colon in it."""
    kind, _, rest = str(value).partition(":")
    if kind not in EDITIONS or not rest:
        return value
    of, colon, last = rest.rpartition(":")
    if not colon:
        of, last = rest, ""
    if of == GONE:
        return value
    known = int(of) if of.isascii() and of.isdigit() and len(of) < 19 else of
    other = swap(EDITIONS[kind], known)
    # Nobody's any more: what it was called stays, so that it is still one edition among others.
    return f"{kind}:{GONE if other is None else other}{colon}{last}"


INSIDE: dict[tuple[str, str], Walk] = {
    ("meetings.Minutes", "content"): minutes,
    ("meetings.AgendaItem", "typed"): decision_draft,
    ("referrals.Referral", "typed"): referral_draft,
    ("meetings.SeenTo", "thing"): seen_to,
    ("documents.Document", "subject_id"): subject,
    ("documents.Document", "edition"): edition,
}
