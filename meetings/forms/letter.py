"""What whoever makes the family's letter adds to it. Nothing of it is kept."""

from typing import Any

from django import forms

from cases.models import Action
from inputs.fields import DateField, TextField


class LetterForm(forms.Form):
    """Words for this family, the date of the call, and which actions the family is told."""

    words = TextField(
        label="What else was agreed, for the family to know", max_length=1500, rows=4, required=False,
        help_text="In plain words, as you would say it to them. Nothing about another family.",
    )  # fmt: skip
    call_by = DateField(label="They are called by", future=True, required=False)
    tell = forms.MultipleChoiceField(
        label="Actions that the family is told of", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="The letter says them as they were recorded. Both parents may read it.",
    )  # fmt: skip

    def __init__(self, *args: Any, actions: list[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = {str(one.pk): one for one in actions}
        self.fields["tell"].choices = [(pk, f"{one.what} ({one.owner})") for pk, one in self.actions.items()]
        if not actions:
            del self.fields["tell"]

    def facts(self) -> dict[str, Any]:
        """What `letter_of` takes."""
        typed = self.cleaned_data
        tell = [self.actions[pk] for pk in typed.get("tell", [])]
        return {"words": typed["words"], "call_by": typed["call_by"], "tell": tell}
