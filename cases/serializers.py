"""What each record shows, and to whom. Pages, the API and whatever comes later go through these, and nothing else.

`context["standing"]` (cases.policies.Standing) decides the fields of a case, `context["on"]` the day ages are counted
on. Dates stay dates, so that a page can write them in words; JSON makes them ISO.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import Action, Case, Contact, Goal, Lead, Offer, Progress, Review, TeamMember
from cases.policies import Standing, why_seen


class ShownDate(serializers.DateField):
    """A date that stays one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"format": None, **kwargs})


class Shown(serializers.ModelSerializer):
    """Reads only; dates stay dates."""

    serializer_field_mapping: ClassVar = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateField: ShownDate,
    }


class ChildSerializer(serializers.Serializer):
    """A child's name and age; never a date of birth in a header."""

    name = serializers.CharField(source="__str__")
    age = serializers.SerializerMethodField()

    def get_age(self, child: Any) -> str:
        """In the words a parent would use."""
        return child.age(self.context["on"])


class CaseHeaderSerializer(Shown):
    """Names, lead and next review: what an action's owner sees too. Needs `with_next()` and the family's children."""

    status_label = serializers.CharField(source="get_status_display")
    family_name = serializers.CharField(source="family.name")
    children = ChildSerializer(source="family.children", many=True)
    lead = serializers.CharField(source="lead_name", allow_null=True)
    next_review_on = ShownDate(source="review_due_on", allow_null=True)

    class Meta:
        model = Case
        fields: ClassVar = [
            "id", "reference", "status", "status_label", "family_name", "children", "lead", "next_review_on",
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


class CaseSerializer(CaseHeaderSerializer):
    """The case as somebody may open it. Where the family lives: only for who works with it; confidential: never."""

    tier_label = serializers.CharField(source="get_tier_display")
    closing_label = serializers.CharField(source="get_closing_display")
    language = serializers.CharField(source="family.language")
    interpreter_needed = serializers.BooleanField(source="family.interpreter_needed")
    referred_by = serializers.CharField(source="referral.referred_by.name")
    agreement_in_force = serializers.SerializerMethodField()
    address = serializers.SerializerMethodField()
    address_confidential = serializers.SerializerMethodField()
    safe_contact = serializers.SerializerMethodField()
    why = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields: ClassVar = [
            *CaseHeaderSerializer.Meta.fields,
            "tier", "tier_label", "opened_on", "closed_on", "closing", "closing_label", "closing_words", "reopened_on",
            "reopened_because", "language", "interpreter_needed", "referred_by", "agreement_in_force", "address",
            "address_confidential", "safe_contact", "why",
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

    def get_safe_contact(self, case: Case) -> str:
        """How and when to contact safely: for those who contact the family."""
        return case.family.safe_contact if self.standing.near and self.standing.sees_safeguarding else ""

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_why(self, case: Case) -> list[str]:
        """Why the reader can see this."""
        return why_seen(self.standing)


class LeadSerializer(Shown):
    """An offer to lead and what became of it."""

    name = serializers.CharField(source="user.name")
    agency_name = serializers.CharField(source="agency.name")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Lead
        fields: ClassVar = [
            "id", "case", "user", "name", "agency_name", "status", "status_label", "offered_on", "family_view",
            "answered_on", "reason", "ended_on",
        ]  # fmt: skip
        read_only_fields = fields


class TeamMemberSerializer(Shown):
    """Somebody in the team, and what they contribute."""

    name = serializers.CharField(source="user.name")
    agency_name = serializers.CharField(source="agency.name")

    class Meta:
        model = TeamMember
        fields: ClassVar = ["id", "user", "name", "agency_name", "contribution", "since", "until"]
        read_only_fields = fields


class ShareSerializer(serializers.Serializer):
    """With whom the case is shared, until when and why. Needs `cases.access.shares_of`."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=["person", "agency"])
    who = serializers.CharField()
    until = ShownDate()
    reason = serializers.CharField()


class ContactSerializer(Shown):
    """A contact or an attempt."""

    by_name = serializers.CharField(source="by.name")
    kind_label = serializers.CharField(source="get_kind_display")

    class Meta:
        model = Contact
        fields: ClassVar = ["id", "kind", "kind_label", "reached", "child_seen", "on", "note", "by", "by_name"]
        read_only_fields = fields


class OfferSerializer(Shown):
    """Support offered and the family's answer."""

    by_name = serializers.CharField(source="by.name")
    status_label = serializers.CharField(source="get_status_display")

    class Meta:
        model = Offer
        fields: ClassVar = [
            "id", "what", "service", "on", "status", "status_label", "answered_on", "words", "by", "by_name",
        ]  # fmt: skip
        read_only_fields = fields


class ProgressSerializer(Shown):
    """Progress as reported to the meeting and the referrer."""

    by_name = serializers.CharField(source="by.name")

    class Meta:
        model = Progress
        fields: ClassVar = ["id", "on", "words", "by", "by_name"]
        read_only_fields = fields


class GoalSerializer(Shown):
    """A goal in the family's words."""

    outcome_label = serializers.CharField(source="get_outcome_display")

    class Meta:
        model = Goal
        fields: ClassVar = ["id", "words", "outcome", "outcome_label", "set_on", "reached_on"]
        read_only_fields = fields


class ActionSerializer(Shown):
    """An action. The family's name only for those who may see the header (`context["named_case_ids"]`)."""

    owner_name = serializers.CharField(source="owner.name")
    agency_name = serializers.CharField(source="agency.name")
    status_label = serializers.CharField(source="get_status_display")
    days_late = serializers.SerializerMethodField()
    case_reference = serializers.CharField(source="case.reference", default="")
    case_closed = serializers.SerializerMethodField()
    family_name = serializers.SerializerMethodField()

    class Meta:
        model = Action
        fields: ClassVar = [
            "id", "case", "case_reference", "case_closed", "family_name", "what", "owner", "owner_name", "agency",
            "agency_name", "due_on", "days_late", "status", "status_label", "agreed_on", "finished_on", "result",
        ]  # fmt: skip
        read_only_fields = fields

    def get_days_late(self, action: Action) -> int:
        """Days past its date, while it is to do."""
        on: date = self.context["on"]
        return max(0, (on - action.due_on).days) if action.status == "open" else 0

    def get_case_closed(self, action: Action) -> bool:
        """Whether its case is closed: then it wants finishing or taking back."""
        return bool(action.case and action.case.status == "closed")

    def get_family_name(self, action: Action) -> str:
        """The family, for those who may see the header."""
        shown = action.case_id in self.context["named_case_ids"]
        return action.case.family.name if action.case and shown else ""


class ReviewSerializer(Shown):
    """A review, held or to come."""

    decision_label = serializers.CharField(source="get_decision_display")
    held_by_name = serializers.CharField(source="held_by.name", default="")

    class Meta:
        model = Review
        fields: ClassVar = [
            "id", "case", "due_on", "held_on", "held_by_name", "family_rating", "no_rating_because", "worker_rating",
            "what_changed", "family_words", "decision", "decision_label", "reason",
        ]  # fmt: skip
        read_only_fields = fields


def named_case_ids(user: Any, actions: Iterable[Action]) -> set[int]:
    """Of which of the actions' cases `user` may see the header; one query."""
    ids = {action.case_id for action in actions if action.case_id}
    return set(Case.objects.header_visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
