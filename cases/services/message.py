"""What colleagues write to each other about a family, on its case: not in an e-mail that nobody else finds."""

from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.models import Case, Message
from cases.policies import may_write_message
from cases.rules import require_not_twice, require_open, require_words
from cases.services.locks import locked_case
from cases.services.telling import tell_of_message


@transaction.atomic
def write_message(*, case: Case, words: str, by: Any, on: date) -> Message:
    """Write to the others who work with the family; they are told by reference, once until they are mailed.

    Raises NotAllowed, RuleBroken.
    """
    case = locked_case(case)
    may_write_message(by, case).require()
    require_open(case)
    require_words(words, "no_words", "Write what the others should know.", "words")
    require_not_twice(case.messages, by=by, words=words.strip())
    message = Message.objects.create(case=case, by=by, on=on, words=words.strip())
    record(by=by, verb="write_message", subject=case, message=message.pk)
    tell_of_message(message, on)
    return message
