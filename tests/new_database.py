"""The database of the tests begins as anybody's does: on a new server, by `manage.py migrate`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
from django.conf import settings

LOCK = 20260815  # of the server: one process makes it, the others wait and copy it


@contextmanager
def migrated_template() -> Iterator[None]:
    """Within it the database is there that the tests' own are copied from (TEST.TEMPLATE in tests/settings.py)."""
    with _alone_on_the_server() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name()])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{_name()}"')
            _migrate()
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
