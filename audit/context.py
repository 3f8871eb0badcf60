"""Who made a change and on which way in: what pghistory writes beside every row of a record's history."""

from typing import Any

import pghistory
from celery import Task
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware


class ChangeContext(HistoryMiddleware):
    """Of a request: the person, the method and the route, and pghistory's own number, the same for the whole request.

    Not the address: that of a password reset holds its key. A program's person becomes known in the view, which
    pghistory notices by itself.
    """

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """What is known before the view runs."""
        return {"user": super().get_context(request)["user"], "method": request.method}

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Add the route, which is also the page's or the verb's name."""
        pghistory.context(route=request.resolver_match.view_name if request.resolver_match else "")


class TaskWithContext(Task):
    """Of a task: its name. Nobody is the person."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run it."""
        with pghistory.context(task=self.name):
            return super().__call__(*args, **kwargs)
