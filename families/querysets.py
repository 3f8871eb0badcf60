"""Which families a person may see by their role alone, and which look alike."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Q

from centres.querysets import centre_ids
from centres.status import Role
from inputs.dates import NotADate, parse_date
from inputs.validators import CONTROLS

ALIKE = 0.45  # trigram similarity of two names from which a person should look


class FamilyQuerySet(models.QuerySet):
    """Families."""

    def visible_to(self, user: Any) -> "FamilyQuerySet":
        """The families of the centres that `user` manages.

        Everybody else meets a family through a referral, an agenda item or a case they may see: those apps
        stand above this one and answer for themselves.
        """
        return self.filter(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))

    def shown(self) -> "FamilyQuerySet":
        """With what a list shows of each family, in a fixed number of queries."""
        return self.select_related("centre").prefetch_related("children", "adults", "addresses")

    def after(self, pk: int) -> "FamilyQuerySet":
        """Those that come after the family `pk` in the order of name and number: for paging."""
        last = self.order_by().filter(pk=pk)  # of these alone: where a stranger's name stands is not told either
        name = models.Subquery(last.values("name"))
        return self.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))

    def search(self, text: str) -> "FamilyQuerySet":
        """Families by what somebody would type: a name, a reference, a date of birth, an NHS number or a postcode."""
        text = " ".join(CONTROLS.sub(" ", text).split())[:100]
        if not text:
            return self
        digits = re.sub(r"[\s-]", "", text)
        if digits.isdigit() and len(digits) == 10:
            return self._with_people(nhs_number=digits)
        try:
            return self._with_people(date_of_birth=parse_date(text))
        except NotADate:
            pass
        postcode = _known_addresses().filter(postcode__iexact=spaced_postcode(text)).values("family_id")
        called = _all("Child").filter(name__icontains=text).values("family_id")
        adults = _all("Adult").filter(name__icontains=text).values("family_id")
        return self.filter(
            Q(name__icontains=text)
            | Q(reference__iexact=text)
            | Q(pk__in=_merged().filter(reference__iexact=text).values("merged_into"))
            | Q(pk__in=postcode)
            | Q(pk__in=called)
            | Q(pk__in=adults)
        )

    def referred_to_before(self, reference: str) -> "FamilyQuerySet":
        """Those into which the record with this reference was merged: whoever has it finds what remains by it."""
        return self.filter(pk__in=_merged().filter(reference__iexact=reference).values("merged_into"))

    def _with_people(self, **fields: Any) -> "FamilyQuerySet":
        return self.filter(
            Q(pk__in=_all("Child").filter(**fields).values("family_id"))
            | Q(pk__in=_all("Adult").filter(**fields).values("family_id"))
        )

    def alike(
        self,
        *,
        centre_id: int,
        names: list[str],
        dates_of_birth: list[date],
        nhs_numbers: list[str],
        postcode: str = "",
    ) -> "FamilyQuerySet":
        """Families of the centre that may be the one described: same NHS number, same name, or like name and same
        birth or home."""
        ids = []
        for people in (_all("Child"), _all("Adult")):
            here = people.filter(family__centre_id=centre_id)
            if nhs_numbers:
                ids.append(here.filter(nhs_number__in=nhs_numbers))
            for name in names:
                like = _named_like(here, name)
                ids.append(here.filter(name__iexact=name))
                if dates_of_birth:
                    ids.append(like.filter(date_of_birth__in=dates_of_birth))
                if postcode:
                    ids.append(like.filter(family__in=_known_addresses().filter(postcode=postcode).values("family")))
        if not ids:
            return self.none()
        same = Q()
        for found in ids:
            same |= Q(pk__in=found.values("family_id"))
        return self.filter(same)


class Remaining(models.Manager):
    """What is on record: not what was found to be somebody else on record, and merged into them."""

    def get_queryset(self) -> models.QuerySet:
        """Those of today."""
        return super().get_queryset().filter(merged_into=None)


class Everyone(models.Manager):
    """Also those who were merged into somebody else."""


class RemainingFamilies(Remaining.from_queryset(FamilyQuerySet)):  # type: ignore[misc]
    """The same of families, with their ways of being looked for."""


class LookAlikeQuerySet(models.QuerySet):
    """Pairs of families that only look alike."""

    def current(self) -> "LookAlikeQuerySet":
        """Those that nobody has taken back."""
        return self.filter(taken_back_at=None)

    def of(self, family_id: int) -> "LookAlikeQuerySet":
        """Those that speak of the family, or of a record that was merged into it: what was said of that holds."""
        return self.current().filter(
            Q(one=family_id) | Q(other=family_id) | Q(one__merged_into=family_id) | Q(other__merged_into=family_id)
        )

    def others_of(self, family_id: int) -> set[int]:
        """The ids of the families that only look like the family; of one that was merged, the one that remains."""
        found: set[int] = set()
        for sides in self.of(family_id).values_list("one", "one__merged_into", "other", "other__merged_into"):
            found |= {sides[1] or sides[0], sides[3] or sides[2]}
        return found - {family_id}


def remaining_ids(family_ids: Iterable[int]) -> dict[int, int]:
    """Of each family that was merged into another, by its id, the id of the one that remains. One query."""
    gone = apps.get_model("families", "Family").every.filter(pk__in=set(family_ids), merged_into__isnull=False)
    return dict(gone.order_by().values_list("pk", "merged_into"))


def _merged() -> models.QuerySet:
    """Records that were merged into another."""
    return apps.get_model("families", "Family").every.filter(merged_into__isnull=False).order_by()


def _known_addresses() -> models.QuerySet:
    """Addresses that may be looked for. Finding a family by a confidential one would tell that it is the right one."""
    return _all("Address").filter(confidential=False)


def _named_like(people: models.QuerySet, name: str) -> models.QuerySet:
    """People with a name like `name`; the first filter uses the trigram index, the second draws the line."""
    near = people.filter(name__trigram_similar=name).annotate(near=TrigramSimilarity("name", name))
    return near.filter(near__gte=ALIKE)


def spaced_postcode(text: str) -> str:
    """A postcode in its stored form, whatever its spaces: "ls14ap" is "LS1 4AP"."""
    squeezed = text.replace(" ", "").upper()
    return f"{squeezed[:-3]} {squeezed[-3:]}"


def _all(name: str) -> models.QuerySet:
    """Every row of a model of this app; the models import this module, so they are asked for when used."""
    return apps.get_model("families", name)._default_manager.all()
