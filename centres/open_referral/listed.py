"""A service as a feed or a file tells of it, and what could not be read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from centres.status import Need

ANY_AGE = 1200  # months: a service without an upper age limit
# What the directory's columns hold.
LONGEST = {"ref": 100, "name": 200, "provider": 200, "about": 1000, "when": 300, "where": 300, "contact": 120,
           "website": 300, "email": 254}  # fmt: skip


class NotReadable(Exception):
    """Nothing of it can be read. `sentence` says in plain English why, and where."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Listed:
    """A service. Texts are tidy and fit the directory; ages are in months, both ends included."""

    ref: str  # the feed's own id
    name: str
    provider: str
    about: str = ""
    needs: tuple[str, ...] = ()
    needs_told: bool = False  # told in our own words; else guessed from theirs
    from_age_months: int = 0
    to_age_months: int = ANY_AGE
    when: str = ""
    days: tuple[str, ...] = ()  # MO to SU
    where: str = ""
    districts: tuple[str, ...] = ()  # first halves of postcodes, like BS1
    phone: str = ""
    email: str = ""
    website: str = ""
    contact: str = ""
    offered: bool = True

    @property
    def need_names(self) -> list[str]:
        """The needs it is for, in words."""
        return [str(Need(code).label) for code in self.needs]

    def as_json(self) -> dict[str, Any]:
        """For keeping it until somebody has looked at it."""
        return asdict(self)


def from_json(kept: Mapping[str, Any]) -> Listed:
    """What `as_json` made."""
    known = {one.name for one in fields(Listed)}
    return Listed(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in kept.items() if name in known}
    )


@dataclass(frozen=True)
class Problem:
    """Something of a feed that is not as it should be: the service was left out, or only a part of it."""

    place: str  # Service 14, “Chatterbox”
    sentence: str
    ref: str = ""
    left_out: bool = True  # the whole service


@dataclass(frozen=True)
class Read:
    """What was read."""

    services: tuple[Listed, ...] = ()
    problems: tuple[Problem, ...] = ()
