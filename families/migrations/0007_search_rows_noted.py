"""Whose names change is noted, so that no writer of many families has to know whose search rows to write at the end.

Triggers that skip their work (migration 0005) relied on Python to say afterwards for whom: a name that something else
wrote in the same transaction could not be found. PostgreSQL keeps the list itself (`families.search_rows`).
"""

from django.db import migrations

TRIGGERS = """
CREATE OR REPLACE FUNCTION fortnight_family_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {unless}
    PERFORM fortnight_write_search_row(NEW.id);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION fortnight_person_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {unless}
    IF TG_OP <> 'DELETE' THEN PERFORM fortnight_write_search_row(NEW.family_id); END IF;
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.family_id <> NEW.family_id) THEN
        PERFORM fortnight_write_search_row(OLD.family_id);
    END IF;
    RETURN NULL;
END $$;
"""
SKIPPED = "IF current_setting('fortnight.search_rows', true) = 'later' THEN RETURN NULL; END IF;"
# While the setting holds anything, it is the list of the families whose rows are to be written, and begins with 0.
NOTED = """
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
    dependencies = [("families", "0006_confidential_homes")]

    operations = [
        migrations.RunSQL(TRIGGERS.format(unless=""), TRIGGERS.format(unless=SKIPPED)),
        migrations.RunSQL(NOTED, AS_BEFORE),
    ]
