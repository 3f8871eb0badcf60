"""The relations that open a case, each once: lists, single checks and "why can I see this?" all read these.

Every function gives the ids of cases as a subquery. Whether the case is open, the agreement in force and the person
still at the centre, for an agency that the family does not exclude, is asked beside them, by `querysets`.
"""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from cases.status import ActionStatus, LeadStatus


def _rows(name: str, app: str = "cases") -> Any:
    return apps.get_model(app, name).objects.order_by()


def for_known_agency(family: str) -> Any:
    """For a query over rows with an `agency`: whether the family has not said that this agency must not know."""
    wishes = _rows("SharingWish", "consent")
    return ~Exists(
        wishes.filter(family_id=OuterRef(family), agency_id=OuterRef("agency_id"), included=False, until=None)
    )


def current_lead() -> models.QuerySet:
    """The lead professional of the outer query's case.

    Who has left the centre leads nobody, nor does who came for an agency that the family has excluded since.
    """
    works = _rows("Membership", "centres").in_force(timezone.localdate())
    works = works.filter(user_id=OuterRef("user_id"), centre_id=OuterRef("case__centre_id"))
    current = _rows("Lead").filter(case_id=OuterRef("pk"), status=LeadStatus.ACCEPTED)
    return current.filter(for_known_agency("case__family_id"), Exists(works))


def led_ids(user: Any) -> models.QuerySet:
    """Cases `user` is the current lead professional of."""
    return _rows("Lead").filter(user_id=user.pk or 0, status=LeadStatus.ACCEPTED).values("case_id")


def offered_ids(user: Any) -> models.QuerySet:
    """Cases that `user` is asked to lead and has not answered yet."""
    return _rows("Lead").filter(user_id=user.pk or 0, status=LeadStatus.OFFERED).values("case_id")


def team_ids(user: Any, on: date) -> models.QuerySet:
    """Cases in whose team `user` takes part on `on`, for an agency that the family has not excluded."""
    mine = _rows("TeamMember").filter(user_id=user.pk or 0).in_force(on)
    return mine.filter(for_known_agency("case__family_id")).values("case_id")


def supervised_ids(user: Any, on: date) -> models.QuerySet:
    """Cases whose current lead professional `user` supervises at the case's centre on `on`."""
    supervised = (
        _rows("Membership", "centres")
        .in_force(on)
        .filter(supervisor_id=user.pk or 0, user_id=OuterRef("user_id"), centre_id=OuterRef("case__centre_id"))
    )
    return _rows("Lead").filter(Exists(supervised), status=LeadStatus.ACCEPTED).values("case_id")


def owned_action_ids(user: Any) -> models.QuerySet:
    """Cases in which `user` has an action still to do: it shows the case's header only."""
    mine = _rows("Action").filter(owner_id=user.pk or 0, status=ActionStatus.OPEN)
    return mine.exclude(case=None).values(shown=F("case_id"))
