"""Celery is only the clock: rows in PostgreSQL are the queue, and every task picks up what is due there."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab

from audit.context import TaskWithContext

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("fortnight", task_cls=TaskWithContext)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

MINUTE = 60
# Task names as text, so that the clock imports no app. Each sweep works out from the database what is due and not yet
# done, so one that was missed, or ran twice, changes nothing. Digests leave from seven in the morning, local time; the
# later runs send what failed, and what came up for somebody who had no digest that day.
SWEEPS: dict[str, dict[str, Any]] = {
    "documents": {"task": "documents.tasks.render_due_documents", "schedule": MINUTE},
    "imports": {"task": "transfer.tasks.work_on_imports", "schedule": MINUTE},
    "exports of everything": {"task": "transfer.tasks.work_on_exports", "schedule": MINUTE},
    "at once": {"task": "reminders.tasks.send_at_once", "schedule": MINUTE / 2},
    "feeds of services": {"task": "centres.tasks.read_due_feeds", "schedule": MINUTE},
    "directories that are old": {"task": "centres.tasks.remind_directory", "schedule": 10 * MINUTE},
    "log": {"task": "audit.tasks.seal_log", "schedule": MINUTE},
    "digests": {"task": "reminders.tasks.send_digests", "schedule": crontab(hour="7-18", minute="*/10")},
    "meetings ahead": {"task": "meetings.tasks.plan_ahead", "schedule": 60 * MINUTE},
    "invitations": {"task": "meetings.tasks.send_invitations", "schedule": MINUTE},
    "agendas": {"task": "meetings.tasks.fill_agendas", "schedule": 10 * MINUTE},
    "papers": {"task": "meetings.tasks.remind_papers", "schedule": 10 * MINUTE},
    "actions": {"task": "cases.tasks.remind_actions", "schedule": 10 * MINUTE},
    "reviews": {"task": "cases.tasks.remind_reviews", "schedule": 10 * MINUTE},
    "offers to lead": {"task": "cases.tasks.remind_lead_offers", "schedule": 10 * MINUTE},
    "assessments": {"task": "cases.tasks.remind_assessments", "schedule": 10 * MINUTE},
    "stepping up": {"task": "cases.tasks.remind_step_ups", "schedule": 10 * MINUTE},
    "cases closed": {"task": "cases.tasks.remind_closings", "schedule": 10 * MINUTE},
    "actions passed on": {"task": "cases.tasks.remind_pass_ons", "schedule": 10 * MINUTE},
    "advice": {"task": "cases.tasks.remind_advice", "schedule": 10 * MINUTE},
    "standing in": {"task": "cases.tasks.remind_deputies", "schedule": 10 * MINUTE},
    "lead professionals away": {"task": "meetings.tasks.remind_unattended", "schedule": 10 * MINUTE},
    "refusals": {"task": "cases.tasks.remind_refusals", "schedule": 10 * MINUTE},
    "visits without a record": {"task": "cases.tasks.remind_visits", "schedule": 10 * MINUTE},
    "families nobody leads": {"task": "meetings.tasks.remind_leaderless", "schedule": 10 * MINUTE},
    "centres nobody manages": {"task": "meetings.tasks.remind_unmanaged", "schedule": 10 * MINUTE},
    "withdrawals": {"task": "cases.tasks.remind_withdrawals", "schedule": MINUTE},
    "withdrawals at meetings": {"task": "meetings.tasks.remind_withdrawals", "schedule": MINUTE},
    "agreements": {"task": "cases.tasks.remind_agreements", "schedule": 10 * MINUTE},
}
# What no worker has begun when the next is asked for is not needed any more: after three weeks without a worker one of
# each waits for it, and not ten thousand.
for _sweep in SWEEPS.values():
    _every = _sweep["schedule"]
    _sweep["options"] = {"expires": 10 * MINUTE if isinstance(_every, crontab) else _every}
app.conf.beat_schedule = SWEEPS  # only set here: reading it would read the settings, before wsgi.py has said its role
