"""Which advice a person may read."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.querysets.opening import OPENED_BY, TAKING_PART, table
from cases.relations import ADVISER, ADVISES_FOR, BREAK_GLASS
from cases.status import CaseStatus
from centres.querysets import centre_ids
from centres.status import Role
from consent.querysets import not_excluded
from consent.status import Information


class AdviceQuerySet(models.QuerySet):
    """Advice asked of link social workers."""

    def visible_to(self, user: Any) -> "AdviceQuerySet":
        """What `user` is asked, and what was asked and answered about families that they work with.

        Who is asked reads the question in any case; whose family it is about only by the relation of an adviser.
        """
        return self.filter(Q(pk__in=self._asked_of(user)) | Q(pk__in=self._of_cases(user)))

    def asked_of(self, user: Any) -> "AdviceQuerySet":
        """What `user` is asked and has not answered, at centres where they are link social worker."""
        return self.filter(pk__in=self._asked_of(user)).waiting()

    def of_cases_known_to(self, user: Any) -> "AdviceQuerySet":
        """What was asked about families that `user` works with, or whose lead professional they supervise."""
        return self.filter(pk__in=self._of_cases(user))

    def _asked_of(self, user: Any) -> Any:
        here = centre_ids(user, Role.LINK_SOCIAL_WORKER)
        mine = table("Advice").order_by().not_taken_back().filter(of_id=user.pk or 0, case__centre_id__in=here)
        return mine.lately(timezone.now()).filter(case__status=CaseStatus.OPEN).values("pk")

    def _of_cases(self, user: Any) -> Any:
        today = timezone.localdate()
        knows = not_excluded(
            user, today, centre="case__centre_id", family="case__family_id", kind=Information.SAFEGUARDING
        )
        everything = Q(case__centre_id__in=centre_ids(user, Role.CENTRE_MANAGER)) | Q(
            case_id__in=OPENED_BY[BREAK_GLASS.name].ids(user, today)
        )
        part = table("Advice").order_by().filter(case_id__in=TAKING_PART.ids(user, today))
        return part.filter(Q(knows) | everything).values("pk")

    def shown(self) -> "AdviceQuerySet":
        """With everything that is shown of each."""
        return self.select_related("asked_by", "of", "case__centre", "case__family")

    def not_taken_back(self) -> "AdviceQuerySet":
        """What still is a question."""
        return self.filter(taken_back_at=None)

    def lately(self, now: datetime) -> "AdviceQuerySet":
        """What nobody has answered yet, or somebody did in the last two weeks."""
        over = self.annotate(over=F("answered_at") + ADVISES_FOR)
        return over.filter(Q(answered_at=None) | Q(over__gt=now))

    def waiting(self) -> "AdviceQuerySet":
        """What nobody has answered yet."""
        return self.not_taken_back().filter(answered_at=None)

    def with_family_known(self, user: Any) -> "AdviceQuerySet":
        """Each with `known`: whether whoever is asked may know which family it is about."""
        known = OPENED_BY[ADVISER.name].ids(user, timezone.localdate())
        return self.annotate(known=models.ExpressionWrapper(Q(case_id__in=known), models.BooleanField()))
