"""A real PostgreSQL and a real Redis-compatible server for `make demo` and `make test`, from Python wheels.

`DATABASE_URL` or `REDIS_URL` in the environment name other servers; then that engine is not started.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from config.engines.postgres import postgres
from config.engines.valkey import valkey

__all__ = ["engines"]


@contextmanager
def engines(data: Path, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Run what the environment does not name, with its files in `data`; yield both URLs; stop what was started.

    `durable=False` is for tests: quicker, and a power cut loses everything.
    """
    data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as running:
        database = os.environ.get("DATABASE_URL") or running.enter_context(
            postgres(data / "postgres", durable=durable, port=_port("FORTNIGHT_POSTGRES_PORT"))
        )
        broker = os.environ.get("REDIS_URL") or running.enter_context(
            valkey(data / "valkey", durable=durable, port=_port("FORTNIGHT_VALKEY_PORT"))
        )
        yield {"DATABASE_URL": database, "REDIS_URL": broker}


def _port(variable: str) -> int | None:
    return int(os.environ[variable]) if os.environ.get(variable) else None
