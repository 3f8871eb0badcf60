"""Who works where, and what that shows them of the centres."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from centres.status import OPEN_READINGS, Near

STALE_AFTER = timedelta(weeks=26)  # an entry of the directory that nobody has checked
GROWN_UP = 16 * 12  # months: from this age on a service is for the parents, not for a child


class CentreQuerySet(models.QuerySet):
    """Centres."""

    def visible_to(self, user: Any) -> "CentreQuerySet":
        """The centres at which `user` has a membership in force today."""
        return self.filter(pk__in=centre_ids(user))


class AgencyQuerySet(models.QuerySet):
    """Agencies."""

    def partners_of(self, centre_id: int, on: date) -> "AgencyQuerySet":
        """The agencies whose newest sharing protocol with the centre is current on `on`, by name."""
        from django.apps import apps  # models import this module; the registry breaks the circle

        signed = apps.get_model("centres", "SharingProtocol").objects.filter(centre_id=centre_id).newest(on)
        current = signed.filter(Q(review_on=None) | Q(review_on__gte=on))
        return self.filter(pk__in=current.order_by().values("agency_id"))

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

    def stale(self, on: date) -> "MembershipQuerySet":
        """Those in force that nobody has checked for half a year."""
        checked = Coalesce("verified_on", "starts_on", output_field=models.DateField())
        return self.in_force(on).annotate(checked=checked).filter(checked__lte=on - STALE_AFTER)

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


class SharingProtocolQuerySet(models.QuerySet):
    """Sharing protocols."""

    def newest(self, on: date) -> "SharingProtocolQuerySet":
        """Of each agency at each centre the one that was signed last: it replaces those before, whatever they say."""
        signed = self.filter(signed_on__lte=on).order_by("centre_id", "agency_id", "-signed_on", "-pk")
        return self.filter(pk__in=signed.distinct("centre_id", "agency_id").values("pk"))

    def past_review(self, on: date) -> "SharingProtocolQuerySet":
        """Of each agency at each centre the newest that is signed, if the day of its review has passed."""
        return self.newest(on).filter(review_on__lt=on)


class ServiceQuerySet(models.QuerySet):
    """Services of the directory."""

    def visible_to(self, user: Any) -> "ServiceQuerySet":
        """The services listed by the centres where `user` works today."""
        return self.filter(centre_id__in=centre_ids(user))

    def offered(self) -> "ServiceQuerySet":
        """Those that have not ended."""
        return self.filter(ended_on=None)

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

    def for_ages(self, months: Iterable[int]) -> "ServiceQuerySet":
        """Those for a child of any of these ages; also those for the parents themselves. All, if no age is given."""
        ages = [Q(from_age_months__lte=age, to_age_months__gte=age) for age in set(months)]
        return self.filter(reduce(or_, ages, Q(from_age_months__gte=GROWN_UP))) if ages else self

    def looked_for(
        self, *, q: str | None = "", need: str | None = "", age: int | None = None, near: str | None = "",
        day: str | None = "",
    ) -> "ServiceQuerySet":  # fmt: skip
        """Those that fit all that is given, by name; the nearest first if it is said near where."""
        found = self.matching(q or "").for_ages([] if age is None else [age])
        if need:
            found = found.filter(needs__contains=[need])
        if day:
            found = found.on_day(day)
        return found.nearest_to(near).order_by("near", "name", "id") if near else found.order_by("name", "id")

    def on_day(self, day: str) -> "ServiceQuerySet":
        """Those of which a day of the week is known, and it is this one."""
        return self.filter(days__contains=[day])

    def nearest_to(self, district: str) -> "ServiceQuerySet":
        """With `near` (`centres.status.Near`): the first half of a postcode compared with those of each service."""
        letters = re.match("[A-Z]*", district)
        area = letters[0] if letters else ""
        joined = Func(F("districts"), Value(" "), function="array_to_string", output_field=models.TextField())
        return self.annotate(joined=joined).annotate(
            near=Case(
                When(districts__contains=[district], then=Value(Near.SAME_DISTRICT)),
                When(districts=[], then=Value(Near.NOT_SAID)),
                When(joined__regex=rf"\m{area}[0-9]", then=Value(Near.SAME_AREA)),
                default=Value(Near.FURTHER),
                output_field=models.SmallIntegerField(),
            )
        )

    def fitting(
        self, centre_id: int, needs: list[str], *, months: Iterable[int] = (), district: str = ""
    ) -> "ServiceQuerySet":
        """What the centre can offer for any of `needs` to children of these ages: the nearest first, then by name."""
        found = self.offered().filter(centre_id=centre_id, needs__overlap=needs).for_ages(months)
        return found.nearest_to(district).order_by("near", "name") if district else found.order_by("name")


class ServiceSourceQuerySet(models.QuerySet):
    """Where services come from."""

    def visible_to(self, user: Any) -> "ServiceSourceQuerySet":
        """Those of the centres where `user` works today."""
        return self.filter(centre_id__in=centre_ids(user))

    def with_counts(self) -> "ServiceSourceQuerySet":
        """With the number of services that are offered, and the day on which they were seen last."""
        return self.annotate(
            offered=models.Count("services", filter=Q(services__ended_on=None)), seen=models.Max("services__seen_on")
        )


class SourceReadingQuerySet(models.QuerySet):
    """Readings of sources."""

    def visible_to(self, user: Any) -> "SourceReadingQuerySet":
        """Those of the centres where `user` works today."""
        return self.filter(source__centre_id__in=centre_ids(user))

    def open(self) -> "SourceReadingQuerySet":
        """Those that wait: for a worker, or for somebody to look."""
        return self.filter(status__in=OPEN_READINGS)


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
