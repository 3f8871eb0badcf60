"""How families come: they are put on record, agree, and are referred; or they say no."""

from datetime import date, timedelta
from typing import Any

from consent.services import record_agreement, record_refusal
from consent.status import Capacity, How
from families.models import Family
from families.people import NewAddress, NewAdult, NewChild
from families.services import register_family
from families.status import Relation
from meetings.demo.shapes import ChildSketch, Story
from meetings.demo.situations_today import DRAFT_NEW
from meetings.demo.world import Thread, World
from referrals.services import (
    AgreementGiven,
    NewFamily,
    ReferralDetails,
    give_advice_instead,
    save_draft,
    start_draft,
    submit_referral,
    withdraw_referral,
)

ADVICE = (
    "Talked through what to do when Elsie kicks off in shops, gave the times of Stay and Play and the number of the "
    "health visitors' line. Her parents will ring if they change their minds."
)


def born_on(child: ChildSketch, today: date) -> date:
    """The day of birth, or the day it is expected: the same for the same age, and not all on one weekday."""
    return today - timedelta(days=child.weeks * 7 + abs(child.weeks) % 5)


def _child(world: World, child: ChildSketch, on: date) -> NewChild:
    """A child as it is told on a day: not born yet, if it was born since."""
    birth = born_on(child, world.today)
    if birth > on:
        return NewChild(name="", expected_on=birth + timedelta(days=4 if child.weeks >= 0 else 0))
    return NewChild(name=child.name, date_of_birth=birth, nhs_number=world.numbers.nhs_number() if child.nhs else "")


def _adults(world: World, story: Story) -> list[NewAdult]:
    return [
        NewAdult(
            name=one.name,
            relation=one.relation,
            responsibility=one.responsibility,
            phone=world.numbers.mobile() if one.phone else "",
            date_of_birth=world.today - timedelta(days=one.years * 365 + 90) if one.years else None,
            nhs_number=world.numbers.nhs_number() if one.relation == Relation.MOTHER else "",
        )
        for one in story.adults
    ]


def _address(world: World, story: Story) -> NewAddress:
    town = world.place.address.split(", ")[-1]
    lines = f"{world.dice.randrange(2, 120)} {world.dice.choice(world.place.streets)}, {town}"
    return NewAddress(lines=lines, postcode=world.numbers.postcode(), confidential=story.confidential)


def _capacity(story: Story, children: list[NewChild]) -> str:
    if all(child.expected_on for child in children):
        return Capacity.EXPECTANT_PARENT
    parent = story.adults[0].relation in (Relation.MOTHER, Relation.FATHER)
    return Capacity.PARENT_WITH_PR if parent else Capacity.OTHER_WITH_PR


def _register(world: World, story: Story, day: date) -> Family:
    """Put a family on record before anything is written about it."""
    return register_family(
        centre=world.centre, name=story.name, children=[_child(world, one, day) for one in story.children],
        adults=_adults(world, story), address=_address(world, story), registered_on=day, language=story.language,
        interpreter_needed=story.interpreter, safe_contact=story.safe_contact, by=world.users[story.referrer], on=day,
    )  # fmt: skip


def send(world: World, thread: Thread, day: date) -> None:
    """Refer the family, with who agreed and which agencies may know."""
    story = thread.story
    referrer = world.users[story.referrer]
    excluded = [world.agencies[key].pk for key in story.excluded]
    said: dict[str, Any] = {
        "worries": thread.words(story.worries), "tier": story.tier, "needs": story.needs,
        "strengths": thread.words(story.strengths), "family_wants": thread.words(story.wants),
        "tried": thread.words(story.tried), "must_not_know": excluded,
        "may_know": [one.pk for one in world.agencies.values() if one.pk not in excluded],
        "wish_words": dict.fromkeys(excluded, story.excluded_words),
        "language": story.language, "interpreter_needed": story.interpreter, "safe_contact": story.safe_contact,
    }  # fmt: skip
    if story.until_days is None:
        details = ReferralDetails(**said, **_new_family(world, story, day))
        family = None
    else:
        family = _agreed_for_a_while(world, story, day)
        details = ReferralDetails(**said, family=family)
    draft = start_draft(centre=world.centre, by=referrer, on=day, family=family)
    world.clock.forward(25)
    thread.referral = submit_referral(referral=draft, details=details, by=referrer, on=day)
    thread.family = thread.referral.family


def _new_family(world: World, story: Story, day: date) -> dict[str, Any]:
    children = [_child(world, one, day) for one in story.children]
    agreement = AgreementGiven(
        given_by=0, capacity=_capacity(story, children), how=story.how, given_on=day - timedelta(days=2),
        witness="Practice nurse at the clinic" if story.how == How.VERBAL else "",
    )  # fmt: skip
    new = NewFamily(
        name=story.name, children=children, adults=_adults(world, story), address=_address(world, story),
        registered_on=day - timedelta(days=2),
    )  # fmt: skip
    return {"new_family": new, "agreement": agreement}


def _agreed_for_a_while(world: World, story: Story, day: date) -> Family:
    """A family that agreed until a day it chose itself."""
    family = _register(world, story, day)
    record_agreement(
        family=family, given_by=family.adults.order_by("pk")[0], capacity=Capacity.PARENT_WITH_PR, how=story.how,
        given_on=day, until=world.today + timedelta(days=story.until_days or 0), by=world.users[story.referrer], on=day,
    )  # fmt: skip
    return family


def never_refer(world: World, thread: Thread, day: date) -> None:
    """A family that was not referred in the end: a draft, a no, a referral taken back."""
    story = thread.story
    by = world.users[story.referrer]
    if story.never_sent == "withdrawn":
        send(world, thread, day)
        later = world.working_day(day + timedelta(days=1))
        world.clock.go(later)
        withdraw_referral(referral=thread.referral, by=by, on=later)
        return
    thread.family = _register(world, story, day)
    if story.never_sent == "advice":
        parent = thread.family.adults.order_by("pk")[0]
        record_refusal(
            family=thread.family, given_by=parent, capacity=Capacity.PARENT_WITH_PR, how=How.VERBAL,
            witness="Nursery key worker", given_on=day, by=by, on=day,
        )  # fmt: skip
    draft = start_draft(centre=world.centre, by=by, on=day, family=thread.family)
    typed = {"needs": list(story.needs), "strengths": story.strengths, "worries": story.worries}
    save_draft(referral=draft, typed=typed, by=by)
    if story.never_sent == "advice":
        give_advice_instead(referral=draft, advice=ADVICE, by=by, on=day)


def begin_draft_of_a_new_family(world: World, day: date) -> None:
    """A draft typed at a home visit about a family that is not on record yet."""
    by = world.users["hv1"]
    draft = start_draft(centre=world.centre, by=by, on=day)
    save_draft(referral=draft, typed=DRAFT_NEW, by=by)
