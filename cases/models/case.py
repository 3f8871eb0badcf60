"""The case, its lead professional, the team around the family, and explicit shares."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from audit.history import keep_history
from cases.querysets import CaseQuerySet, LeadQuerySet, TeamMemberQuerySet
from cases.status import CaseStatus, Closing, LeadStatus
from centres.models import Agency, Centre
from centres.references import new_reference
from consent.models import Agreement, SharingDecision
from families.models import Family
from inputs.validators import no_control_characters
from referrals.models import MEETING_TIERS, TIERS, Referral


def case_reference() -> str:
    """A new case's reference."""
    return new_reference("C")


@keep_history()
class Case(models.Model):
    """The work with a family that the meeting decided on, until it is closed."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="cases")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="cases")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="case")
    reference = models.CharField(max_length=12, unique=True, default=case_reference, editable=False)
    status = models.CharField(max_length=10, choices=CaseStatus, default=CaseStatus.OPEN)
    tier = models.PositiveSmallIntegerField("tier of need", choices=TIERS, default=MEETING_TIERS[0])
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closing = models.CharField("outcome", max_length=12, choices=Closing, blank=True)
    closing_words = models.TextField(max_length=2000, blank=True, validators=[no_control_characters])
    # It was open before the centre used this product: weeks to the next review count from here.
    brought_on = models.DateField("brought along from former records on", null=True, blank=True)
    reopened_on = models.DateField(null=True, blank=True)
    reopened_because = models.CharField(max_length=300, blank=True, validators=[no_control_characters])

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-id"]
        permissions = [("open_shared_case", "May open this case because it was shared with them")]
        indexes = [models.Index(fields=["centre", "status", "-opened_on"], name="case_by_centre")]
        constraints = [
            models.UniqueConstraint(
                fields=["family"], condition=Q(status=CaseStatus.OPEN), name="case_one_open_per_family"
            ),
            models.CheckConstraint(
                condition=Q(status=CaseStatus.OPEN, closed_on__isnull=True, closing="")
                | (Q(status=CaseStatus.CLOSED, closed_on__gte=F("opened_on")) & ~Q(closing="")),
                name="case_closed_has_date_and_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


@keep_history()
class Lead(models.Model):
    """An offer to be the family's lead professional, and what became of it. Offered and accepted, never assigned."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="leads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leads")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LeadStatus, default=LeadStatus.OFFERED)
    offered_on = models.DateField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    family_view = models.CharField(
        "what the family says about who leads", max_length=300, blank=True, validators=[no_control_characters]
    )
    family_not_asked = models.CharField(
        "why the family was not asked", max_length=300, blank=True, validators=[no_control_characters]
    )
    answered_on = models.DateField(null=True, blank=True)
    reason = models.CharField("reason", max_length=300, blank=True, validators=[no_control_characters])
    ended_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField("since when it is settled that, declined, it stays as it was", null=True, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(status=LeadStatus.ACCEPTED), name="lead_one_current_per_case"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(status=LeadStatus.OFFERED), name="lead_one_offer_per_case"
            ),
            models.CheckConstraint(
                condition=~Q(status=LeadStatus.DECLINED) | ~Q(reason=""), name="lead_declined_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[LeadStatus.OFFERED, LeadStatus.TAKEN_BACK]) | Q(answered_on__isnull=False),
                name="lead_answered_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(status=LeadStatus.DECLINED), name="lead_settled_only_if_declined"
            ),
            models.CheckConstraint(
                condition=Q(family_not_asked="") | Q(family_view=""), name="lead_family_asked_or_not"
            ),
        ]
        indexes = [models.Index(fields=["user", "status"], name="lead_by_person")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_status_display().lower()}"


@keep_history()
class TeamMember(models.Model):
    """A practitioner taking part in a case, with what they contribute."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="teams")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    contribution = models.CharField(max_length=200, validators=[no_control_characters])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], condition=Q(until=None), name="team_member_once_per_case"),
        ]
        indexes = [models.Index(fields=["user", "case"], name="team_by_person")]

    def __str__(self) -> str:
        return f"{self.user}: {self.contribution}"


@keep_history()
class GoingOn(models.Model):
    """The family's agreement has ended and the case goes on all the same: by a recorded sharing decision.

    For the lead professional and the manager alone; everybody else has stopped. It counts for that agreement: when the
    family agrees again and withdraws again, it is decided anew.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="goings_on")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    decision = models.OneToOneField(SharingDecision, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        verbose_name_plural = "goings on"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "agreement"], name="going_on_once_per_agreement"),
        ]

    def __str__(self) -> str:
        return f"{self.case} goes on without agreement since {self.on}"


@keep_history()
class CaseShareWithPerson(UserObjectPermissionBase):
    """django-guardian's direct-key table for cases, with an end date. Only `cases.access` reads or writes it."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)
    until = models.DateField()
    reason = models.CharField(max_length=300)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(default=timezone.now, editable=False)


@keep_history()
class CaseShareWithAgency(GroupObjectPermissionBase):
    """The same for everybody who works at the centre for one agency (its group is named `agency:<id>`)."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)
    until = models.DateField()
    reason = models.CharField(max_length=300)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(default=timezone.now, editable=False)
