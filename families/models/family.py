"""The one record of a family: children, adults, who cares for whom, where they live, how to reach them safely."""

from datetime import date
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from audit.history import keep_history
from centres.models import Centre
from centres.references import new_reference
from families.querysets import Everyone, FamilyQuerySet, Remaining, RemainingFamilies
from families.status import SHORTEST_REASON, ParentalResponsibility, Relation
from inputs.dates import in_words
from inputs.validators import no_control_characters


def family_reference() -> str:
    """A new family's reference."""
    return new_reference("F")


@keep_history()
class Family(models.Model):
    """The people helped, as one household or as those who care for the same children."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="families")
    reference = models.CharField(max_length=12, unique=True, default=family_reference, editable=False)
    name = models.CharField("family name", max_length=120, validators=[no_control_characters])
    # The joint NHS / children's centre registration form that the family signs (001).
    registered_on = models.DateField("registration form signed on", null=True, blank=True)
    language = models.CharField("language spoken at home", max_length=60, blank=True)
    interpreter_needed = models.BooleanField(default=False)
    safe_contact = models.TextField("how and when to contact safely", max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # Two records were one family (`merging`): this one is the other from then on, and is in no list, search or count.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )

    objects = RemainingFamilies()
    every = FamilyQuerySet.as_manager()  # also those that were merged into another

    class Meta:
        verbose_name_plural = "families"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="family_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@keep_history()
class Child(models.Model):
    """A child of the family: born, with a date of birth, or unborn, with an expected date of delivery."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=120, blank=True, validators=[no_control_characters])
    date_of_birth = models.DateField(null=True, blank=True)
    expected_on = models.DateField("expected date of delivery", null=True, blank=True)
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    # Of two records of one family: this child is that one. The same for adults.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )

    objects = Remaining()
    every = Everyone()

    class Meta:
        verbose_name_plural = "children"
        ordering = [F("date_of_birth").asc(nulls_last=True), "expected_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(date_of_birth__isnull=False, expected_on__isnull=True)
                | Q(date_of_birth__isnull=True, expected_on__isnull=False),
                name="child_is_born_or_expected",
            ),
            models.CheckConstraint(condition=Q(expected_on__isnull=False) | ~Q(name=""), name="child_born_has_a_name"),
        ]
        indexes = [
            GinIndex(OpClass(F("name"), name="gin_trgm_ops"), name="child_name_alike"),
            models.Index(fields=["nhs_number"], condition=~Q(nhs_number=""), name="child_by_nhs_number"),
        ]

    def __str__(self) -> str:
        return self.name or "Unborn child"

    @property
    def unborn(self) -> bool:
        """Whether the child is not born yet, as far as is recorded."""
        return self.date_of_birth is None

    def months(self, on: date) -> int:
        """The age in whole months; 0 before the birth."""
        born = self.date_of_birth
        if born is None:
            return 0
        return max(0, (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day))

    def age(self, on: date) -> str:
        """The age in words a parent would use: weeks, then months to two years, then years; or when due."""
        if self.date_of_birth is None:
            return f"due {in_words(self.expected_on)}" if self.expected_on else "unborn"
        months = self.months(on)
        if months < 3:
            weeks = max(0, (on - self.date_of_birth).days // 7)
            return f"{weeks} week" if weeks == 1 else f"{weeks} weeks"
        return f"{months} months" if months < 24 else f"{months // 12} years"


@keep_history()
class Adult(models.Model):
    """An adult of the family: a parent, a carer, or somebody else who belongs to it."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="adults")
    name = models.CharField(max_length=120, validators=[no_control_characters])
    date_of_birth = models.DateField(null=True, blank=True)
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    children = models.ManyToManyField(Child, through="Care", related_name="adults")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )

    objects = Remaining()
    every = Everyone()

    class Meta:
        ordering = ["id"]
        indexes = [
            GinIndex(OpClass(F("name"), name="gin_trgm_ops"), name="adult_name_alike"),
            models.Index(fields=["nhs_number"], condition=~Q(nhs_number=""), name="adult_by_nhs_number"),
        ]

    def __str__(self) -> str:
        return self.name


@keep_history()
class Care(models.Model):
    """How an adult is related to a child, and whether they hold parental responsibility."""

    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="cares")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="cares")
    relation = models.CharField(max_length=20, choices=Relation)
    responsibility = models.CharField(
        "parental responsibility",
        max_length=10,
        choices=ParentalResponsibility,
        default=ParentalResponsibility.NOT_KNOWN,
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["adult", "child"], name="care_once_per_adult_and_child")]

    def __str__(self) -> str:
        return f"{self.adult}, {self.get_relation_display().lower()} of {self.child}"


@keep_history()
class Address(models.Model):
    """Where the family lives or lived. A confidential address is shown to nobody but on request, with a reason."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="addresses")
    lines = models.CharField("address", max_length=200, validators=[no_control_characters])
    postcode = models.CharField(max_length=8)
    confidential = models.BooleanField(default=False)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "addresses"
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["family"], condition=Q(until=None), name="address_one_current"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="address_ends_after_start"),
        ]
        # What can be looked for: where a family lives now, unless that must not be known.
        indexes = [
            models.Index(fields=["postcode"], condition=Q(until=None, confidential=False), name="address_by_postcode")
        ]

    def __str__(self) -> str:
        return "Confidential address" if self.confidential else f"{self.lines}, {self.postcode}"

    @property
    def in_full(self) -> str:
        """The address itself, confidential or not: for `services.give_address` and its one answer alone."""
        return f"{self.lines}, {self.postcode}"

    @property
    def masked(self) -> str:
        """What someone sees who need not know where the family lives: the first half of the postcode, or nothing."""
        return "Confidential" if self.confidential else self.postcode.split(" ")[0]


@keep_history()
class AddressShown(models.Model):
    """Somebody asked where a family lives and was shown it: who, when, and for a confidential address why."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="addresses_shown")
    address = models.ForeignKey(Address, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confidential = models.BooleanField()
    reason = models.TextField(max_length=2000, blank=True, validators=[no_control_characters])

    class Meta:
        verbose_name_plural = "addresses shown"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidential=False) | Q(GreaterThanOrEqual(Length(Trim("reason")), SHORTEST_REASON)),
                name="address_shown_has_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="shown_stays", operation=pgtrigger.Delete),
            # Two records of one family are joined: the family and the address may be those of the other record then.
            pgtrigger.ReadOnly(name="shown_as_it_was", exclude=["family", "address"]),
        ]

    def __str__(self) -> str:
        return f"{self.by}, {self.at:%Y-%m-%d %H:%M}"


@keep_history()
class FormerName(models.Model):
    """A name by which the family, or somebody of it, was known until a day: whoever knew them then finds them still."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="former_names")
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="former_names")
    adult = models.ForeignKey(Adult, null=True, blank=True, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=120, validators=[no_control_characters])
    until = models.DateField("called so until")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-until", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(child__isnull=True) | Q(adult__isnull=True), name="former_name_of_one_person_at_most"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="former_name_is_one"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def of(self) -> Any:
        """Whose name it was: a child, an adult, or the family."""
        return self.child or self.adult or self.family


class SearchRow(models.Model):
    """What a family is found by: its names, folded (`fortnight_fold` in migration 0002), each within the next.

    PostgreSQL's triggers write it with every change of a name, whichever way that comes; of many new families
    `families.search_rows` has it written at the end. Nothing else does, and only `families.finding` reads it. Whoever
    may know no more than what the family is called is answered from `called`, who sees the header from `headed`, who
    knows everybody's names from `named`. No address, number or date stands here.
    """

    family = models.OneToOneField(Family, primary_key=True, on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, db_index=False, related_name="+")
    called = models.TextField()
    headed = models.TextField("called, and the children")
    named = models.TextField("called, the children and adults, and former names of all")

    class Meta:
        # The centre stands in the index as well (btree_gin): a name that many families of others have costs nothing.
        indexes = [GinIndex(F("centre"), OpClass(F("named"), name="gin_trgm_ops"), name="search_row_by_names")]

    def __str__(self) -> str:
        return f"What family {self.family_id} is found by"
