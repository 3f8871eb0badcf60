"""What people are told of the work between meetings: questions, assessments, refusals, visits, other services."""

from collections.abc import Iterable
from datetime import date, timedelta

from tests.reminders.year.between import LONDON
from tests.reminders.year.calendar import next_working_day
from tests.reminders.year.facts import Facts, Row, in_words, those
from tests.reminders.year.occasions import Told, told_as
from tests.reminders.year.of_cases import ABOUT, DAY, weeks

# --- questions to the link social worker


def _unanswered(facts: Facts, day: date) -> Iterable[tuple[Row, Row]]:
    """Questions of which the working day after the one on which they were asked is over."""
    for asked in facts.all("advice", answered_at=None, taken_back_at=None):
        case = facts.one("cases", asked.case_id)
        if case.status == "open" and next_working_day(asked.asked_at.astimezone(LONDON).date()) < day:
            yield asked, case


@told_as(r"A question waits for your advice\. Read it and answer\.")
def a_question_waits_for_advice(facts: Facts, day: date) -> Iterable[Told]:
    for asked, case in _unanswered(facts, day):
        if asked.of_id in facts.with_role(case.centre_id, day, "link_social_worker"):
            yield asked.of_id, (), ("question", asked.id)


@told_as(rf"The question to the link social worker about {ABOUT} has no answer\. Ring them\.")
def a_question_has_no_answer(facts: Facts, day: date) -> Iterable[Told]:
    for asked, case in _unanswered(facts, day):
        mine = {asked.asked_by_id} if facts.knows(asked.asked_by_id, case.centre_id, case.family_id, day) else set()
        yield from those(facts.managers(case.centre_id, day) | mine, (case.reference,), ("question", asked.id))


# --- what is begun and not finished


@told_as(rf"The assessment for {ABOUT}, begun on {DAY}, is not finished\. Finish it, or throw the draft away\.")
def an_assessment_is_not_finished(facts: Facts, day: date) -> Iterable[Told]:
    for draft in facts.all("assessments", finished_on=None):
        case = facts.one("cases", draft.case_id)
        goes_on = case.status == "open" and facts.agreed(case.family_id, day)
        if goes_on and draft.begun_on <= day - timedelta(days=14):
            about = (case.reference, in_words(draft.begun_on))
            yield from those(facts.lead_or_managers(case, day), about, ("draft", draft.id))


def _left_since(facts: Facts, offer: Row) -> date | None:
    """The day since which nothing comes next after a refusal; nothing if something does."""
    others = facts.all("offers", case_id=offer.case_id)
    if any(one.id > offer.id and one.on >= offer.answered_on for one in others):
        return None
    if not offer.next_step:
        return offer.answered_on
    action = facts.one("actions", offer.next_action_id)
    came_to_nothing = action is not None and action.status in ("not_done", "taken_back")
    return max(offer.answered_on, action.finished_on) if came_to_nothing else None


@told_as(rf"In {ABOUT} something has no next step\. Say what comes next\.")
def after_a_refusal_nothing_comes_next(facts: Facts, day: date) -> Iterable[Told]:
    for offer in facts.all("offers", status="refused"):
        case, since = facts.one("cases", offer.case_id), _left_since(facts, offer)
        goes_on = case.status == "open" and facts.agreed(case.family_id, day)
        if goes_on and since is not None and (late := (day - since).days - 2) > 0:
            once = ("refusal", offer.id, since, weeks(late))
            yield from those(facts.lead_or_managers(case, day), (case.reference,), once)


# --- visits


@told_as(rf"Something planned in {ABOUT} has no record\. Say what came of it\.")
def a_visit_has_no_record(facts: Facts, day: date) -> Iterable[Told]:
    for visit in facts.all("visits", status="planned"):
        case = facts.one("cases", visit.case_id)
        if case.status == "open" and visit.on < day:
            once = ("visit", visit.id, visit.on, weeks((day - visit.on).days))
            to = facts.lead_or_managers(case, day) | _visitors(facts, visit, case, day)
            yield from those(to, (case.reference,), once)


def _visitors(facts: Facts, visit: Row, case: Row, day: date) -> set[int]:
    """Who was to visit, of the team as it is now; nobody without an agreement."""
    if not facts.agreed(case.family_id, day):
        return set()
    rows = facts.all("team", case_id=case.id)
    team = {one.user_id for one in rows if one.since <= day and (one.until is None or day <= one.until)}
    theirs = facts.all("visitors", visit_id=visit.id)
    return {one.user_id for one in theirs if one.user_id in team and facts.stands(one, one.user_id, case, day)}


# --- other services


@told_as(rf"Nobody has answered since {DAY} about stepping up {ABOUT}\. Ring them\.")
def another_service_has_not_answered(facts: Facts, day: date) -> Iterable[Told]:
    """Every day: a child may be waiting."""
    for asked in facts.all("steps_up", status="waiting"):
        case = facts.one("cases", asked.case_id)
        if asked.answer_by <= day:
            to = facts.leads(case, day) | facts.managers(case.centre_id, day)
            yield from those(to, (in_words(asked.on), case.reference), ("step up", asked.id, day))
