"""Which assessments a person may read."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.querysets.opening import WORKING, knows, table
from consent.status import Information


class AssessmentQuerySet(models.QuerySet):
    """Early help assessments."""

    def visible_to(self, user: Any) -> "AssessmentQuerySet":
        """Finished ones of the cases `user` may open, if the family lets their agency know its plan and its health;
        drafts only for those who work with the family, because what is half said is easily misread."""
        works = Q(case_id__in=WORKING.ids(user, timezone.localdate()))
        return self.filter(
            Q(finished_on__isnull=False) | works,
            knows(user, Information.PLAN),
            knows(user, Information.HEALTH),
            case__in=table("Case").order_by().visible_to(user).values("pk"),
        )

    def finished(self) -> "AssessmentQuerySet":
        """Those that are finished, the newest version first."""
        return self.exclude(finished_on=None).order_by("-version")

    def drafts(self) -> "AssessmentQuerySet":
        """Those still being written; a case has one at most."""
        return self.filter(finished_on=None)

    def begun_by(self, day: date) -> "AssessmentQuerySet":
        """Drafts begun on that day or before."""
        return self.drafts().filter(begun_on__lte=day)

    def shown(self) -> "AssessmentQuerySet":
        """With everything that is shown of each."""
        return self.select_related("begun_by", "finished_by", "saved_by")
