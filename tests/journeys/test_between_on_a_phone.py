"""One family's way on a phone, by touch alone: from the offer to lead to the question three months after the work."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Case
from cases.rules import next_review_day
from cases.status import ActionStatus
from centres.status import Need
from inputs.words import date
from tests.days import today
from tests.factories import cases, families
from tests.factories import centres as make
from tests.factories import meetings as make_meetings
from tests.factories.meetings import Team
from tests.journeys.conftest import Clock
from tests.journeys.people import OnAPhone, group

pytestmark = pytest.mark.django_db(transaction=True)

GOAL = "I want him to have a friend"
HER_ACTION, MUMS_ACTION = "Show them the way to the playgroup", "Ring her sister about Thursdays"
NO = "I don't want a stranger in my house."
SIX = {
    "Do you get on well with the people who help you?": "Yes, very much",
    "Do you get the help that your family needs?": "Mostly",
    "Do you feel less alone with everything?": "Partly",
    "Do you know what help there is, and how to get it?": "Mostly",
    "Are you happy with the help?": "Mostly",
    "Do you have a say in what is done?": "Yes, very much",
}


@pytest.fixture
def team(clock: Clock) -> Team:
    """The people of a centre, and a service that fits."""
    made = make_meetings.team()
    make.service(made.centre, name="Home volunteers", needs=[Need.SPEECH])
    return made


@pytest.fixture
def case(team: Team) -> Case:
    """A family that the meeting has decided on this morning; the support worker is asked to lead."""
    family = make_meetings.known_family(team, name="Okonjo", agreed=False)
    families.agreement(family, by=team.health_visitor)
    referral = cases.accepted_referral(family, by=team.health_visitor)
    due_on = next_review_day(team.centre, today())
    given = {"of": family, "referral": referral, "opened_on": today(), "review_due_on": due_on}
    made = cases.case_without_lead(team.centre, **given)
    cases.lead_offer(made, team.support_worker)
    return made


def accepts(she: OnAPhone) -> None:
    she.reads("You are asked to lead")
    she.goes_to("Answer")
    she.reads("Okonjo family: will you lead?")
    she.picks("Yes, I accept")
    she.presses("Send my answer")
    she.reads("You are now the family's lead professional.")


def tries_without_an_answer(she: OnAPhone) -> None:
    """With the app open on her list, two taps."""
    she.opens("/")
    before = she.taps
    she.goes_to("Okonjo")
    she.presses("Called, no answer")
    assert she.taps - before == 2
    she.reads("Telephone call: not reached")


def sets_a_goal(she: OnAPhone) -> None:
    she.turns_to("Plan")
    she.goes_to("Add a goal")
    she.types("What does the family want to be different", GOAL)
    she.picks("Enjoy and achieve")
    she.picks("2", within=group(she.page, "Where does the family see itself with this now?"))
    she.picks("7", within=group(she.page, "Where does it want to be?"))
    she.presses("Save the goal")
    she.reads(GOAL, "Started at 2", "wants to be at 7 of 10")


def agrees_actions(she: OnAPhone) -> None:
    """One is hers, the other the mother's."""
    soon = date(timezone.localdate() + timedelta(days=10))
    for what, doer in ((HER_ACTION, ""), (MUMS_ACTION, "Grace Okonjo, of the family")):
        she.goes_to("Agree an action")
        she.types("What will be done?", what)
        if doer:
            she.picks(doer)
        she.types("By when?", soon)
        she.presses("Save the action")
        she.reads(what)


def visits(she: OnAPhone, case: Case) -> None:
    """She reaches them, and sees the child."""
    child = case.family.children.get()
    she.turns_to("What happened")
    she.goes_to("Record a contact")
    she.picks("Home visit")
    she.picks("Yes", within=group(she.page, "Did you reach the family?"))
    she.picks(f"{child.name}, {child.age(timezone.localdate())}")
    she.types("What happened", "He lined up all his cars for me.")
    she.presses("Save the contact")
    she.reads("Child seen", "He lined up all his cars for me.")


def hears_a_no_and_says_what_comes_next(she: OnAPhone) -> None:
    she.goes_to("Record an offer of support")
    she.picks("Home volunteers")
    she.presses("Save the offer")
    she.goes_to("Record the answer")
    she.picks("Refused")
    she.types("In the family's words", NO)
    she.presses("Save the answer")
    she.reads("A refusal is an answer to this offer, not to all help.", NO)
    she.picks("Ask what would help")
    she.types("What exactly?", "on the way home from playgroup")
    she.presses("Save what comes next")
    she.reads("Ask the family what would help: on the way home from playgroup")


def prints_the_plan(she: OnAPhone) -> None:
    """What comes out of the printer is the copy, and nothing of the page around it."""
    she.turns_to("Plan")
    she.goes_to("The family’s copy of the plan")
    she.picks(HER_ACTION, MUMS_ACTION, exact=False)
    she.presses("Put it into the copy")
    she.page.emulate_media(media="print")
    she.reads("Our plan with you", GOAL, f"{MUMS_ACTION}: Grace Okonjo")
    for around in ("Put it into the copy", "Menu", "Sign out"):
        expect(she.page.get_by_role("button", name=around)).to_be_hidden()
    she.page.emulate_media(media="screen")


def finishes_what_is_to_do(she: OnAPhone, case: Case) -> None:
    """Each in one tap on her list."""
    she.goes_by_the_menu_to("Actions")
    for action in case.actions.open():
        she.presses(f"Done {action.what}")
    she.reads("Nothing to do")
    assert set(case.actions.values_list("status", flat=True)) == {ActionStatus.DONE}


def begins_the_review(she: OnAPhone, *, family: str, worker: str) -> None:
    """What she asks at each review: where they are with the goal and altogether, and the six questions."""
    she.goes_to("Okonjo")
    she.turns_to("Reviews")
    she.goes_to("Hold the review")
    she.picks("At the family's home")
    she.types("Who was there?", "Grace and her sister")
    for rated in ("Where does the family see itself with this?", "The family’s own rating: how are things?"):
        she.picks(family, within=group(she.page, rated))
    for rated in ("Where do you see the family with this?", "Your rating: how are things?"):
        she.picks(worker, within=group(she.page, rated))
    she.types("What has changed since the last review?", "He plays beside another boy now.")
    for question, answer in SIX.items():
        she.picks(answer, within=group(she.page, question))


def goes_on(she: OnAPhone) -> None:
    begins_the_review(she, family="4", worker="5")
    she.picks("Go on as planned")
    she.types("Why?", "It begins to help.", exact=True)
    she.presses("Save the review")
    she.reads("The review is recorded.", "Partly")


def closes(she: OnAPhone) -> None:
    """At the next review: what was agreed is achieved, but the money is not sorted out."""
    begins_the_review(she, family="8", worker="7")
    she.reads(": go on as planned")  # last time, beside this
    she.picks("Close")
    she.types("Why?", "He has a friend.", exact=True)
    she.unfolds("If the case is closed: the outcome, and what comes after")
    she.chooses("If the case is closed: the outcome", "What was agreed has been achieved")
    she.types("If the case is closed: how did it end?", "They go to the playgroup by themselves.")
    she.picks("Money, debt or benefits")
    she.chooses("Who asks the family in three months how it goes?", "Hanna Visser")
    she.presses("Save the review")


def the_referrer_reads_what_became_of_it(page: Page, server: LiveServer, team: Team) -> None:
    her = OnAPhone(page, server, team.health_visitor)
    her.goes_by_the_menu_to("Referrals")
    her.goes_to("Okonjo")
    her.reads("What was agreed has been achieved. They go to the playgroup by themselves.")
    her.cannot_read("Money, debt or benefits", NO)


def the_family_is_asked(page: Page, server: LiveServer, who: Any) -> None:
    her = OnAPhone(page, server, who)
    her.reads("Ask how it goes")
    her.goes_to("ask how it goes")
    her.reads("Text before calling")
    her.picks("It goes well")
    her.types("What does the family say?", "He was invited to a birthday.")
    her.presses("Save")
    her.reads("It is recorded how it goes.")


def test_from_the_offer_to_lead_to_the_question_three_months_later(
    narrow_page: Page, live_server: LiveServer, clock: Clock, team: Team, case: Case
) -> None:
    she = OnAPhone(narrow_page, live_server, team.support_worker)
    accepts(she)
    tries_without_an_answer(she)
    sets_a_goal(she)
    agrees_actions(she)
    visits(she, case)
    hears_a_no_and_says_what_comes_next(she)
    prints_the_plan(she)
    for held in (goes_on, closes):
        clock.goes_to(cases.pending_review(case).due_on)
        she = OnAPhone(narrow_page, live_server, team.support_worker)
        if held is goes_on:
            finishes_what_is_to_do(she, case)
            she.goes_by_the_menu_to("Cases")
        held(she)
    the_referrer_reads_what_became_of_it(narrow_page, live_server, team)
    closure = case.closures.get()
    assert (closure.unmet, closure.check_by) == ([Need.MONEY], team.health_visitor)
    clock.goes_to(closure.check_on)
    the_family_is_asked(narrow_page, live_server, team.health_visitor)
    closure.refresh_from_db()
    assert closure.check_result == "well"
