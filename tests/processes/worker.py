"""A real Celery worker in a process group of its own, that a test can kill as an out-of-memory killer would."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from celery import current_app

PATIENCE = 180  # seconds until a test says that something never happened; a busy machine is no bug
EXPIRES = 10  # seconds: what beat asks for does not wait longer than until it asks again (config.celery)


def wait_until(what: Callable[[], bool], sentence: str) -> None:
    """Look until `what()` is true; fail with `sentence` if it never is."""
    limit = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > limit:
            pytest.fail(f"never happened: {sentence}")
        time.sleep(0.02)


class Worker:
    """One worker with one process; `kill()` is kill -9 for all of it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency=1", "--loglevel=WARNING"],
            env=environment | {"FORTNIGHT_CLAIM_SECONDS": "1", "FORTNIGHT_VISIBILITY_SECONDS": "2"},
            start_new_session=True,
        )

    def kill(self) -> None:
        """No goodbye: SIGKILL to the worker and every process it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[Worker]:
    """A worker that is gone at the end, however the test ends."""
    started = Worker(environment)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.kill()


@contextmanager
def clock(task: str) -> Iterator[Callable[[], None]]:
    """What beat does, only quicker: ask for `task` when the test ticks, at most twice a second."""
    last = 0.0

    def tick() -> None:
        nonlocal last
        if time.monotonic() - last > 0.5:
            last = time.monotonic()
            current_app.send_task(task, expires=EXPIRES)

    yield tick
