"""The shape of what is typed in a referral."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from centres.models import Agency
from centres.status import Need
from consent.forms import WordingField, add_wishes, offer_adults, require_witness_typed, required, told_wishes
from consent.models import Agreement, Wording
from consent.status import Capacity, How
from families.forms import AdultForm, ChildForm
from families.models import Adult, Child, Family
from inputs.dates import in_words
from inputs.fields import DateField, LineField, PostcodeField, TextField
from referrals.details import AgreementGiven
from referrals.models import TIERS

YES, IN_FORCE, NO = "yes", "in_force", "no"
TIER_HINTS = {
    "1": "Services that every family can use meet the need. You can tell the family about them yourself.",
    "2": "One or two needs that call for some help beyond universal services. For the meeting.",
    "3": "Several needs, or needs of several people, that one plan should hold together. For the meeting.",
    "4": "A child is suffering significant harm or is likely to. Not for the meeting: ring children’s social care now.",
}


class ReferralForm(forms.Form):
    """What a referral says, of a family on record or of a new one."""

    children = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, label="Which children is this about?", required=False
    )
    agreed = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="Does the family agree that the meeting discusses and supports them?",
        error_messages={"required": "Record whether the family agrees"},
    )
    given_by = forms.ChoiceField(widget=forms.RadioSelect, label="Who agreed?", required=False)
    capacity = forms.ChoiceField(
        choices=Capacity.choices, widget=forms.RadioSelect, label="In what capacity?", required=False
    )
    how = forms.ChoiceField(choices=How.choices, widget=forms.RadioSelect, label="How did they agree?", required=False)
    witness = LineField(max_length=120, required=False, label="Who heard it?", help_text="Only if it was spoken")
    given_on = DateField(past=True, required=False, label="On what date did they agree?")
    wording = WordingField(required=False)
    wish_words = LineField(
        max_length=300, required=False, label="What the family said about who may know", help_text="In their words"
    )
    strengths = TextField(required=False, rows=3, label="What works well")
    worries = TextField(rows=4, label="What worries you or the family")
    family_wants = TextField(required=False, rows=3, label="What the family wants", help_text="In their own words")
    tried = TextField(required=False, rows=3, label="What has been tried already")
    needs = forms.MultipleChoiceField(
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        required=False,
        label="What may they want help with?",
        help_text="The meeting sees the local services that fit",
    )
    tier = forms.ChoiceField(choices=[(str(number), words) for number, words in TIERS], widget=forms.RadioSelect,
                             label="Tier of need")  # fmt: skip
    safe_contact = TextField(
        max_length=1000,
        rows=2,
        required=False,
        label="How and when to contact the family safely",
        help_text="For example, text before calling; never leave a message",
    )
    interpreter_needed = forms.BooleanField(required=False, label="The family needs an interpreter")
    language = LineField(
        max_length=60, required=False, label="Language spoken at home", help_text="If it is not English"
    )

    def __init__(
        self,
        *args: Any,
        family: Family | None,
        knows_safe_contact: bool = True,
        people: Iterable[Adult] = (),
        born: Iterable[Child] = (),
        in_force: Agreement | None = None,
        agencies: Iterable[Agency] = (),
        wishes: Iterable[Any] = (),
        wordings: Iterable[Wording] = (),
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.in_force, self.agencies = family, in_force, list(agencies)
        self.knows_safe_contact = knows_safe_contact
        self.adults = {str(adult.pk): adult for adult in people}
        self.born = {str(child.pk): child for child in born}
        self.wordings = {str(wording.pk): wording for wording in wordings}
        self.fields["tier"].choice_hints = TIER_HINTS  # type: ignore[attr-defined]
        self.fields["wording"].offer(self.wordings)  # type: ignore[attr-defined]
        add_wishes(self.fields, self.agencies, {wish.agency_id: wish for wish in wishes})
        self._offer_answers()
        if family is None:
            del self.fields["children"], self.fields["given_by"]
        else:
            self._offer_family(family, on)

    def _offer_answers(self) -> None:
        answers = [(YES, "Yes, they agree"), (NO, "No, or not asked yet")]
        if self.in_force:
            until = in_words(self.in_force.until)
            answers = [(IN_FORCE, f"Yes: they have agreed before, until {until}"), (YES, "Yes, they agreed again now"),
                       answers[1]]  # fmt: skip
        self.fields["agreed"].choices = answers  # type: ignore[attr-defined]

    def _offer_family(self, family: Family, on: date) -> None:
        children = self.fields["children"]
        children.choices = [(pk, f"{child}, {child.age(on)}") for pk, child in self.born.items()]  # type: ignore[attr-defined]
        children.initial = list(self.born)
        offer_adults(self.fields["given_by"], self.adults)
        for name in ("interpreter_needed", "language"):
            self.fields[name].initial = getattr(family, name)
        if self.knows_safe_contact:
            self.fields["safe_contact"].initial = family.safe_contact
        else:
            self.fields[
                "safe_contact"
            ].help_text = (
                "What is recorded is kept from the agency you work for, and stays. Add what the family told you"
            )

    def clean(self) -> dict[str, Any]:
        """Ask for what a new agreement consists of; a draft that says no is not sent, whatever else it says."""
        given = super().clean() or {}
        if given.get("agreed") == YES:
            for name in ("given_by", "capacity", "how", "given_on"):
                if name in self.fields and not given.get(name) and name not in self.errors:
                    required(self, name)
            require_witness_typed(self, given)
        if "children" in self.fields and not given.get("children") and "children" not in self.errors:
            self.add_error("children", "Choose at least one child")
        return given

    def agreement(self, given_by: Adult | int | None) -> AgreementGiven | None:
        """The agreement given now, or None."""
        given = self.cleaned_data
        if given["agreed"] != YES or given_by is None:
            return None
        return AgreementGiven(
            given_by=given_by,
            capacity=given["capacity"],
            how=given["how"],
            given_on=given["given_on"],
            witness=given["witness"],
            wording=self.wordings.get(given["wording"]),
        )

    def wishes(self) -> dict[str, Any]:
        """The wishes as `ReferralDetails` has them."""
        told = told_wishes(self.cleaned_data, self.agencies)
        words = self.cleaned_data["wish_words"]
        about = told["excluded"] or told["included"]
        return {
            "may_know": told["included"],
            "must_not_know": told["excluded"],
            "wish_words": dict.fromkeys(about, words) if words else {},
        }


class NewFamilyForm(forms.Form):
    """A family that is not on record yet: its name and where it lives."""

    name = LineField(max_length=120, label="Family name")
    lines = LineField(
        max_length=200, label="House and street", error_messages={"required": "Enter the house and street"}
    )
    postcode = PostcodeField()
    confidential = forms.BooleanField(
        required=False, label="This address is confidential: someone must not find it out"
    )
    registered_on = DateField(
        past=True,
        required=False,
        label="Registration form signed on",
        help_text="For example, 21 11 2026, or leave empty",
    )


class Rows(forms.BaseFormSet):
    """Repeated rows that are all new: an empty one is left out, wherever it stands."""

    def initial_form_count(self) -> int:
        """None: a row shown with what was typed before may be emptied as well."""
        return 0

    def total_form_count(self) -> int:
        """As many as were sent; else those that were typed before, and some to fill in."""
        if self.is_bound:
            return super().total_form_count()
        return min(max(len(self.initial or []) + self.extra, self.min_num), self.max_num)

    def told(self) -> list[forms.Form]:
        """The rows that are filled in and not taken out."""
        return [row for row in self.forms if row.has_changed() and row not in self.deleted_forms]


ChildRows = forms.formset_factory(
    ChildForm,
    formset=Rows,
    extra=2,
    min_num=1,
    max_num=12,
    absolute_max=20,
    validate_max=True,
    can_delete=True,
)
AdultRows = forms.formset_factory(
    AdultForm,
    formset=Rows,
    extra=1,
    min_num=1,
    max_num=8,
    absolute_max=20,
    validate_max=True,
    can_delete=True,
)


class AdviceForm(forms.Form):
    """The advice that was given instead of a referral."""

    advice = TextField(max_length=2000, label="What did you advise or arrange?")


class AddForm(forms.Form):
    """What the meeting asked for."""

    words = TextField(max_length=3000, label="What do you want to add?")


class JoinForm(forms.Form):
    """Which family on record it is."""

    family = forms.IntegerField(min_value=1)
