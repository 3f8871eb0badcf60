"""Somebody who opens My fortnight, and where they work."""

import pytest

from tests.factories import centres


@pytest.fixture
def at():
    """A centre."""
    return centres.centre()


@pytest.fixture
def worker(at):
    """A family support worker there."""
    return centres.support_worker(at, name="Sam Worth")
