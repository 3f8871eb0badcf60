"""A family that a search found, as its finder may see it: nothing that the page it leads to would not show."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.finding import REFERENCE, Found
from cases.serializers.case import ChildSerializer
from families.finding import NHS_NUMBER, POSTCODE

KINDS = {"child": "Child", "adult": "Parent or carer", "former": "Former name"}
ELSE = {POSTCODE: "Postcode", NHS_NUMBER: "NHS number", REFERENCE: "Reference"}
LEADS_TO = ("case", "family", "referral", "actions", "my_fortnight")


class MatchingSerializer(serializers.Serializer):
    """What of the family fits what was typed: a name, or in general words where it lives or a number."""

    label = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class FoundSerializer(serializers.Serializer):
    """A family found. `case`, `referral` and `family` are numbers of the pages that the finder may open, or null."""

    name = serializers.CharField(source="family.name", read_only=True)
    reference = serializers.SerializerMethodField()
    children = serializers.SerializerMethodField()
    adults = serializers.SerializerMethodField()
    matching = serializers.SerializerMethodField()
    why = serializers.ListField(child=serializers.CharField(), read_only=True)
    leads_to = serializers.SerializerMethodField()
    case = serializers.SerializerMethodField()
    family = serializers.SerializerMethodField()
    referral = serializers.SerializerMethodField()

    def get_reference(self, row: Found) -> str:
        """Of the record to which it leads."""
        if row.case:
            return str(row.case.reference)
        return str(row.family.reference if row.managed else row.referral.reference)

    @extend_schema_field(ChildSerializer(many=True))
    def get_children(self, row: Found) -> Any:
        """The children's names and ages, for whoever sees the case's header or the referral as it is today."""
        shown = row.family.children.all() if row.shows_children else []
        return ChildSerializer(shown, many=True, context=self.context).data

    def get_adults(self, row: Found) -> list[str]:
        """The adults' names, for whoever opens the case, the referral or the record."""
        return [adult.name for adult in row.family.adults.all()] if row.shows_names else []

    @extend_schema_field(MatchingSerializer(many=True))
    def get_matching(self, row: Found) -> Any:
        """With what of it the words go together, besides what the family is called."""
        if row.by in ELSE:
            return [{"label": ELSE[row.by], "name": ""}]
        return [{"label": KINDS[kind], "name": name} for kind, name in row.matching]

    @extend_schema_field(serializers.ChoiceField(choices=LEADS_TO))
    def get_leads_to(self, row: Found) -> str:
        """The page that it leads to: who sees no more than the header of a case finds it among what they have to do."""
        if row.opens and row.case:
            return "case"
        if row.managed:
            return "family"
        if row.referral:
            return "referral"
        return "actions" if "action_owner" in row.ties else "my_fortnight"

    def get_case(self, row: Found) -> int | None:
        """The number of the case that they may open."""
        return row.case.pk if row.opens and row.case else None

    def get_family(self, row: Found) -> int | None:
        """The number of the family's record, for the manager."""
        return row.family.pk if row.managed else None

    def get_referral(self, row: Found) -> int | None:
        """The number of their newest referral of it."""
        return row.referral.pk if row.referral else None
