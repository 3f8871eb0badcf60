"""The log grows and never changes."""

import pytest
from django.db import DatabaseError, transaction

from audit.models import Entry, Kind
from audit.services import record, record_reads
from tests.factories import centres as make

pytestmark = pytest.mark.django_db


def test_a_change_is_logged_with_who_did_what_to_what():
    at = make.centre()
    who = make.user()
    entry = record(by=who, verb="close_case", subject=at, reason="goals_met")
    assert (entry.by, entry.verb, entry.kind) == (who, "close_case", Kind.CHANGE)
    assert (entry.subject_type, entry.subject_id, entry.detail) == ("centres.centre", at.pk, {"reason": "goals_met"})


def test_the_system_can_be_the_one_who_did_it():
    assert record(by=None, verb="plan", subject=make.centre()).by is None


def test_the_centre_of_the_subject_is_logged():
    service = make.service(make.centre())
    assert record(by=None, verb="add", subject=service).centre_id == service.centre_id


def test_the_centre_can_be_given_for_a_subject_that_knows_none():
    assert record(by=None, verb="add", subject=make.user(), centre_id=5).centre_id == 5


def test_each_record_that_was_shown_is_logged_as_read():
    at = make.centre()
    services = [make.service(at), make.service(at)]
    assert record_reads(by=make.user(), subjects=services, where="services") == 2
    assert set(Entry.objects.values_list("kind", "verb", "subject_id")) == {
        ("read", "services", service.pk) for service in services
    }


def test_nothing_shown_logs_nothing():
    assert record_reads(by=make.user(), subjects=[], where="services") == 0


def test_an_export_is_logged_as_one_with_its_centre():
    at = make.centre()
    record_reads(by=make.user(), subjects=[at], where="report", kind=Kind.EXPORT, centre_id=at.pk, form="csv")
    entry = Entry.objects.get()
    assert (entry.kind, entry.centre_id, entry.detail) == ("export", at.pk, {"form": "csv"})


def test_reads_cost_one_query_however_many(django_assert_num_queries):
    at = make.centre()
    services, who = [make.service(at) for _ in range(30)], make.user()
    with django_assert_num_queries(1):
        record_reads(by=who, subjects=services, where="services")


def test_postgresql_refuses_to_change_a_line():
    entry = record(by=None, verb="x", subject=make.centre())
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(verb="y")


def test_postgresql_refuses_to_remove_a_line():
    entry = record(by=None, verb="x", subject=make.centre())
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        entry.delete()


def test_without_the_change_there_is_no_line():
    at = make.centre()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(by=None, verb="x", subject=at)
        raise ZeroDivisionError
    assert not Entry.objects.exists()
