"""Families that were referred and that the meeting did not take on, each for another reason."""

from centres.status import Need
from meetings.demo.shapes import (
    AdultSketch,
    ChildSketch,
    Ruling,
    Story,
)

N = Need

SIGNPOSTED = Story(
    "signposted",
    "A family for whom local services are enough",
    "Iyer",
    (ChildSketch("Kavya Iyer", 52),),
    (AdultSketch("Lakshmi Iyer", "mother", "yes", 34, phone=True), AdultSketch("Arun Iyer", "father", "yes", 36)),
    (N.ISOLATION,),
    strengths="New to the town, warm and well organised.",
    worries="Knows nobody here yet.",
    wants='"Where do people with babies go?"',
    meeting=-5,
    rulings=(
        Ruling(
            "signpost",
            "They can find their feet with a friendly map of what there is: Stay and Play and Chatter and Sing.",
            "A lead professional; more than they asked for.",
            actions=(("Take the list round and say hello from us", "hv1", 1),),
        ),
    ),
)

NOT_TAKEN_ON = Story(
    "not_taken_on",
    "A family already helped elsewhere",
    "Buckley",
    (ChildSketch("Archie Buckley", 190),),
    (AdultSketch("Donna Buckley", "mother", "yes", 40, phone=True),),
    (N.PARENTING,),
    strengths="Donna has a plan with Archie's nursery and it works.",
    worries="Tantrums in shops.",
    wants='"I\'m not sure I need another meeting."',
    meeting=-8,
    referrer="ancillary",
    rulings=(
        Ruling(
            "not_accepted",
            "The nursery's plan is three weeks old and working; a second plan would confuse it.",
            "A parenting course place: offered for the summer.",
            "Nursery nurse: would like to ask again if nothing has changed in two months.",
        ),
    ),
)

PASSED_ON = Story(
    "passed_on",
    "A worry that could not wait for the meeting's own plan",
    "Thackeray-Moss",
    (ChildSketch("Jayden Thackeray-Moss", 88),),
    (AdultSketch("Leanne Thackeray-Moss", "mother", "yes", 21, phone=True),),
    (N.RELATIONSHIPS, N.LOW_MOOD),
    strengths="Leanne told the health visitor herself.",
    worries="A bruise explained in two ways, and a new partner nobody has met.",
    wants='"I don\'t know what to do."',
    meeting=-12,
    tier=3,
    referrer="hv2",
    rulings=(
        Ruling(
            "pass_on",
            "A bruise in two versions is not for a family support plan: children's social care, "
            "the same hour, "
            "with Leanne knowing.",
            "Waiting for the clinic appointment: no.",
        ),
    ),
)

NOT_TAKEN = (SIGNPOSTED, NOT_TAKEN_ON, PASSED_ON)
