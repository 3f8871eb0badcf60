"""What is asked for on the way of a list: the file, what each column is about, which words were heard."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from consent.models import Wording
from inputs.errors import RuleBroken
from inputs.fields import TextField
from transfer.fields import FIELDS
from transfer.models import Import
from transfer.reading import require_bytes

NOT_SAID, LEFT_OUT = "none", "Leave this column out"


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="The list, as an Excel workbook (.xlsx) or a CSV file",
        help_text="One row for each family, the names of the columns in the first row. No more than 10 MB.",
        error_messages={"required": "Choose the file", "empty": "The file is empty. Choose the one with the families."},
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before a byte of it is read."""
        file = self.cleaned_data["file"]
        try:
            require_bytes(file.size)
        except RuleBroken as broken:
            raise ValidationError(broken.sentence, code=broken.code) from None
        return file


class MatchForm(forms.Form):
    """What each column is about. Fields are called by the place of their column: names of columns may be anything."""

    wording = forms.ChoiceField(
        label="Which words did these families hear before they agreed?",
        widget=forms.RadioSelect,
        help_text="If they are not on record here, no agreement in the list counts: each is to be confirmed.",
    )

    def __init__(self, *args: Any, found: Import, proposed: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        choices = [("", LEFT_OUT), *[(field.code, field.label) for field in FIELDS]]
        for place, column in enumerate(found.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column, choices=choices, required=False, initial=proposed.get(column, "")
            )
        words = Wording.objects.filter(centre=found.centre_id)
        wording: Any = self.fields["wording"]
        wording.choices = [*[(str(one.pk), str(one)) for one in words], (NOT_SAID, "They are not on record here")]
        if found.matching:
            wording.initial = str(found.wording_id or NOT_SAID)

    @property
    def matching(self) -> dict[str, str]:
        """Column -> field."""
        return {column: self.cleaned_data[f"column_{place}"] for place, column in enumerate(self.found.columns)}

    @property
    def words(self) -> Wording | None:
        """The words that were heard, if they are on record."""
        chosen = self.cleaned_data["wording"]
        return None if chosen == NOT_SAID else Wording.objects.get(pk=int(chosen), centre=self.found.centre_id)


class ExportForm(forms.Form):
    """Why everything is taken away."""

    reason = TextField(
        max_length=1000, rows=4, label="What is it for, and who will have the file?",
        help_text="For example, the centre moves to another installation, and Ms Obi of the council brings it there. "
        "Whoever is told of this export reads what you write. Name no family",
    )  # fmt: skip
