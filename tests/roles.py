"""As which of PostgreSQL's roles a test works: it arranges as the worker; each request is the web's, as in earnest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse

from row_security.policies import WEB, WORKER


def _become(role: str, of: Any = connection) -> None:
    with of.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")


@contextmanager
def working_as(role: str) -> Iterator[None]:
    """Work as `role` (NONE: the owner of the tables), then as the worker again."""
    _become(role)
    try:
        yield
    finally:
        _become(WORKER)


def as_the_web(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware of the tests, before all others."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":  # asks no database
            return get_response(request)
        with working_as(WEB):
            return get_response(request)

    return middleware


@contextmanager
def nobody_owns_tables() -> Iterator[None]:
    """Let every connection to the tests' database, present and future, work as the worker."""
    name = connection.settings_dict["NAME"]

    def begin(connection: Any, **facts: Any) -> None:
        if connection.settings_dict["NAME"].startswith(name):  # the copies of a mutation run as well
            _become(WORKER, of=connection)

    connection_created.connect(begin)
    connection.close()
    yield
    connection_created.disconnect(begin)
    connection.close()
