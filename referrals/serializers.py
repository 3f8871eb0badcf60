"""What is shown of a referral, on pages and over the API alike, and what the API takes."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q
from rest_framework import serializers

from centres.querysets import centre_ids
from centres.status import Need, Role
from consent.querysets import agreed
from consent.serializers import AgreementInput
from families.models import Family
from families.serializers import ChildHeader, FamilyHeader, NewAddressInput, NewAdultInput, NewChildInput, shown_date
from inputs.serializers import DateField, LineField, TextField
from referrals.models import TIERS, Feedback, Referral
from referrals.next_steps import colour, next_step
from referrals.status import FeedbackKind, ReferralStatus

OF_THE_PLAN = (FeedbackKind.PROGRESS, FeedbackKind.REVIEW)  # the decision and the outcome are the referrer's answer


class FeedbackRecord(serializers.Serializer):
    """One thing the referrer was told."""

    kind = serializers.ChoiceField(choices=FeedbackKind.choices, read_only=True)
    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    words = serializers.CharField(read_only=True)
    on = shown_date()
    by = serializers.CharField(source="by.name", read_only=True)


class ReferralRow(serializers.Serializer):
    """A referral in a list."""

    id = serializers.IntegerField(read_only=True)
    reference = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=ReferralStatus.choices, read_only=True)
    status_label = serializers.CharField(source="get_status_display", read_only=True)
    family = serializers.CharField(source="family.name", read_only=True, default="")
    referrer = serializers.CharField(source="referrer.name", read_only=True, default="")
    agency = serializers.CharField(source="agency.name", read_only=True)
    submitted_at = serializers.DateTimeField(format=None, read_only=True)
    decided_on = shown_date()
    maybe_known = serializers.BooleanField(source="manager_told_known", read_only=True, default=False)

    def to_representation(self, referral: Referral) -> dict[str, Any]:
        """The fields, and for pages the tag's colour."""
        return super().to_representation(referral) | {"colour": colour(referral.status)}


class ReferredFamily(FamilyHeader):
    """A family as its referrer sees it, who may have to reach it."""

    safe_contact = serializers.CharField(read_only=True)


class ReferralRecord(ReferralRow):
    """A referral as its referrer and the centre's manager see it: the same for both (access.md), address masked."""

    family = ReferredFamily(read_only=True)
    children = ChildHeader(many=True, read_only=True)
    source = serializers.CharField(source="get_source_display", read_only=True)
    needs = serializers.ListField(child=serializers.ChoiceField(choices=Need.choices), read_only=True)
    needs_labels = serializers.SerializerMethodField()
    tier = serializers.ChoiceField(choices=TIERS, read_only=True)
    tier_label = serializers.CharField(source="get_tier_display", read_only=True)
    strengths = serializers.CharField(read_only=True)
    worries = serializers.CharField(read_only=True)
    family_wants = serializers.CharField(read_only=True)
    tried = serializers.CharField(read_only=True)
    advice = serializers.CharField(read_only=True)
    next_step = serializers.SerializerMethodField()
    agreed_on = serializers.SerializerMethodField()
    feedback = FeedbackRecord(many=True, read_only=True)

    def to_representation(self, referral: Referral) -> dict[str, Any]:
        """The fields; for a referrer whose agency the family excludes by now, nothing that is newer than that.

        Needs `with_exclusion()`.
        """
        shown = super().to_representation(referral)
        if not referral.sees_plan:  # type: ignore[attr-defined]
            shown["feedback"] = [one for one in shown["feedback"] if one["kind"] not in OF_THE_PLAN]
        shown["safe_contact_kept"] = not referral.sees_safeguarding  # type: ignore[attr-defined]
        if shown["safe_contact_kept"]:
            shown["family"]["safe_contact"] = ""
        since = referral.excluded_since  # type: ignore[attr-defined]
        if since is None:
            return shown
        nothing = dict.fromkeys(shown["family"], "") | {"children": [], "adults": [], "interpreter_needed": False}
        told_before = [one for one in shown["feedback"] if one["on"] < since]
        named = {name: shown["family"][name] for name in ("id", "reference", "name")}
        now = self._next_step(referral, agreed=True)  # that an agreement has ended since is not for their eyes
        return shown | {"family": nothing | named, "children": [], "feedback": told_before, "next_step": now}

    def get_needs_labels(self, referral: Referral) -> list[str]:
        """The needs in words."""
        return [str(Need(need).label) for need in referral.needs]

    def get_next_step(self, referral: Referral) -> str:
        """What happens now."""
        return self._next_step(referral, agreed=referral.agreed)  # type: ignore[attr-defined]

    def _next_step(self, referral: Referral, *, agreed: bool) -> str:
        return next_step(referral.status, referral.centre, brought=referral.brought_on is not None, agreed=agreed)

    def get_agreed_on(self, referral: Referral) -> str | None:
        """The ISO date on which the family agreed."""
        return referral.agreement.given_on.isoformat() if referral.agreement else None


class DraftRecord(serializers.Serializer):
    """A draft, for its writer alone."""

    id = serializers.IntegerField(read_only=True)
    reference = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=ReferralStatus.choices, read_only=True)
    family = FamilyHeader(read_only=True)
    typed = serializers.JSONField(read_only=True)
    typed_at = serializers.DateTimeField(format=None, read_only=True)


def rows(referrals: Any, reader: Any) -> Any:
    """Referrals with everything `ReferralRow` shows to `reader`, in one query.

    That the family may be on record is for the manager: to anybody else it would confirm what they guessed of it.
    """
    told = Q(maybe_known=True, centre_id__in=centre_ids(reader, Role.CENTRE_MANAGER))
    referrals = referrals.annotate(manager_told_known=ExpressionWrapper(told, BooleanField()))
    return referrals.select_related("family", "referred_by", "agency")


def records(referrals: Any, *, reader: Any, on: date) -> Any:
    """Referrals with everything `ReferralRecord` shows to `reader`, in a fixed number of queries."""
    return (
        rows(referrals.with_exclusion(reader, on).annotate(agreed=agreed(on)), reader)
        .select_related("centre", "agreement")
        .prefetch_related(
            "children",
            Prefetch("family", queryset=Family.objects.shown()),
            Prefetch("feedback", queryset=Feedback.objects.select_related("by")),
        )
    )


# --- what is told: the API's inputs ---------------------------------------------------------------------------


class NewFamilyInput(serializers.Serializer):
    """A family that is not on record yet."""

    name = LineField(max_length=120)
    children = NewChildInput(many=True)
    adults = NewAdultInput(many=True)
    address = NewAddressInput(required=False, allow_null=True, default=None)
    registered_on = DateField(past=True, required=False, allow_null=True, default=None)


class StartInput(serializers.Serializer):
    """Which centre a referral goes to, and for a family on record which one."""

    centre = serializers.IntegerField()
    family = serializers.IntegerField(required=False, allow_null=True, default=None)


class DraftInput(serializers.Serializer):
    """Whatever has been typed so far, right or wrong."""

    typed = serializers.DictField()


class SubmitInput(serializers.Serializer):
    """Everything of a referral. Of `family` (an id; or the draft's) and `new_family` exactly one.

    Without `agreement` the family's agreement in force is used; without one the referral is refused.
    """

    new_family = NewFamilyInput(required=False, allow_null=True, default=None)
    children = serializers.ListField(child=serializers.IntegerField(), required=False, default=list)
    agreement = AgreementInput(required=False, allow_null=True, default=None)
    may_know = serializers.ListField(child=serializers.IntegerField(), required=False, default=list)
    must_not_know = serializers.ListField(child=serializers.IntegerField(), required=False, default=list)
    worries = TextField(allow_blank=True, label="What worries")
    strengths = TextField(required=False, default="", allow_blank=True, label="What works well")
    family_wants = TextField(required=False, default="", allow_blank=True, label="What the family wants")
    tried = TextField(required=False, default="", allow_blank=True, label="What was tried")
    needs = serializers.ListField(child=serializers.ChoiceField(choices=Need.choices), required=False, default=list)
    tier = serializers.ChoiceField(choices=TIERS)
    language = LineField(max_length=60, required=False, allow_null=True, default=None, allow_blank=True)
    interpreter_needed = serializers.BooleanField(required=False, allow_null=True, default=None)
    safe_contact = TextField(max_length=1000, required=False, allow_null=True, default=None, allow_blank=True)


class AdviceInput(serializers.Serializer):
    """The advice given instead of a referral."""

    advice = TextField(max_length=2000, label="Advice")


class AddInput(serializers.Serializer):
    """What is added to a referral."""

    words = TextField(label="What you add")


class FamilyInput(serializers.Serializer):
    """A family on record, by its id."""

    family = serializers.IntegerField()


class ChoiceInput(serializers.Serializer):
    """The family on record that a draft is about; null: a new one."""

    family = serializers.IntegerField(allow_null=True)
