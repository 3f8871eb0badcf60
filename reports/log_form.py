"""What the information lead looks for in the access log."""

from typing import Any

from django import forms

from accounts.models import User
from audit.models import Kind
from centres.models import Centre
from families.models import Family
from inputs.fields import DateField, LineField
from reports.access_log import Asked


class LogForm(forms.Form):
    """Taken from the address; what is left out is everything."""

    person = forms.ModelChoiceField(label="Person", queryset=User.objects.none(), required=False, empty_label="Anybody")
    family = LineField(label="Family", max_length=12, required=False)
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)
    kind = forms.ChoiceField(label="What", choices=[("", "Everything"), *Kind.choices], required=False)
    before = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, centre: Centre) -> None:
        super().__init__(data)
        self.centre = centre
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = User.objects.filter(memberships__centre=centre).distinct().order_by("name", "pk")

    def clean_family(self) -> Family | None:
        """The family with this reference, if the centre has one."""
        reference = self.cleaned_data["family"]
        if not reference:
            return None
        here = Family.objects.filter(centre=self.centre)
        found = here.filter(reference__iexact=reference).first() or here.referred_to_before(reference).first()
        if found is None:
            raise forms.ValidationError("Enter the reference of a family of this centre, such as F-7K3M9PX")
        return found

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", "The last day must not be before the first.")
        return told

    def asked(self) -> Asked:
        """What is looked for."""
        return Asked(**self.cleaned_data)
