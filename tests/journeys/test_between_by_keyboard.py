"""A health visitor in the team around a family, with a keyboard and no mouse: a visit, a message, an action."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from cases.models import Action, Case, Visit
from cases.status import VisitStatus
from inputs.words import date
from tests.days import days_ago
from tests.factories import cases
from tests.factories import centres as make
from tests.factories import meetings as make_meetings
from tests.factories.meetings import Team
from tests.journeys.conftest import Clock
from tests.journeys.people import AtTheKeys

pytestmark = pytest.mark.django_db(transaction=True)

NOTICES_POINTERS = "addEventListener('pointerdown', () => sessionStorage.setItem('pointed', 'yes'), true);"
OVERLAP = "At about the same time as Sam Worth"


@pytest.fixture
def team(clock: Clock) -> Team:
    """The people of a centre."""
    return make_meetings.team()


@pytest.fixture
def colleague(team: Team) -> User:
    """A speech and language therapist."""
    return make.member(team.centre, "specialist", of=team.trust, name="Ada Field", title="Speech therapist")


@pytest.fixture
def case(team: Team, colleague: User) -> Case:
    """A family with a lead professional, who visits on Wednesday, and two in the team; one has an action."""
    made = make_meetings.led_case(team, family=make_meetings.known_family(team, name="Okonjo"))
    for who in (team.health_visitor, colleague):
        cases.team_member(made, who)
    cases.visit(made, by=team.support_worker, on=days_ago(-2), at=time(10, 30))
    cases.action(team.health_visitor, team.centre, case=made, what="Ring the nursery about his words")
    return made


def plans_a_joint_visit(she: AtTheKeys) -> None:
    """She sees that the lead professional is there at nearly the same time."""
    she.goes_to("Cases", "Okonjo")
    she.turns_to("Visits")
    she.goes_to("Plan a visit")
    she.reads("Planned already", "Sam Worth")
    she.types("Date", date(timezone.localdate() + timedelta(days=2)), exact=True)
    she.types("Time of day", "10am")
    she.picks("Ada Field", exact=False)
    she.types("What for?", "To listen to his words together")
    she.presses("Plan the visit")
    she.reads(f"The visit is planned for 4 March 2026. {OVERLAP}")


def cancels_it(she: AtTheKeys) -> None:
    she.goes_to("Move or cancel")
    she.reads("To listen to his words together")
    she.picks("Cancel it")
    she.types("If it is cancelled: why?", "Sam is there that morning: one of us is enough.")
    she.presses("Save")
    she.reads("The visit is cancelled.")
    she.cannot_read(OVERLAP)


def writes_to_the_others(she: AtTheKeys) -> None:
    she.turns_to("What happened")
    she.types("To the others who work with this family", "Sam, ask him for the names of his cars.")
    she.presses("Send")
    she.reads("Hanna Visser wrote to the others", "Sam, ask him for the names of his cars.")


def passes_an_action_on(she: AtTheKeys) -> None:
    she.goes_to("Actions", "Pass it on")
    she.chooses("Who do you ask?", "Ada Field")
    she.types("Why do you ask them?", "You know whom to ask for there.")
    she.presses("Ask them")
    she.reads("Ada Field is asked. Until they accept, it stays with its owner.")


def takes_it_on(her: AtTheKeys) -> None:
    her.reads("You are asked to take on an action", "Hanna Visser has it now")
    her.goes_to("Answer")
    her.reads("You know whom to ask for there.")
    her.picks("Yes, it is mine from now on")
    her.presses("Send my answer")
    her.reads("The action is yours.", "Ring the nursery about his words")


def test_a_health_visitor_works_with_the_others_by_keyboard_alone(
    page: Page, live_server: LiveServer, team: Team, colleague: User, case: Case
) -> None:
    page.add_init_script(NOTICES_POINTERS)
    she = AtTheKeys(page, live_server, team.health_visitor)
    plans_a_joint_visit(she)
    planned = Visit.objects.get(arranged_by=team.health_visitor)
    assert set(planned.workers.values_list("user", flat=True)) == {team.health_visitor.pk, colleague.pk}
    cancels_it(she)
    planned.refresh_from_db()
    assert planned.status == VisitStatus.CANCELLED
    writes_to_the_others(she)
    passes_an_action_on(she)
    assert Action.objects.get().owner == team.health_visitor
    takes_it_on(AtTheKeys(page, live_server, colleague))
    assert Action.objects.get().owner == colleague
    assert page.evaluate("sessionStorage.getItem('pointed')") is None
