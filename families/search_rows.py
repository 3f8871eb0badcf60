"""What many families are found by, written once for all of them instead of anew with each of their names."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

MAKE = """
    SELECT count(fortnight_make_search_row(id))
    FROM (SELECT DISTINCT unnest(string_to_array(%s, ',')::bigint[]) AS id) named
"""


@contextmanager
def written_at_the_end() -> Iterator[None]:
    """Within it PostgreSQL only notes whose names change (migration 0007); their search rows are written at its end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL fortnight.search_rows = '0'")
        yield
        cursor.execute("SELECT current_setting('fortnight.search_rows')")
        (noted,) = cursor.fetchone()
        cursor.execute("SET LOCAL fortnight.search_rows = ''")
        cursor.execute(MAKE, [noted])
