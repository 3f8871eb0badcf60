"""Two people at the same moment: real threads on real PostgreSQL."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from inputs.errors import NotAllowed, RuleBroken


def together(*calls: Callable[[], Any]) -> list[str | None]:
    """Run the calls at the same moment in threads of their own; the code of what stopped each, or None."""
    gate = threading.Barrier(len(calls))
    outcomes: list[str | None] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=10)
            call()
        except RuleBroken as error:
            outcomes[place] = error.code
        except NotAllowed:
            outcomes[place] = "not_allowed"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return outcomes
