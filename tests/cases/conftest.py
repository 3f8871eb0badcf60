"""What most tests of cases begin with. A file that needs another case says so itself."""

import pytest

from tests.factories import cases


@pytest.fixture
def case():
    """A case that somebody leads."""
    return cases.led_case()


@pytest.fixture
def lead(case):
    """Who leads it."""
    return cases.lead_of(case)
