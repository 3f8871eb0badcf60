"""Two people type on one item: what each changed since they last saw it is kept, and nobody overwrites unseen words.

Pure. `typed` is what `meetings.drafts.typed_from` makes of a form: fields by name, and the rows of actions together.
"""

from dataclasses import dataclass, field
from typing import Any

Typed = dict[str, Any]


@dataclass(frozen=True)
class Merged:
    """What there is now, and what somebody else wrote where both did."""

    typed: Typed
    theirs: Typed = field(default_factory=dict)


def merged(*, seen: Typed, mine: Typed, now: Typed) -> Merged:
    """Join `mine` with what is there `now`; both began with `seen`.

    A field that one of them changed is as that one left it. One that both changed, differently, stays as it is now, and
    is in `theirs`: whoever comes second sees both and chooses. What is not in `now` nobody has touched: the page may
    show a proposal there. What somebody emptied is there, and empty.
    """
    typed, theirs = dict(now), {}
    for name in {*seen, *mine}:
        was, own = seen.get(name), mine.get(name)
        other = now.get(name, was)
        if same(own, was) or same(own, other):
            continue
        if same(other, was):
            typed[name] = own or type(was)()
        else:
            theirs[name] = other
    return Merged(typed, theirs)


def same(one: Any, other: Any) -> bool:
    """Whether both say the same: an empty field and one that was not sent do."""
    return (one or None) == (other or None)


def news_for(mine: Typed, kept: Merged) -> Typed:
    """What somebody else changed and whoever typed `mine` has not got yet."""
    return {
        name: value for name, value in kept.typed.items() if name not in kept.theirs and not same(value, mine.get(name))
    }
