"""A family whose reviews were held at its kitchen table: each goal rated, and the six questions asked."""

from centres.status import Need
from meetings.demo import assessments
from meetings.demo.shapes import (
    AdultSketch,
    Agreed,
    Assessed,
    ChildSketch,
    Held,
    Hoped,
    Joined,
    LeadSketch,
    Met,
    Offered,
    Ruling,
    Sat,
    Story,
    Turn,
)

N = Need

DISABLED_CHILD = Story(
    "disabled_child",
    "A disabled child and many appointments",
    "Siddiqui",
    (ChildSketch("Zara Siddiqui", 166), ChildSketch("Hamza Siddiqui", 320)),
    (
        AdultSketch("Rubina Siddiqui", "mother", "yes", 35, phone=True),
        AdultSketch("Imran Siddiqui", "father", "yes", 39),
    ),
    (N.DISABILITY, N.ISOLATION, N.MONEY),
    strengths="Zara has a wicked sense of humour and loves her brother. Her parents know more about cerebral palsy "
    "than "
    "most of us. Hamza does well at school.",
    worries="Eleven appointments in one month at four places, none of them knowing about the others. Rubina gave up "
    "work. Hamza has begun to say he has a tummy ache on school days.",
    wants='"Talk to each other. I am tired of being the only one who knows what everybody said."',
    tried="Physiotherapy and the hospital's team; a benefits form that was returned twice.",
    meeting=-12,
    tier=3,
    lead=LeadSketch("fsw1", family_view="Rubina asked for one person who rings back."),
    rulings=(
        Ruling(
            "support",
            "The family needs one person who knows the whole diary. Several needs, several agencies: tier 3.",
            "The hospital's key worker as lead; there is none until Zara is three and a half.",
            actions=(
                ("Put all appointments on one page with the family and ask for two to be joined", "fsw1", 1),
                ("Fill in the disability benefit form with Rubina", "charity", 1),
                ("Talk with Hamza's school about being a young brother of a disabled child", "lsw", 2),
            ),
        ),
    ),
    diary=(
        Met(
            3,
            "visit",
            "Made the one-page calendar at the kitchen table. Zara drove her walker into my bag, on purpose.",
            child_seen=True,
        ),
        Assessed(4, assessments.ONE_DIARY),
        Assessed(120, assessments.A_CLUB_OF_HIS_OWN),
        Hoped(3, "One appointment day a week, not five", "healthy", reached=90, start=1, aim=7),
        Hoped(3, "Zara plays with children who are not her cousins", "enjoy", start=2, aim=8),
        Hoped(3, "We stop borrowing from Imran's brother", "economic", reached=120, start=2, aim=6),
        Sat(
            25,
            4,
            3,
            "The calendar is in use.",
            "It is a start.",
            "Two clinics share a morning; go on.",
            ((3, 2), (3, 3), (2, 2)),
            (4, 3, 3, 2, 3, 4),
            present="Rubina and Zara",
        ),
        Sat(
            53,
            5,
            5,
            "Therapies are joined. Imran has met the debt adviser.",
            "I sleep again.",
            "It works; go on.",
            ((6, 5), (4, 3), (4, None)),
            (5, 4, 4, 4, 4, 4),
            present="Both parents, Imran by telephone",
        ),
        Sat(
            81,
            6,
            6,
            "Little Stars every Friday.",
            "Fridays are her best day.",
            "Wait for the benefit; go on.",
            ((8, 7), (5, 6), (5, 4)),
            not_asked="Zara was unwell; we kept it short.",
            where="call",
            present="Rubina",
        ),
        Agreed(-12, "Ask Ellie and her mother from Little Stars to tea", 20, goal="Zara plays", adult="Rubina"),
        Agreed(
            -12, "Send the letter for the nursery place", 19, goal="Zara plays", outside="the hospital's key worker"
        ),
        Agreed(-12, "Ring the nursery about a first morning", 16, goal="Zara plays"),
        Joined(5, "slt", "Zara's talking and eating, together with physiotherapy"),
        Joined(5, "hv1", "Hamza's tummy aches and the family's health"),
        Joined(20, "psychologist", "Consultation about Hamza"),
        Offered(10, "Little Stars", after=3, words="Yes. Is there a ramp?"),
        Offered(10, "Money and debt advice", after=10, words="Imran will go."),
        Met(40, "group", "First afternoon at Little Stars; Zara refused to leave the sensory room.", child_seen=True),
        Met(
            75,
            "visit",
            "Physiotherapy and speech therapy now come on the same morning. Rubina slept after we left.",
            child_seen=True,
        ),
        Met(118, "visit", "The benefit has been granted and backdated.", child_seen=True),
        Met(150, "call", "Hamza has joined the siblings' club at school. No tummy ache this week."),
        Met(161, "visit", "Nursery place with one-to-one support has been offered from next month.", child_seen=True),
        Turn(-6, "review_due", days=0),
    ),
    reviews=(
        Held(
            4,
            3,
            "Calendar in use; two clinics agreed to share a morning.",
            "It is a start.",
            "change",
            "Add Hamza to the plan: he needs something of his own.",
        ),
        Held(
            6,
            6,
            "Therapies joined. Little Stars every Friday.",
            "Fridays are her best day.",
            "go_on",
            "It works; go on.",
        ),
        Held(
            7,
            8,
            "Benefit granted; debts paid back. Hamza happier.",
            "I had a haircut. That says it all.",
            "go_on",
            "Hold until the nursery place is sure.",
        ),
    ),
)
