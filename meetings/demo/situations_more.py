"""More families the first centre works with today, where something has to be watched: an address, an agreement, a "
"lead."""

from centres.status import Need
from meetings.demo.shapes import (
    AdultSketch,
    ChildSketch,
    Held,
    Hoped,
    Joined,
    LeadSketch,
    Met,
    Offered,
    Ruling,
    Story,
    Turn,
)

N = Need

CONFIDENTIAL_ADDRESS = Story(
    "confidential_address",
    "An address nobody may learn",
    "Ellery",
    (ChildSketch("Poppy Ellery", 205), ChildSketch("Jonah Ellery", 96)),
    (AdultSketch("Hannah Ellery", "mother", "yes", 30, phone=True),),
    (N.RELATIONSHIPS, N.HOUSING, N.ISOLATION),
    strengths="Hannah got herself and the children to safety and has kept Poppy's nursery place going from a new town.",
    worries="The family left a violent man and he is looking for them. Poppy is watchful and quiet; Jonah clings. They "
    "know nobody here.",
    wants='"That nobody finds out where we live. After that: friends for Poppy."',
    tried="The domestic abuse service has a worker for Hannah. The police have marked the address.",
    meeting=-10,
    tier=3,
    confidential=True,
    excluded=("charity",),
    excluded_words="His sister volunteers for The Lantern Tree. They must not know we are here.",
    safe_contact="Only Hannah's own mobile, weekdays 9am to 2pm. Never leave a message. Never write.",
    lead=LeadSketch("former", family_view="One person only, please, and a woman."),
    rulings=(
        Ruling(
            "support",
            "Safe, but uprooted: the children need play and a routine, Hannah needs company that asks nothing.",
            "Groups at the library: too public for now.",
            actions=(
                ("Agree with Hannah how and when we contact her", "former", 1),
                ("Check that no list at the centre shows the address", "manager", 1),
            ),
        ),
    ),
    diary=(
        Met(3, "call", "In the agreed hours. Hannah chose the centre as the place to meet."),
        Met(
            10,
            "visit",
            "Met at the centre. Poppy painted; Jonah stayed on Hannah's lap and then did not.",
            child_seen=True,
        ),
        Hoped(10, "Poppy has a friend to ask to tea", "enjoy", reached=110),
        Hoped(10, "We feel safe going to the shops", "safe"),
        Turn(
            40,
            "police_asked",
            words="That the children are seen every week and are well. Nothing about where they live.",
        ),
        Offered(12, "Stay and Play", after=2, words="On the quiet day, yes."),
        Joined(14, "lsw", "Advice on safety, and a joint meeting with the domestic abuse worker"),
        Met(45, "group", "Fourth time at the quiet session. Jonah waved goodbye.", child_seen=True),
        Turn(72, "hand_over", "fsw1", "Kirsty leaves the centre; Danielle has met Hannah twice together with her."),
        Met(
            80,
            "visit",
            "At the centre, with Danielle. Hannah would like to start driving lessons.",
            child_seen=True,
            who="fsw1",
        ),
        Turn(
            86,
            "abuse_note",
            "lsw",
            "Hannah says: on Tuesday his mother sent her a message that asks which nursery Poppy goes to. Hannah did "
            "not answer and kept the message; I have not seen it. She has told the police and the domestic abuse "
            "worker. Agreed with Hannah: the nursery changes the password for collecting Poppy.",
        ),
        Offered(92, "Steady Steps parenting course", answer="later", after=4, words="When the court date is over."),
        Met(112, "call", "Poppy was asked to a birthday party. Hannah went too.", who="fsw1"),
        Met(131, "visit", "At the centre. The court order has been granted.", child_seen=True, who="fsw1"),
    ),
    reviews=(
        Held(
            4,
            5,
            "Comes every week. Poppy speaks to the staff.",
            "It's the one place I breathe out.",
            "go_on",
            "Small steps; nothing public.",
        ),
        Held(
            5,
            6,
            "Worker changed after a proper handover.",
            "I was scared of starting again, but it was all right.",
            "go_on",
            "Keep the same day and room.",
        ),
        Held(
            7,
            7,
            "A friend for Poppy. Court order granted.",
            "We went to the market on Saturday.",
            "go_on",
            "Look at stepping down at the next review.",
        ),
    ),
)

CONSENT_WITHDRAWN = Story(
    "consent_withdrawn",
    "An agreement withdrawn while the case is open",
    "Fontaine",
    (ChildSketch("Maëlle Fontaine", 74),),
    (
        AdultSketch("Claudine Fontaine", "mother", "yes", 33, phone=True),
        AdultSketch("Jerome Baptiste", "father", "not_known", 35),
    ),
    (N.RELATIONSHIPS, N.LOW_MOOD),
    strengths="Maëlle is bright and curious. Claudine runs a hairdresser's from home and is well known in the street.",
    worries="Arguments between the parents in front of Maëlle; Claudine low since the spring.",
    wants='"Somebody neutral to talk to, not a counsellor and not my mother."',
    tried="The couple tried a mediation line once.",
    meeting=-5,
    lead=LeadSketch("fsw2"),
    rulings=(
        Ruling(
            "support",
            "Claudine asks for somebody to talk to about home; Maëlle hears too much.",
            "Relationship counselling: offered, not wanted.",
            actions=(("Meet Claudine at a time when the shop is closed", "fsw2", 1),),
        ),
    ),
    diary=(
        Met(
            6, "visit", "Long talk. Maëlle asleep next door. Claudine wants Jerome to come next time.", child_seen=True
        ),
        Hoped(6, "We argue after bedtime, or not at all", "safe"),
        Offered(8, "Steady Steps parenting course", answer="later", after=9, words="Jerome must say yes first."),
        Met(33, "visit", "Both parents. Tense but civil.", child_seen=True),
        Met(60, "call", 'Jerome is angry that "the council" comes to the house. Claudine unsure what to do.'),
        Turn(-3, "withdraw", words="Claudine Fontaine, by telephone"),
    ),
    reviews=(
        Held(
            4,
            5,
            "Two joint meetings. Fewer arguments at tea time.",
            "He listened for once.",
            "go_on",
            "Keep both parents in.",
        ),
    ),
)

RUNS_OUT = Story(
    "agreement_runs_out",
    "An agreement that runs out in ten days",
    "Castillo",
    (ChildSketch("Mateo Castillo", 189), ChildSketch("Inés Castillo", 58)),
    (AdultSketch("Valeria Castillo", "mother", "yes", 28, phone=True),),
    (N.LANGUAGE, N.ISOLATION, N.MONEY),
    strengths="Valeria was a nurse at home and is determined to be one here. The children are happy and talkative in "
    "Spanish.",
    worries="One room for three, no family within reach, and letters she cannot read. Mateo speaks to nobody at "
    "nursery.",
    wants='"English, so that I do not need my son to read for me. And a friend."',
    tried="An app. The church gave a cot.",
    meeting=-11,
    lead=LeadSketch("fsw1"),
    language="Spanish",
    until_days=10,
    rulings=(
        Ruling(
            "support",
            "Language first: it opens work, nursery and friends.",
            "English classes alone, without childcare for Inés: she could not go.",
            actions=(
                ("Book a crèche place next to English for parents", "manager", 1),
                ("Read the letters with Valeria", "fsw1", 1),
            ),
        ),
    ),
    diary=(
        Met(5, "visit", "Eleven unopened letters; one was good news.", child_seen=True),
        Hoped(5, "I read my own letters", "contribute"),
        Hoped(5, "Mateo says good morning at nursery", "enjoy", reached=90),
        Offered(5, "English for parents", after=1, words="Yes! Yes!"),
        Offered(21, "Money and debt advice", after=5, words="Thank you."),
        Turn(30, "keep", who="charity", words="They may help us. They need not know about my health."),
        Met(50, "group", "Valeria translated for another mother.", child_seen=True),
        Met(95, "visit", "Mateo said good morning to me as well.", child_seen=True),
        Met(140, "call", "She has an interview about having her nursing papers recognised."),
        Turn(-8, "share", "charity", "Looks for a volunteer who speaks Spanish", days=30),
    ),
    reviews=(
        Held(5, 6, "English twice a week.", "I made a joke in English and they laughed.", "go_on", "Good start."),
        Held(6, 7, "Mateo talks at nursery. Rent help granted.", "He corrects my English now.", "go_on", "Go on."),
        Held(
            7,
            8,
            "She volunteers at Stay and Play.",
            "I have a friend.",
            "step_down",
            "Nearly there: one more review, then universal services.",
        ),
    ),
    tier=3,
)

REOPENED = Story(
    "reopened",
    "A case reopened after a house fire",
    "Quigley",
    (ChildSketch("Erin Quigley", 140), ChildSketch("Sean Quigley", 260)),
    (AdultSketch("Maura Quigley", "mother", "yes", 34, phone=True), AdultSketch("Declan Quigley", "father", "yes", 36)),
    (N.PARENTING, N.HOUSING),
    strengths="A loud and loving house. Sean reads to his sister.",
    worries="Erin runs off in the street and hits. Both parents work shifts and see little of each other.",
    wants='"To walk to the shop without a lead rope."',
    tried="Star charts, for about a day each.",
    meeting=-11,
    lead=LeadSketch("fsw2"),
    rulings=(
        Ruling(
            "support",
            "Shift work and a toddler with wings: a course for both, at a time both can make.",
            "",
            actions=(("Find a parenting course place outside the day shift", "manager", 1),),
        ),
    ),
    diary=(
        Met(4, "visit", "Erin escaped twice while I was there.", child_seen=True),
        Hoped(4, "Erin holds a hand to the shop", "safe", reached=60),
        Offered(4, "Steady Steps parenting course", after=4, words="If they don't mind us in uniform."),
        Met(50, "visit", "They swap shifts so that one of them is there every week.", child_seen=True),
        Turn(-20, "reopen", words="A fire in the kitchen: the family is in a hotel room and asked us back."),
        Met(-16, "visit", "All four in one hotel room. Brave faces. Erin does not sleep.", child_seen=True),
        Offered(-12, "Housing options desk", answer="waiting"),
    ),
    reviews=(
        Held(6, 6, "Half of the course done.", "We talk in sentences again.", "go_on", "Finish the course."),
        Held(
            8,
            9,
            "Course finished. Erin holds hands.",
            "She only ran off once, and that was to a dog.",
            "close",
            "What they asked for has happened.",
            closing="universal",
            closing_words="Stay and Play is enough now; they know where we are.",
        ),
    ),
)
