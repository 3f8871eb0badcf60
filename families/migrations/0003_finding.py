"""How a typed name is compared with the names on record, what each family is found by, and finding it.

The one place in which names are folded and compared: `families.finding` asks these functions and has no rule of its
own.
"""

from django.db import migrations

# Small letters without accents, single spaces between words; O’Brien is one word, Okafor-Lind two. The letters that no
# accent can be taken from are written as British letters come closest. Unicode: a name in another script stays itself.
FOLD = r"""
CREATE FUNCTION fortnight_fold(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        regexp_replace(
            replace(replace(replace(translate(
                lower(normalize(name, NFKD)), 'łøđðıħŧ', 'loddiht'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
            '[\u0300-\u036f''’‘`´ʼ]', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g'))
$$;
"""

# How a word sounds, for names that are heard before they are written: Muhammad is Mohamed, Katherine Catherine. Marked
# by a digit, with which no name begins. Words of three letters or fewer sound like half the register.
SOUND = """
CREATE FUNCTION fortnight_sound(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN word ~ '^[a-z]{4,}$' AND length(public.dmetaphone(word)) > 1
           THEN '0' || lower(public.dmetaphone(word)) END
$$;

CREATE FUNCTION fortnight_found_by(folded text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT ' ' || concat_ws(' ', folded, string_agg(DISTINCT public.fortnight_sound(word), ' ')) || ' '
    FROM regexp_split_to_table(folded, ' ') word
$$;
"""

# What was typed, word by word: each once, in their order, no more than anybody types of a family.
WORDS = """
CREATE FUNCTION fortnight_words(typed text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(word ORDER BY place), '{}') FROM (
        SELECT word, min(place) AS place
        FROM regexp_split_to_table(public.fortnight_fold(typed), ' ') WITH ORDINALITY said (word, place)
        WHERE word ~ '^[^0-9]' GROUP BY word ORDER BY 2 LIMIT 6
    ) each
$$;
"""

# How like the typed words some names are: 0 if one of them is not there at all. From 1.5 to 2: each begins a word of
# the names, or is one. Below 1: one is only spelt like it, or sounds so. Trigrams say little about words of three letters
# or fewer.
LIKENESS = """
CREATE FUNCTION fortnight_likeness(words text[], names text) RETURNS real LANGUAGE plpgsql IMMUTABLE STRICT
PARALLEL SAFE AS $$
DECLARE
    word text; alike real; total real := 0; misspelt boolean := false;
BEGIN
    IF cardinality(words) = 0 THEN RETURN 0; END IF;
    FOREACH word IN ARRAY words LOOP
        IF names LIKE '% ' || word || ' %' THEN total := total + 2;
        ELSIF names LIKE '% ' || word || '%' THEN total := total + 1.5;
        ELSE
            alike := CASE WHEN length(word) > 3 AND public.word_similarity(word, names) >= 0.4
                     THEN public.strict_word_similarity(word, names) ELSE 0 END;
            IF names LIKE '% ' || public.fortnight_sound(word) || ' %' THEN alike := greatest(alike, 0.3); END IF;
            IF alike = 0 THEN RETURN 0; END IF;
            total := total + alike;
            misspelt := true;
        END IF;
    END LOOP;
    RETURN total / cardinality(words) / (CASE WHEN misspelt THEN 2 ELSE 1 END);
END $$;
"""

# One family's row, written anew. It is locked first, so that of two changes at once the second sees the first.
WRITE = """
CREATE FUNCTION fortnight_write_search_row(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM families_searchrow WHERE family_id = which FOR UPDATE;
    INSERT INTO families_searchrow (family_id, centre_id, called, headed, named)
    SELECT f.id, f.centre_id, fortnight_found_by(f.name), fortnight_found_by(concat_ws(' ', f.name, c.names)),
           fortnight_found_by(concat_ws(' ', f.name, c.names, a.names, o.names))
    FROM (SELECT id, centre_id, fortnight_fold(name) AS name FROM families_family WHERE id = which) f,
        (SELECT string_agg(fortnight_fold(name), ' ') AS names FROM families_child WHERE family_id = which) c,
        (SELECT string_agg(fortnight_fold(name), ' ') AS names FROM families_adult WHERE family_id = which) a,
        (SELECT string_agg(fortnight_fold(name), ' ') AS names FROM families_formername WHERE family_id = which) o
    ON CONFLICT (family_id) DO UPDATE
    SET centre_id = excluded.centre_id, called = excluded.called, headed = excluded.headed, named = excluded.named;
END $$;

CREATE FUNCTION fortnight_family_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM fortnight_write_search_row(NEW.id);
    RETURN NULL;
END $$;

-- A person who was joined to another family is found there, and no longer here.
CREATE FUNCTION fortnight_person_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN PERFORM fortnight_write_search_row(NEW.family_id); END IF;
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.family_id <> NEW.family_id) THEN
        PERFORM fortnight_write_search_row(OLD.family_id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER search_row_insert AFTER INSERT ON families_family
    FOR EACH ROW EXECUTE FUNCTION fortnight_family_named();
CREATE TRIGGER search_row_update AFTER UPDATE OF name, centre_id ON families_family
    FOR EACH ROW EXECUTE FUNCTION fortnight_family_named();
"""
PEOPLE = """
CREATE TRIGGER search_row AFTER INSERT OR DELETE OR UPDATE OF name, family_id ON {table}
    FOR EACH ROW EXECUTE FUNCTION fortnight_person_named();
"""

# Row-level security lets no index be used for LIKE or for what is only similar (docs/decisions.md). So this function
# looks with its owner's rights, at the centres of the person of the request and no others, whatever it is asked; it
# tells nothing but which families, and how like. `managed`: those of the centres whose every family they may see.
# PostgreSQL guesses badly how rare a name is, and would read the whole table for one that nobody has.
FIND = """
SELECT public.similarity('', '');  -- loads pg_trgm: who is no superuser can only then name its setting

CREATE FUNCTION fortnight_find_families(words text[], managed bigint[], misspelt boolean, most integer)
RETURNS TABLE (family_id bigint, likeness real) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET pg_trgm.word_similarity_threshold = 0.4 SET enable_seqscan = off AS $$
DECLARE
    conditions text := '';
    here bigint[] := ARRAY(SELECT unnest(managed) INTERSECT SELECT unnest(public.fortnight_centre_ids()));
BEGIN
    IF cardinality(words) = 0 OR cardinality(here) = 0 THEN RETURN; END IF;
    FOR place IN 1 .. cardinality(words) LOOP  -- of the typed words nothing but their number becomes SQL
        conditions := conditions || format(
            CASE WHEN misspelt AND length(words[place]) > 3
            THEN ' AND (named OPERATOR(public.%%>) $1[%1$s] OR named LIKE ''%% '' || $2[%1$s] || '' %%'')'
            ELSE ' AND named LIKE ''%% '' || $1[%1$s] || ''%%''' END, place);
    END LOOP;
    RETURN QUERY EXECUTE
        'SELECT family_id, public.fortnight_likeness($1, named) FROM public.families_searchrow
         WHERE centre_id = ANY ($3)' || conditions || ' LIMIT $4'
        USING words, ARRAY(SELECT public.fortnight_sound(word) FROM unnest(words) word), here, most;
END $$;
"""

FUNCTIONS = (
    "fortnight_find_families(text[], bigint[], boolean, integer)", "fortnight_person_named()",
    "fortnight_family_named()", "fortnight_write_search_row(bigint)", "fortnight_likeness(text[], text)",
    "fortnight_words(text)", "fortnight_found_by(text)", "fortnight_sound(text)", "fortnight_fold(text)",
)
TABLES = ("families_child", "families_adult", "families_formername")


class Migration(migrations.Migration):
    dependencies = [("families", "0002_search")]

    operations = [
        migrations.RunSQL(
            "".join([FOLD, SOUND, WORDS, LIKENESS, WRITE, *(PEOPLE.format(table=table) for table in TABLES), FIND]),
            "".join(
                [
                    "DROP TRIGGER search_row_insert ON families_family;"
                    "DROP TRIGGER search_row_update ON families_family;",
                    *(f"DROP TRIGGER search_row ON {table};" for table in TABLES),
                    *(f"DROP FUNCTION {function};" for function in FUNCTIONS),
                ]
            ),
        ),
        migrations.RunSQL(
            "SELECT fortnight_write_search_row(id) FROM families_family", "DELETE FROM families_searchrow"
        ),
    ]
