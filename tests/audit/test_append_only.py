"""PostgreSQL refuses to change the log, for whichever role the product connects as."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import Entry, Seal
from audit.services import record, seal_entries
from row_security.policies import WEB, WORKER
from tests.factories import centres as make
from tests.roles import working_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(tmp_path, settings) -> Entry:
    settings.AUDIT_HEADS = tmp_path
    made = record(by=None, verb="x", subject=make.centre(), centre_id=7)
    seal_entries()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else it is their waiting that stands in TRUNCATE's way
    return made


@pytest.fixture
def as_application(entry) -> None:
    """Connected as the product's worker, which owns nothing; here it was given every right by mistake."""
    with working_as("NONE"), connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {WORKER}")


@pytest.fixture
def as_owner(entry) -> None:
    """Connected as whoever owns the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")


def refuses(statement: str) -> str:
    """Why PostgreSQL does not run `statement`, or nothing if it does."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(error)
    return ""


FORBIDDEN = [
    "UPDATE audit_entry SET verb = 'y'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "UPDATE audit_seal SET hash = 'y'",
    "UPDATE audit_seal SET number = NULL, hash = '', previous = '', sealed_at = NULL",
    "DELETE FROM audit_seal",
    "TRUNCATE audit_seal",
    "TRUNCATE audit_entry, audit_seal CASCADE",
    "UPDATE centres_centreevent SET name = 'y'",
    "DELETE FROM centres_centreevent",
    "TRUNCATE centres_centreevent",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_cannot_change_the_log(as_application, statement):
    assert "pgtrigger: Cannot" in refuses(statement)


@pytest.mark.parametrize("statement", [one for one in FORBIDDEN if not one.startswith("UPDATE audit_seal")])
@pytest.mark.parametrize("role", [WEB, WORKER])
def test_the_application_has_no_right_to(entry, statement, role):
    with working_as(role):
        assert "permission denied" in refuses(statement)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_not_even_the_owner_of_the_tables_can_by_mistake(as_owner, statement):
    assert "pgtrigger: Cannot" in refuses(statement)


@pytest.mark.parametrize("statement", FORBIDDEN[:8])
def test_the_setting_that_switches_other_triggers_off_does_not_switch_these_off(as_application, statement):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%'")
        names = ",".join(name for (name,) in cursor.fetchall())
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{names}}}"])
    assert "pgtrigger: Cannot" in refuses(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TABLE audit_entry CASCADE",
        "SET LOCAL session_replication_role = replica",
        "CREATE OR REPLACE RULE nothing AS ON INSERT TO audit_entry DO INSTEAD NOTHING",
    ],
)
def test_the_application_cannot_take_the_triggers_away(as_application, statement):
    assert refuses(statement)


def test_the_application_can_log_and_seal(as_application, entry):
    record(by=None, verb="y", subject=entry, centre_id=7)
    assert seal_entries() == 1
    assert Seal.objects.filter(chain=7, number=2).exists()


def test_nobody_logs_without_leaving_a_seal_to_fill(as_application):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{pgtrigger_wait_for_seal_68fa8}', true)")
        cursor.execute(
            "INSERT INTO audit_entry (at, kind, verb, subject_type, subject_id, detail)"
            " VALUES (now(), 'read', 'x', 'y', 1, '{}') RETURNING id"
        )
        assert Seal.objects.filter(pk=cursor.fetchone()[0], number=None).exists()
