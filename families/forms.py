"""The shape of what is typed about a family, and the question that is asked when it holds a confidential address."""

from collections.abc import Iterable
from typing import Any

from django import forms

from families.models import Child, Family
from families.people import NewAddress, NewAdult, NewChild
from families.services import address_typed
from families.status import SHORTEST_REASON, ParentalResponsibility, Relation
from inputs.errors import RuleBroken
from inputs.fields import DateField, LineField, NHSNumberField, PhoneField, PostcodeField, TextField


class ChildForm(forms.Form):
    """A child of a new family: born or unborn."""

    name = LineField(
        max_length=120, required=False, label="Child’s name", help_text="Leave empty for an unborn child without a name"
    )
    date_of_birth = DateField(required=False, past=True, label="Date of birth")
    expected_on = DateField(required=False, label="Or, if unborn, expected date of delivery")
    nhs_number = NHSNumberField(required=False, help_text="10 digits, if you have it to hand")

    def clean(self) -> dict[str, Any]:
        """Ask for what makes a child: one of two dates, and a name once it is born."""
        given = super().clean() or {}
        wrong = {"date_of_birth", "expected_on"} & set(self.errors)
        born, expected = given.get("date_of_birth"), given.get("expected_on")
        if not wrong and not born and not expected and (self.has_changed() or not self.empty_permitted):
            self.add_error("date_of_birth", "Enter the date of birth, or the expected date if the child is unborn")
        if born and expected:
            self.add_error("expected_on", "Enter the date of birth or the expected date, not both")
        if born and not given.get("name") and "name" not in self.errors:
            self.add_error("name", "Enter the child’s name")
        return given

    def told(self) -> NewChild:
        """The child as told."""
        given = self.cleaned_data
        return NewChild(given["name"], given["date_of_birth"], given["expected_on"], given["nhs_number"])


class AdultForm(forms.Form):
    """A parent or carer of a new family."""

    name = LineField(
        max_length=120, label="Adult’s name", error_messages={"required": "Enter the name of a parent or carer"}
    )
    relation = forms.ChoiceField(
        choices=[("", "Choose one"), *Relation.choices],
        label="Relation to the children",
        error_messages={"required": "Choose how the adult is related to the children"},
    )
    responsibility = forms.ChoiceField(
        choices=[
            (ParentalResponsibility.YES, "Yes"),
            (ParentalResponsibility.NO, "No"),
            (ParentalResponsibility.NOT_KNOWN, "Not known"),
        ],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline govuk-radios--small"}),
        label="Parental responsibility, as they say",
        error_messages={"required": "Say whether the adult has parental responsibility"},
    )
    phone = PhoneField(required=False, label="Telephone")
    gave = forms.BooleanField(required=False, label="This is who agrees to the referral")

    def told(self) -> NewAdult:
        """The adult as told."""
        given = self.cleaned_data
        return NewAdult(given["name"], given["relation"], given["responsibility"], given["phone"])


class AddressForm(forms.Form):
    """Where a family lives."""

    lines = LineField(
        max_length=200, label="House and street", error_messages={"required": "Enter the house and street"}
    )
    postcode = PostcodeField()
    confidential = forms.BooleanField(
        required=False,
        label="This address is confidential",
        help_text="Tick if someone must not find out where the family lives. It is then shown to nobody.",
    )

    def told(self) -> NewAddress:
        """The address as told."""
        given = self.cleaned_data
        return NewAddress(given["lines"], given["postcode"], given["confidential"])


class BirthForm(forms.Form):
    """The birth of a child recorded as unborn."""

    name = LineField(max_length=120, label="The child’s name")
    date_of_birth = DateField(past=True, label="Date of birth")
    nhs_number = NHSNumberField(required=False)

    def __init__(self, *args: Any, child: Child, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": child.name}, **kwargs)


class NameForm(forms.Form):
    """What the family, or somebody of it, is called now."""

    whose = forms.ChoiceField(widget=forms.RadioSelect, label="Whose name has changed?")
    name = LineField(max_length=120, label="Name now", help_text="The name until today is kept: a search finds both.")

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        children = [(f"child-{one.pk}", f"{one} (child)") for one in family.children.all()]
        adults = [(f"adult-{one.pk}", f"{one} (parent or carer)") for one in family.adults.all()]
        self.fields["whose"].choices = [("family", f"The family: {family.name}"), *children, *adults]
        self.people: dict[str, Any] = {f"child-{one.pk}": one for one in family.children.all()}
        self.people |= {f"adult-{one.pk}": one for one in family.adults.all()}

    def told(self) -> dict[str, Any]:
        """Who is called what now, as the verb takes it."""
        whose = self.cleaned_data["whose"]
        person = {whose.partition("-")[0]: self.people[whose]} if whose in self.people else {}
        return {"name": self.cleaned_data["name"], **person}


class AddressReasonForm(forms.Form):
    """Why somebody needs a confidential address."""

    reason = TextField(
        max_length=2000, rows=3, label="Why do you need the address?",
        help_text=f"{SHORTEST_REASON} characters or more. It is kept with your name, and the information lead sees it.",
    )  # fmt: skip


CHECKED = "address_checked"  # what a page sends when the writer has looked and means it
ASK = (
    "This looks like an address of the family that must not be known. Take it out; or, if it has to stand here, tick "
    "the box below the form and send it again."
)


def words_of(typed: Any, name: str = "") -> dict[str, str]:
    """Every text in what was typed, however deep, by the name of its field."""
    if isinstance(typed, str):
        return {name: typed}
    if isinstance(typed, dict):
        each = [(name or str(key), value) for key, value in typed.items()]
    elif isinstance(typed, list | tuple):
        each = [(name, value) for value in typed]
    else:
        return {}
    found: dict[str, str] = {}
    for key, value in each:
        for field, text in words_of(value, key).items():
            found[field] = f"{found[field]}\n{text}" if field in found else text
    return found


def no_address_typed(form: Any, family: Family | None, by: Any, homes: Iterable[Any] = ()) -> bool:
    """Whether a valid form holds no confidential address of the family in its free text, or the writer has checked it.

    If not, the form says so beside each field and keeps everything that was typed; `form.address_asked` tells the page
    to show the box to tick.
    """
    checked = form.data.get(CHECKED) == "yes"
    found = address_typed(family=family, words=words_of(form.cleaned_data), checked=checked, by=by, homes=homes)
    for name in found:
        form.add_error(name if name in form.fields else None, ASK)
    form.address_asked = bool(found)
    return not found


ASK_PROGRAMS = (
    "This looks like an address of the family that must not be known. Take it out; or, if it has to stand here, send "
    '"address_checked": true along.'
)


def refuse_typed_address(
    sent: Any, facts: dict[str, Any], *, family: Family | None, by: Any, homes: Iterable[Any] = ()
) -> None:
    """The same question to programs. Raises RuleBroken("address_typed") unless they send `address_checked`."""
    checked = isinstance(sent, dict) and sent.get(CHECKED) is True
    found = address_typed(family=family, words=words_of(facts), checked=checked, by=by, homes=homes)
    if found:
        raise RuleBroken("address_typed", ASK_PROGRAMS, found[0])
