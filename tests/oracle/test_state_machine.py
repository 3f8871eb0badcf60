"""Whatever happens, in whatever order: everybody finds what the oracle says, at every output (docs/access.md)."""

import copy
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture.providers import HypothesisProvider
from hypothesis.stateful import run_state_machine_as_test

from tests.oracle import outputs
from tests.oracle.looking import ANSWERED, MATTERS, PAIRS, TRIED
from tests.oracle.verbs_of_agendas import AgendaVerbs
from tests.oracle.world import NOW, build

# The suite tries 200 examples of 50 steps; `make proof` has a profile of its own with more.
pytestmark = pytest.mark.django_db
HOW = settings(max_examples=max(200, settings().max_examples), suppress_health_check=list(HealthCheck))
RELATIONS = ("manager", "lead", "deputy", "team", "supervisor", "person_share", "agency_share", "break_glass",
             "action_owner", "asked_to_lead", "asked_to_take", "asked_to_deputise", "adviser", "checker",
             "none", "kept")  # fmt: skip


class Machine(AgendaVerbs):
    """Every verb that gives or takes away."""


@pytest.fixture(scope="module")
def machine(django_db_setup: None, django_db_blocker: Any) -> Iterator[type[Machine]]:
    """The machine, on a world within one transaction that is never committed."""
    logging.disable(logging.WARNING)
    with (
        the_same_stories(),
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False) as clock,
        transaction.atomic(),
    ):
        world = build()
        Machine.world, Machine.clock, Machine.start = world, clock, lambda self: copy.deepcopy(world.start)
        yield Machine
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@contextmanager
def the_same_stories() -> Iterator[None]:
    """The stories are the same whatever other tests run before.

    Hypothesis now and then draws a number that stands in a module that happens to be imported; here it does not.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HypothesisProvider, "_maybe_draw_constant", lambda *_, **__: None)
        yield


def test_product_and_oracle_agree_whatever_happens(machine: type[Machine]) -> None:
    run_state_machine_as_test(machine, settings=HOW)


# Else the agreement above would be about less than it says. These need it to have run.


def missing(wanted: set[Any], had: Iterable[Any]) -> set[Any]:
    """What never came up. In 200 examples a few things may not; `make proof`, with ten times as many, asks for all."""
    never = wanted - set(had)
    return never if HOW.max_examples > 200 or len(never) > max(2, len(wanted) // 10) else set()


def test_every_verb_went_through(machine: type[Machine]) -> None:
    one = machine()
    one.kept.__exit__(None, None, None)  # it began an example, of which nothing is wanted
    assert not missing({rule.function.__name__ for rule in one.rules}, TRIED)


def test_every_output_said_yes_and_no(machine: type[Machine]) -> None:
    assert not missing(
        {(one.__name__, yes) for one in (*outputs.ROWS, *outputs.PAGES) for yes in (True, False)}, ANSWERED
    )


def test_parts_and_what_is_taken_together_were_looked_at(machine: type[Machine]) -> None:
    wanted = {"taken along, on a page", "taken along, in an edition", "referral of a case", ("part_of", True),
              ("part_of", False), ("taken_with", True), ("part in an edition", True),
              ("part in an edition", False)}  # fmt: skip
    assert not missing(wanted, (name for name, count in MATTERS.items() if count))


def test_every_relation_and_every_page_was_compared(machine: type[Machine]) -> None:
    assert not missing(set(RELATIONS), (relation for relation, _ in PAIRS))
    assert not missing({page.__name__ for page in outputs.PAGES}, (page for _, page in PAIRS))
