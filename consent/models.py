"""What the family agreed to, in which words, until when; and which agencies they want to know or not to know."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from audit.history import keep_history
from centres.models import Agency, Centre
from consent.querysets import AgreementQuerySet, SharingWishQuerySet, WordingQuerySet
from consent.status import ENGLISH, AgreementStatus, Capacity, How
from families.models import Adult, Family
from inputs.validators import no_control_characters


@keep_history()
class Wording(models.Model):
    """The exact words a family of a centre hears before they agree. Never edited: a change is a new version.

    An agreement says which version was heard; so PostgreSQL refuses to change one, whoever asks.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="wordings")
    version = models.CharField(max_length=20, validators=[no_control_characters])
    language = models.CharField(max_length=60, default=ENGLISH, validators=[no_control_characters])
    text = models.TextField(validators=[no_control_characters])
    in_use_from = models.DateField(default=timezone.localdate)

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["-in_use_from", "-id"]
        constraints = [
            models.UniqueConstraint("centre", Lower("version"), Lower("language"), name="wording_version_once"),
            models.CheckConstraint(condition=~Q(text=""), name="wording_has_words"),
        ]
        triggers = [pgtrigger.Protect(name="words_stay", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Version {self.version}, {self.language}"


@keep_history()
class Agreement(models.Model):
    """A person with parental responsibility agrees (or refuses) that the family is discussed and supported.

    It is the family's permission, not the lawful basis for processing: that is public task (UK GDPR 6(1)(e)).
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="agreements")
    given_by = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="agreements")
    capacity = models.CharField(max_length=20, choices=Capacity)
    how = models.CharField(max_length=12, choices=How)
    witness = models.CharField(max_length=120, blank=True, validators=[no_control_characters])
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="agreements")
    status = models.CharField(max_length=10, choices=AgreementStatus, default=AgreementStatus.GIVEN)
    given_on = models.DateField()
    until = models.DateField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.CharField("who withdrew", max_length=120, blank=True, validators=[no_control_characters])

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-id"]
        indexes = [models.Index(fields=["family", "until"], name="agreement_by_family")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("given_on")), name="agreement_ends_after_start"),
            models.CheckConstraint(
                condition=Q(status=AgreementStatus.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(status=AgreementStatus.WITHDRAWN) & Q(withdrawn_on__isnull=True)),
                name="agreement_withdrawn_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(how=How.VERBAL) | ~Q(witness=""), name="agreement_spoken_has_a_witness"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} on {self.given_on}"

    @property
    def centre_id(self) -> int:
        """The centre whose log its lines belong to: the family's."""
        return self.family.centre_id

    def in_force(self, on: date) -> bool:
        """Whether it holds on `on`: the same as the query's `in_force`, for a row that is at hand."""
        return self.status == AgreementStatus.GIVEN and self.given_on <= on <= self.until


@keep_history()
class SharingWish(models.Model):
    """Whether the family wants an agency to know. A changed wish ends the old row and starts a new one."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="wishes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="wishes")
    included = models.BooleanField()
    words = models.CharField("in the family's words", max_length=300, blank=True, validators=[no_control_characters])
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    objects = SharingWishQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name", "-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "agency"], condition=Q(until=None), name="wish_one_current_per_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {'may know' if self.included else 'must not know'}"
