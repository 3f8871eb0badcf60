"""The shape of what is typed about what was done: contacts, support offered, progress."""

from typing import Any

from django import forms

from cases.models import Case
from cases.status import ContactKind, OfferStatus
from centres.models import Service
from inputs.fields import DateField, LineField, TextField


class ContactForm(forms.Form):
    """One contact or attempt: the shortest form that does the job."""

    kind = forms.ChoiceField(label="How", choices=ContactKind.choices, widget=forms.RadioSelect)
    reached = forms.TypedChoiceField(
        label="Did you reach the family?",
        choices=[("yes", "Yes"), ("no", "No, tried without success")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    child_seen = forms.BooleanField(label="I saw the child", required=False)
    happened_on = DateField(label="Date", past=True)
    note = TextField(label="What happened", required=False, help_text="Facts that somebody taking over needs to know.")


class OfferForm(forms.Form):
    """Support offered: a service of the directory, or own words."""

    service = forms.ModelChoiceField(
        label="Service", queryset=Service.objects.none(), required=False, widget=forms.RadioSelect,
        blank=True, empty_label="Something else, in my own words",
    )  # fmt: skip
    what = LineField(
        label="What was offered", required=False, help_text="Leave this empty if you chose a service above."
    )
    offered_on = DateField(label="Date", past=True)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = case.referral.needs
        fitting = list(Service.objects.fitting(case.centre_id, needs))
        others = Service.objects.filter(centre_id=case.centre_id).exclude(pk__in=[one.pk for one in fitting])
        field = self.fields["service"]
        field.queryset = Service.objects.filter(centre_id=case.centre_id)
        groups = [("Fits what the family was referred for", fitting), ("Other services", list(others))]
        named = [(name, [(one.pk, one.name) for one in found]) for name, found in groups if found]
        field.choices = [*named, ("", "Something else, in my own words")]
        field.choice_hints = {
            str(one.pk): f"{'Fits the referral. ' if found is fitting else ''}{one.about} ({one.provider})"
            for _, found in groups
            for one in found
        }
        self.fitting = fitting


class OfferAnswerForm(forms.Form):
    """The family's answer."""

    status = forms.ChoiceField(
        label="The family's answer",
        choices=[choice for choice in OfferStatus.choices if choice[0] != OfferStatus.WAITING],
        widget=forms.RadioSelect,
    )
    words = LineField(label="In the family's words", max_length=300, required=False)


class ProgressForm(forms.Form):
    """Progress."""

    words = TextField(label="How it goes", rows=8)
