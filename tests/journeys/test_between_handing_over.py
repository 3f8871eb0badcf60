"""A manager finds somebody for a family that nobody leads; and a family changes hands in the middle of its plan."""

from datetime import date

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from cases.models import Action, Case
from tests.days import days_ago
from tests.factories import cases
from tests.factories import centres as make
from tests.factories import meetings as make_meetings
from tests.factories.meetings import Team
from tests.journeys.conftest import Clock
from tests.journeys.people import Person

pytestmark = pytest.mark.django_db(transaction=True)

NO = "I lead two families, and one of them needs me every other day."
MATTERS = "Ring before nine, she sleeps when he sleeps. She does not open letters."


@pytest.fixture
def team(clock: Clock) -> Team:
    """The people of a centre."""
    return make_meetings.team()


@pytest.fixture
def ivy(team: Team) -> User:
    """Another family support worker."""
    return make.support_worker(team.centre, of=team.council, name="Ivy Marsh")


def known(team: Team, name: str) -> dict:
    """A family and its referral, as `case_without_lead` takes them."""
    family = make_meetings.known_family(team, name=name)
    return {"of": family, "referral": cases.accepted_referral(family, by=team.health_visitor)}


def asks(she: Person, who: str) -> None:
    """From the alarm on her page to the question."""
    she.goes_to("Since when, why, and whom to ask: 1 family", "Ask somebody")
    she.reads("Leads 2 families, weight 3", "Leads no family")
    she.picks(who, exact=False)
    she.types("What does the family say about who leads?", "Somebody who knows about speech.")
    she.presses("Ask them")
    she.reads(f"{who} is asked to lead and will be told.")


def says_no(who: Person) -> None:
    who.goes_to("Answer")
    who.reads("Somebody who knows about speech.")
    who.picks("No, I decline")
    who.types("If you decline: why?", NO)
    who.presses("Send my answer")
    who.reads("You have declined. The manager will ask somebody else.")


def says_yes(who: Person) -> None:
    who.goes_to("Answer")
    who.picks("Yes, I accept")
    who.presses("Send my answer")
    who.reads("You are now the family's lead professional.")


def test_a_manager_asks_until_somebody_leads(page: Page, live_server: LiveServer, team: Team, ivy: User) -> None:
    for name, tier in (("Abbot", 2), ("Hartley", 3)):
        cases.case_led_by(team.support_worker, team.centre, tier=tier, **known(team, name))
    case = cases.case_without_lead(team.centre, opened_on=days_ago(3), **known(team, "Okonjo"))

    she = Person(page, live_server, team.manager)
    she.reads("Nobody has been asked to lead")
    asks(she, "Sam Worth")
    says_no(Person(page, live_server, team.support_worker))

    she = Person(page, live_server, team.manager)
    she.reads(f"Sam Worth said no on 2 March 2026: {NO}")
    asks(she, "Ivy Marsh")
    says_yes(Person(page, live_server, ivy))

    she = Person(page, live_server, team.manager)
    she.reads("Every open case has one.")
    assert cases.lead_of(case) == ivy


@pytest.fixture
def case(team: Team) -> Case:
    """A case in the middle of its plan: two goals, five actions to do, of which three can go along."""
    sam, made = team.support_worker, cases.case_led_by(team.support_worker, team.centre, **known(team, "Okonjo"))
    words = cases.goal(made, by=sam, words="I want him to have words")
    cases.goal(made, by=sam, words="I want an afternoon for myself")
    given = {"case": made, "goal": words}
    cases.action(sam, team.centre, what="Ask for a hearing test", due_on=days_ago(4), **given)
    cases.action(sam, team.centre, what="Bring the picture books back", **given)
    mother = made.family.adults.get()
    cases.action(sam, team.centre, what="Ring her sister about Thursdays", for_adult=mother, case=made)
    cases.action(team.health_visitor, team.centre, what="Weigh him", case=made)
    letter = cases.action(sam, team.centre, what="Write to housing", case=made)
    cases.pass_on(letter, team.social_worker)
    return made


def to_do(case: Case) -> dict[str, tuple[User, date]]:
    """Of each action still to do whose it is, and by when."""
    rows = Action.objects.open().filter(case=case).select_related("owner")
    return {one.what: (one.owner, one.due_on) for one in rows}


def hands_over(sam: Person) -> None:
    sam.goes_to("Cases", "Okonjo")
    sam.turns_to("People")
    sam.goes_to("Hand the family over")
    sam.reads("Not along, because somebody is asked already: Write to housing")
    sam.picks("Ivy Marsh", exact=False)
    sam.types("What does the family say about who leads next?", "As long as she likes cars.")
    sam.types("What matters most", MATTERS)
    sam.presses("Ask them to take over")
    sam.reads("Ivy Marsh is asked to take over. Until they accept, nothing changes.")


def takes_over(ivy: Person, case: Case) -> None:
    """She reads what goes along before she answers, and the briefing after."""
    ivy.goes_to("Answer")
    ivy.reads("If you accept, 3 actions are yours, with their dates", "Ask for a hearing test")
    ivy.cannot_read(MATTERS)
    ivy.picks("Yes, I accept")
    ivy.presses("Send my answer")
    ivy.reads("Briefing for Ivy Marsh", MATTERS, "As long as she likes cars.", "Text before calling")
    ivy.reads("I want him to have words", "I want an afternoon for myself", *to_do(case))


def reads_who_led(who: Person) -> None:
    who.goes_to("Cases", "Okonjo")
    who.reads("Ivy Marsh became lead professional", "Sam Worth stopped leading", "Sam Worth became lead professional")
    who.turns_to("People")
    who.reads("Led from", "Leads since")


def test_a_family_is_handed_over_in_the_middle_of_its_plan_and_no_action_is_lost(
    page: Page, live_server: LiveServer, team: Team, ivy: User, case: Case
) -> None:
    before, sam = to_do(case), team.support_worker
    hands_over(Person(page, live_server, sam))
    assert to_do(case) == before

    her = Person(page, live_server, ivy)
    takes_over(her, case)
    after = to_do(case)
    assert {what: due_on for what, (_, due_on) in after.items()} == {
        what: due_on for what, (_, due_on) in before.items()
    }
    assert {what: owner.name for what, (owner, _) in after.items()} == {
        "Ask for a hearing test": "Ivy Marsh", "Bring the picture books back": "Ivy Marsh",
        "Ring her sister about Thursdays": "Ivy Marsh", "Weigh him": "Hanna Visser", "Write to housing": "Sam Worth",
    }  # fmt: skip

    her.goes_to("Actions")
    her.reads(
        "Ask for a hearing test", "Handed over by Sam Worth", "4 days late", "Grace Okonjo does it, you see to it"
    )
    reads_who_led(her)
    reads_who_led(Person(page, live_server, team.manager))
