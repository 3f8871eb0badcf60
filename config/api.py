"""What every API view shares: pages of results and answers to refusals."""

from typing import Any

from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler as answer_by_default

from accounts.confirming import ConfirmFirst
from config.refusals import overtaken, status_of
from inputs.errors import NotAllowed, RuleBroken


class Page(LimitOffsetPagination):
    """Fifty at a time, two hundred at most."""

    default_limit = 50
    max_limit = 200


def exception_handler(exception: Exception, context: dict[str, Any]) -> Response | None:
    """Answer a broken rule with its code, sentence and field, and a refusal with its reason."""
    exception = overtaken(exception) or exception
    if isinstance(exception, RuleBroken):
        body = {"code": exception.code, "sentence": exception.sentence, "field": exception.field}
        return Response(body, status=status_of(exception))
    if isinstance(exception, ConfirmFirst):
        return Response({"code": exception.code, "detail": str(exception)}, status=403)
    if isinstance(exception, NotAllowed):
        return Response({"detail": str(exception)}, status=403)
    return answer_by_default(exception, context)
