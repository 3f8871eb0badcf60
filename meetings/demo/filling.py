"""Families that fill up the numbers: a household, what it comes with, and a likely course, drawn from the tables."""

import random
from dataclasses import dataclass

from meetings.demo import words
from meetings.demo.directory import ServiceSketch
from meetings.demo.names import HOUSEHOLDS, Household
from meetings.demo.places import Place
from meetings.demo.shapes import (
    AdultSketch,
    ChildSketch,
    Entry,
    Held,
    Hoped,
    Joined,
    LeadSketch,
    Met,
    Offered,
    Ruling,
    Story,
    Told,
)
from meetings.demo.themes import Theme
from meetings.demo.themes_more import THEMES

WEEKS_A_MEETING = 2
MEETINGS_A_REVIEW = 3


@dataclass(frozen=True)
class Course:
    """How a story goes: first discussed at `meeting`; after so many reviews it ends as `closing`, or is still open.

    `ruling`: what is decided about the referral, if it is not support. `step`: the decision of the first review.
    """

    meeting: int
    reviews: int = 0
    closing: str = ""
    ruling: str = "support"
    step: str = ""


O = Course  # noqa: E741
ALDERBROOK = (
    # still open
    O(-2), O(-2), O(-5, 1), O(-4, 1), O(-5, 1, step="change"), O(-8, 2), O(-11, 3, step="step_up"), O(-14, 4),
    # ended
    O(-26, 2, "goals_met"), O(-26, 3, "universal"), O(-25, 2, "goals_met"), O(-24, 3, "moved"), O(-24, 2, "universal"),
    O(-22, 3, "goals_met"), O(-21, 2, "universal", step="change"), O(-21, 1, "declined"), O(-20, 3, "goals_met"),
    O(-18, 2, "no_contact"), O(-18, 3, "universal"), O(-15, 3, "goals_met", step="step_up"), O(-14, 2, "universal"),
    O(-13, 2, "goals_met"), O(-10, 2, "universal"),
    # not taken on, asked for more first, or waiting
    O(-23, ruling="signpost"), O(-9, ruling="signpost"), O(-15, ruling="not_accepted"), O(-7, 1, ruling="more_needed"),
    O(-3, 0), O(0),
)  # fmt: skip
BRACKENSHORE = (
    O(-1), O(-2), O(-3, 1), O(-4, 1), O(-6, 2, step="step_up"), O(-7, 2), O(-9, 2), O(-11, 3, step="change"), O(-5, 1),
    O(-26, 2, "goals_met"), O(-25, 2, "universal"), O(-23, 3, "goals_met"), O(-22, 1, "declined"), O(-20, 2, "moved"),
    O(-19, 3, "goals_met"), O(-17, 2, "universal"), O(-15, 2, "goals_met"), O(-13, 2, "no_contact"),
    O(-12, 1, "stepped_up"),
    O(-21, ruling="signpost"), O(-8, ruling="not_accepted"), O(-10, ruling="signpost"), O(-2, ruling="more_needed"),
    O(0), O(0),
)  # fmt: skip
COURSES = {"alderbrook": ALDERBROOK, "brackenshore": BRACKENSHORE}
LEADS = {
    "alderbrook": ("fsw1", "fsw2", "fsw2", "former", "hv1", "fsw1", "hv2", "charity"),
    "brackenshore": ("fsw1", "fsw2"),
}
REFERRERS = {"alderbrook": ("hv1", "hv2", "hv1", "hv2", "psychologist", "ancillary"), "brackenshore": ("hv1", "hv2")}


def stories_for(place: Place, dice: random.Random) -> list[Story]:
    """The families that fill up a centre, every one another household."""
    first = 0 if place.key == "alderbrook" else len(ALDERBROOK)
    courses = COURSES[place.key]
    order = list(HOUSEHOLDS)
    random.Random(7).shuffle(order)  # noqa: S311  the same households for a centre on every day
    households = order[first : first + len(courses)]
    return [
        _story(place, dice, number, household, course)
        for number, (household, course) in enumerate(zip(households, courses, strict=True))
    ]


def _story(place: Place, dice: random.Random, number: int, household: Household, course: Course) -> Story:
    theme = THEMES[number % len(THEMES)]
    leads, referrers = LEADS[place.key], REFERRERS[place.key]
    lead = leads[number % len(leads)]
    return Story(
        key=f"{place.key}_{number + 1}", about="One of many", filler=True, name=household.surname,
        children=_children(theme, household, course, dice), adults=_adults(household, number),
        needs=theme.needs, strengths=dice.choice(theme.strengths), worries=dice.choice(theme.worries),
        wants=dice.choice(theme.wants), tried=dice.choice(theme.tried), tier=3 if number % 6 == 5 else 2,
        meeting=course.meeting, referrer=referrers[number % len(referrers)],
        lead=LeadSketch("fsw1" if lead == "former" and course.meeting > -16 else lead),
        rulings=_rulings(theme, course, dice), diary=_diary(theme, place, course, dice),
        reviews=_reviews(theme, course, dice), how=("signed", "signed", "verbal", "electronic")[number % 4],
        safe_contact=words.SAFE_CONTACT[number % len(words.SAFE_CONTACT)],
        language="" if household.language == "English" else household.language,
    )  # fmt: skip


def _children(theme: Theme, household: Household, course: Course, dice: random.Random) -> tuple[ChildSketch, ...]:
    """The youngest at an age that fits, brothers and sisters older; twins are of one age."""
    weeks = dice.randrange(*theme.ages) - course.meeting * WEEKS_A_MEETING
    names = list(household.children)
    youngest = names.pop(0)
    older = 0 if "twins" in theme.needs else 1
    rest = [
        ChildSketch(f"{one} {household.surname}", weeks + older * (90 + 60 * place)) for place, one in enumerate(names)
    ]
    return (ChildSketch(f"{youngest} {household.surname}", weeks), *rest)


def _adults(household: Household, number: int) -> tuple[AdultSketch, ...]:
    mother = AdultSketch(f"{household.mother} {household.surname}", "mother", "yes", 22 + number % 17, phone=True)
    if not household.father:
        return (mother,)
    held = "yes" if number % 5 else "not_known"
    return (mother, AdultSketch(f"{household.father} {household.surname}", "father", held, 25 + number % 16))


def _rulings(theme: Theme, course: Course, dice: random.Random) -> tuple[Ruling, ...]:
    what, who = theme.action
    support = Ruling("support", dice.choice(theme.reasons), actions=((what, who, 1),))
    if course.ruling == "more_needed":
        return (Ruling("more_needed", "We would decide differently if we knew what nursery sees. Please ask."), support)
    if course.ruling == "signpost":
        return (
            Ruling("signpost", "What they ask for exists around the corner: tell them, and walk along if they like."),
        )
    if course.ruling == "not_accepted":
        return (Ruling("not_accepted", "Another team already works with the family on the same things."),)
    return (support,)


def _fitting(theme: Theme, place: Place) -> list[ServiceSketch]:
    return [one for one in place.services if set(one.needs) & set(theme.needs)]


def _diary(theme: Theme, place: Place, course: Course, dice: random.Random) -> tuple[Entry, ...]:
    """First an attempt now and then, then visits, goals, offers, and a report before the second meeting."""
    if course.closing == "no_contact":
        return _never_reached(dice)
    last = (course.reviews * MEETINGS_A_REVIEW or -course.meeting) * 14
    visits = [Met(4 + 15 * place_ + dice.randrange(6), "visit", note, child_seen=True) for place_, note in enumerate(
        dice.sample(theme.visits, len(theme.visits)))]  # fmt: skip
    first: list[Entry] = [Met(2, "call", "No answer; sent a text.", reached=False)] if dice.random() < 0.4 else []
    hope, outcome = dice.choice(theme.goals)
    first.append(
        Hoped(visits[0].day, hope, outcome, 60 + dice.randrange(20) if course.closing == "goals_met" else None)
    )
    services = _fitting(theme, place)[:2]
    offers = [
        Offered(6 + 9 * row, one.name, after=3 + dice.randrange(5), words=dice.choice(theme.yes), answer=answer)
        for row, (one, answer) in enumerate(
            zip(services, ("accepted", dice.choice(("accepted", "refused", "later"))), strict=False)
        )
    ]
    told = [Told(23 + dice.randrange(3), dice.choice(theme.progress))] if dice.random() < 0.45 else []
    joined = [Joined(9, "hv1", "Keeps an eye on health and development")] if dice.random() < 0.4 else []
    between = [Met(31 + 21 * row, kind, note) for row, (kind, note) in enumerate(dice.sample(words.BETWEEN, 3))]
    return (*first, *(one for one in (*visits, *between) if one.day < last), *joined, *offers, *told)


def _never_reached(dice: random.Random) -> tuple[Entry, ...]:
    return (
        Met(2, "call", "Rang out.", reached=False),
        Met(6, "letter", "A card with our photographs and two dates.", reached=False),
        Met(13, "visit", "Nobody in; left a note.", reached=False),
        Met(20 + dice.randrange(5), "message", "A text with the times of Stay and Play.", reached=False),
        Met(34, "visit", "Nobody in, curtains drawn.", reached=False),
    )


def _reviews(theme: Theme, course: Course, dice: random.Random) -> tuple[Held, ...]:
    """A little better each time; the last one ends it, if it ends."""
    if course.closing == "no_contact":
        waiting = Held(
            2, None, "Not reached yet.", "", "go_on", "Try once more, with the health visitor.", "Not reached."
        )
        return (waiting,) * (course.reviews - 1) + (_ending(theme, course, dice),)
    held = []
    for number in range(course.reviews):
        changed, said = theme.better[min(number, len(theme.better) - 1)]
        worker = 4 + min(number, 2) + dice.randrange(2)
        step = (course.step if number == 0 else "") or "go_on"
        held.append(Held(worker, worker + dice.randrange(-1, 2), changed, said, step))
    if course.closing:
        held[-1] = _ending(theme, course, dice)
    return tuple(held)


ENDINGS = {
    "moved": "The family has moved away; the new health visitor has a summary, with their agreement.",
    "declined": "The family would rather manage by itself now, and says thank you.",
    "no_contact": "Five attempts, two of them together with the health visitor. The door stays open.",
    "stepped_up": "A specialist service now leads; we stay in touch until the first meeting there.",
}


def _ending(theme: Theme, course: Course, dice: random.Random) -> Held:
    reason = ENDINGS.get(course.closing, dice.choice(theme.endings))
    changed, said = theme.better[-1]
    if course.closing == "no_contact":
        return Held(1, None, "Not reached.", "", "close", reason, "Not reached.", course.closing)
    well = course.closing in ("goals_met", "universal")
    rating = 8 if well else 5
    return Held(
        rating, rating + dice.randrange(2), changed if well else "Some of it has changed.", said if well else "",
        "close", reason, "", course.closing,
    )  # fmt: skip
