"""What a view answers when a page saves as it is typed. static/js/autosave.js reads it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import JsonResponse
from django.utils import timezone

from inputs.errors import NotAllowed, RuleBroken


def saved(*, version: int | None = None, errors: Mapping[str, Any] | None = None, **more: Any) -> JsonResponse:
    """It is saved; `errors` are shown beside their fields all the same, so that they can be mended in time.

    `more` is for the page's own script.
    """
    answer: dict[str, Any] = {
        "saved_at": timezone.localtime().strftime("%H:%M"),
        "errors": {name: [str(error) for error in found] for name, found in (errors or {}).items()},
    }
    if version is not None:
        answer["version"] = version
    answer |= more
    return JsonResponse(answer)


def not_saved(sentence: str, *, status: int = 409) -> JsonResponse:
    """It is not saved and trying again will not help; `sentence` says why and what to do."""
    return JsonResponse({"sentence": sentence}, status=status)


def not_saved_because(refused: RuleBroken | NotAllowed, *, over: Collection[str] = ()) -> JsonResponse:
    """The same with the sentence of what refused it: 403 if this person may not, 409 if a rule stands against it.

    410 for the rules that are named in `over`: nothing is left to save to, so a device need not keep what was typed.
    """
    if isinstance(refused, NotAllowed):
        return not_saved(refused.because, status=403)
    return not_saved(refused.sentence, status=410 if refused.code in over else 409)
