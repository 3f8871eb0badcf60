"""The words in which the tables are written: a row is a route, a method, a place, and what each seat is answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.access.seats import SEATS

MAY, GOES, HIDDEN, REFUSED, SIGN_IN, IDLE = "may", "goes on", "404", "403", "must sign in", "changes nothing"


@dataclass(frozen=True)
class Answer:
    """What somebody is answered; a refusal has its reason."""

    kind: str
    because: str = ""

    def __str__(self) -> str:
        return f"{self.kind} “{self.because}”" if self.because else self.kind


@dataclass(frozen=True)
class Row:
    """One route and method at one place, with the answer for every seat."""

    route: str
    method: str
    at: str
    ask: str
    send: Any
    answers: Mapping[str, Answer]
    reads: bool = False  # nothing but reading: the route has no other method

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.at}{'?' if self.ask else ''}{self.ask}".strip()


def seats(names: str) -> list[str]:
    """The seats that are named; a name that is none is an error."""
    found = names.split()
    unknown = set(found) - SEATS.keys()
    assert not unknown, f"nobody is called {sorted(unknown)}"
    return found


def minus(names: str, less: str) -> str:
    """Those named first without those named second."""
    return " ".join(one for one in seats(names) if one not in seats(less))


def row(
    route: str, methods: str, at: str | Iterable[str] = "", *, may: str = "", goes: str = "", idle: str = "",
    refused: Mapping[str, str] | None = None, others: str = HIDDEN, anonymous: str = SIGN_IN,
    ask: str | Iterable[str] = "", send: Any = None,
) -> list[Row]:  # fmt: skip
    """Rows for each method, place and query. `refused`: the reason, and who is told it. Whoever is not named: 404.

    `may`: a page or file (200) for GET; for the other methods it is done, or a rule of the work says why not.
    `goes`: sent to another page. `idle`: answered, and nothing has changed. `send`: the name of what is sent.
    """
    answers = dict.fromkeys(SEATS, Answer(others))
    named = [(MAY, may, ""), (GOES, goes, ""), (IDLE, idle, "")]
    named += [(REFUSED, names, because) for because, names in (refused or {}).items()]
    told: set[str] = {"anonymous"}
    answers["anonymous"] = Answer(anonymous)
    for kind, names, because in named:
        for seat in seats(names):
            assert seat not in told, f"{route}: {seat} is named twice"
            told.add(seat)
            answers[seat] = Answer(kind, because)
    return [
        Row(route, method, place, query, send, answers)
        for method in methods.split()
        for place in ([at] if isinstance(at, str) else at)
        for query in ([ask] if isinstance(ask, str) else ask)
    ]
