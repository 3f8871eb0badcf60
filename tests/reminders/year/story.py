"""What happens in a year at two centres, across both changes of the clocks, every bank holiday and a closed week.

From 2 March 2026 to 28 February 2027. Rows are written straight into the tables: a story does not lean on verbs, of
which some tell people themselves. What happens on a day is a function in `Story.plan`; nothing is remembered in between
but numbers, so that a day can be taken back.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from cases.access import grant
from cases.models import Action, Case, GoingOn, Lead, PassOn, Review
from cases.rules import next_review_day
from centres.models import Membership
from consent.models import Agreement, SharingWish
from referrals.models import Referral
from tests.factories import cases, centres, families, meetings, referrals, sharing
from tests.reminders.year.between import Between
from tests.reminders.year.calendar import FIRST, is_working_day, the

YEARS_ON = date(2029, 1, 1)
CLOSED = (date(2026, 12, 21), date(2027, 1, 3))  # at Hazel
REVIEWED = {"Late": 10, "Steady": 0}  # so many days after it was due; the others three


class Story:
    """Two centres, their people, and what becomes of their families."""

    def __init__(self) -> None:
        self.plan: dict[date, list[Callable[[], None]]] = defaultdict(list)
        self.rowan = meetings.team()
        at = self.rowan.centre
        self.administrator = centres.administrator(at)
        self.leaver = centres.support_worker(at, of=self.rowan.council)
        self.newcomer = centres.support_worker(at, of=self.rowan.council)
        self.two_jobs = centres.member(at, "specialist", of=self.rowan.housing)
        centres.support_worker(at, user=self.two_jobs, of=self.rowan.council)
        self._meetings()
        self.cases = {name: self.new_case(name) for name in ("Steady", "Late", "Lapse", "No", "Twice", "Over")}
        self.cases["Leaver"] = self.new_case("Leaver", lead=self.leaver)
        self.cases["Excluded"] = self.new_case("Excluded", lead=self.two_jobs, agency=self.rowan.housing)
        self._hazel()
        for tell in (self._actions, self._passed_on, self._agreements, self._withdrawals, self._leads, self._referrals):
            tell()
        Between(self)

    def happens(self, day: date) -> None:
        """What happens on a day; reviews are held as far as somebody leads and the family agrees."""
        for event in self.plan[day]:
            event()
        self._hold_reviews(day)

    def at(self, day: date, verb: Callable[..., Any], *args: Any, **fields: Any) -> None:
        """Have something happen on a day."""
        self.plan[day].append(lambda: verb(*args, **fields))

    # --- the world

    def _meetings(self) -> None:
        series = self.rowan.series
        series.papers_close_days = 4
        series.save()
        weekly = meetings.series(self.rowan.centre, name="Weekly", every_weeks=1, papers_close_days=6)
        for turn, who in enumerate([self.rowan.manager, self.rowan.health_visitor, self.leaver], start=1):
            meetings.member_of(weekly, who, chair_turn=turn if turn < 3 else None)
        draft = referrals.draft(by=self.newcomer, at=self.rowan.centre)
        self.at(the(1, 10), Referral.objects.filter(pk=draft.pk).delete)

    def new_case(self, name: str, lead: Any = None, agency: Any = None) -> Case:
        family = meetings.known_family(self.rowan, name=name, to=self.rowan.agencies, agreed=False)
        families.agreement(family, by=self.rowan.health_visitor, until=YEARS_ON)
        referral = cases.accepted_referral(family, by=self.rowan.health_visitor)
        made = cases.case_without_lead(self.rowan.centre, of=family, referral=referral)
        who = lead or self.rowan.support_worker
        cases.lead(made, who, agency=agency or self.rowan.council)
        return made

    def _hazel(self) -> None:
        """Reviews every four weeks, a closed week, and five weeks without a manager."""
        self.hazel = centres.centre(review_weeks=4)
        centres.closed_days(self.hazel, *CLOSED)
        centres.administrator(self.hazel)
        manager, self.hazel_worker = centres.manager(self.hazel), centres.support_worker(self.hazel)
        self.cases["Hazel"] = cases.case_led_by(self.hazel_worker, self.hazel)
        self.cases["Hazel"].family.agreements.update(until=YEARS_ON)
        self.at(the(10, 7), self._leaves, manager, the(10, 7))
        self.at(the(14, 8), centres.manager, self.hazel, starts_on=the(14, 8))
        self.at(the(20, 7), self._stops_leading, "Hazel", the(20, 7))
        self.at(the(24, 8), self._leads_now, "Hazel", self.hazel_worker, the(24, 8))

    # --- what happens

    def _actions(self) -> None:
        people = [self.rowan.support_worker, self.rowan.housing_officer, self.leaver, self.two_jobs]
        about = [self.cases["Steady"], self.cases["Late"], self.cases["Excluded"], None, self.cases["Twice"]]
        for turn in range(38):
            begun = FIRST + timedelta(days=9 * turn)
            done = (0, 2, 9, 23)[turn % 4]
            self._action(people[turn % 3 if turn % 5 else 3], about[turn % 5], begun, begun + timedelta(days=12), done)
        for due in (the(29, 3), the(6, 4), the(25, 10), the(25, 12), date(2027, 1, 1)):
            self._action(self.rowan.support_worker, self.cases["Steady"], due - timedelta(days=5), due, 9)

    def _action(self, owner: Any, case: Case | None, begun: date, due: date, done: int) -> None:
        name = f"Due on {due} by {owner.pk} of {case}"
        given = {"case": case, "agreed_on": begun, "due_on": due, "what": name}
        self.at(begun, cases.action, owner, self.rowan.centre, **given)
        finished = due + timedelta(days=done)
        mine = Action.objects.filter(what=name)
        self.at(finished, mine.update, status="done", finished_on=finished, result="Booked")

    def _passed_on(self) -> None:
        self._ask("first", self.newcomer, the(1, 4), the(4, 4), "accepted")
        self._ask("second", self.leaver, the(12, 5), the(1, 6), "taken_back")
        self._ask("third", self.newcomer, the(20, 10), the(2, 11), "declined")
        self._ask("fourth", self.two_jobs, the(12, 6), the(13, 6), "accepted", of=None)

    def _ask(self, name: str, to: Any, asked: date, answered: date, answer: str, of: str | None = "Steady") -> None:
        def ask() -> None:
            case = self.cases[of] if of else None
            due = {"due_on": asked + timedelta(days=60), "agreed_on": asked}
            action = cases.action(self.rowan.support_worker, self.rowan.centre, case=case, what=name, **due)
            cases.pass_on(action, to, asked_on=asked)

        self.at(asked, ask)
        mine = PassOn.objects.filter(action__what=name)
        self.at(answered, mine.update, status=answer, answered_on=answered, reason="Said so")
        over = answered + timedelta(days=1)
        self.at(over, Action.objects.filter(what=name).update, status="taken_back", finished_on=over)

    def _agreements(self) -> None:
        lapse, over = self.cases["Lapse"].family, self.cases["Over"].family
        lapse.agreements.update(until=the(20, 4))
        self.at(the(1, 5), self._stops_leading, "Lapse", the(1, 5))
        self.at(the(3, 5), self._leads_now, "Lapse", self.newcomer, the(3, 5))
        self.at(the(20, 5), self.agrees, "Lapse", the(20, 5))
        over.agreements.update(until=the(25, 10))
        self.at(the(12, 12), self._goes_on, "Over", the(12, 12))
        self.cases["Steady"].family.agreements.update(until=date(2027, 2, 10))

    def _withdrawals(self) -> None:
        no, twice = self.cases["No"], self.cases["Twice"]
        cases.team_member(no, self.rowan.housing_officer)
        grant(case=no, to=self.rowan.social_worker, until=the(1, 5), reason="Visit", by=self.rowan.manager)
        cases.action(self.two_jobs, self.rowan.centre, case=no, due_on=the(25, 4), what="Of No")
        cases.lead_offer(no, self.newcomer, offered_on=the(1, 3) - timedelta(days=1))
        self.at(the(25, 3), self._withdraws, "No", the(25, 3))
        self.at(the(10, 4), self._goes_on, "No", the(10, 4))
        self.at(the(11, 4), cases.action, self.leaver, self.rowan.centre, case=no, agreed_on=the(11, 4),
                due_on=the(1, 5), what="Since")  # fmt: skip
        self.at(the(1, 6), self.closes, "No", the(1, 6))
        left = Action.objects.filter(what__in=["Of No", "Since"])
        self.at(the(1, 8), left.update, status="taken_back", finished_on=the(1, 8))
        cases.team_member(twice, self.rowan.social_worker)
        self.at(the(10, 8), self._withdraws, "Twice", the(10, 8))
        self.at(the(20, 8), self.agrees, "Twice", the(20, 8))
        self.at(the(24, 10), self._withdraws, "Twice", the(24, 10))
        self.at(the(20, 11), self.closes, "Twice", the(20, 11))

    def _leads(self) -> None:
        self.at(the(15, 5), self._leaves, self.leaver, the(15, 5))
        self.at(the(20, 6), self._asked, "Leaver", self.newcomer, the(20, 6))
        self.at(the(1, 7), self._answers, "Leaver", the(1, 7), "accepted")
        self.at(the(1, 9), self.excludes, "Excluded", self.rowan.housing, the(1, 9))
        self.at(the(28, 10), self._stops_leading, "Excluded", the(28, 10))
        self.at(the(28, 10), self._leads_now, "Excluded", self.rowan.support_worker, the(28, 10))
        self.at(the(5, 10), self._asked, "Late", self.two_jobs, the(5, 10), agency=self.rowan.housing)
        self.at(the(6, 10), self.excludes, "Late", self.rowan.housing, the(6, 10))
        self.at(the(12, 10), self._answers, "Late", the(12, 10), "declined")
        self.at(the(10, 12), self._stops_leading, "Late", the(10, 12))
        self.at(the(27, 12), self._asked, "Late", self.newcomer, the(27, 12))
        self.at(date(2027, 1, 4), self._answers, "Late", date(2027, 1, 4), "accepted")

    def _referrals(self) -> None:
        family = meetings.known_family(self.rowan, name="Waiting")
        Agreement.objects.filter(family=family).update(until=YEARS_ON)
        made: dict[str, Any] = {"by": self.rowan.health_visitor, "family": family}
        self.at(the(1, 6), referrals.submitted_referral, **made)
        mine = Referral.objects.filter(family=family)
        ended = {"status": "withdrawn", "withdrawn_on": the(9, 6), "withdrawn_by": "Mother"}
        self.at(the(9, 6), Agreement.objects.filter(family=family).update, **ended)
        self.at(the(30, 6), mine.update, status="withdrawn", decided_on=the(30, 6))

    # --- what people do

    def _leaves(self, who: Any, day: date) -> None:
        Membership.objects.filter(user=who).update(ends_on=day)

    def _stops_leading(self, name: str, day: date) -> None:
        Lead.objects.filter(case=self.cases[name], status="accepted").update(
            status="ended", ended_on=day, reason="A new post."
        )

    def _leads_now(self, name: str, who: Any, day: date) -> None:
        cases.lead(self.cases[name], who, offered_on=day, answered_on=day)

    def _asked(self, name: str, who: Any, day: date, **fields: Any) -> None:
        cases.lead_offer(self.cases[name], who, offered_on=day, **fields)

    def _answers(self, name: str, day: date, answer: str) -> None:
        if answer == "accepted":
            self._stops_leading(name, day)
        offers = Lead.objects.filter(case=self.cases[name], status="offered")
        offers.update(status=answer, answered_on=day, reason="I lead five." if answer == "declined" else "")

    def excludes(self, name: str, agency: Any, day: date) -> None:
        SharingWish.objects.filter(family=self.cases[name].family, agency=agency).update(included=False, since=day)

    def agrees(self, name: str, day: date) -> None:
        families.agreement(self.cases[name].family, by=self.rowan.health_visitor, given_on=day, until=YEARS_ON)

    def _withdraws(self, name: str, day: date) -> None:
        given = Agreement.objects.filter(family=self.cases[name].family, status="given")
        given.update(status="withdrawn", withdrawn_on=day, withdrawn_by="Mother")

    def _goes_on(self, name: str, day: date) -> None:
        case = self.cases[name]
        last = Agreement.objects.filter(family=case.family).order_by("-pk")[0]
        decision = sharing.decision(case.family, by=self.rowan.manager)
        GoingOn.objects.create(case=case, agreement=last, decision=decision, by=self.rowan.manager, on=day)

    def closes(self, name: str, day: date) -> None:
        case = self.cases[name]
        Lead.objects.filter(case=case, status="offered").update(status="taken_back")
        self._stops_leading(name, day)
        Case.objects.filter(pk=case.pk).update(status="closed", closed_on=day, closing="withdrawn")

    def _hold_reviews(self, day: date) -> None:
        due = Review.objects.filter(held_on=None, case__status="open", due_on__lte=day).select_related("case__centre")
        for review in due:
            name = next(name for name, case in self.cases.items() if case.pk == review.case_id)
            led = Lead.objects.filter(case=review.case, status="accepted").exists()
            if led and review.due_on + timedelta(days=REVIEWED.get(name, 3)) <= day:
                self._hold(review, day)

    def _hold(self, review: Review, day: date) -> None:
        said = {"worker_rating": 5, "family_rating": 5, "decision": "go_on", "reason": "It helps."}
        where = {"held_on": day, "held_where": "home", "present": "Mother", "held_by": self.rowan.manager}
        Review.objects.filter(pk=review.pk).update(**where, **said)
        case: Any = review.case
        due_on = next_review_day(case.centre, day)
        assert is_open(due_on, case.centre.pk == self.hazel.pk), due_on
        assert timedelta(0) < due_on - day <= timedelta(weeks=case.centre.review_weeks), due_on
        Review.objects.create(case=case, due_on=due_on)


def is_open(day: date, at_hazel: bool) -> bool:
    """Whether somebody works on that day."""
    closed = at_hazel and CLOSED[0] <= day <= CLOSED[1]
    return is_working_day(day) and not closed
