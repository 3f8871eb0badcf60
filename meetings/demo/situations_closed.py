"""Families whose story has ended, one for each way in which it can end."""

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
    Told,
    Turn,
)

N = Need

ISOLATION = Story(
    "isolation",
    "A young mother who knows nobody",
    "Osei",
    (ChildSketch("Kofi Osei", 86),),
    (AdultSketch("Abena Osei", "mother", "yes", 22, phone=True),),
    (N.ISOLATION, N.LOW_MOOD),
    strengths="Abena sings to Kofi all day and he is a sunny, strong baby. She has finished a care certificate.",
    worries="She moved here for a job that fell through and speaks to nobody for days. She keeps the curtains closed.",
    wants='"I\'d like one person to have a cup of tea with."',
    tried="A list of groups; she walked to the door once and went home again.",
    meeting=-16,
    lead=LeadSketch("fsw1"),
    rulings=(
        Ruling(
            "support",
            "She got as far as the door: somebody should walk in with her.",
            "Posting another list of groups.",
            actions=(("Walk to Stay and Play with Abena", "fsw1", 1),),
        ),
    ),
    diary=(
        Met(5, "visit", "Curtains open when I came. Kofi offered me a biscuit.", child_seen=True),
        Hoped(5, "One friend", "contribute", reached=60),
        Offered(5, "Stay and Play", after=1, words="With you, yes."),
        Met(11, "group", "Walked in together. Nobody stared. She stayed till the end.", child_seen=True),
        Offered(20, "Home volunteers", answer="refused", after=3, words="I think I don't need it now."),
        Told(66, "Abena comes twice a week without me and helps to put out the chairs. She has begun a placement."),
    ),
    reviews=(
        Held(
            7,
            7,
            "Comes to Stay and Play by herself.",
            "I have Kofi's friends' mums on my phone.",
            "go_on",
            "Six more weeks.",
        ),
        Held(
            9,
            10,
            "A friend, a placement, open curtains.",
            "I make the tea there now.",
            "close",
            "Her goal is reached.",
            closing="goals_met",
            closing_words="Abena has what she asked for and will join the parents' forum.",
        ),
    ),
)

MOVED_AWAY = Story(
    "moved_away",
    "A family that moved away",
    "Novak",
    (ChildSketch("Tereza Novak", 170),),
    (AdultSketch("Lucie Novak", "mother", "yes", 29, phone=True), AdultSketch("Jakub Dvorsky", "father", "yes", 31)),
    (N.SPEECH, N.HOUSING),
    strengths="Two languages at home and a child who sings in both.",
    worries="A tenancy that ends in the summer; Tereza mixes up sounds and is teased for it.",
    wants='"To stay here, if we can. And that the others understand her."',
    meeting=-14,
    lead=LeadSketch("fsw2"),
    rulings=(Ruling("support", "Speech help now, housing advice before the tenancy ends.", ""),),
    diary=(
        Met(6, "visit", "Tereza sang the whole time.", child_seen=True),
        Offered(6, "Talk check drop-in", after=2, words="Good, thank you."),
        Offered(6, "Housing options desk", after=3, words="We will ask."),
        Turn(75, "move", words="7 Ferry Bank, Port Selden"),
    ),
    reviews=(
        Held(6, 6, "Assessed; practice at home.", "She said squirrel.", "go_on", "Go on."),
        Held(
            6,
            7,
            "The family has moved to another town.",
            "Thank you, we will miss the songs.",
            "close",
            "With their agreement the new health visitor has a summary.",
            closing="moved",
            closing_words="Summary handed to the health visitor there, with the family's agreement.",
        ),
    ),
)

STEPPED_UP = Story(
    "stepped_up",
    "A case stepped up to children's social care",
    "Whitlock",
    (ChildSketch("Mason Whitlock", 150), ChildSketch("Ruby Whitlock", 70)),
    (AdultSketch("Gemma Whitlock", "mother", "yes", 26, phone=True), AdultSketch("Craig Nolan", "partner", "no", 34)),
    (N.RELATIONSHIPS, N.PARENTING, N.MONEY),
    strengths="Gemma is open about what is hard. Her mother has the children two nights a week.",
    worries="Craig's drinking, doors broken in the flat, Mason hiding when he hears keys.",
    wants='"I want it calm. I want Mason to stop hiding."',
    tried="Gemma asked Craig to leave in the spring; he came back.",
    meeting=-11,
    referrer="lsw",
    lead=LeadSketch("former"),
    rulings=(
        Ruling(
            "support",
            "Gemma asks for help and has her mother. Close advice from the link social worker.",
            "Children's social care now: the thresholds were looked at and not met that day.",
            "Health visitor: saw it nearer to tier 4 and asked for a review after four weeks.",
            (("See Mason by himself at nursery", "former", 1), ("Weekly advice to Kirsty", "lsw", 2)),
        ),
    ),
    diary=(
        Met(3, "visit", "Gemma and her mother. Mason stayed under the table and drew.", child_seen=True),
        Hoped(3, "Mason does not hide", "safe"),
        Joined(3, "lsw", "Advice on risk, every week"),
        Offered(9, "Steady Steps parenting course", answer="later", after=3, words="Not while he's here."),
        Met(
            50, "visit", "A hole in the kitchen door. Gemma said it was old. Took advice the same day.", child_seen=True
        ),
        Turn(59, "hand_over", "fsw1", "Kirsty leaves the centre."),
        Met(
            80,
            "visit",
            "Gemma's mother reports shouting at night. Took advice the same day.",
            child_seen=True,
            who="fsw1",
        ),
    ),
    reviews=(
        Held(4, 4, "Weekly visits. Craig has moved out.", "It's quiet.", "go_on", "Too early to say."),
        Held(
            2,
            3,
            "Craig is back. Mason is wetting the bed again.",
            "I'm scared to say it to his face.",
            "step_up",
            "More, and sooner: tier 3 plan with social care advice each week.",
        ),
        Held(
            2,
            4,
            "Gemma agreed to a social work assessment and was with us when we rang.",
            "Just stay with me while I ring.",
            "close",
            "The risk is beyond what this meeting can hold.",
            closing="stepped_up",
            closing_words="A social worker now leads; Danielle goes to the first meeting with Gemma.",
        ),
    ),
)

WITHDREW = Story(
    "withdrew",
    "A case closed because the family withdrew its agreement",
    "Castellan",
    (ChildSketch("Leo Castellan", 120),),
    (AdultSketch("Rosa Castellan", "mother", "yes", 37, phone=True),),
    (N.FEEDING, N.PARENTING),
    strengths="A close pair who laugh a lot.",
    worries="Leo eats four foods and has lost weight.",
    wants='"Dinner without a fight."',
    meeting=-20,
    lead=LeadSketch("fsw2"),
    rulings=(Ruling("support", "Food worries and weight: help at home with the nursery nurse."),),
    diary=(
        Met(4, "visit", "Leo tried a carrot and put it back.", child_seen=True),
        Met(20, "visit", "Lunch together; nothing forced.", child_seen=True),
    ),
    reviews=(
        Held(5, 5, "Six foods now.", "Fine.", "go_on", "Go on."),
        Held(
            5,
            None,
            "Rosa has rung to say that she does not want us to meet about her any more.",
            "",
            "close",
            "It is her decision; the health visitor stays in touch.",
            closing="withdrawn",
            closing_words="Agreement withdrawn by the mother.",
            no_rating="The family no longer wished to take part.",
        ),
    ),
)

NO_CONTACT = Story(
    "no_contact",
    "A family that could not be reached",
    "Mistry",
    (ChildSketch("Anaya Mistry", 110),),
    (AdultSketch("Pooja Mistry", "mother", "yes", 25, phone=True),),
    (N.ISOLATION, N.MONEY),
    strengths="Anaya is up to date with everything and beautifully dressed.",
    worries="Pooja is alone with debts from a former partner.",
    wants='"Maybe help with the letters."',
    meeting=-19,
    referrer="hv2",
    lead=LeadSketch("fsw2"),
    rulings=(Ruling("support", "Debt advice with somebody beside her."),),
    diary=(
        Met(3, "call", "Number not in use.", reached=False),
        Met(8, "letter", "Card with two dates.", reached=False),
        Met(15, "visit", "Nobody in.", reached=False),
        Met(22, "visit", "Nobody in.", reached=False, with_="hv2"),
        Met(36, "letter", "Last card: the door stays open.", reached=False),
    ),
    reviews=(
        Held(
            1,
            None,
            "Six attempts in six weeks, two of them with the health visitor. Not reached.",
            "",
            "close",
            "Everything reasonable was tried; the health visitor sees Anaya at her next check.",
            closing="no_contact",
            closing_words="The family may come back at any time without a new form.",
            no_rating="Not reached.",
        ),
    ),
)

DECLINED = Story(
    "declined",
    "A family that decided against support",
    "Underhill",
    (ChildSketch("Florence Underhill", 95),),
    (
        AdultSketch("Becky Underhill", "mother", "yes", 32, phone=True),
        AdultSketch("Tom Underhill", "father", "yes", 33),
    ),
    (N.FEEDING,),
    strengths="Two sets of grandparents in the same street.",
    worries="Nights; both parents worn out.",
    wants='"Sleep. But my mum is coming to stay, so let\'s see."',
    meeting=-17,
    lead=LeadSketch("fsw1"),
    rulings=(Ruling("support", "Sleep visits from the nursery nurse."),),
    diary=(
        Met(5, "call", "Nights are better already, grandmother helps."),
        Offered(5, "Feeding friends", answer="refused", after=1, words="We're all right now, honestly."),
    ),
    reviews=(
        Held(
            7,
            8,
            "Sleeping again. They would rather manage by themselves.",
            "Thanks for asking, really.",
            "close",
            "Their choice, and a good one.",
            closing="declined",
            closing_words="They know where we are.",
        ),
    ),
)

CLOSED = (
    ISOLATION,
    MOVED_AWAY,
    STEPPED_UP,
    WITHDREW,
    NO_CONTACT,
    DECLINED,
)
