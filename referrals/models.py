"""A request, with the family's agreement, that the team look at a family; and what its referrer is told."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.history import keep_history
from centres.models import Agency, Centre
from centres.references import new_reference
from centres.status import Need, Role
from consent.models import Agreement
from families.models import Child, Family
from inputs.validators import no_control_characters
from referrals.querysets import ReferralQuerySet
from referrals.status import UNSENT, FeedbackKind, ReferralStatus

TIERS = [
    (1, "Tier 1: universal services are enough"),
    (2, "Tier 2: some targeted support"),
    (3, "Tier 3: several needs that call for a joined-up plan"),
    (4, "Tier 4: significant harm is happening or likely"),
]
MEETING_TIERS = (2, 3)


def referral_reference() -> str:
    """A new referral's reference."""
    return new_reference("R")


@keep_history(exclude=("typed", "typed_at"))
class Referral(models.Model):
    """A referral, from its first typed word (a draft keeps what was typed in `typed`) to its answer."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="referrals")
    reference = models.CharField(max_length=12, unique=True, default=referral_reference, editable=False)
    status = models.CharField(max_length=20, choices=ReferralStatus, default=ReferralStatus.DRAFT)
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals")
    source = models.CharField("referrer's role", max_length=30, choices=Role)
    typed = models.JSONField("draft as typed", default=dict, blank=True)
    typed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals")
    agreement = models.ForeignKey(Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals")
    children = models.ManyToManyField(Child, blank=True, related_name="referrals")
    needs = ArrayField(models.CharField(max_length=20, choices=Need), default=list, blank=True)
    tier = models.PositiveSmallIntegerField("tier of need", choices=TIERS, null=True, blank=True)
    strengths = models.TextField("what works well", max_length=5000, blank=True, validators=[no_control_characters])
    worries = models.TextField("what worries", max_length=5000, blank=True, validators=[no_control_characters])
    family_wants = models.TextField(
        "what the family wants, in their words", max_length=5000, blank=True, validators=[no_control_characters]
    )
    tried = models.TextField("what was tried", max_length=5000, blank=True, validators=[no_control_characters])
    maybe_known = models.BooleanField("a family like this may be known", default=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    # Nobody sent it here: it stands for how the family came, before the centre used this product.
    brought_on = models.DateField("brought along from former records on", null=True, blank=True)
    advice = models.TextField("advice given instead", max_length=2000, blank=True, validators=[no_control_characters])

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-id"]
        indexes = [
            models.Index(fields=["centre", "status"], name="referral_by_centre"),
            models.Index(fields=["referred_by", "-id"], name="referral_by_referrer"),
        ]
        constraints = [
            # 001: the health visitor obtains the parents' consent before the referral is brought.
            models.CheckConstraint(
                condition=Q(status__in=UNSENT)
                | (
                    Q(family__isnull=False, submitted_at__isnull=False, tier__in=MEETING_TIERS)
                    # Of a family brought along it may still have to be confirmed.
                    & (Q(agreement__isnull=False) | Q(brought_on__isnull=False))
                ),
                name="referral_sent_has_family_agreement_and_tier",
            ),
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(status__in=[ReferralStatus.SUBMITTED, ReferralStatus.MORE_NEEDED]),
                name="referral_one_waiting_per_family",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def referrer(self) -> Any:
        """Who made it, and so is told what comes of it. Nobody made one that was brought along from former records:
        whoever brought the list (`referred_by`) has no part in its families."""
        return None if self.brought_on else self.referred_by


@keep_history(link=True)
class ReferralChild(Referral.children.through):  # type: ignore[name-defined,misc]
    """That a referral is about a child: the table Django made, for its history."""

    class Meta:
        proxy = True


@keep_history()
class Feedback(models.Model):
    """What the referrer is told: an answer every time (001: without one, professionals stop referring)."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="feedback")
    kind = models.CharField(max_length=10, choices=FeedbackKind)
    words = models.TextField(max_length=5000, validators=[no_control_characters])
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "feedback"
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.referral}"
