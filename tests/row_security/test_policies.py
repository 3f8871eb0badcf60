"""PostgreSQL's own word: without a person no row, with one the rows of their centres, whatever the product asks for."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction

from centres.status import Role
from row_security import policies
from row_security.acting import act_for
from row_security.policies import WEB, WORKER, histories, protected
from row_security.tables import BELONGS, OPEN_TABLES
from tests.access import families as world
from tests.access.world import beside, ours
from tests.days import days_ago
from tests.factories import centres as make
from tests.roles import working_as

pytestmark = pytest.mark.django_db
TABLES = {model._meta.label: model._meta.db_table for model, _ in protected()}
# What is one's own, or only written: not the centre's.
PERSONAL = {"reminders.Reminder", "reminders.Digest", "audit.Seal", "audit.Entry"}


@pytest.fixture
def here():
    """A centre with a case in which nearly everything has happened, and its people."""
    cast = ours()
    world.worked_case("harbour", cast, confidential=True)
    return cast


def counts(user, role=WEB) -> dict[str, int]:
    """How many rows of each table `role` sees when it works for `user`."""
    found = {}
    with working_as(role), connection.cursor() as cursor:
        act_for(user)
        for label, table in TABLES.items():
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[label] = cursor.fetchone()[0]
    return found


def refused(statement: str, values: tuple = ()) -> str:
    """PostgreSQL's first line of refusal, or nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return ""


@pytest.fixture(autouse=True)
def _seals_are_no_secret_of_these_tests():
    with working_as("NONE"), connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON audit_seal TO {WEB}")


def test_without_a_person_there_is_no_row(here):
    everything = counts(None, role=WORKER)
    assert sum(1 for count in everything.values() if count) > 25
    assert {label: count for label, count in counts(None).items() if count} == {}


def test_whoever_works_at_another_centre_sees_no_row_of_this_one(here):
    before = counts(there := beside()["other_manager"])
    world.worked_case("mooring", here, confidential=False)
    assert counts(there) == before


def test_whoever_works_here_sees_every_row_of_the_centre(here):
    everything, mine = counts(None, role=WORKER), counts(here["manager"])
    assert {label for label in TABLES if mine[label] != everything[label]} <= PERSONAL


def test_a_job_that_has_ended_shows_nothing_but_itself(here):
    left = make.member(here.centre, Role.CENTRE_MANAGER, ends_on=days_ago(1))
    assert {label: count for label, count in counts(left).items() if count} == {"centres.Membership": 1}


def test_a_request_reads_no_history(here):
    with working_as(WEB):
        act_for(here["manager"])
        said = {refused(f"SELECT 1 FROM {model._meta.db_table}").partition(" for ")[0] for model in histories()}
    assert said == {"permission denied"}


def test_every_table_has_a_rule_or_a_reason():
    ours = {*TABLES.values(), *(model._meta.db_table for model in histories())}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity")
        assert {name for (name,) in cursor.fetchall()} == ours
    assert BELONGS.keys() == TABLES.keys()
    assert all(OPEN_TABLES.values())


def test_a_new_table_cannot_be_migrated_without_a_rule(monkeypatch):
    monkeypatch.delitem(BELONGS, "cases.Contact")
    with pytest.raises(ImproperlyConfigured, match=r"cases.Contact: say in row_security/tables.py"):
        list(policies.statements())


@pytest.mark.parametrize("role", [WEB, WORKER])
def test_the_role_owns_nothing_and_is_bound_by_the_policies(role):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = %s", [role])
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", [role])
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("role", [WEB, WORKER])
def test_the_role_empties_no_table(role):
    with working_as(role):
        said = {refused(f"TRUNCATE {model._meta.db_table} CASCADE").partition(" for ")[0] for model in apps.get_models()
                if model._meta.managed and not model._meta.proxy}  # fmt: skip
    assert said == {"permission denied"}


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
        "DROP POLICY of_my_centres ON cases_case",
        "CREATE POLICY mine ON cases_case USING (true)",
        "ALTER ROLE fortnight_web BYPASSRLS",
    ],
)
def test_the_web_cannot_switch_a_policy_off(statement):
    with working_as(WEB):
        assert refused(statement)


def test_switching_row_security_off_shows_nothing_but_an_error(here):
    with working_as(WEB), transaction.atomic(), connection.cursor() as cursor:
        act_for(None)
        cursor.execute("SET LOCAL row_security = off")
        assert "would be affected by row-level security" in refused("SELECT * FROM cases_case")
        cursor.execute("SET LOCAL row_security = on")
