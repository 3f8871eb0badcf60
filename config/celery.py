"""Celery is only the clock: rows in PostgreSQL are the queue, and every task picks up what is due there."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("fortnight")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Task names as text, so that the clock imports no app: "name": {"task": "app.tasks.sweep", "schedule": seconds}.
app.conf.beat_schedule = {}
