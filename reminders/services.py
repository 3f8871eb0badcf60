"""Telling people what they must know: once, and once a day by e-mail, without personal detail."""

import logging
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from queues.nudging import nudge
from reminders import mail
from reminders.models import Digest, Reminder

log = logging.getLogger(__name__)

# One statement: whoever comes second, retries or runs at the same time adds nothing (unique: person and occasion).
INSERT = """
    INSERT INTO reminders_reminder ("to_id", "kind", "key", "sentence", "path", "on", "created_at", "at_once")
    SELECT person, %s, %s, %s, %s, %s, %s, %s FROM unnest(%s::bigint[]) AS person
    ON CONFLICT ("to_id", "key") DO NOTHING
"""
# Every reminder that has no digest yet gets its person's of the day. A digest that is leaving at this moment, or has
# left, takes no more (its row is locked, or sent): what came too late for it is gathered on the next run or day.
OPEN_DIGESTS = """
    INSERT INTO reminders_digest ("to_id", "on")
    SELECT DISTINCT r."to_id", %(on)s::date FROM reminders_reminder r JOIN accounts_user u ON u."id" = r."to_id"
    WHERE r."digest_id" IS NULL AND r."seen_at" IS NULL AND r."on" <= %(on)s::date AND u."is_active" AND NOT r."at_once"
    ORDER BY r."to_id"
    ON CONFLICT ("to_id", "on") DO NOTHING
"""
FILL_DIGESTS = """
    UPDATE reminders_reminder r SET "digest_id" = d."id"
    FROM (
        SELECT "id", "to_id" FROM reminders_digest WHERE "on" = %(on)s::date AND "sent_at" IS NULL
        FOR UPDATE SKIP LOCKED
    ) d
    WHERE r."to_id" = d."to_id" AND r."digest_id" IS NULL AND r."seen_at" IS NULL AND r."on" <= %(on)s::date
      AND NOT r."at_once"
"""


def remind(*, to: Iterable[Any], kind: str, key: str, sentence: str, path: str, on: date) -> int:
    """Have every user of `to` told `sentence` with a link to `path`, once per `key`; return how many are newly told.

    `sentence` and `path` go into e-mail: references only, never a name or anything about a family. It is the
    system that reminds, so there is no `by`; the reminder itself is the record.
    """
    return _write(to, [kind, key, sentence, path, on, timezone.now()], at_once=False)


def tell_at_once(*, to: Iterable[Any], kind: str, key: str, sentence: str, path: str, on: date) -> int:
    """The same as `remind`, in a mail of its own within a minute rather than in the day's digest."""
    told = _write(to, [kind, key, sentence, path, on, timezone.now()], at_once=True)
    if told:
        nudge("reminders.tasks.send_at_once")
    return told


def _write(to: Iterable[Any], facts: list[Any], *, at_once: bool) -> int:
    people = sorted({user.pk for user in to if user.is_active})
    if not people:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [*facts, at_once, people])
        return int(cursor.rowcount)


def send_urgent() -> int:
    """Send what is to be told at once and has not left yet, each in a mail of its own; return how many left.

    Locked, sent and marked one by one, as digests are. Whoever has seen it on the page is still sent the mail.
    """
    waiting = Reminder.objects.filter(at_once=True, mailed_at=None).order_by("pk").values_list("pk", flat=True)
    return sum(_send_one(pk) for pk in waiting)


def _send_one(pk: int) -> bool:
    with transaction.atomic():
        unsent = Reminder.objects.select_for_update(skip_locked=True, of=("self",)).select_related("to")
        reminder = unsent.filter(pk=pk, mailed_at=None).first()
        if reminder is None:  # another worker has it, or had it
            return False
        try:
            if reminder.to.is_active:
                mail.send_one(reminder)
        except OSError as error:
            log.warning("Reminder %s could not be sent: %s.", reminder.pk, type(error).__name__)
            return False
        reminder.mailed_at = timezone.now()
        reminder.save(update_fields=["mailed_at"])
        return True


def send_due_digests(*, on: date) -> int:
    """Send everybody with something untold their one e-mail of the day `on`; return how many left.

    Each digest is locked, sent and marked in its own transaction. Killed before the mail server took the message,
    the row is still unsent and goes out with the next run; killed between the server's yes and our commit, the same
    message leaves again under the same Message-ID, by which mail systems recognise a repeat (docs/decisions.md).
    """
    _gather(on)
    unsent = Digest.objects.filter(sent_at=None, on=on).order_by("pk").values_list("pk", flat=True)
    return sum(_send(pk) for pk in unsent)


@transaction.atomic
def _gather(on: date) -> None:
    """Put what is untold into the digests of `on`; what an earlier day could not send goes along, in one e-mail."""
    earlier = list(Digest.objects.select_for_update(skip_locked=True).filter(sent_at=None, on__lt=on))
    Reminder.objects.filter(digest__in=earlier).update(digest=None)
    Digest.objects.filter(pk__in=[digest.pk for digest in earlier]).delete()
    with connection.cursor() as cursor:
        cursor.execute(OPEN_DIGESTS, {"on": on})
        cursor.execute(FILL_DIGESTS, {"on": on})


def _send(pk: int) -> bool:
    with transaction.atomic():
        digest = (
            Digest.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("to")
            .filter(pk=pk, sent_at=None)
            .first()
        )
        if digest is None:  # another worker has it, or had it
            return False
        reminders = list(digest.reminders.filter(seen_at=None).order_by("on", "id"))
        try:
            if reminders:  # they may all have been put away since
                mail.send(digest, reminders)
        except OSError as error:  # smtplib's errors are OSErrors: the row stays, the next sweep tries again
            log.warning("Digest %s could not be sent: %s.", digest.pk, type(error).__name__)
            return False
        digest.sent_at = timezone.now()
        digest.save(update_fields=["sent_at"])
        return bool(reminders)


@transaction.atomic
def mark_seen(*, ids: Iterable[int], by: Any) -> int:
    """Take reminders of `by` off their list; somebody else's ids change nothing. Return how many."""
    mine = Reminder.objects.select_for_update().filter(pk__in=list(ids), to=by, seen_at=None)
    return mine.update(seen_at=timezone.now())


@transaction.atomic
def untell(*, key: str) -> int:
    """What was to be told of this occasion has become untrue: it leaves everybody's list. Return how many had it.

    A mail of its own that has not left, because no worker ran, does not leave any more.
    """
    Reminder.objects.filter(key=key, at_once=True, mailed_at=None).update(at_once=False)
    return Reminder.objects.filter(key=key, seen_at=None).update(seen_at=timezone.now())


def untell_all(*, keys: str) -> int:
    """The same of all occasions whose keys begin so."""
    return Reminder.objects.filter(key__startswith=keys, seen_at=None).update(seen_at=timezone.now())
