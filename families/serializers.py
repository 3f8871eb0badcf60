"""What is shown of a family, on pages and over the API alike: nothing of it is chosen in a template.

Two shapes: the header, for whoever meets the family through a referral or a case, and the record, for the manager.
A confidential address is in neither (access.md).
"""

import re
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from rest_framework import serializers

from families.models import Address, Adult, Care, Child, Family, FormerName
from families.status import ParentalResponsibility, Relation
from inputs.serializers import DateField, LineField, NHSNumberField, PostcodeField

NO_DIGIT = re.compile(r"(?!^\+)[^0-9]")


def shown_date(**options: Any) -> serializers.DateField:
    """A date that a page can still write in words; JSON gets its ISO form."""
    return serializers.DateField(format=None, read_only=True, **options)


class ChildHeader(serializers.Serializer):
    """A child by name and age."""

    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(source="__str__", read_only=True)
    unborn = serializers.BooleanField(read_only=True)
    age = serializers.SerializerMethodField()

    def get_age(self, child: Child) -> str:
        """The age in words."""
        return child.age(_today(self))


class ChildRecord(ChildHeader):
    """A child as recorded."""

    date_of_birth = shown_date()
    expected_on = shown_date()
    nhs_number = serializers.CharField(read_only=True)


class CareRecord(serializers.Serializer):
    """How an adult is related to a child, and whether they hold parental responsibility."""

    child = serializers.CharField(source="child.__str__", read_only=True)
    relation = serializers.ChoiceField(choices=Relation.choices, read_only=True)
    relation_label = serializers.CharField(source="get_relation_display", read_only=True)
    responsibility = serializers.ChoiceField(choices=ParentalResponsibility.choices, read_only=True)
    responsibility_label = serializers.CharField(source="get_responsibility_display", read_only=True)


class AdultRecord(serializers.Serializer):
    """An adult as recorded."""

    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    date_of_birth = shown_date()
    nhs_number = serializers.CharField(read_only=True)
    phone = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True)
    cares = CareRecord(many=True, read_only=True)


class AdultNamed(serializers.Serializer):
    """An adult by name; how to ring them only for whoever works with the family (context `near`)."""

    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    phone = serializers.SerializerMethodField()
    dial = serializers.SerializerMethodField()

    def get_phone(self, adult: Adult) -> str:
        """The telephone number, or nothing."""
        return adult.phone if self.context["near"] else ""

    def get_dial(self, adult: Adult) -> str:
        """What a telephone dials for it: nothing, unless the reader may ring them (context `rings`)."""
        digits = NO_DIGIT.sub("", adult.phone)
        return digits if self.context["near"] and self.context["rings"] and len(digits) > 2 else ""


class AdultHeader(AdultNamed):
    """An adult by name and relations."""

    cares = CareRecord(many=True, read_only=True)


class AddressRecord(serializers.Serializer):
    """An address as far as it may be shown: masked, in full on request, never if it is confidential."""

    shown = serializers.SerializerMethodField()
    confidential = serializers.BooleanField(read_only=True)
    since = shown_date()
    until = shown_date()

    def get_shown(self, address: Address) -> str:
        """The address, its first half of the postcode, or "Confidential"."""
        if address.confidential or not self.context.get("show_address"):
            return address.masked
        return f"{address.lines}, {address.postcode}"


class FamilyHeader(serializers.Serializer):
    """A family as someone sees it who need not know where it lives."""

    id = serializers.IntegerField(read_only=True)
    reference = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    children = ChildHeader(many=True, read_only=True)
    adults = serializers.SerializerMethodField()
    area = serializers.SerializerMethodField()
    interpreter_needed = serializers.BooleanField(read_only=True)
    language = serializers.CharField(read_only=True)

    def get_adults(self, family: Family) -> list[str]:
        """The adults' names."""
        return [adult.name for adult in family.adults.all()]

    def get_area(self, family: Family) -> str:
        """The first half of the postcode, or "Confidential"."""
        home = next((address for address in family.addresses.all() if address.until is None), None)
        return home.masked if home else ""


class FormerNameRecord(serializers.Serializer):
    """A name that somebody of the family had, or the family itself, and until when."""

    name = serializers.CharField(read_only=True)
    of = serializers.CharField(read_only=True)
    until = shown_date()


class FamilyRecord(FamilyHeader):
    """A family as its centre's manager sees it."""

    safe_contact = serializers.CharField(read_only=True)
    registered_on = shown_date()
    created_at = serializers.DateTimeField(format=None, read_only=True)
    children = ChildRecord(many=True, read_only=True)
    people = AdultRecord(source="adults", many=True, read_only=True)
    addresses = AddressRecord(many=True, read_only=True)
    former_names = FormerNameRecord(many=True, read_only=True)


def of_record() -> Any:
    """The families with everything `FamilyRecord` shows, in a fixed number of queries."""
    cares = Care.objects.select_related("child")
    adults = Adult.objects.prefetch_related(Prefetch("cares", queryset=cares))
    return Family.objects.select_related("centre").prefetch_related(
        "children",
        Prefetch("adults", queryset=adults),
        "addresses",
        Prefetch("former_names", queryset=FormerName.objects.select_related("child", "adult", "family")),
    )


def _today(serializer: serializers.BaseSerializer) -> date:
    return serializer.context.get("on") or timezone.localdate()


# --- what is told: the API's inputs ---------------------------------------------------------------------------


class NewChildInput(serializers.Serializer):
    """A child of a new family."""

    name = LineField(max_length=120, required=False, default="", allow_blank=True)
    date_of_birth = DateField(required=False, allow_null=True, default=None)
    expected_on = DateField(required=False, allow_null=True, default=None)
    nhs_number = NHSNumberField(required=False, default="", allow_blank=True)


class NewAdultInput(serializers.Serializer):
    """An adult of a new family."""

    name = LineField(max_length=120)
    relation = serializers.ChoiceField(choices=Relation.choices)
    responsibility = serializers.ChoiceField(
        choices=ParentalResponsibility.choices, default=ParentalResponsibility.NOT_KNOWN
    )
    phone = LineField(max_length=30, required=False, default="", allow_blank=True)
    email = serializers.EmailField(required=False, default="", allow_blank=True)


class NewAddressInput(serializers.Serializer):
    """Where the family lives."""

    lines = LineField(max_length=200)
    postcode = PostcodeField()
    confidential = serializers.BooleanField(default=False)


class AddressChangeInput(NewAddressInput):
    """Where the family lives now. Whether it is confidential is said each time, and never taken from silence."""

    confidential = serializers.BooleanField()


class BirthInput(serializers.Serializer):
    """The birth of a child recorded as unborn."""

    child = serializers.IntegerField()
    name = LineField(max_length=120)
    date_of_birth = DateField()
    nhs_number = NHSNumberField(required=False, default="", allow_blank=True)


class NameInput(serializers.Serializer):
    """What the family is called now; with `child` or `adult`, what that one is called."""

    name = LineField(max_length=120)
    child = serializers.IntegerField(required=False, allow_null=True, default=None)
    adult = serializers.IntegerField(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One person at a time."""
        if attrs["child"] and attrs["adult"]:
            raise serializers.ValidationError({"adult": "Name a child or an adult, not both."})
        return attrs
