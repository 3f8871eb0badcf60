"""Somebody stands in while a lead professional is on leave, from its first day to its last, and the lead comes back."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from cases.models import Case
from tests.factories import centres as make
from tests.factories import meetings as make_meetings
from tests.factories.meetings import Team
from tests.journeys.conftest import Clock
from tests.journeys.people import Person, group

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, LAST, AFTER = date(2026, 3, 9), date(2026, 3, 13), date(2026, 3, 14)
MATTERS = "The boiler man comes on Tuesday. Somebody has to be there with her."
NOTE = "The boiler is mended. He showed me how loud it can be."


@pytest.fixture
def team(clock: Clock) -> Team:
    """The people of a centre."""
    return make_meetings.team()


@pytest.fixture
def ada(team: Team) -> User:
    """Another family support worker."""
    return make.support_worker(team.centre, of=team.council, name="Ada Byron")


@pytest.fixture
def case(team: Team) -> Case:
    """A family that the support worker leads."""
    return make_meetings.led_case(team, family=make_meetings.known_family(team, name="Okonjo"))


def asks_somebody_to_stand_in(sam: Person) -> None:
    sam.goes_to("Okonjo")
    sam.turns_to("People")
    sam.goes_to("Ask somebody to stand in until a date")
    sam.picks("Ada Byron", exact=False)
    sam.types("From which day?", "9 March 2026")
    sam.types("Until which day?", "13 March 2026")
    sam.types("What should they know?", MATTERS)
    sam.presses("Ask them")
    sam.reads("Ada Byron is asked to stand in, and is told now.")


def agrees(ada: Person) -> None:
    ada.reads("You are asked to stand in")
    ada.goes_to("Answer")
    ada.reads("Okonjo family: will you stand in?", "9 March 2026", "13 March 2026")
    ada.cannot_read(MATTERS)
    ada.picks("Yes, I stand in")
    ada.presses("Send my answer")


def stands_in(ada: Person) -> None:
    """On the first day she finds the family on her page, what she should know, and does what is to be done."""
    ada.reads("Families I stand in for", "For Sam Worth")
    ada.goes_to("Okonjo")
    ada.reads("You stand in for Sam Worth until 13 March 2026.", MATTERS)
    ada.goes_to("Record a contact")
    ada.picks("Home visit")
    ada.picks("Yes", within=group(ada.page, "Did you reach the family?"))
    ada.types("What happened", NOTE)
    ada.presses("Save the contact")
    ada.reads(NOTE)
    ada.turns_to("Reviews")
    ada.reads("Hold the review")
    ada.cannot_read("Close the case")


def is_back(sam: Person) -> None:
    sam.goes_to("Okonjo")
    sam.reads(NOTE, "Ada Byron")
    sam.cannot_read("Ada Byron stands in until")
    sam.turns_to("People")
    sam.reads("Nobody is asked. Before leave, ask somebody")


def test_somebody_stands_in_for_as_long_as_the_leave_lasts(
    page: Page, live_server: LiveServer, clock: Clock, team: Team, ada: User, case: Case
) -> None:
    here = reverse("case", args=[case.pk])
    asks_somebody_to_stand_in(Person(page, live_server, team.support_worker))
    her = Person(page, live_server, ada)
    agrees(her)
    her.cannot_open(here)

    clock.goes_to(FIRST)
    stands_in(Person(page, live_server, ada))
    clock.goes_to(LAST)
    Person(page, live_server, ada).goes_to("Okonjo")

    clock.goes_to(AFTER)
    her = Person(page, live_server, ada)
    her.cannot_read("Okonjo")
    her.cannot_open(here)
    is_back(Person(page, live_server, team.support_worker))
