"""Which families a person may see by their role alone, and which look alike."""

from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Q

from centres.querysets import centre_ids
from centres.status import Role

ALIKE = 0.45  # trigram similarity of two names from which a person should look


class FamilyQuerySet(models.QuerySet):
    """Families."""

    def visible_to(self, user: Any) -> "FamilyQuerySet":
        """The families of the centres that `user` manages.

        Everybody else meets a family through a referral, an agenda item or a case they may see: those apps
        stand above this one and answer for themselves.
        """
        return self.filter(centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))

    def alike(
        self,
        *,
        centre_id: int,
        names: list[str],
        dates_of_birth: list[date],
        nhs_numbers: list[str],
        postcode: str = "",
    ) -> "FamilyQuerySet":
        """Families of the centre that may be the one described: same NHS number, or like name and same birth or home."""
        same = Q()
        if nhs_numbers:
            same |= Q(children__nhs_number__in=nhs_numbers) | Q(adults__nhs_number__in=nhs_numbers)
        for name in names:
            like = Q(pk__in=self._named_like(centre_id, name))
            if dates_of_birth:
                same |= like & (
                    Q(children__date_of_birth__in=dates_of_birth) | Q(adults__date_of_birth__in=dates_of_birth)
                )
            if postcode:
                same |= like & Q(addresses__postcode=postcode)
            same |= Q(children__name__iexact=name) | Q(adults__name__iexact=name)
        if not same:
            return self.none()
        return self.filter(same, centre_id=centre_id).distinct()

    def _named_like(self, centre_id: int, name: str) -> models.QuerySet:
        """Ids of the centre's families with a person whose name is like `name`."""
        children = self.model._default_manager.filter(centre_id=centre_id).annotate(
            near=TrigramSimilarity("children__name", name), near_adult=TrigramSimilarity("adults__name", name)
        )
        return children.filter(Q(near__gte=ALIKE) | Q(near_adult__gte=ALIKE)).values("pk")
