"""The SQL that puts `row_security.tables` into force: two roles of PostgreSQL, and a policy for each table.

`fortnight_web` answers people: it sees the rows of the centres with which the person of the request works today.
`fortnight_worker` does what is due and what is typed at the command line: every centre's rows, but it owns no table, so
it can neither empty one nor switch a policy or a trigger off. Neither can change what is only added to.

Foreign keys are checked by PostgreSQL behind its own policies, and so would tell whether a number exists elsewhere: a
row can therefore only be written if everything that it points to is visible as well.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction

from row_security.tables import ANYTHING, BELONGS, NOBODY, OPEN_TABLES, Rows

WEB, WORKER = "fortnight_web", "fortnight_worker"
ME = "(SELECT fortnight_user_id())"
CENTRES = "(SELECT fortnight_centre_ids())::bigint[]"
CENTRE = "centres.Centre"
# What is only ever added to. A request reads its log (my own lines, the family's copy), but no history and no seal.
ADDED_TO = {"audit.Entry": "SELECT, INSERT", "audit.Seal": "INSERT"}

ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, '{role}', 'SET') THEN
        EXECUTE format('GRANT {role} TO %I', current_user);
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;  -- another database of this server was made at the same moment
END $$
"""
# The person and their centres, as the request says (`row_security.acting`). Nothing set, or no longer: nobody, nowhere.
# Memberships are read with their owner's rights, since the policy of their table asks for the centres as well.
FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION fortnight_user_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT NULLIF(current_setting('fortnight.user_id', true), '')::bigint $$
    """,
    """
    CREATE OR REPLACE FUNCTION fortnight_centre_ids() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT NULLIF(current_setting('fortnight.centre_ids', true), '')::bigint[] $$
    """,
    """
    CREATE OR REPLACE FUNCTION fortnight_act_for(who bigint, today date) RETURNS void LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
    $$ SELECT set_config('fortnight.user_id', coalesce(who::text, ''), true),
              set_config('fortnight.centre_ids', coalesce(array_agg(DISTINCT centre_id), '{}')::text, true)
       FROM public.centres_membership
       WHERE user_id = who AND starts_on <= today AND (ends_on IS NULL OR ends_on >= today) $$
    """,
)


def protected() -> Iterator[tuple[type[models.Model], str | Rows]]:
    """Every table of the product with its rule; raises ImproperlyConfigured for one that has none."""
    for model in _models():
        label = model._meta.label
        if label in BELONGS:
            yield model, BELONGS[label]
        elif label not in OPEN_TABLES:
            raise ImproperlyConfigured(f"{label}: say in row_security/tables.py to which centre its rows belong.")


def histories() -> Iterator[type[models.Model]]:
    """The tables of the records' history, which triggers write and no page reads."""
    return (model for model in _own(apps.get_models()) if hasattr(model, "pgh_tracked_model"))


def _models() -> Iterator[type[models.Model]]:
    for model in _own(apps.get_models(include_auto_created=True)):
        if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy and model._meta.managed:
            yield model


def _own(found: Any) -> Iterator[type[models.Model]]:
    ours = {config.label for config in apps.get_app_configs() if _is_ours(config)}
    return (model for model in found if model._meta.app_label in ours)


def _is_ours(config: AppConfig) -> bool:
    return any(label.partition(".")[0] == config.label for label in (*BELONGS, *OPEN_TABLES))


def statements() -> Iterator[str]:
    """Everything, in order; may be repeated at any time."""
    yield from (ROLE.format(role=role) for role in (WEB, WORKER))
    yield from FUNCTIONS
    for role in (WEB, WORKER):
        yield f"GRANT USAGE ON SCHEMA public TO {role}"
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
        yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"
        yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}"
    for model, rule in protected():
        yield from _secured(model, rule)
    for model in histories():
        table = model._meta.db_table
        yield from _policies(table, NOBODY, ANYTHING)
        yield f"REVOKE ALL ON {table} FROM {WEB}, {WORKER}"
        yield f"GRANT INSERT ON {table} TO {WEB}"
        yield f"GRANT SELECT, INSERT ON {table} TO {WORKER}"


def _secured(model: type[models.Model], rule: str | Rows) -> Iterator[str]:
    table, label = model._meta.db_table, model._meta.label
    if isinstance(rule, Rows):
        seen, written = rule.seen, rule.written or rule.seen
    else:
        seen = written = _visible(model._meta.get_field(rule), table)
    points_to = [_visible_if_any(field, table) for field in model._meta.local_concrete_fields if _leads_on(field)]
    for field in model._meta.local_concrete_fields:
        if field.related_model is model:
            yield _own_kind(table)
    if written != ANYTHING:
        written = " AND ".join(f"({one})" for one in [written, *points_to])
    yield from _policies(table, seen, written)
    if label in ADDED_TO:
        yield f"REVOKE ALL ON {table} FROM {WEB}, {WORKER}"
        yield f"GRANT {ADDED_TO[label]} ON {table} TO {WEB}"
        yield f"GRANT SELECT, INSERT{', UPDATE' if label == 'audit.Seal' else ''} ON {table} TO {WORKER}"


def _policies(table: str, seen: str, written: str) -> Iterator[str]:
    names = {"me": ME, "centres": CENTRES, "table": table}
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS of_my_centres ON {table}"
    yield (
        f"CREATE POLICY of_my_centres ON {table} TO {WEB} "
        f"USING ({seen.format(**names)}) WITH CHECK ({written.format(**names)})"
    )
    yield f"DROP POLICY IF EXISTS of_all_centres ON {table}"
    yield f"CREATE POLICY of_all_centres ON {table} TO {WORKER} USING (true) WITH CHECK (true)"


def _leads_on(field: Any) -> bool:
    return bool(field.is_relation and field.related_model._meta.concrete_model._meta.label in BELONGS)


def _visible(field: Any, table: str) -> str:
    """Whether the row's `field` leads to something that is visible."""
    other = field.related_model._meta
    if other.label == CENTRE:
        return f"{table}.{field.column} = ANY ({CENTRES})"
    if other.db_table == table:  # a policy cannot look into its own table; a function can
        return f"fortnight_sees_{table}({table}.{field.column})"
    return f"EXISTS (SELECT 1 FROM {other.db_table} seen WHERE seen.id = {table}.{field.column})"


def _visible_if_any(field: Any, table: str) -> str:
    visible = _visible(field, table)
    return f"{table}.{field.column} IS NULL OR {visible}" if field.null else visible


def _own_kind(table: str) -> str:
    """With the rights of whoever asks, and so within the policy."""
    return f"""
    CREATE OR REPLACE FUNCTION fortnight_sees_{table}(which bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS
    $$ BEGIN RETURN EXISTS (SELECT 1 FROM {table} WHERE id = which); END $$
    """


def enforce(connection: Any) -> None:
    """Put every role, grant and policy into force, as the owner of the tables."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)
