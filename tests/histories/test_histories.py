"""Whatever happens to a case, no open one is without lead or alarm, without next review, or with a lost action."""

from typing import Any

import pytest

from tests.histories.invariants import MET
from tests.histories.telling import BLOCKS, Teller
from tests.histories.verbs import VERBS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("numbers", BLOCKS, ids=lambda numbers: f"{numbers[0]}-{numbers[-1]}")
def test_every_sentence_is_true_whatever_happens(teller: Teller, numbers: range, record_property: Any) -> None:
    counted, faults = teller.block(numbers)
    record_property("told", counted)
    assert not faults, "\n\n".join(faults)


# Else the sentences above would be about less than they say.


def test_every_verb_went_through(teller: Teller) -> None:
    assert not teller.never([verb.__name__ for verb in VERBS], teller.done)


def test_every_sentence_was_about_something(teller: Teller) -> None:
    assert not teller.never(MET, teller.met)


def test_a_history_is_the_same_whatever_was_told_before_it(teller: Teller) -> None:
    first = [teller.tell(number).story for number in range(5)]
    again = [teller.tell(number).story for number in reversed(range(5))]
    assert first == again[::-1]


def test_a_history_can_be_told_again_from_its_steps(teller: Teller) -> None:
    told = teller.tell(0)
    again = teller.tell(0, told.steps)
    assert again.story == told.story
