"""The sentences that are true of every case at every moment: one small function each, in `INVARIANTS`.

Each is given the moment after a step and yields what is wrong. It counts (`moment.meets`) when it had something to look
at, so that a sentence that is never about anything is noticed. Where somebody must have heard, the sweep that tells it
(`showing.TELLS`) has run at this moment, if they had not heard before.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from tests.histories.facts import Facts, Row
from tests.histories.moment import Moment

WEEK = 7
ASKED_FOR = 5  # days that somebody who is asked to lead has, before the manager is told that nobody answers
ASKED_AGAIN = 2  # days after which they are asked again, and the manager is told if they cannot answer any more
EVER = 5000
LISTED_AHEAD = timedelta(days=14)  # a review is on the manager's list from two weeks before its day
OPEN_ACTIONS_CHANGE = {"agree_action", "agree_action_in_meeting", "agree_team_action", "finish_action", "reopen_action",
                       "take_back_action", "close_case", "undo_open_case"}  # fmt: skip
CASES_END = {"undo_open_case"}


def a_case_has_a_lead_or_is_an_alarm(at: Moment) -> Iterator[str]:
    """No open case is without a lead professional who can open it, unless the manager's page says so."""
    rightly = {case.id for case in at.now.in_work() if at.now.lead(case) is None}
    for case in rightly:
        at.meets("nobody leads")
        if not at.shown.has("leaderless", case):
            yield f"nobody leads case {case}, and nobody is shown that"
    for case in at.shown.wrongly("leaderless", rightly):
        yield f"case {case} is shown as led by nobody, but it is closed or somebody leads"


def the_alarm_is_heard(at: Moment) -> Iterator[str]:
    """Of a case that nobody leads, whoever looks for somebody has heard within a week; or somebody is being asked."""
    for case in at.now.in_work():
        if at.now.lead(case) or _is_being_asked(at.now, case):
            continue
        at.meets("nobody leads and nobody is asked")
        if not at.now.told(f"leaderless:{case.id}:", within=WEEK) & at.now.keepers:
            yield f"nobody leads case {case.id}, and nobody was told"


def _is_being_asked(now: Facts, case: Row) -> bool:
    """Somebody who can still answer has been asked to lead for less than the days they have."""
    since = now.today - timedelta(days=ASKED_FOR)
    offers = (one for one in now.of_case("leads", case.id, status="offered") if one.offered_on > since)
    return now.agreed(case.family_id) and any(now.works_for(one.user_id, case.family_id) for one in offers)


def an_offer_is_answered_or_comes_back(at: Moment) -> Iterator[str]:
    """Who is asked to lead a family answers, or the manager hears that they do not."""
    now = at.now
    for case in now.in_work():
        for offer in now.of_case("leads", case.id, status="offered"):
            if not at.shown.has("unanswered", offer.id):
                yield f"the offer {offer.id} waits, and nobody is shown that"
            late = offer.offered_on <= now.today - timedelta(days=ASKED_FOR)
            if not now.agreed(case.family_id) or not (late or not now.works_for(offer.user_id, case.family_id)):
                continue
            at.meets("an offer has no answer")
            managers = now.with_role("centre_manager")
            waits = now.today - offer.offered_on >= timedelta(days=ASKED_AGAIN)
            if waits and managers and not now.told(f"lead:{offer.id}:unanswered", within=EVER) & managers:
                yield f"nobody answers the offer {offer.id}, and no manager was told"


def a_declined_take_over_is_not_lost(at: Moment) -> Iterator[str]:
    """Who was to take over said no, and somebody goes on leading: that stands on a list until it is settled."""
    rightly = set()
    for case in at.now.in_work():
        said_no = [one for one in at.now.of_case("leads", case.id) if one.status != "taken_back"][-1:]
        waits = [one.id for one in said_no if one.status == "declined" and one.settled_on is None]
        rightly |= set(waits) if at.now.lead(case) else set()
    for offer in rightly:
        at.meets("a take-over was declined")
        if not at.shown.has("not_taken_over", offer):
            yield f"the declined offer {offer} stands on no list"
    for offer in at.shown.wrongly("not_taken_over", rightly):
        yield f"the offer {offer} is listed as declined, which is settled or is none"


def a_case_has_one_review_to_come(at: Moment) -> Iterator[str]:
    """No open case is without a next review, and that is at most the centre's weeks after the last one."""
    for case in at.now.in_work():
        coming = at.now.reviews_to_come(case.id)
        if len(coming) != 1:
            yield f"case {case.id} has {len(coming)} reviews to come"
        for one in coming:
            at.meets("a review is to come")
            if one.due_on > at.now.begun(case) + at.now.weeks:
                yield f"the review {one.id} is due on {one.due_on}, too long after {at.now.begun(case)}"
            if hasattr(one, "missed_on") and one.due_on < at.now.begun(case):
                yield f"the review {one.id} was due on {one.due_on}, before {at.now.begun(case)}"


def a_late_review_is_seen_and_heard(at: Moment) -> Iterator[str]:
    """A review that is late is on the manager's list, and who leads (else the manager) has heard within a week."""
    now, near = at.now, set()
    for case in now.in_work():
        for one in now.reviews_to_come(case.id):
            if one.due_on <= now.today + LISTED_AHEAD:
                near.add(one.id)
            if one.due_on >= now.today:
                continue
            at.meets("a review is late")
            lead = now.lead(case)
            who = {lead.user_id} if lead else now.with_role("centre_manager")
            if not at.shown.has("near", one.id):
                yield f"the review {one.id} is late, and nobody is shown that"
            if who and not now.told(f"review:{one.id}:{one.due_on}:late:", within=WEEK) & who:
                yield f"the review {one.id} is late, and nobody was told"
    for review in at.shown.wrongly("near", near):
        yield f"the review {review} is shown as late or near, and is not"


def an_action_has_somebody_who_does_it(at: Moment) -> Iterator[str]:
    """Whoever owns an action that is still to do can do it, or it stands on the manager's list."""
    rightly = {one.id for one in at.now.to_do() if not at.now.can_do(one)}
    for action in rightly:
        at.meets("nobody can do an action")
        if not at.shown.has("ownerless", action):
            yield f"nobody can do the action {action}, and nobody is shown that"
    for action in at.shown.wrongly("ownerless", rightly):
        yield f"the action {action} is shown as nobody's, and is not"


def a_late_action_is_heard(at: Moment) -> Iterator[str]:
    """Of an action that is late its owner has heard within a week; if they stopped, or cannot do it, the manager."""
    now = at.now
    for one in now.to_do():
        if one.due_on >= now.today:
            continue
        at.meets("an action is late")
        theirs = now.can_do(one) and now.agreed(now.family(one.case_id))
        who = {one.owner_id} if theirs else now.with_role("centre_manager")
        if who and not now.told(f"action:{one.id}:{one.due_on}:late:", within=WEEK) & who:
            yield f"the action {one.id} is late, and nobody was told"


def no_action_is_lost(at: Moment) -> Iterator[str]:
    """An action begins and ends by a verb that says so; everything else, a handover too, leaves all that is to do."""
    before, now = ({one.id for one in facts.to_do()} for facts in (at.before, at.now))
    if at.verb not in OPEN_ACTIONS_CHANGE and before != now:
        yield f"{at.verb} changed what is to do: {sorted(before ^ now)}"
    if at.verb not in CASES_END and not at.before.actions.keys() <= at.now.actions.keys():
        yield f"{at.verb} removed actions: {sorted(at.before.actions.keys() - at.now.actions.keys())}"


def an_action_changes_hands_by_a_yes(at: Moment) -> Iterator[str]:
    """The owner of an action is another one only after that one was asked and accepted."""
    for number, one in at.now.actions.items():
        former = at.before.actions.get(number)
        if former is None or former.owner_id == one.owner_id:
            continue
        at.meets("an action changed hands")
        last = at.now.asked_to_take(number, "accepted")[-1:]
        if not last or (last[0].owner_id, last[0].to_id) != (former.owner_id, one.owner_id):
            yield f"the action {number} went to another owner, who was not asked or has not accepted"


def what_is_passed_on_is_still_to_do(at: Moment) -> Iterator[str]:
    """Nobody is asked to take on what is finished, what is another's by now, or what is of a closed case."""
    for number, one in at.now.actions.items():
        for asked in at.now.asked_to_take(number, "asked"):
            at.meets("somebody is asked to take an action on")
            if one.status != "open" or asked.owner_id != one.owner_id:
                yield f"the action {number} is asked about, and is finished or another's"
            if one.case_id and at.now.cases[one.case_id].status != "open":
                yield f"the action {number} of a closed case is asked about"


def a_closed_case_is_nobodys(at: Moment) -> Iterator[str]:
    """Nobody leads, is asked, or takes part in what is closed, and no review of it is to come."""
    for case in at.now.cases.values():
        if case.status == "open":
            continue
        at.meets("a case is closed")
        if at.now.of_case("leads", case.id, status="accepted") or at.now.of_case("leads", case.id, status="offered"):
            yield f"somebody leads or is asked to lead the closed case {case.id}"
        if any(one.until is None for one in at.now.of_case("team", case.id)):
            yield f"somebody takes part in the closed case {case.id}"
        if any(one.due_on > (case.closed_on or one.due_on) for one in at.now.reviews_to_come(case.id)):
            yield f"a review of the closed case {case.id} is to come"


def an_ended_agreement_is_settled(at: Moment) -> Iterator[str]:
    """A case whose family no longer agrees goes on by a recorded decision, or stands on the list of what to settle."""
    rightly = {case.id for case in at.now.in_work() if not at.now.agreed(case.family_id) and not at.now.decided(case)}
    for case in rightly:
        at.meets("an agreement has ended")
        if not at.shown.has("to_settle", case):
            yield f"the agreement of case {case} has ended, and nobody is shown that"
    for case in at.shown.wrongly("to_settle", rightly):
        yield f"case {case} is to be settled, but goes on with agreement or by a decision"


def only_who_works_here_is_told(at: Moment) -> Iterator[str]:
    """Nobody is told anything new of the centre's work who does not work there on that day."""
    known = {one.id for one in at.before.rows.reminders}
    here = {job.user_id for job in at.now.jobs}
    for one in at.now.rows.reminders:
        if one.id not in known:
            at.meets("somebody is told something")
            if one.to_id not in here:
                yield f"somebody who does not work here was told: {one.sentence}"


INVARIANTS: tuple[Callable[[Moment], Iterator[str]], ...] = (
    a_case_has_a_lead_or_is_an_alarm,
    the_alarm_is_heard,
    an_offer_is_answered_or_comes_back,
    a_declined_take_over_is_not_lost,
    a_case_has_one_review_to_come,
    a_late_review_is_seen_and_heard,
    an_action_has_somebody_who_does_it,
    a_late_action_is_heard,
    no_action_is_lost,
    an_action_changes_hands_by_a_yes,
    what_is_passed_on_is_still_to_do,
    a_closed_case_is_nobodys,
    an_ended_agreement_is_settled,
    only_who_works_here_is_told,
)
# What histories must have come to, for the sentences to have been about something.
MET = ("nobody leads", "nobody leads and nobody is asked", "an offer has no answer", "a take-over was declined",
       "a review is to come", "a review is late", "nobody can do an action", "an action is late",
       "an action changed hands", "somebody is asked to take an action on", "a case is closed",
       "an agreement has ended", "somebody is told something")  # fmt: skip


def wrong(at: Moment) -> list[str]:
    """Everything that is wrong at this moment, by the name of the sentence that says so."""
    return [f"{one.__name__}: {said}" for one in INVARIANTS for said in one(at)]
