"""What is typed about services and where they come from, and what is looked for among them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from centres.ages import NotAnAge, age_as_typed, parse_age
from centres.models import Service
from centres.open_referral.listed import ANY_AGE, LONGEST
from centres.open_referral.reading import MOST_BYTES
from centres.open_referral.texts import district
from centres.services import ServiceFacts
from centres.status import Day, Need
from inputs.fields import LineField, PhoneField, TextField

NOT_A_DISTRICT = "Enter the first half of a UK postcode, like BS1"
MOST_DISTRICTS = 30


class AgeField(LineField):
    """An age, cleaned to months; None if none is typed."""

    def __init__(self, *, oldest: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=20, required=False, **kwargs)
        self.oldest = oldest
        self.widget.attrs["class"] = "govuk-input--width-10"

    def clean(self, value: Any) -> Any:
        """The months that were meant. Raises ValidationError."""
        typed = super().clean(value)
        try:
            return parse_age(typed, oldest=self.oldest) if typed else None
        except NotAnAge as wrong:
            raise ValidationError(str(wrong), code="age") from wrong


class DistrictField(LineField):
    """The first half of a postcode; of a whole one the second is taken off."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, required=False, **kwargs)
        self.widget.attrs["class"] = "govuk-input--width-5"

    def clean(self, value: Any) -> str:
        """In one form. Raises ValidationError."""
        typed = super().clean(value)
        found = district(typed)
        if typed and not found:
            raise ValidationError(NOT_A_DISTRICT, code="district")
        return found


class ServiceSearch(forms.Form):
    """Words to look for among services, and for whom."""

    q = LineField(label="Name, provider or place", required=False, max_length=100)
    need = forms.ChoiceField(label="For", required=False, choices=[("", "Any need"), *Need.choices])
    age = AgeField(label="Age of the child", help_text="For example, 18 months or 3")
    near = DistrictField(label="Near", help_text="First half of a postcode")
    day = forms.ChoiceField(label="Day", required=False, choices=[("", "Any day"), *Day.choices])

    def given(self) -> dict[str, Any]:
        """What was asked for and is right; what is wrong is said beside its field, and asks for nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class ServiceForm(forms.Form):
    """What the directory says of a service that the centre enters itself."""

    name = LineField(label="Name of the service", max_length=LONGEST["name"])
    provider = LineField(label="Who provides it", max_length=LONGEST["provider"])
    about = TextField(label="What it is", max_length=LONGEST["about"], rows=3, required=False)
    needs = forms.MultipleChoiceField(
        label="What it is for", choices=Need.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    from_age = AgeField(label="Youngest age", help_text="For example, 6 months. Empty: from birth")
    to_age = AgeField(label="Oldest age", oldest=True, help_text="For example, 4 years. Empty: any age")
    when = LineField(label="When, in words", max_length=LONGEST["when"], required=False)
    days = forms.MultipleChoiceField(
        label="On which days", choices=Day.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    where = LineField(label="Where", max_length=LONGEST["where"], required=False)
    districts = LineField(
        label="Postcode areas", max_length=200, required=False,
        help_text="The first half of each postcode, with commas between them. For example, BS1, BS3",
    )  # fmt: skip
    phone = PhoneField(label="Telephone", required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    website = forms.URLField(label="Website", required=False, max_length=LONGEST["website"], assume_scheme="https")
    contact = LineField(label="Who to ask for", max_length=LONGEST["contact"], required=False)

    def __init__(self, *args: Any, service: Service | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_typed_before(service) if service else {}, **kwargs)

    def clean_districts(self) -> tuple[str, ...]:
        """Each in one form. Raises ValidationError."""
        typed = [one for one in self.cleaned_data["districts"].replace(";", ",").split(",") if one.strip()]
        found = [district(one) for one in typed]
        if not all(found):
            raise ValidationError(NOT_A_DISTRICT, code="district")
        if len(found) > MOST_DISTRICTS:
            raise ValidationError(f"Enter at most {MOST_DISTRICTS} postcode areas", code="too_many")
        return tuple(sorted(set(found)))

    def facts(self) -> ServiceFacts:
        """What the verbs take."""
        typed = dict(self.cleaned_data)
        youngest, oldest = typed.pop("from_age"), typed.pop("to_age")
        about = " ".join(typed.pop("about").split())
        typed |= {name: tuple(typed[name]) for name in ("needs", "days")}
        to_months = ANY_AGE if oldest is None else oldest
        return ServiceFacts(**typed, about=about, from_age_months=youngest or 0, to_age_months=to_months)


def _typed_before(service: Service) -> dict[str, Any]:
    same = ("name", "provider", "about", "needs", "when", "days", "where", "phone", "email", "website", "contact")
    any_age = service.to_age_months >= ANY_AGE
    return {
        **{name: getattr(service, name) for name in same},
        "from_age": age_as_typed(service.from_age_months) if service.from_age_months else "",
        "to_age": "" if any_age else age_as_typed(service.to_age_months),
        "districts": ", ".join(service.districts),
    }


class NeedsForm(forms.Form):
    """What a service is for; the rest comes from its source."""

    needs = forms.MultipleChoiceField(
        label="What it is for", choices=Need.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class SourceForm(forms.Form):
    """A feed's address that may be read, or a name for files."""

    name = LineField(label="Name", max_length=120, help_text="For example: Family directory of the council")
    address = LineField(
        label="Address of the feed", max_length=300, required=False,
        help_text="The address that lists the services, like https://services.council.gov.uk/api/services. "
        "Leave it empty if services come as files.",
    )  # fmt: skip


class FileForm(forms.Form):
    """A file in Open Referral UK."""

    file = forms.FileField(
        label="File", help_text="Open Referral UK, as JSON",
        error_messages={"required": "Choose a file", "empty": "This file is empty", "invalid": "Choose a file"},
    )  # fmt: skip

    def clean_file(self) -> bytes:
        """Its content. Raises ValidationError if it is larger than what is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(f"Choose a file of at most {MOST_BYTES // 1024 // 1024} MB", code="too_large")
        return bytes(file.read())
