"""How to reach a family safely: for those who do."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import Case
from cases.serializers.shown import Shown
from families.serializers import AdultNamed


class Reaching(Shown):
    """How and when to contact the family safely, and whom to ring. Needs the family's adults.

    Where the family keeps that from the reader's agency it says so: silence would read as if nothing spoke against
    ringing. A number is then shown to nobody as one to press.
    """

    safe_contact = serializers.SerializerMethodField()
    safe_contact_kept = serializers.SerializerMethodField()
    adults = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields: ClassVar = ["safe_contact", "safe_contact_kept", "adults"]
        read_only_fields = fields

    def near(self, case: Any) -> bool:
        """Whether the reader works with the family, and so contacts it."""
        return bool(self.context["standing"].near)

    def knows(self, case: Any) -> bool:
        """Whether the family lets the reader's agency know how."""
        return bool(self.context["standing"].sees_safeguarding)

    def get_safe_contact(self, case: Any) -> str:
        """How and when to contact safely: for those who contact the family."""
        return case.family.safe_contact if self.near(case) and self.knows(case) else ""

    def get_safe_contact_kept(self, case: Any) -> bool:
        """Whether it is kept from somebody who contacts the family: also if nothing is recorded, which is kept too."""
        return self.near(case) and not self.knows(case)

    @extend_schema_field(AdultNamed(many=True))
    def get_adults(self, case: Any) -> Any:
        """The family's adults, and how to ring them."""
        given = {"near": self.near(case), "rings": self.knows(case)}
        return AdultNamed(case.family.adults.all(), many=True, context=given).data
