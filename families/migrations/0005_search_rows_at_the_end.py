"""Names of many families at once: what each is found by is written when all of them stand, not with every name.

A third of the time of bringing a list along went into writing it three times for each family
(`families.search_rows`).
"""

from django.db import migrations

FUNCTIONS = """
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
LATER = "IF current_setting('fortnight.search_rows', true) = 'later' THEN RETURN NULL; END IF;"


class Migration(migrations.Migration):
    dependencies = [("families", "0004_merged")]

    operations = [migrations.RunSQL(FUNCTIONS.format(unless=LATER), FUNCTIONS.format(unless=""))]
