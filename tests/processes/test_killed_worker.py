"""A killed worker loses nothing and doubles nothing: the real worker, the real broker, kill -9."""

import hashlib

import pytest

from accounts.models import User
from audit.models import Entry
from documents.models import Document
from documents.services import ask_for
from documents.status import DocumentStatus
from reminders.models import Digest, Reminder
from reminders.services import remind
from tests.days import today
from tests.factories import centres as make
from tests.processes.inbox import inbox
from tests.processes.worker import clock, wait_until, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("broker")]

LONG = "<h1>Minutes</h1>" + "<p>A paragraph of the minutes, so that the page takes a while to make.</p>" * 1500


def all_ready() -> bool:
    return not Document.objects.exclude(status=DocumentStatus.READY).exists()


def test_minutes_are_made_once_though_the_worker_is_killed_while_it_renders(
    process_environment: dict[str, str],
) -> None:
    at = make.centre()
    by = make.manager(at)
    for edition in ("full", "agency:1", "agency:2"):
        ask_for(kind="minutes", subject=at, edition=edition, title="Minutes", html=LONG, by=by)
    rendering = Document.objects.filter(status=DocumentStatus.RENDERING)

    with clock("documents.tasks.render_due_documents") as tick:
        with worker(process_environment) as victim:
            wait_until(lambda: tick() is None and rendering.exists(), "a document being made")
            victim.kill()
        killed_at_work = list(rendering.values_list("pk", flat=True))
        assert len(killed_at_work) == 1

        with worker(process_environment):
            wait_until(lambda: tick() is None and all_ready(), "every document ready")

    documents = list(Document.objects.all())
    assert len(documents) == 3
    assert all(hashlib.sha256(bytes(d.pdf or b"")).hexdigest() == d.content_hash for d in documents)
    assert Document.objects.get(pk=killed_at_work[0]).attempts == 2
    assert Entry.objects.filter(verb="ask_for_document").count() == 3


def test_everybody_gets_one_digest_though_the_worker_is_killed_while_it_sends(
    process_environment: dict[str, str],
) -> None:
    people: list[User] = [make.user() for _ in range(5)]
    for turn in range(3):
        remind(
            to=people, kind="test", key=f"occasion {turn}", sentence="An action is due.", path="/actions/", on=today()
        )
    with inbox() as post, clock("reminders.tasks.send_digests") as tick:
        environment = process_environment | {"EMAIL_URL": post.url}
        with worker(environment) as victim:
            wait_until(lambda: tick() is None and post.first_has_come.is_set(), "the first digest being sent")
            victim.kill()
        post.go_on.set()

        with worker(environment):
            wait_until(
                lambda: tick() is None and Digest.objects.filter(sent_at__isnull=False).count() == 5,
                "every digest sent",
            )

    assert sorted(post.taken) == sorted(person.email for person in people)
    assert Digest.objects.count() == 5
    assert Reminder.objects.filter(digest__sent_at__isnull=False).count() == 15
