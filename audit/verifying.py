"""Reading the whole log again and naming what was changed behind its back, entry by entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from audit.chain import BEGINNING, seal_of
from audit.heads import Head
from audit.models import Entry, Seal

AT_ONCE = 2000
SMALLEST = -(2**63)
EXPORTED_WITHIN = timedelta(minutes=10)


class What(StrEnum):
    """What was done to the log."""

    EDITED = "edited"
    REMOVED = "removed"
    REORDERED = "reordered"
    FORGED = "put in"
    SEAL_EDITED = "seal edited"
    CUT_OFF = "cut off"
    REWRITTEN = "rewritten"
    NOT_EXPORTED = "not exported"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: which chain, at which place, which entry if it is known."""

    what: What
    chain: int
    number: int | None
    entry: int | None
    sentence: str

    def __str__(self) -> str:
        whose = f"centre {self.chain}" if self.chain else "no centre"
        place = "" if self.number is None else f", number {self.number}"
        entry = "" if self.entry is None else f", entry {self.entry}"
        return f"{self.what.upper()}: {whose}{place}{entry}: {self.sentence}"


@dataclass
class Run:
    """Seals that follow one another without a break, by number and by hash."""

    follows: str
    first: int
    before: int  # the entry at the place before, or its own if there is none
    explained: bool  # whether something found there says why the hashes do not fit
    length: int = 0
    ends: str = ""


def findings(heads: Iterable[Head], *, exported_by: datetime | None = None) -> Iterator[Finding]:
    """Everything that is wrong with the log, compared with the `heads` that were exported; nothing if it is whole.

    `exported_by` is now, if `heads` are all there are: then a chain's end that is not among them is a finding too,
    unless it was sealed a few minutes ago.
    """
    told: dict[int, dict[int, set[str]]] = {}
    for head in heads:
        told.setdefault(head.chain, {}).setdefault(head.number, set()).add(head.hash)
    yield from _without_seal()
    yield from _waiting_for_nothing()
    chain: _Chain | None = None
    for seal, entry in _sealed():
        if chain is None or chain.number != seal.chain:
            if chain is not None:
                yield from chain.end(exported_by)
            chain = _Chain(seal.chain, told.pop(seal.chain, {}))
        yield from chain.take(seal, entry)
    if chain is not None:
        yield from chain.end(exported_by)
    for number, expected in sorted(told.items()):
        yield from _Chain(number, expected).end()


def _without_seal() -> Iterator[Finding]:
    for entry in Entry.objects.without_seal().iterator():
        sentence = "it has no seal, which every entry is given: it was put in, or its seal was removed."
        yield Finding(What.FORGED, entry.centre_id or 0, None, entry.pk, sentence)


def _waiting_for_nothing() -> Iterator[Finding]:
    for seal in Seal.objects.waiting().exclude(pk__in=Entry.objects.values("pk")).iterator():
        yield Finding(What.REMOVED, seal.chain, None, seal.pk, "it was removed before it was sealed.")


def _sealed() -> Iterator[tuple[Seal, Entry | None]]:
    """Every seal in order with its entry, a portion at a time, so that the longest log fits into memory."""
    chain, number = SMALLEST, 0
    while seals := list(Seal.objects.after(chain, number)[:AT_ONCE]):
        entries = Entry.objects.in_bulk([seal.pk for seal in seals])
        for seal in seals:
            yield seal, entries.get(seal.pk)
        chain, number = seals[-1].chain, seals[-1].number


class _Chain:
    """What is known of one chain while it is read from its beginning."""

    def __init__(self, number: int, told: dict[int, set[str]]) -> None:
        self.number = number
        self.told = told  # the heads that were exported: number -> hash
        self.next = 1
        self.runs: list[Run] = []
        self.doubtful: tuple[Seal, bool] | None = None  # does not fit its entry; whether it fits the seal before
        self.last: Seal | None = None
        self.told_right = 0  # the last exported head that is as it was exported
        self.told_wrong = False

    def take(self, seal: Seal, entry: Entry | None) -> Iterator[Finding]:
        """The next seal by number."""
        place: int = seal.number  # type: ignore[assignment]
        for missing in range(self.next, place):
            yield self._finding(What.REMOVED, missing, None, "the entry and its seal are gone.")
        if place < self.next:
            yield self._finding(What.FORGED, place, seal.pk, "another entry has this place.")
        unbroken = self.next == place
        explained = not unbroken or self.doubtful is not None
        follows = unbroken and seal.previous == (self.last.hash if self.last else BEGINNING)
        yield from self._judge_last(held=follows)
        fits = entry is None or seal.hash == _hash_of(seal, entry)
        if not follows or not self.runs:
            before = self.last.pk if self.last else seal.pk
            self.runs.append(Run(seal.previous, place, before, explained or not fits))
        self.runs[-1].length += 1
        self.runs[-1].ends = seal.hash
        if entry is None:
            yield self._finding(What.REMOVED, place, seal.pk, "the entry is gone; its seal is still there.")
        elif not fits:
            self.doubtful = (seal, follows or not unbroken)
        yield from self._compare_with_export(seal)
        self.last, self.next = seal, place + 1

    def _compare_with_export(self, seal: Seal) -> Iterator[Finding]:
        place: int = seal.number  # type: ignore[assignment]
        if place not in self.told:
            return
        if self.told[place] == {seal.hash}:
            self.told_right = place
        elif not self.told_wrong:  # every later one is wrong too
            self.told_wrong = True
            sentence = f"not the seal that was exported: something after number {self.told_right} was changed."
            yield self._finding(What.REWRITTEN, place, seal.pk, sentence)

    def _judge_last(self, *, held: bool) -> Iterator[Finding]:
        """The seal before did not fit its entry: if both its neighbours hold it in place, the entry was edited."""
        if self.doubtful is None:
            return
        (seal, follows), self.doubtful = self.doubtful, None
        if held and follows:
            yield self._finding(What.EDITED, seal.number, seal.pk, "it is not what was sealed.")
        else:
            yield self._finding(What.SEAL_EDITED, seal.number, seal.pk, "its seal was changed.")

    def end(self, exported_by: datetime | None = None) -> Iterator[Finding]:
        """After the last seal: what is reordered, cut off, or was never exported."""
        yield from self._judge_last(held=not self.told_wrong)
        yield from self._reordered()
        exported = max(self.told, default=0)
        for number in range(self.next, exported + 1):
            yield self._finding(What.CUT_OFF, number, None, "the end of the log is gone: it was exported up to here.")
        last = self.last
        late = exported_by and last and last.sealed_at and last.sealed_at < exported_by - EXPORTED_WITHIN
        if last and late and self.next > exported + 1:
            sentence = "sealed some time ago and never exported: put in, or the folder cannot be written."
            yield self._finding(What.NOT_EXPORTED, last.number, last.pk, sentence)

    def _reordered(self) -> Iterator[Finding]:
        """Follow the hashes instead of the numbers and name every entry that stands elsewhere than it was sealed."""
        by_what_they_follow = {run.follows: run for run in self.runs}
        left = {run.first: run for run in self.runs}
        place, after = 1, BEGINNING
        while left:
            run = by_what_they_follow.get(after)
            if run is None or run.first not in left:  # the thread is cut: go on with the next one by number
                run = next(iter(left.values()))
                place = run.first
                if not run.explained:
                    sentence = "the entry was changed and sealed again."
                    yield self._finding(What.SEAL_EDITED, max(run.first - 1, 1), run.before, sentence)
            del left[run.first]
            if run.first != place:
                yield from self._misplaced(run, place - run.first)
            place, after = place + run.length, run.ends

    def _misplaced(self, run: Run, by: int) -> Iterator[Finding]:
        numbers = (run.first, run.first + run.length - 1)
        for seal in Seal.objects.filter(chain=self.number, number__range=numbers).order_by("number").iterator():
            place: int = seal.number  # type: ignore[assignment]
            yield self._finding(What.REORDERED, place, seal.pk, f"it was sealed as number {place + by}.")

    def _finding(self, what: What, number: int | None, entry: int | None, sentence: str) -> Finding:
        return Finding(what, self.number, number, entry, sentence)


def _hash_of(seal: Seal, entry: Entry) -> str:
    at: datetime = seal.sealed_at  # type: ignore[assignment]
    return seal_of(entry, chain=seal.chain, previous=seal.previous, sealed_at=at)
