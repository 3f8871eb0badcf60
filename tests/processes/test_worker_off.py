"""No worker for three weeks, then one, killed in between: each is told exactly once, by the real worker and kill -9."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from reminders.models import Digest, Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres, families
from tests.processes.inbox import inbox
from tests.processes.worker import clock, wait_until, worker
from tests.reminders.year.facts import Facts
from tests.reminders.year.living import sweeps
from tests.reminders.year.occasions import holding, named

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("broker")]
OFF = 21  # days
FINDING = [task.name for task in sweeps()]
NOT_OF_MANAGERS = "cases.tasks.remind_pass_ons"  # tells whoever passed an action on, and whom they asked
SENDING = ["reminders.tasks.send_digests", "reminders.tasks.send_at_once"]


def three_weeks() -> User:
    """What came up at a centre in three weeks without a worker; its manager."""
    at = centres.centre()
    manager, lead = centres.manager(at), centres.support_worker(at)
    found = [cases.case_led_by(lead, at, review_due_on=days_ago(day), opened_on=days_ago(60)) for day in (20, 9)]
    for day in range(OFF):
        cases.action(lead, at, case=found[day % 2], due_on=days_ago(day), agreed_on=days_ago(40))
    withdrawn, run_out, nobody = (cases.case_without_lead(at, opened_on=days_ago(60)) for _ in range(3))
    for case in (withdrawn, run_out):
        cases.lead(case, lead)
    cases.team_member(withdrawn, centres.health_visitor(at), since=days_ago(40))
    run_out.family.agreements.update(until=days_ago(18))
    cases.lead_offer(nobody, centres.health_visitor(at), offered_on=days_ago(19))
    cases.pass_on(found[0].actions.all()[0], centres.health_visitor(at), asked_on=days_ago(15))
    waiting = cases.waiting_referral(families.family(at), by=centres.health_visitor(at))
    for one in (withdrawn, waiting):
        one.family.agreements.update(status="withdrawn", withdrawn_on=days_ago(20), withdrawn_by="Mother")
    return manager


@contextmanager
def clocks(names: list[str]) -> Iterator[Callable[[], None]]:
    """What beat does, for several tasks."""
    with ExitStack() as stack:
        ticks = [stack.enter_context(clock(name)) for name in names]

        def tick() -> None:
            for one in ticks:
                one()

        yield tick


@contextmanager
def nobody_can_tell(person: User) -> Iterator[None]:
    """Within it whoever wants to tell this person something waits: in the middle of telling."""
    other: Any = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM accounts_user WHERE id = %s FOR UPDATE", [person.pk])
        yield
    finally:
        other.rollback()
        other.close()


def somebody_waits() -> bool:
    """Whether a statement waits for what another has locked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND datname = current_database()"
        )
        return bool(cursor.fetchone()[0])


def all_told() -> bool:
    """Whether nothing is missing."""
    return Reminder.objects.count() >= len(holding(Facts(), today()))


def all_sent() -> bool:
    """Whether everything that was found has left."""
    unsent = Reminder.objects.filter(digest__sent_at=None, mailed_at=None)
    return Digest.objects.exists() and not unsent.exists()


def test_after_three_weeks_each_is_told_exactly_once_though_the_worker_is_killed_twice(
    process_environment: dict[str, str],
) -> None:
    manager = three_weeks()
    with inbox() as post:
        environment = process_environment | {"EMAIL_URL": post.url}
        with clocks(FINDING) as tick, clocks([NOT_OF_MANAGERS]) as first_tick:
            with nobody_can_tell(manager), worker(environment) as victim:
                wait_until(lambda: first_tick() is None and Reminder.objects.exists(), "somebody told")
                wait_until(lambda: tick() is None and somebody_waits(), "a worker in the middle of telling")
                victim.kill()
            assert 0 < Reminder.objects.count() < len(holding(Facts(), today()))
            with worker(environment):
                wait_until(lambda: tick() is None and all_told(), "everybody told")
        with clocks(SENDING) as tick:
            with worker(environment) as victim:
                wait_until(lambda: tick() is None and post.first_has_come.is_set(), "the first digest on its way")
                victim.kill()
            post.go_on.set()
            with worker(environment):
                wait_until(lambda: tick() is None and all_sent(), "every digest sent")

    due = holding(Facts(), today())
    wanted = Counter((person, *how) for (person, _), how in due.items())
    assert Counter((one.to_id, *named(one.sentence)) for one in Reminder.objects.all()) == wanted
    people = User.objects.filter(pk__in={person for person, _ in due})
    assert sorted(post.taken) == sorted(one.email for one in people)
