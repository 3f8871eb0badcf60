"""What is true of every answer, whichever view gave it."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from config.refusals import overtaken, refused, status_of
from inputs.errors import RuleBroken
from row_security.acting import act_for

WITHOUT_DATABASE = ("/healthz", "/readyz")  # they answer while there is none
Next = Callable[[HttpRequest], HttpResponse]


def no_store(get_response: Next) -> Next:
    """Let no browser or proxy keep a page: nearly every one names a family. Static files are answered before."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def one_transaction(get_response: Next) -> Next:
    """A request is one transaction, in which PostgreSQL shows the rows of its person's centres and no others.

    What a page shows and the log of it stand or fall together: if the log cannot be written, nothing is shown. Each
    verb is whole in itself within it (a savepoint), so what was refused leaves what was kept before it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path in WITHOUT_DATABASE:
            return get_response(request)
        with transaction.atomic():
            act_for(request.user)
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return middleware


class RefusalMiddleware:
    """A broken rule that no view caught becomes a page that says so, never a server error.

    `NotAllowed` needs nothing here: it is a PermissionDenied, which Django answers with 403.html.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a broken rule with its sentence; leave every other exception to Django."""
        broken = exception if isinstance(exception, RuleBroken) else overtaken(exception)
        if broken:
            return refused(request, sentence=broken.sentence, status=status_of(broken))
        return None
