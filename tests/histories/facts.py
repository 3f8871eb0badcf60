"""What follows from the rows, written once more from docs/access.md in plain Python: the product is not asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from types import SimpleNamespace

from tests.histories.rows import Rows

NO_CASEWORK = {"administrator", "information_lead"}
MANAGER, ADMINISTRATOR = "centre_manager", "administrator"
Row = SimpleNamespace


class Facts:
    """The rows of one centre on a day, and what they mean."""

    def __init__(self, rows: Rows, centre: int) -> None:
        self.rows, self.centre, self.today = rows, centre, rows.today

    # --- people ----------------------------------------------------------------------------------------------

    @cached_property
    def jobs(self) -> list[Row]:
        """The centre's jobs in force today: the last day still counts."""
        active = {one.id for one in self.rows.people if one.is_active}
        here = [one for one in self.rows.jobs if one.centre_id == self.centre and one.user_id in active]
        return [one for one in here if one.starts_on <= self.today and (one.ends_on or self.today) >= self.today]

    def with_role(self, role: str) -> set[int]:
        """Who has this role today."""
        return {one.user_id for one in self.jobs if one.role == role}

    def excluded(self, family: int | None) -> set[int]:
        """The agencies that a family does not want to know."""
        return {one.agency_id for one in self.rows.wishes
                if one.family_id == family and one.until is None and not one.included}  # fmt: skip

    def works_for(self, person: int, family: int | None) -> bool:
        """Whether somebody works with families here today, for an agency that this one does not exclude."""
        jobs = (one for one in self.jobs if one.user_id == person and one.role not in NO_CASEWORK)
        return any(one.agency_id not in self.excluded(family) for one in jobs)

    # --- cases -----------------------------------------------------------------------------------------------

    @cached_property
    def cases(self) -> dict[int, Row]:
        """The centre's cases."""
        return {one.id: one for one in self.rows.cases if one.centre_id == self.centre}

    def in_work(self) -> Iterator[Row]:
        """The open ones."""
        return (one for one in self.cases.values() if one.status == "open")

    def family(self, case: int | None) -> int | None:
        """Whose case it is."""
        return self.cases[case].family_id if case in self.cases else None

    def of_case(self, table: str, case: int, **same: object) -> list[Row]:
        """The rows of a case in which the columns are the same."""
        rows = (one for one in self.rows.of[table] if one.case_id == case)
        return [one for one in rows if all(getattr(one, name) == value for name, value in same.items())]

    def lead(self, case: Row) -> Row | None:
        """Who leads and can: they came for an agency that the family still lets know, and work for such a one now."""
        for one in self.of_case("leads", case.id, status="accepted"):
            if one.agency_id not in self.excluded(case.family_id) and self.works_for(one.user_id, case.family_id):
                return one
        return None

    def agreed(self, family: int | None) -> bool:
        """Whether the family's agreement is in force; work for the team, that is for no family, needs none."""
        given = (one for one in self.rows.agreements if one.family_id == family and one.status == "given")
        return family is None or any(one.given_on <= self.today <= one.until for one in given)

    def decided(self, case: Row) -> bool:
        """Whether it is decided that the case goes on without the agreement that was the last one."""
        last = [one.id for one in self.rows.agreements
                if one.family_id == case.family_id and one.status != "refused"][-1:]  # fmt: skip
        return any(one.agreement_id in last for one in self.of_case("goings_on", case.id))

    def reviews_to_come(self, case: int) -> list[Row]:
        """Those that are neither held nor, when the case was closed before it was held, missed."""
        pending = self.of_case("reviews", case, held_on=None)
        return [one for one in pending if getattr(one, "missed_on", None) is None]

    def begun(self, case: Row) -> date:
        """From when the weeks to the next review count."""
        held = [one.held_on for one in self.of_case("reviews", case.id) if one.held_on]
        return max(day for day in (case.opened_on, case.reopened_on, *held) if day)

    @cached_property
    def weeks(self) -> timedelta:
        """How far apart this centre's reviews are at most."""
        return timedelta(weeks=next(one.review_weeks for one in self.rows.centres if one.id == self.centre))

    # --- actions ---------------------------------------------------------------------------------------------

    @cached_property
    def actions(self) -> dict[int, Row]:
        """The centre's actions."""
        return {one.id: one for one in self.rows.actions if one.centre_id == self.centre}

    def to_do(self) -> Iterator[Row]:
        """Those that are still to do."""
        return (one for one in self.actions.values() if one.status == "open")

    def can_do(self, action: Row) -> bool:
        """Whether its owner is there to do it."""
        return self.works_for(action.owner_id, self.family(action.case_id))

    def asked_to_take(self, action: int, status: str) -> list[Row]:
        """Those who were asked to take it on and with whom it came to this, the last one last."""
        return [one for one in self.rows.pass_ons if one.action_id == action and one.status == status]

    # --- telling ---------------------------------------------------------------------------------------------

    def told(self, begins: str, *, within: int) -> set[int]:
        """Who was told something whose occasion begins so, in the last days (1: today)."""
        since = self.today - timedelta(days=within - 1)
        return {one.to_id for one in self.rows.reminders if one.key.startswith(begins) and one.on >= since}

    @property
    def keepers(self) -> set[int]:
        """Who hears of what nobody does: the managers; where there is none, the administrators."""
        return self.with_role(MANAGER) or self.with_role(ADMINISTRATOR)
