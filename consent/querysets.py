"""Which agreements are in force, and which agencies a family's wishes include."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from centres.querysets import centre_ids
from centres.status import Role
from consent.status import AgreementStatus


class AgreementQuerySet(models.QuerySet):
    """Agreements to support."""

    def in_force(self, on: date) -> "AgreementQuerySet":
        """Agreements given, not withdrawn, begun and not run out on `on` (the last day still counts)."""
        return self.filter(status=AgreementStatus.GIVEN, given_on__lte=on, until__gte=on)

    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """Those `user` took, and those of the centres they manage or are information lead of."""
        return self.filter(
            Q(taken_by=user)
            | Q(family__centre_id__in=centre_ids(user, Role.CENTRE_MANAGER, Role.INFORMATION_LEAD))
        )


def agreed(on: date, family: str = "family_id") -> Exists:
    """For a query: whether an agreement of the row's family is in force on `on`.

    Pulled, not pushed: whoever asks in a query sees a withdrawal on the very next request.
    """
    from django.apps import apps

    agreements = apps.get_model("consent", "Agreement").objects
    return Exists(agreements.in_force(on).filter(family_id=OuterRef(family)))


def wishes_include(agency_ids: Any, family: str = "family_id") -> Exists:
    """For a query: whether the row's family wishes one of the agencies to know."""
    from django.apps import apps

    wishes = apps.get_model("consent", "SharingWish").objects
    return Exists(wishes.filter(family_id=OuterRef(family), agency_id__in=agency_ids, included=True, until=None))
