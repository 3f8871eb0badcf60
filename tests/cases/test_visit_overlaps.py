"""Which visits stand too close to each other: pure, no database."""

from datetime import date, time

import pytest

from cases.visit_overlaps import Stands, overlaps

SUNDAY = date(2026, 10, 25)  # on which the clocks go back
ADA, SAM, IVY = 1, 2, 3
NAMES = {ADA: "Ada Field", SAM: "Sam Worth", IVY: "Ivy Marsh"}


def stands(*workers, on=SUNDAY, at=None, family=1, key=None):
    """A visit of these people."""
    names = tuple(NAMES[one] for one in workers)
    return Stands(key or workers, family, on, at, frozenset(workers), names)


def day(number):
    return date(2026, 10, number)


def test_two_workers_on_one_day_overlap_and_both_are_told():
    assert overlaps([stands(ADA), stands(SAM)]) == {
        (ADA,): ["The same day as Sam Worth"], (SAM,): ["The same day as Ada Field"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (time(10), time(11), "At about the same time as Sam Worth (11am)"),
        (time(10), time(11, 1), "The same day as Sam Worth (11:01am)"),
        (time(14, 30), time(13, 45), "At about the same time as Sam Worth (1:45pm)"),
        (time(10), None, "The same day as Sam Worth"),
    ],
)
def test_times_of_day_say_how_close(first, second, said):
    found = overlaps([stands(ADA, at=first), stands(SAM, at=second)])
    assert found[(ADA,)] == [said]


def test_times_are_those_on_the_wall_also_when_the_clocks_change():
    found = overlaps([stands(ADA, at=time(0, 30)), stands(SAM, at=time(2, 30))])
    assert found[(ADA,)] == ["The same day as Sam Worth (2:30am)"]


def test_the_day_before_and_after_is_close():
    assert overlaps([stands(ADA, on=day(24)), stands(SAM, on=day(25))]) == {
        (ADA,): ["The day before Sam Worth"], (SAM,): ["The day after Ada Field"],
    }  # fmt: skip


def test_two_days_apart_is_not():
    assert overlaps([stands(ADA, on=day(23)), stands(SAM, on=day(25))]) == {}


def test_a_visit_of_two_together_is_one_visit():
    assert overlaps([stands(ADA, SAM)]) == {}


def test_who_makes_both_knows_of_both():
    assert overlaps([stands(ADA, SAM), stands(SAM)]) == {}


def test_a_third_person_overlaps_with_two_who_come_together():
    assert overlaps([stands(ADA, SAM), stands(IVY)])[(IVY,)] == ["The same day as Ada Field and Sam Worth"]


def test_other_families_are_other_visits():
    assert overlaps([stands(ADA), stands(SAM, family=2)]) == {}


def test_the_order_in_which_they_were_planned_does_not_matter():
    rows = [stands(ADA, on=day(24)), stands(SAM), stands(IVY, on=day(26))]
    assert {key: sorted(told) for key, told in overlaps(rows[::-1]).items()} == {
        key: sorted(told) for key, told in overlaps(rows).items()
    }


def test_three_people_in_three_days_are_told_of_their_neighbours():
    found = overlaps([stands(ADA, on=day(24)), stands(SAM), stands(IVY, on=day(26))])
    assert found[(SAM,)] == ["The day after Ada Field", "The day before Ivy Marsh"]


def test_nothing_overlaps_where_nothing_is():
    assert overlaps([]) == {}
