"""Asking for, making and opening PDFs."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from audit.models import Entry
from documents import queue, services
from documents.models import Document, Opening
from documents.services import ask_for, open_document, render_due
from documents.status import ALLOWED, DocumentStatus, can_become
from inputs.errors import RuleBroken
from queues import nudging
from tests.at_once import at_once
from tests.factories import centres as make

pytestmark = pytest.mark.django_db


def asked(**fields):
    at = fields.pop("subject", None) or make.centre()
    given = {"kind": "minutes", "subject": at, "title": "Minutes", "html": "<h1>Minutes</h1>", "by": make.manager(at)}
    return ask_for(**{**given, **fields})


def claimed(document, *, ago=timedelta(0), attempts=1):
    claimed_at = timezone.now() - ago
    Document.objects.filter(pk=document.pk).update(
        status=DocumentStatus.RENDERING, claimed_at=claimed_at, attempts=attempts
    )
    document.refresh_from_db()
    return document


def fails(**_):
    raise MemoryError("too long a table")


def test_a_document_is_due_when_asked_for():
    assert asked().status == DocumentStatus.DUE


def test_asking_again_for_the_same_edition_gives_the_same_document():
    at = make.centre()
    assert asked(subject=at).pk == asked(subject=at, html="<p>other</p>").pk


def test_another_edition_is_another_document():
    at = make.centre()
    assert asked(subject=at).pk != asked(subject=at, edition="agency:3").pk


def test_asking_is_logged_once():
    at = make.centre()
    asked(subject=at)
    asked(subject=at)
    assert Entry.objects.filter(verb="ask_for_document").count() == 1


@pytest.mark.django_db(transaction=True)
def test_asked_for_at_once_there_is_one_document():
    at = make.centre()
    by = make.manager(at)
    ask = {"kind": "minutes", "subject": at, "title": "Minutes", "html": "<p>x</p>", "by": by}
    pks = at_once(*[lambda: ask_for(**ask).pk] * 4)
    assert len(set(pks)) == 1
    assert Entry.objects.filter(verb="ask_for_document").count() == 1


def test_asking_tells_a_worker_after_the_commit(django_capture_on_commit_callbacks, monkeypatch):
    told = []
    monkeypatch.setattr(nudging.current_app, "send_task", lambda name, **_: told.append(name))
    with django_capture_on_commit_callbacks(execute=True):
        asked()
        assert told == []
    assert told == ["documents.tasks.render_due_documents"]


def test_asking_works_while_there_is_no_broker(django_capture_on_commit_callbacks, monkeypatch):
    def refuse(name, **_):
        raise OperationalError("connection refused")

    monkeypatch.setattr(nudging.current_app, "send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        document = asked()
    assert Document.objects.get(pk=document.pk).status == DocumentStatus.DUE


def test_what_is_due_is_made_and_kept_with_its_hash():
    document = asked()
    assert render_due() == 1
    document.refresh_from_db()
    assert document.status == DocumentStatus.READY
    assert bytes(document.pdf).startswith(b"%PDF-")
    assert document.content_hash == hashlib.sha256(bytes(document.pdf)).hexdigest()
    assert document.pages == 1


def test_what_is_ready_is_not_made_again():
    asked()
    assert [render_due(), render_due()] == [1, 0]


def test_asking_again_for_a_ready_document_leaves_it_ready():
    at = make.centre()
    asked(subject=at)
    render_due()
    assert asked(subject=at).status == DocumentStatus.READY


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_each_document_once():
    at = make.centre()
    for number in range(4):
        asked(subject=at, edition=str(number))
    assert sum(at_once(render_due, render_due)) == 4
    assert list(Document.objects.values_list("attempts", flat=True)) == [1] * 4


def test_a_document_that_is_being_made_is_left_alone():
    claimed(asked())
    assert render_due() == 0


def test_the_document_of_a_worker_that_died_is_taken_over():
    document = claimed(asked(), ago=timedelta(minutes=3))
    assert render_due() == 1
    document.refresh_from_db()
    assert (document.status, document.attempts) == (DocumentStatus.READY, 2)


def test_a_document_whose_workers_died_three_times_fails_with_a_sentence():
    document = claimed(asked(), ago=timedelta(minutes=3), attempts=3)
    assert render_due() == 0
    document.refresh_from_db()
    assert (document.status, document.failure) == (DocumentStatus.FAILED, queue.SORRY)


def test_a_slow_worker_that_was_taken_over_keeps_what_the_other_has_stored():
    slow = claimed(asked(), ago=timedelta(minutes=3))
    render_due()
    kept = Document.objects.get(pk=slow.pk).content_hash
    late = services.render(title="Minutes", html="<p>late</p>")
    assert queue.store(slow, late) is False
    assert Document.objects.get(pk=slow.pk).content_hash == kept


def test_the_failure_of_a_worker_that_was_taken_over_changes_nothing():
    slow = claimed(asked(), ago=timedelta(minutes=3))
    render_due()
    queue.give_back(slow)
    assert Document.objects.get(pk=slow.pk).status == DocumentStatus.READY


def test_a_failure_is_tried_again_a_little_later(monkeypatch):
    document = asked()
    monkeypatch.setattr(services, "render", fails)
    assert render_due() == 0
    document.refresh_from_db()
    assert document.status == DocumentStatus.DUE
    assert document.due_at > timezone.now()


def test_after_three_failures_the_document_has_failed_with_a_sentence(monkeypatch):
    document = asked()
    monkeypatch.setattr(services, "render", fails)
    for _ in range(3):
        Document.objects.update(due_at=timezone.now())
        render_due()
    document.refresh_from_db()
    assert (document.status, document.failure) == (DocumentStatus.FAILED, queue.SORRY)


def test_a_failure_does_not_keep_the_next_document_from_being_made(monkeypatch):
    at = make.centre()
    asked(subject=at, html="<p>bad</p>")
    good = asked(subject=at, edition="other")
    made = services.render
    monkeypatch.setattr(services, "render", lambda **kw: fails() if "bad" in kw["html"] else made(**kw))
    assert render_due() == 1
    good.refresh_from_db()
    assert good.status == DocumentStatus.READY


def test_asking_again_for_a_failed_document_tries_it_again():
    at = make.centre()
    document = asked(subject=at)
    Document.objects.update(status=DocumentStatus.FAILED, attempts=3)
    assert asked(subject=at).pk == document.pk
    assert render_due() == 1


def test_opening_gives_the_bytes():
    document = asked()
    render_due()
    by = make.user()
    assert open_document(document=document, by=by) == bytes(Document.objects.get().pdf)


def test_opening_is_recorded_and_logged():
    document = asked()
    render_due()
    by = make.user()
    open_document(document=document, by=by, centre_id=7)
    assert Opening.objects.get().by == by
    entry = Entry.objects.get(verb="open_document")
    assert (entry.by, entry.kind, entry.subject_id, entry.centre_id) == (by, "read", document.pk, 7)


def test_what_is_not_ready_cannot_be_opened():
    with pytest.raises(RuleBroken) as broken:
        open_document(document=asked(), by=make.user())
    assert broken.value.code == "not_ready"


@pytest.mark.parametrize(("current", "wanted"), [(a, b) for a in DocumentStatus for b in DocumentStatus])
def test_a_document_goes_only_where_the_table_says(current, wanted):
    assert can_become(current, wanted) == (wanted in ALLOWED[current])


def test_reading_a_subjects_documents_leaves_the_bytes_behind():
    at = make.centre()
    asked(subject=at)
    found = Document.objects.of(at, kind="minutes").get()
    assert {"html", "pdf"} <= found.get_deferred_fields()
