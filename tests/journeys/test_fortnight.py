"""One fortnight, and the review six weeks later, lived in a browser by everybody it concerns.

With JavaScript and without: the same clicks, the same records. The PDF is made by a real worker.
"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from cases.models import Case, Review
from cases.rules import next_review_day
from centres.models import SharingProtocol
from centres.status import Need
from documents.models import Document
from documents.status import DocumentStatus
from inputs.words import date
from meetings.models import Meeting, Minutes, Series
from meetings.services import plan_meetings
from meetings.status import MinutesStatus
from referrals.models import Referral
from tests.browser import NARROW, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.days import today
from tests.factories import centres as make
from tests.factories import meetings as make_meetings
from tests.factories.meetings import Team
from tests.journeys.people import Person, group, option, row
from tests.processes.worker import wait_until, worker
from tests.signing_in import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("broker")]

WORRIES = "Hardly any words at two and a half. Mum feels alone with it since they moved here."


@pytest.fixture(params=["page", "plain_page"], ids=["with JavaScript", "without JavaScript"])
def window(request: pytest.FixtureRequest) -> Page:
    """A browser window."""
    opened: Page = request.getfixturevalue(request.param)
    opened.scripts = request.param == "page"  # type: ignore[attr-defined]
    return opened


@pytest.fixture
def team() -> Team:
    """The people of one centre, a wording, a service that fits, and a meeting today."""
    made = make_meetings.team()
    # Six weeks apart, so that the next meeting is the one with the review.
    Series.objects.filter(pk=made.series.pk).update(
        every_weeks=6, papers_close_days=0, first_on=today() - timedelta(weeks=6)
    )
    made.series.refresh_from_db()
    SharingProtocol.objects.update(review_on=None)
    make.service(made.centre, name="Chatterbox", needs=[Need.SPEECH])
    make_meetings.families.wording(made.centre)
    make_meetings.meeting(made)
    return made


def look(page: Page) -> None:
    """As a person with a phone, and as one who cannot see the screen (axe itself needs scripts to run)."""
    if page.scripts:  # type: ignore[attr-defined]
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            assert_no_sideways_scroll(page)
        assert_accessible(page)


def describe_family(her: Person) -> None:
    """A family that nobody here knows yet: a child, an unborn child, their mother, and what she wants."""
    window = her.page
    her.types("Family name", "Okonjo-Field")
    child = row(window, "Child 1")
    her.types("Child’s name", "Tobi Okonjo", within=child)
    her.types("Date of birth", "3 5 2024", within=child)
    second = row(window, "Child 2")
    if not second.count():
        window.get_by_role("button", name="Add another child").click()
    her.types("expected date of delivery", date(timezone.localdate() + timedelta(days=90)), within=second)
    adult = row(window, "Adult 1")
    her.types("Adult’s name", "Ife Okonjo", within=adult)
    adult.get_by_label("Relation to the children").select_option("Mother")
    her.picks("Yes", within=group(adult, "Parental responsibility"))
    her.picks("This is who agrees to the referral", within=adult)
    her.types("House and street", "4 Mill Row")
    her.types("Postcode", "LS1 4AP")
    her.types("What worries you", WORRIES)
    her.types("What the family wants", "Somebody to talk to, and for him to say mama")
    her.picks("Speech and language", "Tier 2: some targeted support")


def refer_new_family(window: Page, server: LiveServer, team: Team) -> Referral:
    """Point 1: no agreement, no referral; with one, it waits for the meeting. Nothing is typed twice."""
    her = Person(window, server, team.health_visitor)
    her.goes_to("Log a referral")
    her.reads("Is a child suffering significant harm")
    her.presses("Go on with a new family")
    describe_family(her)
    her.presses("Send to the meeting")
    her.reads("What you can do instead")
    expect(window.get_by_label("What worries you")).to_have_value(WORRIES)
    look(window)

    her.picks("Yes, they agree")
    her.picks("Parent with parental responsibility", "Signed form")
    her.types("On what date", date(timezone.localdate() - timedelta(days=1)))
    for agency in (team.council, team.housing):
        question = group(window, agency.name)
        if question.count():
            question.get_by_label("May know" if agency == team.council else "Must not know").check()
    her.presses("Send to the meeting")
    her.reads("Waiting for the meeting")
    return Referral.objects.get(family__name="Okonjo-Field")


def hold_meeting(window: Page, server: LiveServer, team: Team) -> None:
    """Point 2: the agenda has filled itself; one item is decided from the chair's screen, then the meeting closes."""
    she = Person(window, server, team.manager)
    she.goes_to("Meeting today")
    she.reads("Okonjo-Field")
    she.presses("Open the meeting")
    she.presses("Everybody expected is here")
    she.goes_to("Okonjo-Field")
    she.reads("Somebody to talk to")
    look(window)
    she.types(team.trust.name, "The nursery should look at his hearing too.")
    she.picks("Support the family: offer a lead professional")
    she.types("Reason", "Support at home first, with Chatterbox.")
    window.get_by_label("Offer the family to").select_option(label=option(window, "Sam Worth"))
    action = row(window, "Action 1")
    she.types("What", "Ask the nursery about a hearing test", within=action)
    action.get_by_label("Owner").select_option(label=option(action, "Hanna Visser"))
    she.presses("Record the decision")
    she.page.goto(f"{server.url}/meetings/{Meeting.objects.get(on=timezone.localdate()).pk}/")
    she.goes_to("Close the meeting")
    she.presses("Close the meeting and make the minutes")
    she.reads("Minutes of the multi-agency meeting")
    she.reads("The nursery should look at his hearing too.")
    she.reads("Ask the nursery about a hearing test")
    look(window)
    she.goes_to("As Sam Worth")
    she.reads("Preview: as Sam Worth reads them")
    she.goes_to("Back to your own edition")
    she.presses(f"Release to {Meeting.objects.get(on=timezone.localdate()).attendance.count()} people")
    she.reads("Everybody who was expected is told")


def work_with_family(window: Page, server: LiveServer, team: Team) -> None:
    """Points 2 and 4: the lead accepts, tries, reaches, offers, hears the answer, reports."""
    he = Person(window, server, team.support_worker)
    he.goes_to("Answer")
    he.picks("Yes, I accept")
    he.presses("Send my answer")
    case = f"{server.url}/cases/{Case.objects.get().pk}/"
    window.goto(case)
    he.presses("Called, no answer")
    he.goes_to("Record a contact")
    he.picks("Home visit", "Yes")
    window.get_by_label("Tobi Okonjo").check()
    he.types("What happened", "Tobi showed me every truck he owns.")
    he.presses("Save the contact")
    window.goto(case)
    he.goes_to("Record an offer of support")
    he.picks("Chatterbox")
    look(window)
    he.presses("Save the offer")
    window.goto(case)
    he.goes_to("Record the answer")
    he.picks("Accepted")
    he.presses("Save the answer")
    window.goto(case)
    he.goes_to("Report progress to the meeting")
    he.types("How it goes", "They went to Chatterbox twice. He says three new words.")
    he.presses("Report progress")


def hears_the_answer(window: Page, server: LiveServer, team: Team, *words: str) -> None:
    """The referrer reads the decision and what came of it on the referral's page."""
    her = Person(window, server, team.health_visitor)
    her.goes_to("Referrals", "Okonjo-Field")
    for said in words:
        her.reads(said)


def hold_review(window: Page, server: LiveServer, team: Team) -> None:
    """Points 3 and 5: six weeks later the last minutes are approved and the review is due by itself."""
    she = Person(window, server, team.manager)
    she.goes_to("Meeting today")
    she.presses("Open the meeting")
    she.presses("Everybody expected is here")
    she.presses("Approve them")
    she.goes_to("Okonjo-Field")
    she.reads("They went to Chatterbox twice.")
    group(window, "The family's own rating").get_by_label("7", exact=True).check()
    group(window, "The worker's rating").get_by_label("6", exact=True).check()
    she.types("What changed since the last review", "Three new words and two afternoons out.")
    she.picks("Go on as planned")
    she.types("Reason", "It helps, and the hearing test is still to come.")
    look(window)
    she.presses("Record the decision")


def take_out_the_report(window: Page, server: LiveServer, admin: User, case: Case) -> None:
    """Point 7: figures, and no family."""
    they = Person(window, server, admin)
    they.goes_to("Reports")
    window.get_by_role("link", name="CSV").click()  # first: is it really you?
    window.get_by_label("Password", exact=True).fill(PASSWORD)
    window.get_by_role("button", name="Go on").click()
    with window.expect_download() as coming:
        window.get_by_role("link", name="CSV").click()
    text = coming.value.path().read_text()
    assert "Okonjo" not in text
    assert "Referrals" in text
    answer = window.goto(f"{server.url}/cases/{case.pk}/")
    assert answer is not None
    assert answer.status == 404


def test_a_fortnight_and_the_review_six_weeks_later(
    window: Page, live_server: LiveServer, team: Team, process_environment: dict[str, str]
) -> None:
    referral = refer_new_family(window, live_server, team)
    assert referral.agreement is not None
    with worker(process_environment):
        hold_meeting(window, live_server, team)
        wait_until(
            lambda: Document.objects.exclude(status=DocumentStatus.READY).count() == 0 and Document.objects.exists(),
            "the minutes as PDF",
        )
    work_with_family(window, live_server, team)
    hears_the_answer(window, live_server, team, "Support agreed", "They went to Chatterbox twice.")

    case = Case.objects.get()
    due = Review.objects.get(held_on=None).due_on
    assert due == next_review_day(case.centre, timezone.localdate())
    with time_machine.travel(timezone.now() + timedelta(weeks=6)):
        plan_meetings(series=team.series, until=timezone.localdate(), by=None)
        hold_review(window, live_server, team)
        hears_the_answer(window, live_server, team, "It helps, and the hearing test is still to come.")
        assert Minutes.objects.get().status == MinutesStatus.APPROVED
        assert case.reviews.get(held_on=timezone.localdate()).family_rating == 7
        assert case.reviews.get(held_on=None).due_on <= timezone.localdate() + timedelta(weeks=6)
        take_out_the_report(window, live_server, make.administrator(team.centre), case)
