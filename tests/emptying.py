"""Emptying the tables after a test that commits: only what was written to, and nothing is filled in anew.

Django truncates every table and then makes each content type and permission again. Here those stay as `migrate` made
them, and rows are deleted where there are some; all tables are truncated only after a test that wrote very much.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management.commands import flush
from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations

# What `migrate` fills in by itself, the same for every test.
KEPT = ["django_migrations", "django_content_type", "auth_permission"]
MUCH = 2 * 1024 * 1024  # bytes of one table
# A table without a page was never written to since it was truncated last.
SQL = """
DO $$
DECLARE
    every text[];
    one text;
    holds boolean;
BEGIN
    every := ARRAY(
        SELECT oid::regclass::text FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL (%(kept)s)
    );
    IF (SELECT max(pg_relation_size(name::regclass)) FROM unnest(every) name) > %(much)s THEN
        EXECUTE 'TRUNCATE ' || array_to_string(every, ', ');
        RETURN;
    END IF;
    FOR one IN SELECT name FROM unnest(every) name WHERE pg_relation_size(name::regclass) > 0 LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || one || ')' INTO holds;
        IF holds THEN
            EXECUTE 'DELETE FROM ' || one;
        END IF;
    END LOOP;
END $$
"""


@contextmanager
def tables_can_be_emptied() -> Iterator[None]:
    """Within it Django's `flush` empties the tables in this way.

    The log refuses to be emptied, and rows refer to each other: both are switched off meanwhile, as only the superuser
    of the tests' own server can.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", _empty)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: None)
        yield


def _empty(operations: Any, statements: Any) -> None:
    connection = operations.connection
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(SQL, {"kept": KEPT, "much": MUCH})
