"""What happens between meetings in that year: visits, refusals, questions, somebody stands in, and after the work.

Rows are written straight into the tables here too, and each is found again by what it says.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cases.models import Action, Advice, Assessment, Closure, Deputy, Offer, SteppingUp, TeamMember, Visit
from meetings.models import Absence
from tests.factories import cases, centres
from tests.reminders.year.calendar import the

LONDON = ZoneInfo("Europe/London")


class Between:
    """Adds to a story what becomes of three families, and of some that it has already."""

    def __init__(self, story: Any) -> None:
        self.story, self.at, rowan = story, story.at, story.rowan
        self.worker, self.officer = rowan.support_worker, rowan.housing_officer
        self.keeper = centres.support_worker(rowan.centre, of=rowan.council)
        story.cases["Leave"] = story.new_case("Leave", lead=self.keeper)
        for name in ("Support", "Ended", "Ended too"):
            story.cases[name] = story.new_case(name)
        cases.team_member(story.cases["Support"], self.officer)
        for tell in (self._visits, self._refusals, self._advice, self._assessments, self._steps_up):
            tell()
        self._leave()
        self._stand_ins()
        self._closings()

    # --- visits of which nobody says what came of them

    def _visits(self) -> None:
        """In the nights in which the clocks change, and on Christmas Eve."""
        for planned, on, cancelled in (
            (the(23, 3), the(28, 3), the(10, 4)), (the(20, 10), the(24, 10), the(12, 11)),
            (the(20, 12), the(24, 12), the(29, 12)),
        ):  # fmt: skip
            people = {"by": self.worker, "workers": [self.worker, self.officer]}
            self.at(planned, cases.visit, self.story.cases["Support"], on=on, **people)
            mine = Visit.objects.filter(case=self.story.cases["Support"], on=on)
            self.at(cancelled, mine.update, status="cancelled", cancelled_because="Nobody had the time.")
        team = TeamMember.objects.filter(case=self.story.cases["Support"])
        self.at(the(30, 10), team.update, until=the(29, 10))

    # --- refusals

    def _refusals(self) -> None:
        """One ends with a reason, one with another offer; after one the family changes its mind."""
        self._refuses("Support", "Walks", the(2, 4))
        said = {"next_step": "nothing_now", "next_because": "Her mother is there.", "next_by": self.worker}
        self.at(the(29, 4), self._offer("Walks").update, next_on=the(29, 4), **said)

        self._refuses("Support", "Songs", the(10, 10))
        self.at(the(11, 10), self._goes_to_ask, the(11, 10))
        asked = Action.objects.filter(what="Ask what would help")
        self.at(the(25, 10), asked.update, status="not_done", finished_on=the(25, 10), result="Nobody was in")
        self.at(the(20, 11), cases.offer, self.story.cases["Support"], by=self.worker, what="Swimming", on=the(20, 11))

        self._refuses("Late", "Baking", the(9, 12))
        self.at(date(2027, 1, 20), self._offer("Baking").update, status="accepted", answered_on=date(2027, 1, 20))

    def _refuses(self, name: str, what: str, day: date) -> None:
        answer = {"status": "refused", "answered_on": day, "on": day - timedelta(days=3)}
        self.at(day, cases.offer, self.story.cases[name], by=self.worker, what=what, **answer)

    def _offer(self, what: str) -> Any:
        return Offer.objects.filter(what=what)

    def _goes_to_ask(self, day: date) -> None:
        due = {"what": "Ask what would help", "agreed_on": day, "due_on": day + timedelta(days=20)}
        action = cases.action(self.worker, self.story.rowan.centre, case=self.story.cases["Support"], **due)
        self._offer("Songs").update(next_step="ask", next_action=action, next_on=day, next_by=self.worker)

    # --- questions, an assessment, another service

    def _advice(self) -> None:
        """Asked before Easter, in a night in which clocks change, before Christmas, and by who leaves the next day."""
        self._asks("Support", self.worker, the(2, 4), time(9), answered=the(9, 4))
        self._asks("Support", self.worker, the(25, 10), time(23, 45), answered=the(5, 11))
        self._asks("Support", self.worker, the(23, 12), time(23, 45), taken_back=the(30, 12))
        self._asks("Leaver", self.story.leaver, the(14, 5), time(12), answered=the(1, 6))

    def _asks(
        self, name: str, who: Any, day: date, at: time, *, answered: date | None = None, taken_back: date | None = None
    ) -> None:
        question, of = f"Asked on {day}", self.story.rowan.social_worker
        asked_at = datetime.combine(day, at, tzinfo=LONDON)
        self.at(day, cases.advice, self.story.cases[name], of, by=who, question=question, asked_at=asked_at)
        mine = Advice.objects.filter(question=question)
        if answered:
            noon = datetime.combine(answered, time(12), tzinfo=LONDON)
            self.at(answered, mine.update, answer="Yes.", answered_at=noon)
        if taken_back:
            noon = datetime.combine(taken_back, time(12), tzinfo=LONDON)
            self.at(taken_back, mine.update, taken_back_at=noon)

    def _assessments(self) -> None:
        """One is finished late; one waits while the family has not agreed again, and while nobody leads."""
        for name, version, begun, finished in (
            ("Support", 1, the(12, 3), the(20, 4)), ("Support", 2, the(13, 10), the(15, 11)),
            ("Lapse", 1, the(10, 4), the(1, 7)),
        ):  # fmt: skip
            case, draft = self.story.cases[name], {"begun_on": begun, "finished_on": None, "version": version}
            self.at(begun, cases.assessment, case, by=self.worker, **draft)
            mine = Assessment.objects.filter(case=case, version=version)
            self.at(finished, mine.update, finished_on=finished, finished_by=self.worker)

    def _steps_up(self) -> None:
        """Before Easter, on the Friday before the clocks change, before Christmas; each is answered days too late."""
        yes = {"status": "accepted", "answered_by": "Jo Day"}
        for asked, answer_by, answered, said in (
            (the(1, 4), the(2, 4), the(9, 4), yes),
            (the(23, 10), the(26, 10), the(30, 10), {**yes, "status": "refused"}),
            (the(24, 12), the(29, 12), date(2027, 1, 4), {"status": "taken_back"}),
        ):  # fmt: skip
            case, given = self.story.cases["Support"], {"on": asked, "answer_by": answer_by}
            self.at(asked, cases.step_up, case, by=self.worker, **given)
            self.at(answered, SteppingUp.objects.filter(case=case, on=asked).update, answered_on=answered, **said)

    # --- a lead professional is away

    def _leave(self) -> None:
        """Four working days over Easter, and four times longer."""
        for said, first, last in (
            (the(10, 3), the(6, 4), the(10, 4)), (the(22, 5), the(25, 5), the(5, 6)),
            (the(2, 7), the(6, 7), the(17, 7)), (the(1, 10), the(26, 10), the(13, 11)),
            (the(1, 12), the(21, 12), date(2027, 1, 8)),
        ):  # fmt: skip
            days = {"starts_on": first, "ends_on": last, "centre": self.story.rowan.centre}
            self.at(said, Absence.objects.create, who=self.keeper, **days)

    def _stand_ins(self) -> None:
        """Somebody for each day but the bank holiday; two weeks in turn, of whom the second may not know any more; a
        no, and somebody else; a yes on Christmas Eve. And for a family that withdraws meanwhile."""
        story, january = self.story, date(2027, 1, 8)
        asked, newcomer = self._asks_to_stand_in, story.newcomer
        asked("Leave", newcomer, the(20, 5), the(26, 5), the(5, 6), the(22, 5))
        asked("Leave", newcomer, the(10, 6), the(6, 7), the(10, 7), the(1, 7))
        asked("Leave", story.two_jobs, the(1, 7), the(13, 7), the(17, 7), the(2, 7))
        self.at(the(8, 7), story.excludes, "Leave", story.rowan.housing, the(8, 7))
        asked("Leave", newcomer, the(20, 10), the(26, 10), the(13, 11), the(27, 10), "declined")
        asked("Leave", self.worker, the(27, 10), the(28, 10), the(13, 11), the(28, 10))
        asked("Leave", newcomer, the(19, 12), the(21, 12), january, the(24, 12))
        story.cases["Leave"].family.agreements.update(until=date(2027, 1, 12))
        self.at(date(2027, 1, 11), story.agrees, "Leave", date(2027, 1, 11))
        asked("Twice", newcomer, the(10, 10), the(20, 10), the(30, 10), the(12, 10))
        asked("Twice", story.two_jobs, the(20, 10), the(2, 11), the(6, 11), the(26, 10), "taken_back")

    def _asks_to_stand_in(
        self, name: str, who: Any, asked: date, first: date, last: date, answered: date, answer: str = "accepted"
    ) -> None:
        case, days = self.story.cases[name], {"starts_on": first, "ends_on": last}
        self.at(asked, cases.asked_to_deputise, case, who, asked_on=asked, **days)
        mine = Deputy.objects.filter(case=case, user=who, asked_on=asked)
        reason = "I am away too." if answer == "declined" else ""
        self.at(answered, mine.update, status=answer, answered_on=answered, reason=reason)

    # --- after the work

    def _closings(self) -> None:
        """One that the meeting closed and nobody completed for weeks, whose family then needs help; one over Christmas,
        whose agreement runs out meanwhile."""
        who = self.story.newcomer
        self.at(the(20, 3), self._ends, "Ended", the(20, 3), no_check_because="", unmet=None)
        then = {"check_by": who, "check_on": the(17, 6), "check_opens_on": the(3, 6), "unmet": ["money"]}
        self.at(the(13, 4), self._closing("Ended").update, **then)
        needs = {"check_result": "needs_help", "check_words": "The debts are back", "checked_by": who}
        self.at(the(1, 7), self._closing("Ended").update, checked_on=the(1, 7), **needs)
        self.at(the(5, 8), self._closing("Ended").update, settled_on=the(5, 8), settled_words="Told of the debt advice")

        two = self.story.two_jobs
        asks = {"check_by": two, "check_on": the(24, 12), "check_opens_on": the(10, 12), "unmet": ["housing"]}
        self.at(the(27, 9), self._ends, "Ended too", the(27, 9), **asks)
        self.story.cases["Ended too"].family.agreements.update(until=the(30, 12))
        january = date(2027, 1, 20)
        not_there = {"check_result": "not_reached", "checked_by": two}
        self.at(january, self._closing("Ended too").update, checked_on=january, **not_there)

    def _ends(self, name: str, day: date, **after: Any) -> None:
        self.story.closes(name, day)
        cases.closure(self.story.cases[name], closed_on=day, **after)

    def _closing(self, name: str) -> Any:
        return Closure.objects.filter(case=self.story.cases[name])
