"""The shape of what is typed about a case as a whole."""

from django import forms

from inputs.fields import LineField
from referrals.models import MEETING_TIERS, TIERS


class ReasonForm(forms.Form):
    """A reason, for the verbs that want nothing else."""

    reason = LineField(label="Why?", max_length=300)


class TierForm(forms.Form):
    """Another tier of need."""

    tier = forms.TypedChoiceField(
        label="Tier of need",
        coerce=int,
        choices=[one for one in TIERS if one[0] in MEETING_TIERS],
        widget=forms.RadioSelect,
    )


class CaseFilterForm(forms.Form):
    """Which cases the list shows. Anything it does not know is ignored."""

    name = LineField(label="Family name", max_length=60, required=False)
    state = forms.ChoiceField(
        label="Cases", required=False, choices=[("", "Open"), ("closed", "Closed"), ("all", "Open and closed")]
    )
    lead = forms.ChoiceField(
        label="Lead professional", required=False, choices=[("", "Anybody"), ("none", "Nobody"), ("me", "Me")]
    )
    review = forms.ChoiceField(
        label="Review",
        required=False,
        choices=[("", "Any"), ("late", "Late"), ("soon", "Within two weeks"), ("due", "Late, or within two weeks")],
    )

    def asked(self) -> dict[str, str]:
        """What was asked for, as far as it makes sense."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
