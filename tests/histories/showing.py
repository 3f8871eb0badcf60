"""What the product itself shows and tells: the sweeps of the clock, and the lists that somebody at the centre sees."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases import reminding, stopping
from cases.models import Action, Case, Lead, Review
from centres.models import Membership
from centres.status import Role
from meetings.fortnight.leaderless import add_unmanaged
from meetings.fortnight.lists import Listing
from meetings.fortnight.page import Fortnight
from meetings.leaderless import not_taken_over, without_lead
from meetings.services import alarms

# Every sweep that looks at cases; each can be run as often as one likes.
SWEEPS = (
    reminding.remind_of_actions,
    reminding.remind_of_reviews,
    reminding.remind_of_lead_offers,
    reminding.remind_of_pass_ons,
    reminding.remind_of_agreements,
    stopping.remind_of_withdrawals,
    lambda on: alarms.remind_of_families_without_lead(on=on),
)

# What the manager's pages list, by the name under which the invariants ask for it.
LISTS = {
    "leaderless": lambda user, centre, on: without_lead(user, on),
    "ownerless": lambda user, centre, on: Action.objects.visible_to(user).without_doer(on),
    "late": lambda user, centre, on: Review.objects.visible_to(user).overdue(on),
    "to_settle": lambda user, centre, on: Case.objects.visible_to(user).to_settle(on),
    "not_taken_over": lambda user, centre, on: not_taken_over(case__centre_id=centre.pk),
    "unanswered": lambda user, centre, on: Lead.objects.visible_to(user).unanswered(),
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


def sweep(on: date) -> None:
    """The clock's work of a moment."""
    for remind in SWEEPS:
        remind(on)


def show(centre: Any, on: date) -> Shown:
    """What the centre's manager is shown; every manager sees the same, so the first one is asked."""
    jobs = Membership.objects.filter(centre=centre).in_force(on).select_related("user").order_by("pk")
    manager = next((one.user for one in jobs if one.role == Role.CENTRE_MANAGER), None)
    if manager is not None:
        return Shown(True, lists={name: _numbers(rows(manager, centre, on)) for name, rows in LISTS.items()})
    administrator = next((one.user for one in jobs if one.role == Role.ADMINISTRATOR), None)
    page = Fortnight(roles=frozenset(), on=on, meetings=[], reminders=Listing())
    if administrator is not None:
        add_unmanaged(page, administrator)
    return Shown(False, unmanaged=centre in page.unmanaged)


def _numbers(rows: Any) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))
