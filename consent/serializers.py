"""What is shown of agreements and sharing wishes, on pages and over the API alike."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from centres.models import Agency
from consent.details import SharingFacts
from consent.models import Agreement, SharingDecision, SharingWish, Wording
from consent.status import ENGLISH, AgreementStatus, Asked, Basis, Capacity, How
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
    covers = serializers.CharField(read_only=True)
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
    kept = serializers.SerializerMethodField()
    since = shown_date()

    def get_kept(self, wish: SharingWish) -> list[str]:
        """The kinds of information that an agency which may know must not know (`context["kept"]`: see `wishes_of`)."""
        return self.context.get("kept", {}).get(wish.agency_id, [])


class SharingDecisionRecord(serializers.Serializer):
    """A sharing decision: the eight questions and their answers. The family by its reference only."""

    id = serializers.IntegerField(read_only=True)
    family = serializers.CharField(source="family.reference", read_only=True)
    shared = serializers.BooleanField(read_only=True)
    recipient = serializers.CharField(read_only=True)
    why = serializers.CharField(read_only=True)
    identifies = serializers.BooleanField(read_only=True)
    confidential = serializers.BooleanField(read_only=True)
    asked = serializers.ChoiceField(choices=Asked.choices, read_only=True)
    asked_label = serializers.CharField(source="get_asked_display", read_only=True)
    not_asked_because = serializers.CharField(read_only=True)
    basis = serializers.ChoiceField(choices=Basis.choices, read_only=True)
    basis_label = serializers.CharField(source="get_basis_display", read_only=True)
    public_interest = serializers.CharField(read_only=True)
    what = serializers.CharField(read_only=True)
    how = serializers.CharField(read_only=True)
    decided_by = serializers.CharField(read_only=True)
    decided_on = shown_date()
    family_told = serializers.BooleanField(read_only=True)
    not_told_because = serializers.CharField(read_only=True)
    corrects = serializers.IntegerField(source="corrects_id", read_only=True)
    corrected_by = serializers.SerializerMethodField()
    recorded_by = serializers.CharField(source="recorded_by.name", read_only=True)
    recorded_at = serializers.DateTimeField(format=None, read_only=True)
    seen_by = serializers.SerializerMethodField()
    seen_on = serializers.SerializerMethodField()

    def get_corrected_by(self, decision: SharingDecision) -> int | None:
        """The id of the decision that corrects this one."""
        return decision.corrected_by.pk if hasattr(decision, "corrected_by") else None

    def get_seen_by(self, decision: SharingDecision) -> str:
        """The information lead who has seen it."""
        return decision.seen.by.name if hasattr(decision, "seen") else ""

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_seen_on(self, decision: SharingDecision) -> Any:
        """When they saw it."""
        return decision.seen.on if hasattr(decision, "seen") else None


class SharingDecisionInput(serializers.Serializer):
    """The answers to the eight questions. `agency`: an agency that works with the centre, or else `outside`."""

    shared = serializers.BooleanField()
    agency = serializers.PrimaryKeyRelatedField(queryset=Agency.objects.all(), allow_null=True, default=None)
    outside = LineField(max_length=120, default="", allow_blank=True)
    why = TextField(max_length=1000)
    identifies = serializers.BooleanField()
    confidential = serializers.BooleanField()
    asked = serializers.ChoiceField(choices=Asked.choices)
    not_asked_because = LineField(max_length=300, default="", allow_blank=True)
    basis = serializers.ChoiceField(choices=Basis.choices, default="", allow_blank=True)
    public_interest = TextField(max_length=1000, default="", allow_blank=True)
    what = TextField(max_length=1000)
    how = LineField(default="", allow_blank=True)
    decided_by = LineField(max_length=120)
    decided_on = DateField(past=True)
    family_told = serializers.BooleanField()
    not_told_because = LineField(max_length=300, default="", allow_blank=True)
    corrects = serializers.IntegerField(min_value=1, allow_null=True, default=None)

    def told(self) -> tuple[SharingFacts, int | None]:
        """The answers as the verb takes them, and the decision they correct."""
        given = dict(self.validated_data)
        corrects = given.pop("corrects")
        given.pop("family", None)
        return SharingFacts(**given), corrects


class FamilyDecisionInput(SharingDecisionInput):
    """The same for a family of a centre that you manage."""

    family = serializers.IntegerField(min_value=1)


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


def wishes_of(family: Any) -> list[dict[str, Any]]:
    """The family's current wishes, with the kinds of information it keeps from each agency; two queries."""
    kept: dict[int, list[str]] = {}
    for one in family.kind_wishes.kept().order_by("kind"):
        kept.setdefault(one.agency_id, []).append(one.get_kind_display())
    wishes = family.wishes.current().select_related("agency")
    return list(WishRecord(wishes, many=True, context={"kept": kept}).data)


def agreements_of(family: Any) -> Any:
    """The family's agreements with everything `AgreementRecord` shows, newest first."""
    return family.agreements.select_related("given_by", "wording", "taken_by").prefetch_related("children", "adults")
