"""What a family is found by can be written when all names of many families stand, instead of with every name.

Bringing a list along wrote it three times for each family, which took nearly half of PostgreSQL's time
(`families.search_rows`).
"""

from django.db import migrations

# While the setting holds anything, it is the list of the families whose rows are to be written, and begins with 0.
WRITE = """
ALTER FUNCTION fortnight_write_search_row(bigint) RENAME TO fortnight_make_search_row;

CREATE FUNCTION fortnight_write_search_row(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    noted text := current_setting('fortnight.search_rows', true);
BEGIN
    IF noted <> '' THEN
        PERFORM set_config('fortnight.search_rows', noted || ',' || which, true);
    ELSE
        PERFORM fortnight_make_search_row(which);
    END IF;
END $$;
"""
AS_BEFORE = """
DROP FUNCTION fortnight_write_search_row(bigint);
ALTER FUNCTION fortnight_make_search_row(bigint) RENAME TO fortnight_write_search_row;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0004_merged")]

    operations = [migrations.RunSQL(WRITE, AS_BEFORE)]
