"""What the chair's screen costs over the SQL that it asks: opening an item, and saving what is typed on it."""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.demo import Places, get, working_as

TIMES = 40


def measured(at: Places) -> dict[str, float]:
    """The whole answer over the time that PostgreSQL took for it (1 would be SQL alone)."""
    from django.urls import reverse

    from row_security.policies import WEB

    open_it, save_it = reverse("item", args=[at.item.pk]), reverse("item_autosave", args=[at.item.pk])
    words = iter(f"They come every week, and {n} other families as well." for n in range(1_000))

    at.item.refresh_from_db(fields=["version"])
    shown = at.item.version

    def save() -> None:
        nonlocal shown
        typed = {"reason": next(words), "version": shown, "actions-TOTAL_FORMS": 0, "actions-INITIAL_FORMS": 0}
        answer = at.client.post(save_it, typed, headers={"accept": "application/json"})
        if answer.status_code != 200:
            sys.exit(f"{save_it} answers {answer.status_code}")
        shown = answer.json()["version"]

    with working_as(WEB):
        opened, saved = _over_sql(lambda: get(at.client, open_it)), _over_sql(save)
    return {"agenda_open_over_sql": opened, "agenda_save_over_sql": saved}


def _over_sql(do: Callable[[], None]) -> float:
    from django.db import connection

    spent = 0.0

    def timed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal spent
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent += time.perf_counter() - began

    ratios = []
    do()
    for _ in range(TIMES):
        spent, began = 0.0, time.perf_counter()
        with connection.execute_wrapper(timed):
            do()
        ratios.append((time.perf_counter() - began) / spent)
    return round(statistics.median(ratios), 2)
