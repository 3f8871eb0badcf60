"""The shape of what is typed into an early help assessment, and onto the family's copy of it."""

from typing import Any

from django import forms

from cases.assessment_words import FIELDS, HINTS, LABELS, LONGEST, TOLD_GLADLY
from cases.models import Assessment
from inputs.fields import TextField


class AssessmentForm(forms.Form):
    """The nine texts. None has to be filled in while it is a draft."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name] = TextField(
                label=LABELS[name], help_text=HINTS.get(name, ""), max_length=LONGEST, rows=3, required=False
            )


class AssessmentCopyForm(forms.Form):
    """For whom the copy is, and what stands in it. Nothing of it is kept."""

    to = forms.ChoiceField(
        label="For whom is this copy?", widget=forms.RadioSelect, error_messages={"required": "Choose for whom it is"}
    )
    tell = forms.MultipleChoiceField(
        label="What stands in it", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what stands in it"},
        help_text="Read each text as this person will. Tick nothing that somebody else said in confidence, or that "
        "could put anybody at risk.",
    )  # fmt: skip
    words = TextField(
        label="Anything to add", max_length=1500, rows=3, required=False,
        help_text="In plain words, as you would say it to them.",
    )  # fmt: skip

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adults = {str(one.pk): one.name for one in assessment.case.family.adults.all()}
        self.fields["to"].choices = list(self.adults.items())
        written = {name: getattr(assessment, name) for name in FIELDS if getattr(assessment, name)}
        self.fields["tell"].choices = [(name, LABELS[name]) for name in written]
        self.fields["tell"].choice_hints = written
        self.fields["tell"].initial = [name for name in written if name in TOLD_GLADLY]

    def facts(self) -> dict[str, Any]:
        """What `copy_of` takes."""
        typed = self.cleaned_data
        return {"to": self.adults[typed["to"]], "tell": typed["tell"], "words": typed["words"]}
