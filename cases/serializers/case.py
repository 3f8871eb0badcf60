"""What is shown of a case: its header, a line of the list, all that somebody may open."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import Case
from cases.policies import Standing, why_seen
from cases.serializers.reaching import Reaching
from cases.serializers.shown import Shown, ShownDate


class ChildSerializer(serializers.Serializer):
    """A child's name and age; never a date of birth in a header."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="__str__")
    age = serializers.SerializerMethodField()

    def get_age(self, child: Any) -> str:
        """In the words a parent would use."""
        return child.age(self.context["on"])


class CaseHeaderSerializer(Shown):
    """Names, lead, deputy, next review: an action's owner sees them. Needs `with_next()` and the family's children."""

    status_label = serializers.CharField(source="get_status_display")
    family_name = serializers.CharField(source="family.name")
    children = ChildSerializer(source="family.children", many=True)
    lead = serializers.CharField(source="lead_name", allow_null=True)
    deputy = serializers.CharField(source="deputy_name", allow_null=True)
    deputy_until = ShownDate(allow_null=True)
    next_review_on = ShownDate(source="review_due_on", allow_null=True)

    class Meta:
        model = Case
        fields: ClassVar = [
            "id", "reference", "status", "status_label", "family_name", "children", "lead", "deputy", "deputy_until",
            "next_review_on",
        ]  # fmt: skip
        read_only_fields = fields


class CaseRowSerializer(CaseHeaderSerializer):
    """A line of the list: the header, the reader's own part, and what is late. Needs `with_standing()` too."""

    part = serializers.SerializerMethodField()
    review_days_late = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields: ClassVar = [
            *CaseHeaderSerializer.Meta.fields,
            "tier",
            "opened_on",
            "closed_on",
            "part",
            "review_days_late",
        ]
        read_only_fields = fields

    def get_part(self, case: Any) -> str:
        """How the reader takes part."""
        parts = [
            (case.as_lead, "You lead"),
            (case.as_deputy, "You stand in for the lead"),
            (case.as_team, "In the team"),
            (case.as_supervisor, "You supervise the lead"),
            (case.as_person_share or case.as_agency_share, "Shared with you"),
            (case.as_break_glass, "Opened in an emergency"),
        ]
        return next((words for applies, words in parts if applies), "")

    def get_review_days_late(self, case: Any) -> int:
        """Days since the review was due, if it is open and was not held."""
        if case.status != "open" or case.review_due_on is None:
            return 0
        return max(0, (self.context["on"] - case.review_due_on).days)


class LedCaseSerializer(CaseHeaderSerializer, Reaching):
    """A family that the reader leads or is about to visit.

    Needs `with_next()`, `with_reaching()` and the family's children and adults.
    """

    class Meta:
        model = Case
        fields: ClassVar = [*CaseHeaderSerializer.Meta.fields, *Reaching.Meta.fields]
        read_only_fields = fields

    def near(self, case: Any) -> bool:
        """Whoever leads or visits contacts the family."""
        return True

    def knows(self, case: Any) -> bool:
        """As the query found."""
        return bool(case.sees_safeguarding or case.managed)


class CaseSerializer(CaseHeaderSerializer, Reaching):
    """The case as somebody may open it. Where the family lives: only for who works with it; confidential: never."""

    tier_label = serializers.CharField(source="get_tier_display")
    closing_label = serializers.CharField(source="get_closing_display")
    language = serializers.CharField(source="family.language")
    interpreter_needed = serializers.BooleanField(source="family.interpreter_needed")
    referred_by = serializers.CharField(source="referral.referrer.name", default="")
    reopened_because = serializers.SerializerMethodField()
    agreement_in_force = serializers.SerializerMethodField()
    address = serializers.SerializerMethodField()
    address_confidential = serializers.SerializerMethodField()
    why = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields: ClassVar = [
            *CaseHeaderSerializer.Meta.fields,
            "tier", "tier_label", "opened_on", "closed_on", "closing", "closing_label", "closing_words",
            "reopened_on", "reopened_because", "language", "interpreter_needed", "referred_by",
            "agreement_in_force", "address", "address_confidential", *Reaching.Meta.fields, "why",
        ]  # fmt: skip
        read_only_fields = fields

    @property
    def standing(self) -> Standing:
        """How the reader stands to the case."""
        return self.context["standing"]

    def _address(self, case: Case) -> Any:
        if "address" not in self.context:
            self.context["address"] = case.family.addresses.filter(until=None).first()
        return self.context["address"]

    def get_reopened_because(self, case: Case) -> str:
        """Of the plan, as everything about how the work went; a closed case nobody opens from whom that is kept."""
        return case.reopened_because if self.standing.sees_plan else ""

    def get_agreement_in_force(self, case: Case) -> bool:
        """Whether the family's agreement is in force."""
        return self.standing.agreement

    def get_address(self, case: Case) -> str:
        """The address for those who work with the family; the first half of the postcode for others."""
        address = self._address(case)
        if address is None:
            return ""
        return str(address) if self.standing.sees_home and not address.confidential else address.masked

    def get_address_confidential(self, case: Case) -> bool:
        """Whether the address must not be known."""
        address = self._address(case)
        return bool(address and address.confidential and self.standing.sees_safeguarding)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_why(self, case: Case) -> list[str]:
        """Why the reader can see this."""
        return why_seen(self.standing)
