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
    is in `theirs`: whoever comes second sees both and chooses.
    """
    typed, theirs = dict(now), {}
    for name in {*seen, *mine, *now}:
        was, own, other = (one.get(name) for one in (seen, mine, now))
        if own in (other, was):
            continue
        if other == was:
            typed[name] = own
        else:
            theirs[name] = other
    return Merged({name: value for name, value in typed.items() if value}, theirs)
