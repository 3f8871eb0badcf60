"""Runs the mutants instead of the tests: pytest collects and makes the database, then each mutant is a forked process.

First every test runs once and notes which of the functions it passes through. A mutant's tests are those that pass
through its function, the most particular first; the first that fails has found it.
"""

import json
import os
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from _pytest.runner import runtestprotocol
from django.db import connection, connections

from tests.mutation.journal import Journal
from tests.mutation.operators import Mutant
from tests.mutation.swapping import prepared, put, watch

NEEDS_A_SERVER = {"transactional_db", "live_server", "broker", "process_environment", "page", "narrow_page"}
ABOUT_ACCESS = re.compile("test_relations|test_visibility|test_who|test_attack|test_roles|test_polic|test_querysets")
Seen = dict[str, dict[str, Any]]  # of each test: the functions it passes through, and how long it takes


@dataclass
class Run:
    """What to do, and what came of it."""

    sources: list[str]
    mutants: list[Mutant]
    workers: int
    seconds: float  # at most for one mutant, the first time
    again: float  # and for one that survived that, with the tests that it was not tried against yet
    journal: Journal
    found: dict[Mutant, str] = field(default_factory=dict)  # the test that failed; "" if none did
    broken: list[str] = field(default_factory=list)  # tests that fail without any mutant: they can tell nothing

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Only tests that change nothing for others and need no second process."""
        items[:] = [item for item in items if not _commits(item)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: Any) -> bool:
        """Instead of running the tests."""
        first = next(item for item in session.items if item.get_closest_marker("django_db"))
        first.config.hook.pytest_runtest_protocol(item=first, nextitem=session.items[-1])  # makes the database
        _copies(self.workers)
        if "the tests" not in self.journal.known:
            self.journal.add("the tests", _first_run(session, self))
        seen, self.broken = self.journal.known["the tests"]
        _say(f"Left out, for they fail without any mutant: {self.broken or 'none'}")
        chosen = _Chooser(session.items, {test: said for test, said in seen.items() if test not in self.broken})
        _say(f"{len(session.items)} tests, {len(self.mutants)} mutants")
        self._try(session, chosen, self.mutants, self.seconds)
        _say(f"Those that survive ({len(self.survivors)}) are tried against more tests")
        self._try(session, chosen, self.survivors, self.again)
        return True

    @property
    def survivors(self) -> list[Mutant]:
        """Those that no test has found."""
        return [mutant for mutant, by in self.found.items() if not by]

    def _try(self, session: Any, chosen: "_Chooser", mutants: list[Mutant], seconds: float) -> None:
        tried = iter(range(1, len(mutants) + 1))
        known = self.journal.known

        def name(mutant: Mutant) -> str:
            return f"{mutant} within {seconds:.0f} s"

        def done(mutant: Mutant, said: dict[str, Any]) -> None:
            number = next(tried)
            if name(mutant) not in known:
                self.journal.add(name(mutant), said)
            self.found[mutant] = said["by"]
            chosen.note(mutant, said)
            if not said["by"]:
                _say(f"SURVIVES ({said['tests']} of {said['all']} tests, {said['seconds']:.0f} s) {mutant}")
            elif number % 50 == 0:
                _say(f"... {number} tried")

        for one in mutants:
            if name(one) in known:
                done(one, known[name(one)])
        left = [one for one in mutants if name(one) not in known]
        _forked([(one, _job(session, one, chosen, seconds)) for one in left], self.workers, done)


def _say(words: str) -> None:
    sys.__stdout__.write(words + "\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


def _commits(item: Any) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or bool(NEEDS_A_SERVER & set(item.fixturenames))


def _copies(number: int) -> None:
    """A database for each worker."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    server = psycopg2.connect(**{**connection.get_connection_params(), "dbname": "postgres"})
    server.autocommit = True
    with closing(server), server.cursor() as cursor:
        for which in range(number):
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}_{which}"')
            cursor.execute(f'CREATE DATABASE "{name}_{which}" TEMPLATE "{name}"')


def _forked(jobs: Iterable[tuple[Any, Callable[[], Any]]], workers: int, done: Callable[[Any, Any], None]) -> None:
    """Do each job in a process of its own, so many at once; `done` is given what each said."""
    waiting, running, free = list(jobs)[::-1], {}, list(range(workers))
    with tempfile.TemporaryDirectory() as folder:
        while waiting or running:
            while waiting and free:
                name, job = waiting.pop()
                slot = free.pop()
                connections.close_all()
                process = os.fork()
                if not process:
                    _child(job, slot, Path(folder) / f"{os.getpid()}.json")
                running[process] = (name, slot)
            process, status = os.wait()
            name, slot = running.pop(process)
            free.append(slot)
            answer = Path(folder) / f"{process}.json"
            assert not status, f"{name}: a process ended with {status}"
            done(name, json.loads(answer.read_text()))


def _child(job: Callable[[], Any], slot: int, answer: Path) -> None:
    """Never returns: what the parent would do at its end (stop the database) is not for a child."""
    code = 1
    try:
        connection.settings_dict["NAME"] += f"_{slot}"
        answer.write_text(json.dumps(job()))
        code = 0
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(code)


def _run(
    session: Any, items: list[Any], stop: Callable[[Any, bool, float], bool],
    longest: Callable[[Any], float] = lambda item: 0,
) -> None:  # fmt: skip
    """Run the tests one after the other until `stop` (told the test, whether it passed and how long it took).

    `longest`: a test that takes more seconds fails, for a mutant may never end; 0: as long as it takes.
    """
    session._setupstate.teardown_exact(items[0])
    signal.signal(signal.SIGALRM, _too_long)
    for place, item in enumerate(items):
        begun = time.monotonic()
        following = items[place + 1] if place + 1 < len(items) else session.items[0]
        signal.setitimer(signal.ITIMER_REAL, longest(item))
        reports = runtestprotocol(item, nextitem=following, log=False)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if stop(item, not any(report.failed for report in reports), time.monotonic() - begun):
            return


def _too_long(*_: Any) -> None:
    raise TimeoutError("it does not come to an end")


def _first_run(session: Any, run: Run) -> tuple[Seen, list[str]]:
    """Every test without a mutant, in as many parts as there are workers."""
    seen: Seen = {}
    broken: list[str] = []

    def part(items: list[Any]) -> Callable[[], Any]:
        def job() -> Any:
            passed: dict[str, Any] = {}
            through: set[str] = set()
            queries = prepared()
            for source in run.sources:
                watch(source, lambda path, name: through.add(f"{path}::{name}"))

            def note(item: Any, right: bool, seconds: float) -> bool:
                passed[item.nodeid] = {"right": right, "seconds": seconds, "through": sorted(through)}
                through.clear()
                for query in queries:  # else only the first test would pass through what makes its SQL
                    query.forget()
                return False

            _run(session, items, note)
            return passed

        return job

    def done(name: Any, said: Seen) -> None:
        _say(f"{name}: {len(said)} tests, {sum(one['seconds'] for one in said.values()):.0f} s")
        seen.update(said)
        broken.extend(one for one, what in said.items() if not what["right"])

    modules = list(dict.fromkeys(item.nodeid.partition("::")[0] for item in session.items))
    parts = [[item for item in session.items if item.nodeid.partition("::")[0] == module] for module in modules]
    _forked([(module, part(items)) for module, items in zip(modules, parts, strict=True)], run.workers, done)
    return seen, broken


class _Chooser:
    """Which tests a mutant has to pass, in which order."""

    def __init__(self, items: list[Any], seen: Seen) -> None:
        self.items, self.seen = {item.nodeid: item for item in items}, seen
        self.tried: dict[Mutant, set[str]] = defaultdict(set)
        self.found: Counter[str] = Counter()  # how many mutants each test has found: a good one is tried early,
        self.good: set[tuple[str, str]] = set()  # and after it those of its module, for mutants of the same source
        self.through: dict[str, list[str]] = defaultdict(list)
        self.access = sorted({test.partition("::")[0] for test in seen if test.startswith("tests/access/")})
        for test, said in seen.items():
            for place in said["through"]:
                self.through[place].append(test)

    def of(self, mutant: Mutant) -> list[Any]:
        """Those that pass through the mutant's function; for a value at the top, through any function of its file."""
        here = self.through.get(f"{mutant.path}::{mutant.where}")
        if here is None and mutant.where.isupper():
            here = [test for place, tests in self.through.items() if place.startswith(mutant.path) for test in tests]
        costs = {test: self._cost(mutant, test) for test in here or []}
        alike: Counter[str] = Counter()
        for test in sorted(costs, key=lambda one: (costs[one], one)):
            name = test.partition("[")[0]
            costs[test] += 5 * alike[name]  # the same test with other values is tried between others
            alike[name] += 1
        order = sorted(costs, key=lambda one: (costs[one], one))
        return [self.items[test] for test in order if test not in self.tried[mutant]]

    def note(self, mutant: Mutant, said: dict[str, Any]) -> None:
        """Remember which test found a mutant, and which did not."""
        self.tried[mutant] |= set(said["ran"])
        if said["by"]:
            self.found[said["by"]] += 1
            self.good.add((mutant.path, said["by"].partition("::")[0]))

    def _cost(self, mutant: Mutant, test: str) -> float:
        """Quick and particular tests first, those of the app or of that name before others, the matrix at the end."""
        said = self.seen[test]
        far = 0 if test.startswith(f"tests/{mutant.path.partition('/')[0]}/") else 30
        far -= 10 * min(5, self.found[test]) + 30 * bool(ABOUT_ACCESS.search(test))
        far -= 60 * _shared(mutant.where, test) + 20 * _shared(mutant.change, test)
        far -= 60 * _shared(mutant.path.partition("/")[2], test.partition("::")[0].rpartition("/")[2])
        far -= 100 * ((mutant.path, test.partition("::")[0]) in self.good)
        if test.startswith("tests/access/") and "test_roles" not in test:
            # Each of its modules builds a world: they are not mixed.
            far = 1000 * (1 + self.access.index(test.partition("::")[0]))
        return far + min(900, len(said["through"]) + 60 * said["seconds"])


def _shared(words: str, test: str) -> int:
    """How many of the words, by their first letters, are in a test's name."""
    return sum(word in test for word in set(re.findall("[a-z]{4,6}", words.lower())))


def _job(session: Any, mutant: Mutant, chosen: _Chooser, seconds: float) -> Callable[[], Any]:
    def job() -> Any:
        begun, said, items = time.monotonic(), {"by": "", "ran": [], "spent": 0.0}, chosen.of(mutant)
        put(mutant)

        def stop(item: Any, right: bool, took: float) -> bool:
            said["ran"].append(item.nodeid)
            if not right:
                said["by"] = item.nodeid
            said["spent"] += chosen.seen[item.nodeid]["seconds"]  # as it took alone: a busy machine is no excuse
            return not right or said["spent"] > seconds

        if items:
            _run(session, items, stop, lambda item: 60 + 20 * chosen.seen[item.nodeid]["seconds"])
        return said | {"seconds": time.monotonic() - begun, "tests": len(said["ran"]), "all": len(items)}

    return job
