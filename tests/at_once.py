"""Several verbs at the same moment, each in a thread and connection of its own, on the real PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from inputs.errors import RuleBroken


def at_once(*verbs: Callable[[], Any]) -> list[Any]:
    """What each verb returned, or the code of the rule it broke, in the order given."""
    start = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        start.wait(10)
        try:
            return verb()
        except RuleBroken as broken:
            return broken.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))
