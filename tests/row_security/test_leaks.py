"""The known ways round row-level security: foreign keys, unique errors, views, and what outlives a transaction."""

import pytest
from django.db import connection, models, transaction
from psycopg2.extras import Json

from cases.models import Goal
from centres.status import Role
from row_security.acting import act_for
from row_security.policies import CENTRE, WEB, protected
from row_security.tables import BELONGS
from tests.access import families as world
from tests.access.world import ours
from tests.factories import centres as make
from tests.factories import meetings
from tests.roles import working_as
from tests.row_security.test_policies import refused

NOBODYS = 999_999_999


@pytest.fixture
def here(db):
    cast = ours()
    world.worked_case("harbour", cast, confidential=True)
    return cast


@pytest.fixture
def stranger(db):
    """A manager of another centre."""
    return make.member(make.centre(), Role.CENTRE_MANAGER)


def sent(value):
    return Json(value) if isinstance(value, dict | list) else value


def written(user, row, **changed) -> str:
    """What PostgreSQL says when `user` writes a copy of `row`, changed, as SQL of their own."""
    facts = {field.column: getattr(row, field.attname) for field in row._meta.local_concrete_fields} | changed
    facts.pop("id")
    columns, values = ", ".join(f'"{name}"' for name in facts), ", ".join(["%s"] * len(facts))
    with working_as(WEB):
        act_for(user)
        return refused(
            f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({values})", tuple(map(sent, facts.values()))
        )


def test_a_foreign_key_does_not_tell_whether_a_number_exists_elsewhere(here, stranger):
    goal = Goal.objects.first()
    assert written(stranger, goal, set_by_id=stranger.pk) == written(stranger, goal, case_id=NOBODYS)
    assert "row-level security" in written(stranger, goal)


def test_nor_does_one_that_leads_to_the_same_table(db):
    item = meetings.other_item(meetings.meeting(meetings.team()))
    mine = meetings.team()
    bare = {"meeting_id": meetings.meeting(mine).pk, "family_id": None, "referral_id": None, "case_id": None}
    theirs = written(mine.manager, item, **bare, carried_from_id=item.pk)
    assert theirs == written(mine.manager, item, **bare, carried_from_id=NOBODYS)
    assert "row-level security" in theirs


def test_whoever_works_at_the_centre_writes_there(here):
    assert written(here["manager"], Goal.objects.first()) == ""


# Unique without the centre: each is made by the product at random, or the number of a row that must be visible anyway.
AT_RANDOM = {
    ("families_family", ("reference",)),
    ("referrals_referral", ("reference",)),
    ("cases_case", ("reference",)),
}
TOLD = {("centres_centre", ("name",))}  # centres are made at the command line, by whoever runs the installation


def test_a_unique_error_tells_of_no_row_that_is_not_seen(db):
    """Every unique index leads with, or holds, a relation that must be visible to be written."""
    loose = set()
    for model, _ in protected():
        seen = {field.column for field in model._meta.local_concrete_fields if is_bound(field)}
        for columns in unique_columns(model._meta.db_table):
            if not seen & set(columns):
                loose.add((model._meta.db_table, columns))
    assert loose - AT_RANDOM - TOLD - ONES_OWN == set()


# A reminder or digest of a person, a document of its subject: the policy asks for that column in words of its own.
ONES_OWN = {
    ("reminders_reminder", ("to_id", "key")), ("reminders_digest", ("to_id", "on")),
    ("documents_document", ("kind", "subject_type", "subject_id", "edition")),
    ("audit_seal", ("chain", "number")),  # a request cannot number a seal
    ("audit_seal", ("entry_id",)),
}  # fmt: skip


def is_bound(field: models.Field) -> bool:
    return bool(field.is_relation and field.related_model._meta.concrete_model._meta.label in BELONGS)


def unique_columns(table: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT array_agg(a.attname ORDER BY k.place) FROM pg_index i
               CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k (number, place)
               JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
               WHERE i.indrelid = %s::regclass AND i.indisunique AND NOT i.indisprimary GROUP BY i.indexrelid""",
            [table],
        )
        return [tuple(columns) for (columns,) in cursor.fetchall()]


unique_columns = pytest.mark.usefixtures("db")(unique_columns)


def test_no_view_shows_what_its_owner_may_see(db):
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace AND nspname = 'public'
               WHERE relkind IN ('v', 'm') AND NOT 'security_invoker=true' = ANY (coalesce(reloptions, '{}'))"""
        )
        assert cursor.fetchall() == []


def test_two_functions_alone_work_with_their_owners_rights_on_a_path_of_their_own(db):
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT proname, proconfig FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
               WHERE nspname = 'public' AND prosecdef"""
        )
        paths = {name: settings[0] for name, settings in cursor.fetchall()}
        path = "search_path=pg_catalog, pg_temp"
        assert paths == {"fortnight_act_for": path, "fortnight_find_families": path}


@pytest.mark.django_db(transaction=True)
def test_for_whom_a_transaction_works_ends_with_it():
    user = make.member(make.centre(), Role.CENTRE_MANAGER)
    with transaction.atomic():
        act_for(user)
        assert asked() == str(user.pk)
    assert not asked()


def asked() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fortnight.user_id', true)")
        return cursor.fetchone()[0]


def test_a_page_of_nobody_works_for_nobody(client, here):
    with working_as(WEB):
        act_for(here["manager"])
    client.get("/account/login/")
    assert not asked()


def test_the_centre_is_known_by_its_label():
    assert CENTRE in BELONGS
