"""Living through the year: each day what happens, then what the clock finds, compared with what the oracle says."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core import mail
from django.db import transaction

from config.celery import app
from reminders.models import Reminder
from reminders.tasks import send_at_once, send_digests
from tests.reminders.year import of_cases, of_closings, of_leave, of_meetings, of_work  # noqa: F401 - their occasions
from tests.reminders.year.facts import Facts
from tests.reminders.year.occasions import holding, named
from tests.reminders.year.story import Story

LONDON = ZoneInfo("Europe/London")
MORNING = time(7, 5)
WEEKS_OFF, DAYS_AFTER = 3, 8
# Everything on the clock's timetable but what writes PDFs, reads lists and feeds, seals the log, tells calendars and
# sends; and what plans, which costs as much as all the rest and finds nothing new on most days: that runs on Mondays.
PLANNING = ("meetings ahead", "agendas")
NOT_TELLING = {
    "documents", "imports", "exports of everything", "feeds of services", "log", "invitations", "digests", "at once",
    *PLANNING,
}  # fmt: skip
MONDAY = 0
DIGEST = "Fortnight: what is waiting for you"

Thing = tuple[int, str, tuple[str, ...]]  # whom, which occasion, what its sentence names


def sweeps() -> list[Any]:
    """Every task of the timetable that tells somebody something."""
    return [task for name, task in _tasks().items() if name not in NOT_TELLING]


def _tasks() -> dict[str, Any]:
    app.loader.import_default_modules()
    return {name: app.tasks[one["task"]] for name, one in app.conf.beat_schedule.items()}


class Year:
    """The story as it is lived, and what was told so far; `wrong` says where product and oracle differ."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.story = Story()
        self.told: set[Any] = set()
        self.kinds: Counter[str] = Counter()
        self.swept: Counter[str] = Counter()  # of each sweep how many it has told
        self.sweeps = sweeps()
        self.plan, self.fill = (_tasks()[name] for name in PLANNING)

    def move_to(self, day: date, at: time = MORNING) -> None:
        """Put the clock to a time of day at the centre; `at.fold` is the second of two that are called the same."""
        self.clock.move_to(datetime.combine(day, at, tzinfo=LONDON))

    def live(self, day: date) -> None:
        """Let happen what happens on a day, while no worker runs."""
        self.move_to(day)
        self.story.happens(day)

    def sweep(self, day: date) -> list[str]:
        """Let the worker do what it does at this moment of `day`; return what is wrong with it."""
        planning = day.weekday() == MONDAY
        if planning:
            self.plan()
        facts, before = Facts(), Reminder.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        due = {once: how for once, how in holding(facts, day).items() if once not in self.told}
        for task in [self.fill] * planning + self.sweeps:
            self.swept[task.name] += task()
        rows = list(Reminder.objects.filter(pk__gt=before))
        wanted = Counter((person, *how) for (person, _), how in due.items())
        got = Counter((one.to_id, *named(one.sentence)) for one in rows)
        self.told |= due.keys()
        self.kinds.update(name for name, _ in due.values())
        return [*_differences(wanted, got), *self._post(day, rows)]

    def _post(self, day: date, rows: list[Reminder]) -> list[str]:
        """Each has it in the one digest of the day, or in a mail of its own."""
        mail.outbox = []
        send_digests()
        send_at_once()
        digests = Counter(one.to[0] for one in mail.outbox if one.subject == DIGEST)
        alone = [one for one in mail.outbox if one.subject != DIGEST]
        wrong = [f"{count} digests to {to}" for to, count in digests.items() if count > 1]
        people = {one.to.email for one in rows if not one.at_once}
        if set(digests) != people:
            wrong.append(f"digests to {sorted(digests)}, news for {sorted(people)}")
        if len(alone) != sum(one.at_once for one in rows):
            wrong.append(f"{len(alone)} mails of their own")
        if not all(one.on == day for one in rows):
            wrong.append(f"told for {sorted({str(one.on) for one in rows})}")
        if Reminder.objects.filter(digest=None, at_once=False, seen_at=None).exists():
            wrong.append("somebody is told in no digest")
        return wrong

    def kept(self) -> "Kept":
        """Within it everything happens that happens, and is taken back at the end."""
        return Kept(self)

    def without_worker(self, first: date) -> list[str]:
        """No worker for three weeks from a day on, then one again: what is wrong in the days after."""
        back = first + timedelta(weeks=WEEKS_OFF)
        wrong = []
        for ahead in range(WEEKS_OFF * 7 + DAYS_AFTER):
            day = first + timedelta(days=ahead)
            self.live(day)
            if day >= back:
                before = len(self.told)
                wrong += [f"{day}: {one}" for one in self.sweep(day)]
                if day == back and len(self.told) == before:
                    wrong.append("nobody was told anything when the worker was back")
        return wrong


class Kept:
    """Goes back to how it was."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.told, self.kinds, self.swept = set(year.told), Counter(year.kinds), Counter(year.swept)
        self.transaction = transaction.atomic()

    def __enter__(self) -> Year:
        self.transaction.__enter__()
        return self.year

    def __exit__(self, *error: Any) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        self.year.told, self.year.kinds, self.year.swept = self.told, self.kinds, self.swept


def _differences(wanted: Counter[Thing], got: Counter[Thing]) -> list[str]:
    missed = [f"missed: {_said(one)}" for one in (wanted - got).elements()]
    return missed + [f"not to be told (again): {_said(one)}" for one in (got - wanted).elements()]


def _said(one: Thing) -> str:
    person, name, about = one
    return f"{name} ({', '.join(about)}), to {person}"
