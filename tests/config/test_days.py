"""A run of the suite that begins on one day and ends on the next."""

import pytest

from tests import days

YESTERDAY = days.later(lambda: days.days_ago(1))


def test_nobody_asks_what_day_it_is_while_tests_are_collected():
    with days.collecting(), pytest.raises(AssertionError, match="when a test runs"):
        days.days_ago(1)
    assert days.today()


@pytest.mark.parametrize("given", [YESTERDAY])
def test_a_parameter_is_made_when_its_test_runs(given):
    assert given == days.days_ago(1)
