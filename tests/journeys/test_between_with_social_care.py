"""A link social worker and a lead professional: a question, a note of supervision, and asking social care to lead."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from cases.models import Case, RestrictedNote
from cases.status import CaseStatus, Closing
from tests.factories import cases
from tests.factories import centres as make
from tests.factories import meetings as make_meetings
from tests.factories.meetings import Team
from tests.journeys.conftest import Clock
from tests.journeys.people import Person, group

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION, ANSWER = "He flinches when a door bangs. Do I ask him?", "Ask his mother first, and tell me on Friday."
NOTE = "Sam is worn out by this one. We look at her hours on Friday."
WORRY = "On Tuesday there was a hole in the door, and nobody would say how it came there."


@pytest.fixture
def team(clock: Clock) -> Team:
    """The people of a centre; the link social worker supervises the family support worker."""
    made = make_meetings.team()
    made.support_worker.memberships.update(supervisor=made.social_worker)
    return made


@pytest.fixture
def case(team: Team) -> Case:
    """A family that the support worker leads."""
    made = make_meetings.led_case(team, family=make_meetings.known_family(team, name="Okonjo"))
    cases.contact(made, by=team.support_worker, note="He hid under the table when the bell rang.")
    return made


def test_a_question_is_asked_answered_and_read(page: Page, live_server: LiveServer, team: Team, case: Case) -> None:
    sam = Person(page, live_server, team.support_worker)
    sam.goes_to("Okonjo")
    sam.turns_to("Advice")
    sam.goes_to("Ask the link social worker")
    sam.types("Your question", QUESTION)
    sam.presses("Send the question")
    sam.reads("Lee Ash has your question, and is told now.", "It is to come by")

    lee = Person(page, live_server, team.social_worker)
    lee.reads("You are asked for advice", "about Okonjo")
    lee.goes_to("Read and answer")
    lee.reads(QUESTION)
    lee.types("Your answer", ANSWER)
    lee.presses("Send the answer")
    lee.reads("Your answer is kept. Whoever asked is told now.")

    sam = Person(page, live_server, team.support_worker)
    sam.goes_to("Okonjo")
    sam.turns_to("Advice")
    sam.reads(QUESTION, ANSWER)


@pytest.fixture
def line_manager(team: Team, case: Case) -> User:
    """To whom the support worker answers at her agency, and who takes part in the work; the centre's is another."""
    made = make.member(team.centre, "specialist", of=team.council, name="Lena Line", title="Team manager")
    team.support_worker.memberships.update(line_manager=made)
    cases.team_member(case, made)
    return made


def writes_a_note(lee: Person) -> None:
    lee.reads("Families whose lead professional I supervise")
    lee.goes_to("Okonjo")
    lee.turns_to("Restricted notes")
    lee.goes_to("Write a restricted note")
    lee.reads("You, the centre’s manager and the readers you choose can read it")
    lee.picks("Supervision")
    lee.types("The note", NOTE, exact=True)
    lee.presses("Keep the note")
    lee.reads("Restricted note: supervision of Sam Worth", "Nobody is named.")


def looks_for_notes(who: Person) -> None:
    who.goes_to("Cases", "Okonjo")
    who.turns_to("Restricted notes")


def test_a_note_of_supervision_is_read_by_a_line_manager_only_if_named(
    page: Page, live_server: LiveServer, team: Team, case: Case, line_manager: User
) -> None:
    writes_a_note(Person(page, live_server, team.social_worker))
    lena = Person(page, live_server, line_manager)
    looks_for_notes(lena)
    lena.reads("No note for you")
    lena.cannot_open(reverse("restricted_note", args=[RestrictedNote.objects.get().pk]))

    lee = Person(page, live_server, team.social_worker)
    looks_for_notes(lee)
    lee.goes_to("Supervision of Sam Worth", "Name another reader")
    lee.picks("Lena Line")
    lee.presses("Let them read it")

    for who in (line_manager, team.manager):  # the centre's manager reads every note, and the page says so
        reader = Person(page, live_server, who)
        looks_for_notes(reader)
        reader.goes_to("Supervision of Sam Worth")
        reader.reads(NOTE)


def refers_to_social_care(sam: Person) -> None:
    """What happened, which contact they read, and the eight questions."""
    sam.goes_to("Okonjo")
    sam.turns_to("Agreement")
    sam.goes_to("Step up: ask children’s social care")
    sam.types("What happened, and what are you worried about?", WORRY)
    sam.picks("He hid under the table", exact=False)
    sam.types("1. What is the purpose?", "To find out whether he is safe at home.")
    sam.picks("Yes, the family agrees")
    sam.picks("Duty to share for a child's safety or welfare", exact=False)
    sam.types("7. Which information, and no more than is needed?", "What was seen on Tuesday, and before.")
    sam.types("How is it shared", "By telephone to the duty social worker, then this summary")
    sam.picks("Yes", within=group(sam.page, "Was the family told?"))
    sam.presses("Record that it is shared, and make the summary")
    sam.reads("It is recorded. Print the summary; you lead until they say yes.")


def prints_the_summary(sam: Person) -> None:
    """It says what the other service needs, and not where the family lives."""
    sam.page.emulate_media(media="print")
    sam.reads("Summary for Children’s social care", WORRY, "He hid under the table", "Lead professional: Sam Worth")
    sam.cannot_read("12 Elm Street", "LS1 4AP")
    sam.page.emulate_media(media="screen")


def tries_to_close(sam: Person) -> None:
    sam.turns_to("Reviews")
    sam.goes_to("Close the case")
    sam.picks("Another service now leads the work")
    sam.types("How did it end?", "Social care leads from now on.")
    sam.picks("Nothing: it has what it needed")
    sam.types("If nobody asks: why?", "Social care stays in touch.")
    sam.presses("Close the case and tell the referrer")


def hears_a_yes(sam: Person) -> None:
    sam.turns_to("Agreement")
    sam.goes_to("Record the answer")
    sam.picks("Yes: they lead from now on")
    sam.types("Who answered?", "Jo Day, social worker")
    sam.presses("Save the answer")
    sam.reads("The answer is recorded.", "Jo Day, social worker")


def test_the_family_stays_with_its_lead_until_social_care_has_said_yes(
    page: Page, live_server: LiveServer, team: Team, case: Case
) -> None:
    sam = Person(page, live_server, team.support_worker)
    refers_to_social_care(sam)
    prints_the_summary(sam)
    sam.goes_to("Okonjo family")
    tries_to_close(sam)
    sam.reads("Another service was asked on 2 March 2026 to lead and has not answered.")
    case.refresh_from_db()
    assert (case.status, cases.lead_of(case)) == (CaseStatus.OPEN, team.support_worker)

    sam.goes_to("Okonjo family")
    hears_a_yes(sam)
    assert cases.lead_of(case) == team.support_worker  # until she closes it herself
    tries_to_close(sam)
    case.refresh_from_db()
    assert (case.status, case.closing) == (CaseStatus.CLOSED, Closing.STEPPED_UP)
