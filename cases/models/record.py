"""What was done with the family: contacts and attempts, offers and answers, progress reported."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.history import keep_history
from cases.models.case import Case
from cases.models.plan import Action
from cases.querysets import ContactQuerySet, OfferQuerySet
from cases.status import CameOf, ContactKind, NextStep, OfferStatus
from centres.models import Agency, Service
from families.models import Adult, Child
from inputs.validators import no_control_characters


@keep_history()
class Contact(models.Model):
    """A contact with the family, or an attempt that did not reach them.

    One that several practitioners made together stands once: `by` recorded it, `colleagues` were there too.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=10, choices=ContactKind)
    reached = models.BooleanField("the family was reached")
    child_seen = models.BooleanField(default=False)
    on = models.DateField("date")
    at = models.TimeField("time of day", null=True, blank=True)
    note = models.TextField(max_length=5000, blank=True, validators=[no_control_characters])
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    # Whom they saw, or spoke to. `child_seen` also stands for a child whom the record does not name.
    saw_children = models.ManyToManyField(Child, blank=True, related_name="contacts")
    saw_adults = models.ManyToManyField(Adult, blank=True, related_name="contacts")

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["case", "-on"], name="contact_by_case")]
        constraints = [
            models.CheckConstraint(condition=Q(reached=True) | Q(child_seen=False), name="contact_seen_was_reached"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on}"


@keep_history(link=True)
class ContactChild(Contact.saw_children.through):  # type: ignore[name-defined,misc]
    """That a child was seen: the table Django made, for its history."""

    class Meta:
        proxy = True


@keep_history(link=True)
class ContactAdult(Contact.saw_adults.through):  # type: ignore[name-defined,misc]
    """That an adult was seen: the table Django made, for its history."""

    class Meta:
        proxy = True


@keep_history()
class ContactWith(models.Model):
    """That a colleague made a contact together with whoever recorded it, and for which agency. It opens nothing."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="colleagues")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "contacts with"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["contact", "user"], name="contact_with_somebody_once")]

    def __str__(self) -> str:
        return f"{self.contact} with {self.user}"


@keep_history()
class Offer(models.Model):
    """Support offered to the family, what they answered, and after a refusal what comes next.

    The next step is an action of the plan, with an owner and a day, so that it is not lost; or nothing more is offered
    now, and it is said why. Of what the family accepted it is asked later whether it helped.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="offers")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    what = models.CharField(max_length=200, validators=[no_control_characters])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("offered on")
    status = models.CharField("answer", max_length=10, choices=OfferStatus, default=OfferStatus.WAITING)
    answered_on = models.DateField(null=True, blank=True)
    words = models.CharField("in the family's words", max_length=300, blank=True, validators=[no_control_characters])
    next_step = models.CharField("what comes next", max_length=14, choices=NextStep, blank=True)
    next_because = models.CharField(
        "why nothing more is offered now", max_length=300, blank=True, validators=[no_control_characters]
    )
    next_action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    next_on = models.DateField("since when it is said what comes next", null=True, blank=True)
    next_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    came_of = models.CharField("whether it helped", max_length=10, choices=CameOf, blank=True)
    came_on = models.DateField("when it was said whether it helped", null=True, blank=True)
    came_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_step="") | Q(status=OfferStatus.REFUSED), name="offer_next_step_after_a_refusal"
            ),
            models.CheckConstraint(
                condition=Q(next_step="", next_on=None, next_by=None)
                | (~Q(next_step="") & Q(next_on__isnull=False, next_by__isnull=False)),
                name="offer_next_step_has_day_and_person",
            ),
            models.CheckConstraint(
                condition=Q(next_step="", next_because="", next_action=None)
                | (Q(next_step=NextStep.NOTHING_NOW, next_action=None) & ~Q(next_because=""))
                | (~Q(next_step__in=["", NextStep.NOTHING_NOW]) & Q(next_because="", next_action__isnull=False)),
                name="offer_next_step_is_an_action_or_says_why",
            ),
            models.CheckConstraint(
                condition=Q(status=OfferStatus.WAITING, answered_on__isnull=True)
                | (~Q(status=OfferStatus.WAITING) & Q(answered_on__isnull=False)),
                name="offer_answered_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(came_of="", came_on=None, came_by=None)
                | (Q(status=OfferStatus.ACCEPTED, came_on__isnull=False, came_by__isnull=False) & ~Q(came_of="")),
                name="offer_came_of_what_was_accepted",
            ),
        ]

    def __str__(self) -> str:
        return self.what


@keep_history()
class Progress(models.Model):
    """What the lead professional reports to the next meeting and to the referrer."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="progress")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    words = models.TextField(max_length=5000, validators=[no_control_characters])
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "progress"
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"Progress on {self.on}"
