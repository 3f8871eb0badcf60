"""Who works where, and what that shows them of the centres."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone


class CentreQuerySet(models.QuerySet):
    """Centres."""

    def visible_to(self, user: Any) -> "CentreQuerySet":
        """The centres at which `user` has a membership in force today."""
        return self.filter(pk__in=centre_ids(user))


class AgencyQuerySet(models.QuerySet):
    """Agencies."""

    def partners_of(self, centre_id: int, on: date) -> "AgencyQuerySet":
        """The agencies whose sharing protocol with the centre is current on `on`, by name."""
        return self.filter(
            Q(protocols__review_on__isnull=True) | Q(protocols__review_on__gte=on),
            protocols__centre_id=centre_id,
            protocols__signed_on__lte=on,
        ).distinct()

    def known_at(self, centre_id: int) -> "AgencyQuerySet":
        """The agencies that signed a sharing protocol with the centre once, current or not, by name."""
        return self.filter(protocols__centre_id=centre_id).distinct()


class MembershipQuerySet(models.QuerySet):
    """Memberships."""

    def in_force(self, on: date | None = None) -> "MembershipQuerySet":
        """Memberships that give their role on `on` (today if not given): the last day still counts."""
        on = on or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on, user__is_active=True)

    def current_or_coming(self, on: date) -> "MembershipQuerySet":
        """Memberships that have not ended on `on`, also those that start later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), user__is_active=True)

    def matching(self, words: str) -> "MembershipQuerySet":
        """Those in whose name, job, agency or mandate every word of `words` stands."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(
                Q(user__name__icontains=word)
                | Q(title__icontains=word)
                | Q(role__icontains=word.replace(" ", "_"))
                | Q(agency__name__icontains=word)
                | Q(may_commit__icontains=word)
            )
        return found

    def shown(self) -> "MembershipQuerySet":
        """With everything that the directory shows of each, in one query."""
        return self.select_related("user", "agency", "centre", "employer", "line_manager", "supervisor")

    def have_all_ended(self, user: Any) -> bool:
        """Whether `user` worked with a centre once, and works with none today or later."""
        theirs = (
            self.filter(user_id=user.pk)
            .order_by()
            .aggregate(
                all=models.Count("id"),
                left=models.Count("id", filter=Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())),
            )
        )
        return bool(theirs["all"] and not theirs["left"])

    def visible_to(self, user: Any) -> "MembershipQuerySet":
        """The directory: everybody's membership at the centres where `user` works today."""
        return self.filter(centre_id__in=centre_ids(user))

    def of(self, user: Any, *roles: str) -> "MembershipQuerySet":
        """`user`'s memberships in force today, with one of `roles` if any is given."""
        mine = self.filter(user_id=user.pk or 0).in_force()
        return mine.filter(role__in=roles) if roles else mine


class ServiceQuerySet(models.QuerySet):
    """Services of the directory."""

    def visible_to(self, user: Any) -> "ServiceQuerySet":
        """The services listed by the centres where `user` works today."""
        return self.filter(centre_id__in=centre_ids(user))

    def matching(self, words: str) -> "ServiceQuerySet":
        """Those in whose name, provider, description or place every word of `words` stands."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(
                Q(name__icontains=word)
                | Q(provider__icontains=word)
                | Q(about__icontains=word)
                | Q(where__icontains=word)
            )
        return found

    def fitting(self, centre_id: int, needs: list[str]) -> "ServiceQuerySet":
        """The centre's services for any of `needs`, by name."""
        return self.filter(centre_id=centre_id, needs__overlap=needs).order_by("name")


class ClosedDaysQuerySet(models.QuerySet):
    """Days on which centres are closed."""

    def visible_to(self, user: Any) -> "ClosedDaysQuerySet":
        """Those of the centres where `user` works today."""
        return self.filter(centre_id__in=centre_ids(user))

    def touching(self, first: date, last: date) -> "ClosedDaysQuerySet":
        """Those with a day from `first` to `last`, both included."""
        return self.filter(first_on__lte=last, last_on__gte=first)


def centre_ids(user: Any, *roles: str) -> models.QuerySet:
    """The ids of the centres where `user` has one of `roles` (any role if none is given) today, as a subquery."""
    from django.apps import apps  # models import this module; the registry breaks the circle

    return apps.get_model("centres", "Membership").objects.of(user, *roles).values("centre_id")
