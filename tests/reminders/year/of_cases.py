"""What people are told of cases: actions, reviews, leads, agreements."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from tests.reminders.year.facts import Facts, Row, in_words, those
from tests.reminders.year.occasions import Told, told_as

DAY = r"(\d+ \w+ \d{4})"
ABOUT = r"([CR]-\w+|the team)"


def weeks(late: int) -> int:
    """In which week of being late it is: the first day begins the first."""
    return -(-late // 7)


# --- actions


def _about(facts: Facts, action: Row) -> str:
    case = facts.one("cases", action.case_id)
    return str(case.reference) if case else "the team"


def _family(facts: Facts, action: Row) -> int | None:
    case = facts.one("cases", action.case_id)
    return int(case.family_id) if case else None


def _doers(facts: Facts, action: Row, day: date) -> set[int]:
    """Its owner, if they can do it and it is to be done; else whoever finds another, or takes it back."""
    family = _family(facts, action)
    goes_on = family is None or facts.agreed(family, day)
    if goes_on and facts.knows(action.owner_id, action.centre_id, family, day):
        return {action.owner_id}
    return facts.managers(action.centre_id, day)


def _due(facts: Facts, day: date, ahead: int, word: str) -> Iterable[Told]:
    for action in facts.all("actions", status="open", due_on=day + timedelta(days=ahead)):
        once = ("action", action.id, action.due_on, word)
        yield from those(_doers(facts, action, day), (_about(facts, action),), once)


@told_as(rf"Action for {ABOUT} is due tomorrow\.")
def an_action_is_due_tomorrow(facts: Facts, day: date) -> Iterable[Told]:
    return _due(facts, day, 1, "tomorrow")


@told_as(rf"Action for {ABOUT} is due today\.")
def an_action_is_due_today(facts: Facts, day: date) -> Iterable[Told]:
    return _due(facts, day, 0, "today")


@told_as(rf"Action for {ABOUT} is late: it was due on {DAY}\. Say whether it was done\.")
def an_action_is_late(facts: Facts, day: date) -> Iterable[Told]:
    for action in facts.all("actions", status="open"):
        if action.due_on < day:
            once = ("action", action.id, action.due_on, weeks((day - action.due_on).days))
            about = (_about(facts, action), in_words(action.due_on))
            yield from those(_doers(facts, action, day), about, once)


def _passed_on(facts: Facts, day: date) -> Iterable[tuple[Row, Row, bool]]:
    """What nobody has answered for two days, of families that still agree; and whether they could answer."""
    for asked in facts.all("pass_ons", status="asked", lead_id=None):
        action = facts.one("actions", asked.action_id)
        family = _family(facts, action)
        if asked.asked_on <= day - timedelta(days=2) and (family is None or facts.agreed(family, day)):
            known = not facts.excludes(family, asked.agency_id)
            yield asked, action, known and facts.knows(asked.to_id, action.centre_id, family, day)


@told_as(rf"You were asked on {DAY} to take on an action for {ABOUT}\. Accept or decline\.")
def whoever_is_asked_to_take_an_action_on_has_not_answered(facts: Facts, day: date) -> Iterable[Told]:
    for asked, action, here in _passed_on(facts, day):
        if here:
            yield asked.to_id, (in_words(asked.asked_on), _about(facts, action)), ("passed on", asked.id)


@told_as(rf"Nobody has answered since {DAY} whether they take on (?:your|an) action for {ABOUT}\.")
def nobody_takes_an_action_on(facts: Facts, day: date) -> Iterable[Told]:
    for asked, action, here in _passed_on(facts, day):
        if not here or asked.asked_on <= day - timedelta(days=5):
            mine = facts.knows(asked.owner_id, action.centre_id, _family(facts, action), day)
            to = {asked.owner_id} if mine else facts.managers(action.centre_id, day)
            yield from those(to, (in_words(asked.asked_on), _about(facts, action)), ("not taken on", asked.id))


# --- reviews


def _reviews(facts: Facts, day: date, late: bool) -> Iterable[tuple[Row, Row]]:
    for review in facts.all("reviews", held_on=None):
        case = facts.one("cases", review.case_id)
        if case.status == "open" and (review.due_on < day) is late and review.due_on <= day + timedelta(days=7):
            yield review, case


@told_as(rf"Review for {ABOUT} is due on {DAY}\.")
def a_review_is_due_within_a_week(facts: Facts, day: date) -> Iterable[Told]:
    for review, case in _reviews(facts, day, late=False):
        about, once = (case.reference, in_words(review.due_on)), ("review", review.id, review.due_on)
        yield from those(facts.leading(case, day) or facts.managers(case.centre_id, day), about, once)


@told_as(rf"Review for {ABOUT} is late: it was due on {DAY}\. Hold it now\.")
def a_review_is_late(facts: Facts, day: date) -> Iterable[Told]:
    for review, case in _reviews(facts, day, late=True):
        once = ("review", review.id, review.due_on, weeks((day - review.due_on).days))
        to = facts.leading(case, day) | facts.managers(case.centre_id, day)
        yield from those(to, (case.reference, in_words(review.due_on)), once)


# --- who leads


def _offers(facts: Facts, day: date) -> Iterable[tuple[Row, Row, bool]]:
    """Offers without an answer, of families that agree; and whether whoever is asked could give one."""
    for offer in facts.all("leads", status="offered"):
        case = facts.one("cases", offer.case_id)
        if facts.agreed(case.family_id, day):
            yield offer, case, facts.stands(offer, offer.user_id, case, day)


@told_as(rf"You were asked to lead for {ABOUT} on {DAY}\. Accept or decline\.")
def whoever_is_asked_to_lead_has_not_answered(facts: Facts, day: date) -> Iterable[Told]:
    for offer, case, here in _offers(facts, day):
        if here and offer.offered_on <= day - timedelta(days=2):
            yield offer.user_id, (case.reference, in_words(offer.offered_on)), ("asked to lead", offer.id)


@told_as(rf"The offer of {DAY} to lead {ABOUT} has no answer\. Ask again, or somebody else\.")
def an_offer_to_lead_has_no_answer(facts: Facts, day: date) -> Iterable[Told]:
    for offer, case, here in _offers(facts, day):
        if offer.offered_on <= day - timedelta(days=2 if not here else 5):
            about, once = (in_words(offer.offered_on), case.reference), ("no answer", offer.id)
            yield from those(facts.managers(case.centre_id, day), about, once)


def _nobody_since(facts: Facts, case: Row, day: date) -> date:
    """The day since which nobody leads."""
    rows: list[Any] = facts.all("leads", case_id=case.id)
    days = [case.opened_on, case.reopened_on, *(one.ended_on for one in rows if one.status == "ended")]
    for one in rows:
        if one.status == "accepted":  # they stand there still, and can lead no longer
            jobs = facts.all("jobs", centre_id=case.centre_id, user_id=one.user_id)
            agencies = {job.agency_id for job in facts.all("jobs", user_id=one.user_id)}
            said = facts.all("wishes", family_id=case.family_id, included=False, until=None)
            days += [one.answered_on, *(wish.since for wish in said if wish.agency_id in agencies)]
            days += [job.ends_on for job in jobs if job.ends_on and job.ends_on < day and job.role not in NO_FAMILIES]
    return max(one for one in days if one)


NO_FAMILIES = ("administrator", "information_lead")


@told_as(rf"Nobody leads for {ABOUT}\. Ask somebody\.")
def nobody_leads(facts: Facts, day: date) -> Iterable[Told]:
    for case, since in _led_by_nobody(facts, day):
        to = facts.managers(case.centre_id, day)
        yield from those(to, (case.reference,), ("nobody leads", case.id, since, (day - since).days // 7))


@told_as(rf"Nobody leads for {ABOUT}, and your centre has no manager\. Give somebody that role\.")
def nobody_leads_where_nobody_manages(facts: Facts, day: date) -> Iterable[Told]:
    for case, since in _led_by_nobody(facts, day):
        if not facts.managers(case.centre_id, day):
            to = facts.with_role(case.centre_id, day, "administrator")
            yield from those(to, (case.reference,), ("nobody leads", case.id, since, (day - since).days // 7))


def _led_by_nobody(facts: Facts, day: date) -> Iterable[tuple[Row, date]]:
    """Not as long as somebody was asked in the last days who can say yes."""
    asked = {case.id for offer, case, here in _offers(facts, day) if here and offer.offered_on > day - timedelta(5)}
    for case in facts.open_cases():
        if not facts.leads(case, day) and case.id not in asked:
            yield case, _nobody_since(facts, case, day)


# --- agreements


@told_as(rf"The agreement for {ABOUT} runs out on {DAY}\. Ask whether it goes on\.")
def an_agreement_runs_out(facts: Facts, day: date) -> Iterable[Told]:
    for case in facts.open_cases():
        if facts.agreed(case.family_id, day):
            given = facts.all("agreements", family_id=case.family_id, status="given")
            until = max(one.until for one in given if one.given_on <= day <= one.until)
            if (ahead := (until - day).days) <= 14:
                about = (case.reference, in_words(until))
                once = ("runs out", case.id, until, "soon" if ahead > 3 else "now")
                to = facts.leading(case, day) or facts.managers(case.centre_id, day)
                yield from those(to, about, once)


@told_as(rf"The agreement for {ABOUT} ran out on {DAY}\. Ask whether it goes on, or decide what happens now\.")
def an_agreement_has_run_out(facts: Facts, day: date) -> Iterable[Told]:
    for case in facts.open_cases():
        until = facts.ran_out(case.family_id)
        if until and facts.undecided(case, day) and not facts.last_no(case.family_id, day):
            to = facts.leads(case, day) | facts.managers(case.centre_id, day)
            yield from those(to, (case.reference, in_words(until)), ("ran out", case.id, until))


def _withdrawn(facts: Facts, day: date) -> Iterable[tuple[Row, Row]]:
    for case in facts.open_cases():
        if ended := facts.last_no(case.family_id, day):
            yield case, ended


def _deciding(facts: Facts, case: Row, day: date) -> set[int]:
    return facts.leads(case, day) | facts.deputies(case, day) | facts.managers(case.centre_id, day)


# What is told of one withdrawal is one occasion: the first of these that fits somebody is what they are told.


@told_as(rf"The agreement for {ABOUT} was withdrawn\. Close the case or decide otherwise\.")
def a_withdrawal_is_to_be_decided(facts: Facts, day: date) -> Iterable[Told]:
    for case, ended in _withdrawn(facts, day):
        if facts.undecided(case, day):
            yield from those(_deciding(facts, case, day), (case.reference,), ("withdrawn", ended.id))


@told_as(rf"The agreement for {ABOUT} was withdrawn\. Stop what you do for it; in doubt ask the manager\.")
def who_did_something_stops(facts: Facts, day: date) -> Iterable[Told]:
    for case, ended in _withdrawn(facts, day):
        on, here = ended.withdrawn_on, {"case_id": case.id}
        team = [one for one in facts.all("team", **here) if one.since <= on and (not one.until or one.until >= day)]
        asked = [one for one in facts.all("leads", status="offered", **here) if one.offered_on <= on]
        deputies = facts.all("deputies", status="asked", **here)
        asked += [one for one in deputies if one.asked_on <= on and one.ends_on >= day]
        owners = [one.owner_id for one in facts.all("actions", status="open", **here) if one.agreed_on <= on]
        shared = [one.user_id for one in facts.all("shares", content_object_id=case.id) if one.until >= day]
        people = {one.user_id for one in [*team, *asked] if facts.stands(one, one.user_id, case, day)}
        people |= {one for one in [*owners, *shared] if facts.knows(one, case.centre_id, case.family_id, day)}
        people -= _deciding(facts, case, day)
        yield from those(people, (case.reference,), ("withdrawn", ended.id))


@told_as(rf"The agreement for {ABOUT} was withdrawn: it is not for the meeting any more\.")
def a_referral_is_not_for_the_meeting(facts: Facts, day: date) -> Iterable[Told]:
    for referral, ended in _waiting(facts, day):
        to = facts.managers(referral.centre_id, day)
        yield from those(to, (referral.reference,), ("withdrawn", ended.id))


def _waiting(facts: Facts, day: date) -> Iterable[tuple[Row, Row]]:
    taken = {case.referral_id for case in facts.all("cases")}
    for referral in facts.all("referrals"):
        waits = referral.status in ("submitted", "more_needed") and referral.id not in taken
        if waits and (ended := facts.last_no(referral.family_id, day)):
            yield referral, ended


@told_as(rf"The agreement for {ABOUT} was withdrawn: the team stops\. What you were told stays with you\.")
def the_referrer_hears_of_a_withdrawal(facts: Facts, day: date) -> Iterable[Told]:
    of_cases = [(facts.one("referrals", case.referral_id), case.reference, no) for case, no in _withdrawn(facts, day)]
    waiting = [(referral, referral.reference, ended) for referral, ended in _waiting(facts, day)]
    for referral, reference, ended in [*of_cases, *waiting]:
        if facts.knows(referral.referred_by_id, referral.centre_id, referral.family_id, day):
            yield referral.referred_by_id, (reference,), ("withdrawn", ended.id)
