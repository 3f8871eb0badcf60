"""Which of two records' wishes hold when they are one: the stricter, always. Pure rules, on rows.

Whom either keeps out stays out, and what either keeps from somebody stays kept. Whom only one lets know is let know by
the family only if the other record has nothing that this would open: what one of them said opens nothing of the other.
"""

from collections.abc import Iterator
from typing import Any

from consent.models import Agreement
from consent.status import AgreementStatus
from merging.changes import Change
from merging.holdings import AGREEMENT, CASE, ITEM, KIND, REFERRAL, WISH, Holdings

Current = dict[Any, tuple[int, dict[str, Any]]]


def has_work(of: Holdings, family_id: int) -> bool:
    """Whether an agency that may know would be shown anything of this record but who the family is."""
    return any(True for label in (REFERRAL, CASE, ITEM) for _ in of.of(label, family_id))


def wishes_that_end(of: Holdings, kept: int, gone: int, on: Any) -> Iterator[Change]:
    """The wishes, of either record, that do not hold for the family; the other one does, or nothing is said."""
    mine, theirs = _current(of, WISH, kept), _current(of, WISH, gone)
    works = {"mine": has_work(of, kept), "theirs": has_work(of, gone)}
    for agency in sorted({*mine, *theirs}):
        weaker = _weaker(mine.get(agency), theirs.get(agency), works)
        if weaker:
            yield Change(WISH, weaker, "until", None, on)
    yield from _kinds_that_end(of, kept, gone, on)


def _current(of: Holdings, label: str, family_id: int) -> Current:
    key = (lambda row: row["agency_id"]) if label == WISH else (lambda row: (row["agency_id"], row["kind"]))
    return {key(row): (pk, row) for pk, row in of.of(label, family_id) if row["until"] is None}


def _weaker(mine: Any, theirs: Any, works: dict[str, bool]) -> int | None:
    if mine and theirs:
        return int(mine[0] if mine[1]["included"] and not theirs[1]["included"] else theirs[0])
    said, other = (mine, "theirs") if mine else (theirs, "mine")
    return int(said[0]) if said[1]["included"] and works[other] else None


def _kinds_that_end(of: Holdings, kept: int, gone: int, on: Any) -> Iterator[Change]:
    mine, theirs = _current(of, KIND, kept), _current(of, KIND, gone)
    for what in sorted(mine.keys() & theirs.keys()):
        weaker = mine if mine[what][1]["included"] and not theirs[what][1]["included"] else theirs
        yield Change(KIND, weaker[what][0], "until", None, on)


def agreements_in_force(of: Holdings, family_id: int, on: Any) -> list[dict[str, Any]]:
    """The agreements of a record that hold on `on`."""
    return [row for _, row in of.of(AGREEMENT, family_id) if _agreement(row).in_force(on)]


def _agreement(row: dict[str, Any]) -> Agreement:
    return Agreement(status=row["status"], given_on=row["given_on"], until=row["until"])


def last_no(of: Holdings, family_id: int) -> Any:
    """The day on which a record's family said no last, by refusing or by withdrawing; None if it never did."""
    days = [
        row["withdrawn_on"] or row["given_on"]
        for _, row in of.of(AGREEMENT, family_id)
        if row["status"] != AgreementStatus.GIVEN
    ]
    return max(days, default=None)
