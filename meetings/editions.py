"""Who reads which minutes: one edition per recipient: what their agency may know, the manager's in full, a guest's
items.

What an agency may not know is left out and only counted. The snapshot says who could know when the meeting closed;
what the family wishes now is asked again on every read, so that a withdrawal takes effect with the next request.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cases.status import ActionStatus
from centres.policies import manages
from consent.querysets import kinds_kept_from
from consent.status import Information
from families.querysets import remaining_ids
from meetings.models import AgendaItem, Attendance, Minutes
from meetings.querysets import still_works_for_it
from meetings.shown import decision_kept, words_kept
from meetings.snapshot import Json, may_know
from meetings.status import Present

DATES = {"on", "due_on", "next_review_on"}


@dataclass(frozen=True)
class Edition:
    """The minutes as one recipient may read them: as their agency may know them, or (the manager) all of it.

    `key` is "full", "agency:" and its id, or "guest:" and the id of the attendance.
    """

    key: str
    content: Json
    left_out: int
    partly: int = 0  # items of which the agency reads a part
    reader: str = ""  # whose it is
    mine: list[Json] = field(default_factory=list)  # the actions in it that the reader has to do

    @property
    def family_ids(self) -> set[int]:
        """The families it names."""
        rows = [*self.content["items"], *self.content["actions_last"]]
        return {row["family_id"] for row in rows if row["family_id"]}


def edition_for(minutes: Minutes, reader: Any, on: date) -> Edition:
    """The edition of `reader`, who has been found by `visible_to`: the manager's is full."""
    if manages(reader, minutes.meeting.centre_id):
        return _for(reader, full_edition(minutes))
    expected = minutes.meeting.attendance.filter(user=reader).annotate(works=still_works_for_it())
    own = expected.prefetch_related("guest_items").first()
    agency_id = own.agency_id if own and own.works else None
    return _for(reader, agency_edition(minutes, agency_id, on, guest=own if own and own.guest else None))


def _here(content: Json, items: list[Json]) -> Json:
    """Who was there as far as these items tell: a guest with the items for which they came, or not at all."""
    shown = {item["id"] for item in items}
    here = [_with_items(one, shown) for one in content["attendance"]]
    here = [one for one in here if one.get("guest_for", True)]
    came = {
        one["agency"] for one in here if "guest_for" in one and (one["present"] == Present.PRESENT or one["deputy"])
    }
    return {"attendance": here, "missing_agencies": [one for one in content["missing_agencies"] if one not in came]}


def _with_items(row: Json, shown: set[int]) -> Json:
    if "guest_for" not in row:
        return row
    return {**row, "guest_for": [pk for pk in row["guest_for"] if pk in shown]}


def _for(reader: Any, edition: Edition) -> Edition:
    decisions = [item["decision"] for item in edition.content["items"] if item["decision"]]
    agreed = [action for one in decisions for action in one["actions"]]
    still = [action for action in edition.content["actions_last"] if action["status"] == ActionStatus.OPEN]
    mine = [action for action in [*agreed, *still] if action.get("owner_id") == reader.pk]
    return replace(edition, reader=reader.name, mine=sorted(mine, key=lambda action: action["due_on"]))


def preview_for(minutes: Minutes, recipient: Any, by: Any, on: date) -> tuple[Edition, int]:
    """The edition of a recipient as far as `by` reads those items too, and how many they do not.

    Whoever has the chair is no exception to the family's wishes.
    """
    theirs, own = edition_for(minutes, recipient, on), edition_for(minutes, by, on)
    whole = {item["id"] for item in own.content["items"] if not item.get("part")}
    items = [item for item in theirs.content["items"] if item["id"] in whole]
    shown = {
        **theirs.content,
        "items": items,
        "actions_last": [one for one in theirs.content["actions_last"] if one in own.content["actions_last"]],
        "corrections": [one for one in theirs.content["corrections"] if one in own.content["corrections"]],
        **_here(theirs.content, items),
    }
    hidden = len(theirs.content["items"]) - len(items)
    return _for(recipient, replace(theirs, content=shown)), hidden


def content_today(minutes: Minutes) -> Json:
    """The snapshot with each family's number of today: a record can be merged with another, and be itself again.

    An item knows its family; what was asked about last time is only known by the number that stood there.
    """
    content = minutes.content
    items = AgendaItem.objects.filter(meeting_id=minutes.meeting_id, family__isnull=False).order_by()
    of_item = dict(items.values_list("pk", "family_id"))
    asked = {one["family_id"] for one in content["actions_last"] if one["family_id"]}
    merged = remaining_ids(asked) if asked else {}
    return {
        **content,
        "items": [{**one, "family_id": of_item.get(one["id"], one["family_id"])} for one in content["items"]],
        "actions_last": [
            {**one, "family_id": merged.get(one["family_id"], one["family_id"])} for one in content["actions_last"]
        ],
    }


def full_edition(minutes: Minutes) -> Edition:
    """Everything: for the manager of the centre."""
    content = content_today(minutes)
    return Edition("full", _with_dates({**content, **_here(content, content["items"])}), 0)


def agency_edition(minutes: Minutes, agency_id: int | None, on: date, *, guest: Attendance | None = None) -> Edition:
    """What the agency may know; None is an agency that nobody wishes anything of: the team's own matters only.

    For a `guest` the same of the items they came for, and their own actions; nothing tells how many others there were.
    """
    content = content_today(minutes)
    came_for = {asked.item_id for asked in guest.guest_items.all()} if guest else None
    rows = [*content["items"], *content["actions_last"]]
    now = may_know((row["family_id"] for row in rows if row["family_id"]), on)

    def known(row: Json) -> bool:
        if row["may_know"] is None:
            return True
        return agency_id in row["may_know"] and agency_id in now.get(row["family_id"], [])

    kept_from = kinds_kept_from(agency_id, list(now))
    of = {item["family_id"]: frozenset(kept_from.get(item["family_id"], ())) for item in content["items"]}
    asked = [item for item in content["items"] if came_for is None or item["id"] in came_for]
    items = [_without(item, of[item["family_id"]]) for item in asked if known(item)]
    whole = {item["id"] for item in items if not of[item["family_id"]]}
    filtered = {
        **content,
        "items": items,
        "actions_last": [
            action
            for action in content["actions_last"]
            if known(action)
            and Information.PLAN not in kept_from.get(action["family_id"], ())
            and (guest is None or action.get("owner_id") == guest.user_id)
        ],
        # What was corrected is free text about anything of the item: only for whoever reads all of it.
        "corrections": [
            one for one in content["corrections"] if one["item"] in whole or (one["item"] is None and guest is None)
        ],
        **_here(content, items),
    }
    partly = sum(1 for item in items if item["part"])
    key = f"guest:{guest.pk}" if guest else f"agency:{agency_id}"
    return Edition(key, _with_dates(filtered), len(asked) - len(items), partly)


def _without(item: Json, kinds: frozenset[str]) -> Json:
    """The item without what its family keeps from the agency; `part` says that something was left out."""
    shown = _without_words(item, kinds)
    if "along" in item:
        shown["along"] = [_without_words(one, kinds) for one in item["along"]]
    if item["decision"] and decision_kept(kinds, bool(item["decision"]["done_now"])):
        shown["decision"] = None
    if Information.HEALTH in kinds:
        # A snapshot that does not say which views are a health service's shows none of them.
        shown["views"] = [view for view in shown["views"] if not view.get("health", True)]
    return shown | {"part": shown != item}


def _without_words(row: Json, kinds: frozenset[str]) -> Json:
    return {**row, **dict.fromkeys(words_kept(kinds) & row.keys(), "")}


def _with_dates(value: Any) -> Any:
    """The snapshot with its dates as dates, for those who show them."""
    if isinstance(value, list):
        return [_with_dates(one) for one in value]
    if isinstance(value, dict):
        return {
            key: date.fromisoformat(one) if key in DATES and isinstance(one, str) else _with_dates(one)
            for key, one in value.items()
            if key != "may_know"
        }
    return value
