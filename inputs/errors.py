"""The two ways in which a verb refuses: something is not true yet, or this person may not."""

from typing import Any

from django.core.exceptions import PermissionDenied


class RuleBroken(Exception):
    """A rule of the domain does not hold. `sentence` tells a person what is wrong and how to mend it.

    `code` is for programs and tests ("agreement_missing"), `field` names the form field it belongs beside.
    """

    def __init__(self, code: str, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.field = field

    def add_to(self, form: Any) -> None:
        """Show the sentence in `form`: beside its field if the form has it, else at the top."""
        form.add_error(self.field if self.field in form.fields else None, self.sentence)


class NotAllowed(PermissionDenied):
    """This person may see the thing but not do this to it. `because` is the reason they are told (403)."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because
