"""The database of the tests begins as anybody's does: on a new server, by `manage.py migrate`.

What the migrations make is kept as SQL in `.stamps/` and put there the next time, as long as no migration and no
library has changed; `migrate` runs over it all the same, and makes the roles and policies anew.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings

from config.engines.postgres import PROGRAMS

LOCK = 20260815  # of the server: one process makes it, the others wait and copy it


@contextmanager
def migrated_template() -> Iterator[None]:
    """Within it the database is there that the tests' own are copied from (TEST.TEMPLATE in tests/settings.py)."""
    with _alone_on_the_server() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name()])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{_name()}"')
            kept = _kept()
            if kept.exists():
                _run(
                    "psql", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null", "-f", kept
                )
            _migrate()
            _keep(kept)
        yield


def forget_template() -> None:
    """Leave nothing on a server that stays; a process that comes later makes it again."""
    with _alone_on_the_server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{_name()}"')


def _name() -> str:
    return str(settings.DATABASES["default"]["TEST"]["TEMPLATE"])


@contextmanager
def _alone_on_the_server() -> Iterator[Any]:
    with closing(psycopg2.connect(_url("postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield cursor


def _url(name: str) -> str:
    return os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + name


def _migrate() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": _url(_name())}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"`manage.py migrate` failed on a new server:\n{done.stdout}{done.stderr}")


def _kept() -> Path:
    """Where the SQL of these migrations is kept, with these versions of everything."""
    made_of = [settings.BASE_DIR / "requirements.txt", *sorted(settings.BASE_DIR.glob("*/migrations/*.py"))]
    fingerprint = hashlib.sha256()
    for file in made_of:
        fingerprint.update(str(file.relative_to(settings.BASE_DIR)).encode() + b"\0" + file.read_bytes())
    return Path(settings.BASE_DIR) / ".stamps" / f"schema-{fingerprint.hexdigest()[:20]}.sql"


def _keep(kept: Path) -> None:
    """Keep it, unless it is kept; a server that our `pg_dump` cannot read is migrated every time."""
    if kept.exists():
        return
    kept.parent.mkdir(exist_ok=True)
    for old in kept.parent.glob("schema-*.sql"):
        old.unlink()
    half = kept.with_suffix(f".{os.getpid()}")
    if not _run("pg_dump", "--no-owner", "--no-privileges", "--no-policies", "-f", half, check=False).returncode:
        half.replace(kept)


def _run(program: str, *arguments: str | Path, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    given = [PROGRAMS / program, f"--dbname={_url(_name())}", *arguments]
    return subprocess.run(given, check=check, capture_output=True)
