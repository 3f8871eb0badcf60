"""What is on the agenda, what each agency thinks, what was decided."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.history import keep_history
from cases.models import Action, Case, Lead, Review
from cases.status import Closing
from centres.models import Agency, Service
from families.models import Family
from inputs.validators import no_control_characters
from meetings.models.meeting import Meeting
from meetings.querysets import AgendaItemQuerySet
from meetings.status import DecisionKind, ItemKind, ItemStatus
from referrals.models import TIERS, Referral

if TYPE_CHECKING:
    from meetings.shown import Shown

GUESTS_STAY = """
    IF EXISTS (SELECT 1 FROM meetings_guestitem WHERE item_id = NEW.id) THEN
        RAISE EXCEPTION 'guests_stay_at_their_meeting: somebody comes to another meeting for this item'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
FAMILY_KINDS = (ItemKind.PROGRESS, ItemKind.REVIEW)
TAKEN_ALONG = (ItemKind.REFERRAL, ItemKind.PART)  # what can be discussed and decided with another item of the family


@keep_history(exclude=("typed", "version", "saved_by"))
class AgendaItem(models.Model):
    """One family, or one team matter, at one meeting.

    `typed` is what the chair's screen holds before the decision is recorded, saved as it is typed; `version` goes up
    with every save and `saved_by` says whose it was, so that nobody overwrites what somebody else has typed.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=12, choices=ItemKind)
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    # A review that is no longer to come (its case was closed meanwhile) goes; the item then stands without it.
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.SET_NULL, related_name="items")
    title = models.CharField(max_length=200, blank=True, validators=[no_control_characters])
    why = models.CharField("why it is on the agenda", max_length=200, blank=True)
    position = models.PositiveIntegerField()
    slot = models.PositiveSmallIntegerField("minutes planned", default=10)
    status = models.CharField(max_length=10, choices=ItemStatus, default=ItemStatus.WAITING)
    put_off_because = models.CharField(max_length=300, blank=True, validators=[no_control_characters])
    # The item of an earlier meeting that was put off and is taken up again here: taken up once.
    carried_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    # Of the same meeting and the same family: PostgreSQL says so with a key over all three (migration 0010).
    taken_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="along",
        verbose_name="the item that it is discussed and decided with",
    )  # fmt: skip
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts",
        verbose_name="the item that it was split from",
    )  # fmt: skip
    typed = models.JSONField("decision as typed", default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    # When whoever runs the meeting came to it last: the others' screens follow.
    taken_up_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    shown: "Shown"  # what its reader reads of it (meetings.shown)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "referral"], condition=Q(case=None), name="item_referral_once_per_meeting"
            ),
            models.UniqueConstraint(
                fields=["meeting", "case"],
                condition=Q(taken_with=None) & ~Q(kind=ItemKind.PART),
                name="item_case_once_per_meeting",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(kind=ItemKind.REFLECTION), name="item_one_reflection_per_meeting"
            ),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.REFERRAL, family__isnull=False, referral__isnull=False)
                | Q(kind__in=FAMILY_KINDS, family__isnull=False, case__isnull=False)
                | (Q(kind__in=[ItemKind.REFLECTION, ItemKind.OTHER], family=None, referral=None, case=None))
                | (Q(kind=ItemKind.PART, family__isnull=False, referral=None) & ~Q(title="")),
                name="item_is_of_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | Q(kind=ItemKind.PART), name="item_split_from_another_is_a_part"
            ),
            models.CheckConstraint(
                condition=Q(status=ItemStatus.TOGETHER, taken_with__isnull=False, kind__in=TAKEN_ALONG)
                | (~Q(status=ItemStatus.TOGETHER) & Q(taken_with=None)),
                name="item_together_with_another",
            ),
            models.CheckConstraint(
                condition=(Q(taken_with=None) | ~Q(taken_with=F("pk"))) & (Q(part_of=None) | ~Q(part_of=F("pk"))),
                name="item_not_with_itself",
            ),
            # What the keys of `taken_with` and `part_of` point at.
            models.UniqueConstraint(fields=["id", "meeting", "family"], name="item_of_meeting_and_family"),
        ]
        # A guest's invitation is for the item at that meeting: it does not go along by itself (services.carrying).
        triggers = [
            pgtrigger.Trigger(
                name="guests_stay_at_their_meeting",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("meeting_id"),
                condition=pgtrigger.AnyChange("meeting_id"),
                func=GUESTS_STAY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"

    @property
    def holds_review(self) -> bool:
        """Whether deciding it holds its review: not if that was held, or fell away, meanwhile."""
        return (
            self.kind == ItemKind.REVIEW
            and self.review is not None
            and self.review.held_on is None
            and self.review.missed_on is None
        )


@keep_history()
class AgencyView(models.Model):
    """What one agency thinks about an item, collected before the decision and not by rank (001: status)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="views")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="views")
    words = models.TextField(max_length=2000, validators=[no_control_characters])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["agency__name"]
        constraints = [models.UniqueConstraint(fields=["item", "agency"], name="view_once_per_agency")]

    def __str__(self) -> str:
        return f"{self.agency} on {self.item}"


@keep_history()
class Decision(models.Model):
    """What the meeting settled for an item: coded, with a reason, the alternatives considered, any dissent."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    kind = models.CharField(max_length=12, choices=DecisionKind)
    reason = models.TextField(max_length=2000, validators=[no_control_characters])
    alternatives = models.TextField(
        "what else was considered", max_length=2000, blank=True, validators=[no_control_characters]
    )
    dissent = models.TextField(
        "who saw it differently, and why", max_length=2000, blank=True, validators=[no_control_characters]
    )
    # Tier 4 does not wait for a meeting: what was done at once, who was told and when.
    done_now = models.TextField("what was done now", max_length=2000, blank=True, validators=[no_control_characters])
    decided_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    next_review_on = models.DateField(null=True, blank=True)
    tier = models.PositiveSmallIntegerField("stepped up or down to tier", choices=TIERS, null=True, blank=True)
    closing = models.CharField("outcome", max_length=12, choices=Closing, blank=True)
    # How many agencies were there, of how many that are needed. None: recorded before there was a quorum.
    agencies_here = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    agencies_needed = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    actions = models.ManyToManyField(Action, blank=True, related_name="decisions")
    services = models.ManyToManyField(Service, blank=True, related_name="+")
    # What taking the decision back has to put back: the tier and review date before it.
    before = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(kind=DecisionKind.PASS_ON) | ~Q(done_now=""), name="decision_passed_on_says_what_was_done"
            ),
            models.CheckConstraint(
                condition=Q(agencies_here=None, agencies_needed=None)
                | Q(agencies_here__isnull=False, agencies_needed__range=(1, 10)),
                name="decision_says_who_was_there_of_how_many",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@keep_history(link=True)
class DecisionAction(Decision.actions.through):  # type: ignore[name-defined,misc]
    """That a decision brought an action: the table Django made, for its history."""

    class Meta:
        proxy = True


@keep_history(link=True)
class DecisionService(Decision.services.through):  # type: ignore[name-defined,misc]
    """That a decision named a service: the table Django made, for its history."""

    class Meta:
        proxy = True
