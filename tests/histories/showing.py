"""What the product itself shows and tells: the sweeps of the clock, and the lists that somebody at the centre sees."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from cases import reminding, stopping
from cases.models import Action, Case, Lead, Review
from centres.models import Membership
from centres.status import Role
from meetings.fortnight.leaderless import add_unmanaged
from meetings.fortnight.lists import Listing
from meetings.fortnight.page import Fortnight
from meetings.leaderless import not_taken_over, without_lead
from meetings.services import alarms
from tests.oracle.queries import asked

# Which sweep tells what a sentence of `invariants` says that somebody must have heard.
TELLS: dict[str, Callable[[date], int]] = {
    "the_alarm_is_heard": lambda on: alarms.remind_of_families_without_lead(on=on),
    "an_offer_is_answered_or_comes_back": reminding.remind_of_lead_offers,
    "a_late_review_is_seen_and_heard": reminding.remind_of_reviews,
    "a_late_action_is_heard": reminding.remind_of_actions,
}
# All that look at cases.
SWEEPS = (*TELLS.values(), reminding.remind_of_pass_ons, reminding.remind_of_agreements,
          stopping.remind_of_withdrawals)  # fmt: skip

# What the manager's pages list, by the name under which the invariants ask for it.
LISTS: dict[str, Callable[[Any], Any]] = {
    "leaderless": lambda user: without_lead(user, timezone.localdate()),
    "ownerless": lambda user: Action.objects.visible_to(user).without_doer(timezone.localdate()),
    "near": lambda user: Review.objects.visible_to(user).near(timezone.localdate()),
    "to_settle": lambda user: Case.objects.visible_to(user).to_settle(timezone.localdate()),
    "not_taken_over": lambda user: not_taken_over(case__in=Case.objects.visible_to(user).order_by().values("pk")),
    "unanswered": lambda user: Lead.objects.visible_to(user).unanswered(),
}


@dataclass
class Shown:
    """The numbers of the rows in each list; `managed`: whether there is a manager who sees the lists.

    Where there is none, `unmanaged` says whether an administrator is shown that.
    """

    managed: bool
    unmanaged: bool = False
    lists: dict[str, set[int]] = field(default_factory=dict)

    def has(self, name: str, row: int) -> bool:
        """Whether the row is in the list; without a manager, whether somebody is shown that there is none."""
        return row in self.lists[name] if self.managed else self.unmanaged

    def wrongly(self, name: str, rightly: set[int]) -> set[int]:
        """What is in the list and should not be."""
        return self.lists[name] - rightly if self.managed else set()


def show(centre: Any, on: date) -> Shown:
    """What the centre's manager is shown; every manager sees the same, so the first one is asked."""
    jobs = Membership.objects.filter(centre=centre).in_force(on).select_related("user").order_by("pk")
    manager = next((one.user for one in jobs if one.role == Role.CENTRE_MANAGER), None)
    if manager is not None:
        return Shown(True, lists={name: _numbers(name, rows, manager) for name, rows in LISTS.items()})
    administrator = next((one.user for one in jobs if one.role == Role.ADMINISTRATOR), None)
    page = Fortnight(roles=frozenset(), on=on, meetings=[], reminders=Listing())
    if administrator is not None:
        add_unmanaged(page, administrator)
    return Shown(False, unmanaged=centre in page.unmanaged)


def _numbers(name: str, rows: Callable[[Any], Any], manager: Any) -> set[int]:
    """The product's own query, planned once: building it anew takes a hundred times as long as its answer."""
    build = lambda user: rows(user).order_by().values_list("pk")  # noqa: E731
    return {row[0] for row in asked(f"histories {name}", build, manager.pk, timezone.localtime())}
