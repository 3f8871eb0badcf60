"""A real PostgreSQL and a real Redis-compatible server for `make demo` and `make test`, from Python wheels.

`DATABASE_URL` or `REDIS_URL` in the environment name other servers; then that engine is not started.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from config.engines.postgres import postgres
from config.engines.valkey import valkey

__all__ = ["Engines", "engines"]


@dataclass(frozen=True)
class Engines:
    """What runs: the variables that name the servers, and those servers that we started."""

    environment: dict[str, str]
    started: dict[str, Popen[bytes]] = field(default_factory=dict)


@contextmanager
def engines(data: Path, *, durable: bool = True) -> Iterator[Engines]:
    """Run what the environment does not name, with its files in `data`; stop at the end what was started.

    `durable=False` is for tests: quicker, and a power cut loses everything.
    """
    data.mkdir(parents=True, exist_ok=True)
    here = Engines({})
    with ExitStack() as running:
        for variable, name, engine, port in (
            ("DATABASE_URL", "postgres", postgres, "FORTNIGHT_POSTGRES_PORT"),
            ("REDIS_URL", "valkey", valkey, "FORTNIGHT_VALKEY_PORT"),
        ):
            if os.environ.get(variable):
                here.environment[variable] = os.environ[variable]
                continue
            url, server = running.enter_context(engine(data / name, durable=durable, port=_port(port)))
            here.environment[variable] = url
            if server:
                here.started[name] = server
        yield here


def _port(variable: str) -> int | None:
    return int(os.environ[variable]) if os.environ.get(variable) else None
