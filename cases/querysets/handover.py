"""Which passed-on actions and which briefings a person may see."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.querysets.opening import OPENED_BY, table
from cases.relations import ASKED_TO_TAKE, DEPUTY, LEAD
from cases.status import LeadStatus, PassOnStatus
from centres.querysets import centre_ids
from centres.status import CASEWORK_ROLES, Role


class PassOnQuerySet(models.QuerySet):
    """Actions passed on."""

    def visible_to(self, user: Any) -> "PassOnQuerySet":
        """What `user` is asked to take on, and what became of every action that they see."""
        return self.filter(
            Q(pk__in=self._asked_of(user)) | Q(action__in=table("Action").order_by().visible_to(user).values("pk"))
        )

    def asked_of(self, user: Any) -> "PassOnQuerySet":
        """What `user` is asked to take on and has not answered. What goes with a family is answered with it."""
        return self.filter(pk__in=self._asked_of(user))

    def _asked_of(self, user: Any) -> Any:
        asked = table("PassOn").order_by().waiting().filter(to_id=user.pk or 0, lead=None)
        of_family = Q(action__case_id__in=OPENED_BY[ASKED_TO_TAKE.name].ids(user, timezone.localdate()))
        of_team = Q(action__case=None, action__centre_id__in=centre_ids(user, *CASEWORK_ROLES))
        return asked.filter(of_family | of_team).values("pk")

    def shown(self) -> "PassOnQuerySet":
        """With everything that is shown of each."""
        return self.select_related("action__case__family", "to", "agency", "owner", "asked_by")

    def waiting(self) -> "PassOnQuerySet":
        """Those that nobody has answered."""
        return self.filter(status=PassOnStatus.ASKED)

    def declined(self) -> "PassOnQuerySet":
        """Those that were answered with a no."""
        return self.filter(status=PassOnStatus.DECLINED)


class BriefingQuerySet(models.QuerySet):
    """Briefings."""

    def visible_to(self, user: Any) -> "BriefingQuerySet":
        """For whoever it was written, from the day they accepted, as long as they lead; who wrote it, as long as they
        do; who stands in for them today; and all of the centres that `user` manages. Who is only asked does not."""
        today = timezone.localdate()
        led, deputised = (OPENED_BY[one.name].ids(user, today) for one in (LEAD, DEPUTY))
        stands_in = Q(lead__status=LeadStatus.ACCEPTED, lead__case_id__in=deputised)
        mine = Q(lead__user_id=user.pk or 0, lead__status=LeadStatus.ACCEPTED) | Q(made_by_id=user.pk or 0)
        managed = Q(lead__case__centre_id__in=centre_ids(user, Role.CENTRE_MANAGER))
        return self.filter((mine & Q(lead__case_id__in=led)) | stands_in | managed)
