"""What goes from one colleague to another: an action that is passed on, and what who leads next has to know."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.history import keep_history
from cases.models.case import Lead
from cases.models.plan import Action
from cases.querysets import BriefingQuerySet, PassOnQuerySet
from cases.status import PassOnStatus
from centres.models import Agency
from inputs.validators import no_control_characters


@keep_history()
class PassOn(models.Model):
    """Somebody is asked to take an action on, and what they said. Until they accept, its owner stays its owner.

    With `lead` it goes with an offer to lead: whoever accepts the family accepts it, and it is not answered by itself.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="pass_ons")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="whose it was then"
    )
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pass_ons")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=300, validators=[no_control_characters])
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    status = models.CharField(max_length=12, choices=PassOnStatus, default=PassOnStatus.ASKED)
    answered_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, validators=[no_control_characters])
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.PROTECT, related_name="pass_ons")

    objects = PassOnQuerySet.as_manager()

    class Meta:
        ordering = ["asked_on", "id"]
        indexes = [models.Index(fields=["to", "status"], name="pass_on_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(status=PassOnStatus.ASKED), name="pass_on_one_waiting_per_action"
            ),
            models.CheckConstraint(
                condition=~Q(status=PassOnStatus.DECLINED) | ~Q(reason=""), name="pass_on_declined_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(status=PassOnStatus.ASKED, answered_on__isnull=True)
                | (~Q(status=PassOnStatus.ASKED) & Q(answered_on__isnull=False)),
                name="pass_on_answered_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to}, {self.get_status_display().lower()}"


@keep_history()
class Briefing(models.Model):
    """What whoever leads next has to know, as it was on the day of the offer: what matters, what is agreed, what is
    next. Written from the record, and never changed: PostgreSQL refuses.

    `content` has a part for each kind of information that a family may keep from an agency: each reader is shown
    those that the family lets their agency know today.
    """

    lead = models.OneToOneField(Lead, on_delete=models.PROTECT, related_name="briefing")
    matters = models.TextField("what matters", max_length=5000, validators=[no_control_characters])
    content = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(matters=""), name="briefing_says_what_matters")]
        triggers = [pgtrigger.Protect(name="briefing_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Briefing for {self.lead}"
