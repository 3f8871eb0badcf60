"""Which cells are tried. The table answers for every seat in every place; a request costs tens of milliseconds.

- Every route and method, at its first place: everybody.
- Where something is read, at every other place: whoever may read there or at any place of the route, and two of the
  others in turn.
- Where something is changed, at every other place: one of those who are named there, and two of those who may at
  another place and not here (the state of the family took it from them), each in turn, so that over the routes of a
  kind everybody stands before every state.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tests.access.policy import HIDDEN, Row
from tests.access.seats import SEATS


def planned(rows: Sequence[Row]) -> Iterator[tuple[Row, list[str]]]:
    """Each row of one route, with the seats that try it."""
    near: dict[str, list[str]] = {}
    for row in rows:
        named = [seat for seat in SEATS if row.answers[seat].kind != HIDDEN and seat != "anonymous"]
        near[row.method] = [seat for seat in SEATS if seat in named or seat in near.get(row.method, ())]
    first: set[str] = set()
    turns: defaultdict[str, int] = defaultdict(lambda: sum(map(ord, rows[0].route)))
    for row in rows:
        if row.method not in first:
            first.add(row.method)
            yield row, list(SEATS)
            continue
        turns[row.method] += 1
        yield row, _in_turn(row, near[row.method], turns[row.method])


def _in_turn(row: Row, near: list[str], turn: int) -> list[str]:
    named = [seat for seat in near if row.answers[seat].kind != HIDDEN]
    closed = [seat for seat in near if row.answers[seat].kind == HIDDEN]
    far = [seat for seat in SEATS if seat not in near]
    if row.method == "GET" and row.reads:
        return named + closed + some(far, 2, turn)
    return some(named, 1, turn) + some(closed, 2, turn)


def some(seats: list[str], number: int, turn: int) -> list[str]:
    """So many of the seats, others each turn."""
    start = turn * number % len(seats) if seats else 0
    return (seats + seats)[start : start + min(number, len(seats))]
