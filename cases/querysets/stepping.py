"""Which steppings up wait, and which were answered."""

from datetime import date

from django.db import models

from cases.status import StepUpStatus


class SteppingUpQuerySet(models.QuerySet):
    """Steppings up."""

    def waiting(self) -> "SteppingUpQuerySet":
        """Those that nobody has answered."""
        return self.filter(status=StepUpStatus.WAITING)

    def accepted_since(self, day: date) -> "SteppingUpQuerySet":
        """Those to which another service said yes on `day` or later."""
        return self.filter(status=StepUpStatus.ACCEPTED, answered_on__gte=day)

    def shown(self) -> "SteppingUpQuerySet":
        """With everything that is named."""
        return self.select_related("by", "decision__agency")
