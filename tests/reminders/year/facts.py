"""Every row as it stands, and plain questions about the rows: no query of the product, nothing but its tables."""

from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.apps import apps

TABLES = {
    "people": "accounts.User", "jobs": "centres.Membership", "protocols": "centres.SharingProtocol",
    "families": "families.Family",
    "agreements": "consent.Agreement", "wishes": "consent.SharingWish", "referrals": "referrals.Referral",
    "cases": "cases.Case", "leads": "cases.Lead", "team": "cases.TeamMember", "goings_on": "cases.GoingOn",
    "actions": "cases.Action", "pass_ons": "cases.PassOn", "reviews": "cases.Review",
    "shares": "cases.CaseShareWithPerson", "series": "meetings.Series", "meetings": "meetings.Meeting",
    "attendance": "meetings.Attendance", "items": "meetings.AgendaItem", "absences": "meetings.Absence",
    "deputies": "cases.Deputy", "advice": "cases.Advice", "assessments": "cases.Assessment", "offers": "cases.Offer",
    "visits": "cases.Visit", "visitors": "cases.VisitWorker", "steps_up": "cases.SteppingUp",
    "closures": "cases.Closure",
}  # fmt: skip
NO_CASEWORK = {"administrator", "information_lead"}
Row = Any


class Facts:
    """The rows, by their numbers, and what follows from them on a day."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[int, Row]] = {}
        for name, model in TABLES.items():
            found = apps.get_model(model)._base_manager.order_by("pk").values()
            self.rows[name] = {row["id"]: SimpleNamespace(**row) for row in found}

    def all(self, name: str, **wanted: Any) -> list[Row]:
        """The rows of a table of which each of `wanted` is so, in the order in which they came."""
        found = self.rows[name].values()
        return [row for row in found if all(getattr(row, key) == value for key, value in wanted.items())]

    def one(self, name: str, number: int | None) -> Row:
        """The row of that number; nothing if there is none."""
        return self.rows[name].get(number or 0)

    # --- who works where

    def jobs(self, centre: int, day: date, **wanted: Any) -> list[Row]:
        """Who works there on a day, its last included, and can sign in."""
        rows = self.all("jobs", centre_id=centre, **wanted)
        there = [one for one in rows if one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)]
        return [one for one in there if self.one("people", one.user_id).is_active]

    def with_role(self, centre: int, day: date, role: str) -> set[int]:
        """The people who are that there."""
        return {one.user_id for one in self.jobs(centre, day, role=role)}

    def managers(self, centre: int, day: date) -> set[int]:
        """Who runs the centre."""
        return self.with_role(centre, day, "centre_manager")

    def excludes(self, family: int | None, agency: int) -> bool:
        """Whether the family has said that this agency must not know."""
        return bool(self.all("wishes", family_id=family, agency_id=agency, included=False, until=None))

    def knows(self, person: int, centre: int, family: int | None, day: date) -> bool:
        """Whether somebody works with families there, for an agency that may know of this one."""
        jobs = [one for one in self.jobs(centre, day, user_id=person) if one.role not in NO_CASEWORK]
        return any(not self.excludes(family, one.agency_id) for one in jobs)

    def stands(self, row: Row, person: int, case: Row, day: date) -> bool:
        """The same of somebody who came for the agency of `row`: that one may know as well."""
        return self.knows(person, case.centre_id, case.family_id, day) and not self.excludes(
            case.family_id, row.agency_id
        )

    # --- families and their cases

    def agreed(self, family: int | None, day: date) -> bool:
        """Whether an agreement is in force."""
        given = self.all("agreements", family_id=family, status="given")
        return any(one.given_on <= day <= one.until for one in given)

    def last_no(self, family: int | None, day: date) -> Row:
        """The agreement that was withdrawn, if that is how it ended; nothing if it ran out or is in force."""
        if self.agreed(family, day):
            return None
        withdrawn = self.all("agreements", family_id=family, status="withdrawn")
        last = max(withdrawn, key=lambda one: (one.withdrawn_on, one.id), default=None)
        ran_out = self.ran_out(family)
        return None if last is None or (ran_out and ran_out >= last.withdrawn_on) else last

    def ran_out(self, family: int | None) -> date | None:
        """The last day of the agreements that nobody withdrew."""
        return max((one.until for one in self.all("agreements", family_id=family, status="given")), default=None)

    def undecided(self, case: Row, day: date) -> bool:
        """Whether it is open without an agreement, and nobody has decided what happens now."""
        if case.status != "open" or self.agreed(case.family_id, day):
            return False
        given = [one for one in self.all("agreements", family_id=case.family_id) if one.status != "refused"]
        return not self.all("goings_on", case_id=case.id, agreement_id=max(one.id for one in given))

    def open_cases(self) -> list[Row]:
        """Cases in work."""
        return self.all("cases", status="open")

    def leads(self, case: Row, day: date) -> set[int]:
        """Who leads, and could open it."""
        rows = self.all("leads", case_id=case.id, status="accepted")
        return {one.user_id for one in rows if self.stands(one, one.user_id, case, day)}

    def lead_or_managers(self, case: Row, day: date) -> set[int]:
        """Who leads; where nobody does, who runs the centre."""
        return self.leads(case, day) or self.managers(case.centre_id, day)

    def deputies(self, case: Row, day: date) -> set[int]:
        """Who stands in that day for whoever leads, and could open it."""
        rows = self.all("deputies", case_id=case.id, status="accepted")
        then = [one for one in rows if one.starts_on <= day <= one.ends_on]
        return {one.user_id for one in then if self.stands(one, one.user_id, case, day)}

    def leading(self, case: Row, day: date) -> set[int]:
        """Who leads, and who stands in beside them."""
        leads = self.leads(case, day)
        return leads | self.deputies(case, day) if leads else leads


def in_words(day: date) -> str:
    """The day as sentences have it."""
    return f"{day.day} {day:%B %Y}"


def those(people: Iterable[int], about: tuple[str, ...], occasion: tuple[Any, ...]) -> Iterable[Any]:
    """The same occasion for each of several people."""
    return ((person, about, occasion) for person in people)
