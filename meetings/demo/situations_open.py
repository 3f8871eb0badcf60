"""Families the first centre works with today: hand-written, each a situation that such meetings know well."""

from datetime import time

from centres.status import Need
from meetings.demo import assessments
from meetings.demo.shapes import (
    AdultSketch,
    Assessed,
    ChildSketch,
    Held,
    Hoped,
    Joined,
    LeadSketch,
    Met,
    Offered,
    Ruling,
    Story,
    Told,
    Turn,
)

N = Need

SPEECH_DELAY = Story(
    "speech_delay",
    "A child who says very little",
    "Hartley",
    (ChildSketch("Idris Hartley", 148),),
    (AdultSketch("Nasreen Hartley", "mother", "yes", 31, phone=True), AdultSketch("Owen Hartley", "father", "yes", 34)),
    (N.SPEECH, N.PARENTING),
    strengths="Idris plays for a long time with cars and water, and his parents read to him every night. Owen's mother "
    "lives close by and has him on Thursdays.",
    worries="At his two-and-a-half-year check Idris used about ten words and pointed for most things. He bites and "
    "cries when he is not understood, twice at nursery. His hearing was checked in spring and is fine.",
    wants='"I want him to be able to tell me what he wants before he gets so cross. I just want to hear him chat."',
    tried="Talking tips at the check; the library's rhyme time, which was too loud for him.",
    meeting=-7,
    lead=LeadSketch("fsw1", family_view="Nasreen met Danielle at Stay and Play and would like it to be her."),
    rulings=(
        Ruling(
            "support",
            "Ten words at two and a half with hearing checked: early help with talking now, not after a waiting list. "
            "The biting seems to come from not being understood.",
            "Waiting for the assessment list alone (eight weeks); nursery support only.",
            actions=(
                ("See Idris at the talk check drop-in and tell the parents the same day what was found", "slt", 1),
                ("Visit the Hartleys at home and offer Chatter and Sing", "fsw1", 1),
            ),
        ),
    ),
    diary=(
        Met(4, "call", "Agreed a visit when Owen is home too.", adults=("Nasreen",), at=time(9, 15)),
        Met(
            9,
            "visit",
            "Watched him play; he showed me every car. Talked about waiting and naming what he looks at.",
            child_seen=True,
            adults=("Nasreen", "Owen"),
            at=time(9),
        ),
        Assessed(10, assessments.TEN_WORDS),
        Assessed(-4, assessments.MORE_WORDS, draft=True),
        Hoped(9, "Idris asks for a drink and his coat with words", "enjoy", reached=80),
        Hoped(9, "We get through a morning without biting", "healthy"),
        Offered(9, "Chatter and Sing", after=1, words="We'd both like to come, Owen can swap a shift."),
        Joined(14, "slt", "Assesses Idris's talking and shows his parents what to practise"),
        Met(
            30,
            "group",
            "First time at Chatter and Sing. Stayed by the door for ten minutes, then joined the bubbles.",
            child_seen=True,
        ),
        Offered(44, "Talk check drop-in", after=2, words="Yes please."),
        Met(
            58,
            "visit",
            'Idris said "more", "car" and "all gone" while we were there. Nasreen in tears, happy ones.',
            child_seen=True,
            adults=("Nasreen",),
            with_="slt",
            late=2,
        ),
        Met(86, "group", "Idris sat in the circle for the whole of the songs and did the actions.", child_seen=True),
        Told(
            93,
            "Idris has about thirty words and puts two together. No biting at nursery for three weeks. His parents "
            "have started the practice games from the therapist and would like to go on to the spring block.",
        ),
    ),
    reviews=(
        Held(
            5,
            5,
            "Idris comes to the group every week and sits with the others. About fifteen words.",
            "It helps to see other children who are slow to talk.",
            "go_on",
            "The plan helps; the assessment is booked.",
        ),
        Held(
            7,
            7,
            "Assessment done: a delay that should respond to practice. Biting has nearly stopped.",
            "He said Nana. She rang everyone she knows.",
            "go_on",
            "Practise at home and review after the block.",
        ),
    ),
)

LOW_MOOD = Story(
    "low_mood",
    "Low mood after a birth",
    "Kowalczyk",
    (ChildSketch("Filip Kowalczyk", 168), ChildSketch("Lena Kowalczyk", 15)),
    (
        AdultSketch("Agnieszka Kowalczyk", "mother", "yes", 29, phone=True),
        AdultSketch("Piotr Kowalczyk", "father", "yes", 33, phone=True),
    ),
    (N.LOW_MOOD, N.ISOLATION, N.FEEDING),
    strengths="Lena is growing well and Agnieszka is tender with both children. Piotr took a second fortnight off work "
    "and cooks every evening.",
    worries="Agnieszka cries most days, sleeps badly even when Lena sleeps and says she feels like a bad mother. She "
    "has no thoughts of harming herself or the children; the family doctor saw her last week.",
    wants='"I want to feel like me again, and not be on my own all day until Piotr comes home."',
    tried="Listening visits have started. Agnieszka's sister calls from abroad most evenings.",
    meeting=-3,
    referrer="hv2",
    lead=LeadSketch("hv2", family_view="Agnieszka would rather not tell her story to another new person."),
    rulings=(
        Ruling(
            "support",
            "The mood is being treated; what is missing is company in the day and a rest. Agnieszka trusts Bronwen, so "
            "Bronwen leads.",
            "A family support worker as lead; the family preferred the health visitor they know.",
            "The link social worker would have liked a visit from the centre in the first week.",
            (
                ("Bring Agnieszka to Calm Beginnings the first time and sit with her", "hv2", 1),
                ("Find a home volunteer, if possible one who speaks Polish", "charity", 2),
            ),
        ),
    ),
    diary=(
        Met(
            2,
            "visit",
            "Agnieszka up and dressed and proud of it. Mood still very low in the mornings.",
            child_seen=True,
        ),
        Hoped(2, "I get out of the flat every day, even just round the block", "healthy"),
        Offered(2, "Calm Beginnings", after=5, words="I will try once if you come with me."),
        Met(
            10,
            "group",
            "Came to Calm Beginnings. Hardly spoke, but stayed for tea and took a telephone number.",
            child_seen=True,
        ),
        Offered(12, "Home volunteers", answer="later", after=6, words="Maybe when the house is tidier."),
        Joined(14, "psychologist", "Advises on the listening visits"),
        Turn(
            17,
            "health_note",
            "psychologist",
            "Agnieszka told me today that she was treated for depression when she was nineteen and took tablets for a "
            "year. She has told her family doctor. Her husband does not know, and she asks that he does not hear it "
            "from us. No thoughts of harming herself, asked and answered today.",
        ),
        Met(23, "visit", "Smiled at Lena's smiles. Piotr reports two better nights.", child_seen=True),
        Met(36, "call", 'Went to the park with another mother from the group. "It was only an hour but I laughed."'),
        Turn(-6, "review_due", days=0),
    ),
)

TWINS = Story(
    "twins",
    "Twins, and nobody sleeps",
    "Pemberton",
    (ChildSketch("Alfie Pemberton", 22), ChildSketch("Rosie Pemberton", 22)),
    (
        AdultSketch("Laura Pemberton", "mother", "yes", 36, phone=True),
        AdultSketch("Dean Pemberton", "father", "yes", 38),
    ),
    (N.TWINS, N.FEEDING, N.ISOLATION),
    strengths="A good team of two. Both babies smile and follow faces, and Laura keeps a calendar that would run a "
    "ship.",
    worries="Rosie wakes every ninety minutes and Alfie is slow to gain weight. Laura has not left the house without "
    "Dean for a month: two car seats, three flights of stairs.",
    wants='"One night. One whole night. And somebody to carry a baby down the stairs."',
    tried="Weight clinic every week; a twins forum.",
    meeting=-1,
    lead=LeadSketch(
        "fsw1",
        "taken_back",
        "Danielle has no room before the end of the month.",
        "No preference, but please somebody with patience.",
    ),
    rulings=(
        Ruling(
            "support",
            "Two babies, three flights of stairs and no sleep: practical help early keeps this family well.",
            "Home volunteer only, without a lead.",
            actions=(("Sleep and weight visit at home", "ancillary", 1), ("Offer a home volunteer", "charity", 1)),
        ),
    ),
    diary=(
        Joined(2, "ancillary", "Sleep and weight visits"),
        Offered(3, "Home volunteers", answer="waiting"),
        Met(
            9,
            "visit",
            "Sleep diary started; Alfie has gained 180 grams. Carried Rosie down and we went round the block.",
            child_seen=True,
            who="ancillary",
        ),
        Turn(-3, "ask", "fsw2"),
    ),
)
