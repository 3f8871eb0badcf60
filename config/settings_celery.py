"""The part of the settings that says how background work survives kill -9: docs/decisions.md, "celery"."""

import environ

env = environ.Env()

CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TASK_TIME_LIMIT = 10 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 9 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.int("FORTNIGHT_VISIBILITY_SECONDS", default=15 * 60),  # above the time limit
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,  # a view that nudges a worker must not hang while the broker is down
    "max_retries": 1,
    "interval_start": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_ENABLE_UTC = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# After so long a PDF that a worker began belongs to whoever comes next: that worker died.
DOCUMENT_CLAIM_SECONDS = env.int("FORTNIGHT_CLAIM_SECONDS", default=120)
# The same of a feed: while it is read, its worker says every few services that it lives.
FEED_CLAIM_SECONDS = DOCUMENT_CLAIM_SECONDS
