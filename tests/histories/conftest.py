"""The world of the histories, built once for each process, and what is said when they have been told."""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction

from tests.histories.telling import SEED, Teller
from tests.histories.world import NOW, build


@pytest.fixture(scope="module")
def teller(django_db_setup: None, django_db_blocker: Any) -> Iterator[Teller]:
    """Tells histories in a world within one transaction that is never committed."""
    logging.disable(logging.WARNING)
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False) as clock, transaction.atomic():
        yield Teller(build(), clock)
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many histories were told from which seed, and what happened in them; of every process together."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    told = sorted((value["first"], value) for one in reports for name, value in one.user_properties if name == "told")
    if not told:
        return
    sums: dict[str, Counter[str]] = {"counts": Counter(), "done": Counter(), "met": Counter()}
    for _, value in told:
        for name, counted in sums.items():
            counted.update(value[name])
    story = hashlib.sha256("".join(value["story"] for _, value in told).encode()).hexdigest()[:16]
    write, counts = terminalreporter.write_line, sums["counts"]
    write("")
    write(f"{counts['histories']} histories of seed {SEED}: {counts['steps']} steps went through or were refused")
    write(f"({counts['refused']} refused), {counts['faults']} histories in which a sentence was not true.")
    write(f"Verbs that went through: {_listed(sums['done'])}.")
    write(f"What the sentences were about: {_listed(sums['met'])}.")
    write(f"The same seed and number give the same story everywhere: {story}.")


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counted.items()))
