"""What is shown of agreements and sharing wishes, on pages and over the API alike."""

from typing import Any

from rest_framework import serializers

from consent.models import Agreement, Wording
from consent.status import ENGLISH, AgreementStatus, Capacity, How
from families.serializers import shown_date
from inputs.serializers import DateField, LineField, TextField


class AgreementRecord(serializers.Serializer):
    """An agreement with who gave it, how, in which words and until when."""

    id = serializers.IntegerField(read_only=True)
    status = serializers.ChoiceField(choices=AgreementStatus.choices, read_only=True)
    status_label = serializers.SerializerMethodField()
    in_force = serializers.SerializerMethodField()
    given_by = serializers.CharField(source="given_by.name", read_only=True)
    capacity = serializers.ChoiceField(choices=Capacity.choices, read_only=True)
    capacity_label = serializers.CharField(source="get_capacity_display", read_only=True)
    how = serializers.ChoiceField(choices=How.choices, read_only=True)
    how_label = serializers.CharField(source="get_how_display", read_only=True)
    witness = serializers.CharField(read_only=True)
    wording = serializers.CharField(source="wording.__str__", read_only=True)
    given_on = shown_date()
    until = shown_date()
    taken_by = serializers.CharField(source="taken_by.name", read_only=True)
    withdrawn_on = shown_date()
    withdrawn_by = serializers.CharField(read_only=True)

    def get_in_force(self, agreement: Agreement) -> bool:
        """Whether it holds today."""
        return agreement.in_force(self.context["on"])

    def get_status_label(self, agreement: Agreement) -> str:
        """In force, run out, refused or withdrawn."""
        if agreement.status != AgreementStatus.GIVEN:
            return agreement.get_status_display()
        return "In force" if agreement.in_force(self.context["on"]) else "Run out"


class WishRecord(serializers.Serializer):
    """Whether the family wants an agency to know."""

    agency_id = serializers.IntegerField(read_only=True)
    agency = serializers.CharField(source="agency.name", read_only=True)
    included = serializers.BooleanField(read_only=True)
    words = serializers.CharField(read_only=True)
    since = shown_date()


class WordingRecord(serializers.ModelSerializer):
    """The words that a centre's families hear, and since when."""

    class Meta:
        model = Wording
        fields = ["id", "centre", "version", "language", "text", "in_use_from"]
        read_only_fields = fields


class WordingInput(serializers.Serializer):
    """The words that families are to hear, in one language, from a day on."""

    centre = serializers.IntegerField(min_value=1)
    version = LineField(max_length=20)
    language = LineField(max_length=60, default=ENGLISH)
    text = TextField(max_length=5000)
    in_use_from = DateField()


class WithdrawInput(serializers.Serializer):
    """Who no longer agrees."""

    withdrawn_by = LineField(max_length=120)


class AgreementInput(serializers.Serializer):
    """Who agreed, how and when. `given_by`: an adult's id, or for a new family its place (from 0) in `adults`."""

    given_by = serializers.IntegerField(min_value=0)
    capacity = serializers.ChoiceField(choices=Capacity.choices)
    how = serializers.ChoiceField(choices=How.choices)
    given_on = DateField(past=True)
    witness = LineField(max_length=120, required=False, default="", allow_blank=True)


class AnswerInput(AgreementInput):
    """What a family on record answered. `wording`: the words it heard; left out, those in use."""

    family = serializers.IntegerField()
    wording = serializers.IntegerField(default=None, allow_null=True)


class AgencyWordsInput(serializers.Serializer):
    """What the family said about an agency."""

    agency = serializers.IntegerField()
    words = LineField(max_length=300)


class WishesInput(serializers.Serializer):
    """Which agencies (ids) may know of a family, and which must not. One that is not named keeps its wish."""

    family = serializers.IntegerField()
    may_know = serializers.ListField(child=serializers.IntegerField(), default=list)
    must_not_know = serializers.ListField(child=serializers.IntegerField(), default=list)
    words = AgencyWordsInput(many=True, default=list)


def agreements_of(family: Any) -> Any:
    """The family's agreements with everything `AgreementRecord` shows, newest first."""
    return family.agreements.select_related("given_by", "wording", "taken_by")
