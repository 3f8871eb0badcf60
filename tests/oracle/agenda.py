"""What becomes of an agenda, as the oracle is told of it: parts, items taken together, their order. Plain Python.

Items stand in `Meeting.items` as they do on the agenda. Guests are facts of single items; what is one matter has the
same guests (docs/access.md), so these functions say who comes for what after each of them.
"""

from collections.abc import Iterable

from tests.oracle.facts import Meeting


def waits(at: Meeting, item: int) -> bool:
    """Whether it is still to be decided on its own."""
    return item not in at.decided and item not in at.together


def one_matter(at: Meeting, item: int) -> set[int]:
    """The item with everything that is discussed and decided together with it."""
    host = at.together.get(item, item)
    return {host} | {one for one, other in at.together.items() if other == host}


def split(at: Meeting, whole: int, part: int) -> None:
    """A part stands right after the whole, is of the same family and has the same guests."""
    order = list(at.items)
    order.insert(order.index(whole) + 1, part)
    _in_order(at, order, {**at.items, part: at.items[whole]})
    at.parts[part] = whole
    at.named.add(part)
    for asked in at.guests.values():
        asked |= {part} if whole in asked else set()


def join(at: Meeting, item: int, host: int) -> None:
    """Two items of one family are one matter: who comes for one of them comes for both."""
    assert at.items[item] is not None
    assert at.items[item] == at.items[host], "two families are one matter"
    at.together[item] = host
    matter = one_matter(at, item)
    for asked in at.guests.values():
        asked |= matter if asked & matter else set()


def apart(at: Meeting, item: int) -> None:
    """It waits again; whoever heard of it stays invited until that is taken back."""
    del at.together[item]


def move(at: Meeting, item: int, earlier: bool, seen: Iterable[int]) -> None:
    """One place past the next item that waits, of those that whoever moves it sees."""
    order = list(at.items)
    waiting = [one for one in order if one in set(seen) and waits(at, one)]
    beside = waiting[waiting.index(item) + (-1 if earlier else 1)]
    order.remove(item)
    order.insert(order.index(beside) + (0 if earlier else 1), item)
    _in_order(at, order, at.items)


def _in_order(at: Meeting, order: list[int], families: dict[int, int | None]) -> None:
    at.items = {item: families[item] for item in order}
