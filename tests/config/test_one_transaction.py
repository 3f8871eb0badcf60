"""What a page shows and the log of it stand or fall together."""

import pytest
from django.db import connection

from audit.models import Entry
from tests.factories import cases
from tests.factories import centres as make
from tests.roles import working_as

REFUSE_AT_COMMIT = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is full'; END $$;
    CREATE CONSTRAINT TRIGGER refuse_at_commit AFTER INSERT ON audit_entry
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse();
"""


@pytest.fixture
def full_disk(transactional_db):
    """A database that takes the lines of the log and fails when they are committed."""
    with working_as("NONE"), connection.cursor() as cursor:
        cursor.execute(REFUSE_AT_COMMIT)
    yield
    with working_as("NONE"), connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION refuse CASCADE")


@pytest.fixture
def visit(transactional_db, client):
    """A visit of the manager to the list of cases, with one family in it."""
    case = cases.led_case()
    client.force_login(make.manager(case.centre))
    client.raise_request_exception = False
    return lambda: (client.get("/cases/"), case.family.name)


def test_a_page_that_is_shown_is_logged(visit):
    answer, name = visit()
    assert (answer.status_code, name in answer.content.decode()) == (200, True)
    assert Entry.objects.filter(verb="cases").exists()


def test_if_the_log_fails_as_late_as_its_commit_nothing_is_shown(visit, full_disk):
    answer, name = visit()
    assert (answer.status_code, name in answer.content.decode()) == (500, False)


def test_a_page_that_fails_after_its_log_is_not_logged(visit, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cases.views.lists.render", broken)
    answer, _ = visit()
    assert answer.status_code == 500
    assert not Entry.objects.filter(verb="cases").exists()


def test_health_is_answered_without_a_transaction(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200
