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
from consent.querysets import (
    AgreementQuerySet,
    KindWishQuerySet,
    SharingDecisionQuerySet,
    SharingWishQuerySet,
    WordingQuerySet,
)
from consent.status import ENGLISH, AgreementStatus, Asked, Basis, Capacity, How, Information
from families.models import Adult, Child, Family
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
    # Whom it covers, if not the whole family: nobody named in both is everybody, also who is born later.
    children = models.ManyToManyField(Child, blank=True, related_name="agreements")
    adults = models.ManyToManyField(Adult, blank=True, related_name="agreements_covering")

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
    def covers(self) -> str:
        """Whom it covers, in words: the whole family, or the names of those it was limited to."""
        named = [*(str(child) for child in self.children.all()), *(adult.name for adult in self.adults.all())]
        return ", ".join(named) or "the whole family"

    def children_covered(self) -> list[Child]:
        """The children it is about: those it names, or every child of the family if it names nobody."""
        named = list(self.children.all())
        return named if named or self.adults.all() else list(self.family.children.all())

    @property
    def centre_id(self) -> int:
        """The centre whose log its lines belong to: the family's."""
        return self.family.centre_id

    def in_force(self, on: date) -> bool:
        """Whether it holds on `on`: the same as the query's `in_force`, for a row that is at hand."""
        return self.status == AgreementStatus.GIVEN and self.given_on <= on <= self.until


INCLUDED_HAS_PROTOCOL = """
    IF NOT EXISTS (
        SELECT 1 FROM centres_sharingprotocol protocol
        JOIN families_family family ON family.centre_id = protocol.centre_id
        WHERE family.id = NEW.family_id AND protocol.agency_id = NEW.agency_id AND protocol.signed_on <= NEW.since
        AND (protocol.review_on IS NULL OR protocol.review_on >= NEW.since)
    ) THEN
        RAISE EXCEPTION 'agency % has no sharing protocol in force', NEW.agency_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


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
        # One sharing protocol for each agency, "applied by the software" (002 §4.2, 004): the last word is here.
        triggers = [
            pgtrigger.Trigger(
                name="included_has_protocol",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("included", "agency_id"),
                condition=pgtrigger.Q(new__included=True, new__until__isnull=True),
                func=INCLUDED_HAS_PROTOCOL,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {'may know' if self.included else 'must not know'}"


@keep_history()
class KindWish(models.Model):
    """Whether an agency that may know of the family may know one kind of information. No row: it may.

    The wish about the agency (`SharingWish`) goes before: what is said here counts only while that one includes it.
    A changed wish ends the old row and starts a new one.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="kind_wishes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Information)
    included = models.BooleanField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    objects = KindWishQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name", "kind", "-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "agency", "kind"], condition=Q(until=None), name="kind_wish_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.get_kind_display()}: {'may know' if self.included else 'must not know'}"


@keep_history()
class SharingDecision(models.Model):
    """A decision to share information about a family, or not to: the eight questions of source 000, answered.

    Also, and above all, where the family does not agree (Children Act 2004, section 16LA). Never edited: PostgreSQL
    refuses; a correction is a new decision that names the one it corrects.
    """

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="sharing_decisions")
    shared = models.BooleanField("was it decided to share")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outside = models.CharField("outside body", max_length=120, blank=True, validators=[no_control_characters])
    why = models.TextField("purpose", max_length=1000, validators=[no_control_characters])
    what = models.TextField("information", max_length=1000, validators=[no_control_characters])
    identifies = models.BooleanField("a person can be identified")
    confidential = models.BooleanField()
    asked = models.CharField("consent", max_length=10, choices=Asked)
    not_asked_because = models.CharField(max_length=300, blank=True, validators=[no_control_characters])
    basis = models.CharField("lawful basis", max_length=16, choices=Basis, blank=True)
    public_interest = models.TextField(max_length=1000, blank=True, validators=[no_control_characters])
    how = models.CharField("how it is shared", max_length=200, blank=True, validators=[no_control_characters])
    decided_by = models.CharField("who decided", max_length=120, validators=[no_control_characters])
    decided_on = models.DateField()
    family_told = models.BooleanField()
    not_told_because = models.CharField(max_length=300, blank=True, validators=[no_control_characters])
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SharingDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(agency=None) ^ Q(outside=""), name="decision_about_one_recipient"),
            models.CheckConstraint(
                condition=Q(shared=False) | (~Q(basis="") & ~Q(how="")), name="decision_to_share_has_basis_and_way"
            ),
            models.CheckConstraint(
                condition=~Q(asked=Asked.NOT_ASKED) | ~Q(not_asked_because=""), name="decision_not_asked_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(family_told=True) | ~Q(not_told_because=""), name="decision_not_told_has_a_reason"
            ),
        ]
        triggers = [
            # Two records of one family become one: whose decision it is can change, nothing of what was decided.
            pgtrigger.ReadOnly(name="decision_stays", exclude=["family"]),
            pgtrigger.Protect(name="decision_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{'To share' if self.shared else 'Not to share'} with {self.recipient}"

    @property
    def recipient(self) -> str:
        """With whom it was decided to share, or not to."""
        return self.agency.name if self.agency else self.outside


@keep_history()
class DecisionSeen(models.Model):
    """An information lead has seen a sharing decision. Once: the first to see it stays."""

    decision = models.OneToOneField(SharingDecision, on_delete=models.PROTECT, related_name="seen")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        verbose_name_plural = "decisions seen"
        ordering = ["-id"]
        triggers = [pgtrigger.Protect(name="seen_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.decision} seen by {self.by}"


@keep_history(link=True)
class AgreementChild(Agreement.children.through):  # type: ignore[name-defined,misc]
    """That an agreement covers a child: the table Django made, for its history."""

    class Meta:
        proxy = True


@keep_history(link=True)
class AgreementAdult(Agreement.adults.through):  # type: ignore[name-defined,misc]
    """That an agreement covers an adult: the table Django made, for its history."""

    class Meta:
        proxy = True
