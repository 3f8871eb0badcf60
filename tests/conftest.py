"""What every test may ask for. The engines themselves are started by tests/settings.py."""

import gc
import os
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from hypothesis import settings as hypothesis

from tests import days
from tests.emptying import tables_can_be_emptied
from tests.new_database import forget_template, migrated_template
from tests.roles import nobody_owns_tables

pytest_plugins = ["tests.browser"]

# The same examples each time, without a clock: a slow machine is no bug.
hypothesis.register_profile("fortnight", derandomize=True, deadline=None, print_blob=True)
# `make proof` asks for this one by its name: many more, other ones each time (their seed is printed).
hypothesis.register_profile("proof", deadline=None, print_blob=True, max_examples=2000, stateful_step_count=100)
hypothesis.load_profile("fortnight")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """No test knows what day it is before it runs."""
    with days.collecting():
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """What a test is given that is relative to today is made now."""
    days.give_parameters(pyfuncitem)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded stays: looking through all of it for garbage again and again took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied() -> Iterator[None]:
    with tables_can_be_emptied():
        yield


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest) -> Iterator[None]:
    """The tests' database, on which no connection works as its owner from here on."""
    with migrated_template():
        request.getfixturevalue("django_db_setup")
    with nobody_owns_tables():
        yield
    forget_template()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """No count of sign-in attempts passes from one test to the next."""
    cache.clear()


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """The real broker, empty before and after."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()
        yield client
        client.flushdb()


@pytest.fixture
def process_environment(transactional_db: None) -> dict[str, str]:
    """The environment in which a process of its own (a worker, a server) works on this test's database."""
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    return os.environ | {
        "FORTNIGHT_TEST": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
    }
