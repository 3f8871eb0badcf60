"""Families the first centre works with today: money and housing, fathers and grandmothers, and a careful no."""

from centres.status import Need
from meetings.demo.shapes import (
    AdultSketch,
    ChildSketch,
    Dropped,
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

DEBT_HOUSING = Story(
    "debt_housing",
    "Rent arrears, damp and a late review",
    "Gallagher",
    (ChildSketch("Caoimhe Gallagher", 214), ChildSketch("Finn Gallagher", 80)),
    (
        AdultSketch("Siobhan Gallagher", "mother", "yes", 27, phone=True),
        AdultSketch("Lee Marsden", "partner", "no", 30),
    ),
    (N.MONEY, N.HOUSING),
    strengths="The children are well cared for and always clean, even with one working tap. Siobhan does not give up.",
    worries="Black mould in the children's room, Finn has had four chest infections. Arrears of £1,140 after Lee's "
    "hours "
    "were cut; a letter threatens court. They skip meals themselves at the end of the month.",
    wants='"A dry bedroom for the kids and someone to make the letters stop."',
    tried="Siobhan reported the damp five times. The food bank, twice.",
    meeting=-7,
    lead=LeadSketch("fsw2"),
    rulings=(
        Ruling(
            "support",
            "Housing and money drive everything else here. Quick, practical help; the chest infections make "
            "the damp urgent.",
            "Signposting to the advice shop only: Siobhan has tried alone for months.",
            actions=(
                ("Go with Siobhan to the money adviser and take all the letters", "fsw2", 1),
                ("Write to the housing team about Finn's chest and the damp", "hv1", 1),
                ("Apply to the centre's hardship fund for a dehumidifier", "manager", 1),
            ),
        ),
    ),
    diary=(
        Met(
            2,
            "visit",
            "Saw the room: mould to shoulder height. Finn coughing. We opened the letters together.",
            child_seen=True,
        ),
        Hoped(2, "A dry room for Caoimhe and Finn", "safe"),
        Hoped(2, "Rent paid on the first of every month", "economic", start=1, aim=8),
        Dropped(72, "We live somewhere else now: that room is behind us."),
        Offered(2, "Money and debt advice", after=1, words="If you come with me."),
        Met(8, "visit", "Adviser got the court letter suspended; £10 a week agreed.", who="fsw2"),
        Offered(20, "Housing options desk", after=2, words="I've been, but not with anyone on my side."),
        Met(48, "call", "Surveyor has been. The flat is to be emptied for the works."),
        Met(
            71,
            "visit",
            "In temporary accommodation, one room, shared kitchen. Dry, at least. Finn's chest is clear.",
            child_seen=True,
        ),
        Met(83, "call", "No answer, twice; the number may have changed.", reached=False),
        Turn(-20, "review_due", days=-15),
    ),
    reviews=(
        Held(
            5,
            4,
            "Court action suspended. Damp inspected, works promised.",
            "I sleep again since the letters stopped.",
            "go_on",
            "Housing works must be followed up.",
        ),
    ),
    put_off={-1: "The family was moved into temporary accommodation that week; their rating could not be asked."},
)

FATHER_ALONE = Story(
    "father_alone",
    "A father caring alone",
    "Adeyemi-Cole",
    (ChildSketch("Ife Adeyemi-Cole", 162), ChildSketch("Simi Adeyemi-Cole", 61)),
    (AdultSketch("Tunde Adeyemi-Cole", "father", "yes", 32, phone=True),),
    (N.PARENTING, N.ISOLATION, N.BEREAVEMENT),
    strengths="Tunde is patient and funny with his girls and has kept his job by working nights at the weekend, when "
    "his "
    "aunt stays over.",
    worries="The girls' mother died last spring. Ife wakes screaming. Tunde has not spoken of it to anybody and his "
    "friends have stopped calling.",
    wants="\"I don't need saving. I need to know I'm doing their hair right and that Ife will be all right.\"",
    tried="His employer's helpline; he hung up.",
    meeting=-9,
    tier=3,
    referrer="hv1",
    lead=LeadSketch(
        "fsw2", family_view="A man, if there is one, and not somebody who talks about feelings straight away."
    ),
    rulings=(
        Ruling(
            "support",
            "A grieving father who manages well and is alone with it. Start with what he asks for.",
            "Bereavement service first: he has said no for now.",
            actions=(
                ("Visit Tunde on a weekday morning after his shift", "fsw2", 1),
                ("Advice on Ife's nights to Marek", "psychologist", 1),
            ),
        ),
    ),
    diary=(
        Met(
            3,
            "visit",
            "Tea, football and hair. He asked whether Ife should see photographs of her mum. Good question.",
            child_seen=True,
        ),
        Hoped(3, "Ife sleeps in her own bed most nights", "healthy", reached=100),
        Hoped(3, "I know three other dads by name", "contribute", reached=95),
        Offered(3, "Saturday Dads", after=20, words="All right. Once."),
        Offered(16, "Remembering together", answer="later", after=3, words="Not yet. Ask me after her birthday."),
        Joined(20, "psychologist", "Advice to Marek about grief in small children"),
        Met(33, "group", "Came to Saturday Dads with both girls. Made the porridge.", child_seen=True),
        Met(52, "visit", "The memory box is on the shelf now. Ife showed me her mum's scarf.", child_seen=True),
        Turn(66, "answer_later", words="Her birthday was hard. I think we're ready."),
        Met(90, "group", "Two other fathers came round on Sunday. Their idea.", child_seen=True),
        Met(113, "visit", "Ife slept through six nights of seven.", child_seen=True),
        Turn(-6, "review_due", days=0),
    ),
    reviews=(
        Held(
            5,
            6,
            "Comes to Saturday Dads. Nights a little better.",
            "Porridge is my thing now apparently.",
            "go_on",
            "Let him set the pace.",
        ),
        Held(
            7,
            7,
            "Bereavement work has begun; Ife in her own bed most nights.",
            "We talk about her mum at tea.",
            "step_down",
            "From several services to one: tier 2 from here.",
        ),
    ),
)

GRANDPARENT = Story(
    "grandparent",
    "A grandmother bringing up a toddler",
    "Marchbank",
    (ChildSketch("Tyler Marchbank", 112),),
    (
        AdultSketch("Doreen Marchbank", "grandparent", "yes", 63, phone=True),
        AdultSketch("Kayleigh Marchbank", "mother", "yes", 24),
    ),
    (N.PARENTING, N.MONEY, N.OTHER),
    strengths="Doreen has a special guardianship order and a routine you could set a clock by. Tyler runs to her. "
    "Kayleigh visits on Sundays and it goes well.",
    worries="Doreen's knees are bad and Tyler is fast. She gave up her cleaning job and is living on very little. She "
    "has seen nobody of her own age for months.",
    wants="\"I brought up four. I'm not asking how. I'm asking for two hours to see the doctor about my knees.\"",
    tried="A neighbour has helped; she has moved away.",
    meeting=-1,
    referrer="hv2",
    lead=LeadSketch(
        "fsw1",
        "declined",
        "I have eleven families until the end of the month and could not visit her in time.",
        "Doreen likes plain speaking.",
    ),
    rulings=(
        Ruling(
            "support",
            "A settled child with a tired grandmother: childcare hours, money advice and company.",
            "Grandparents' table alone; she cannot get there without childcare.",
            actions=(
                ("Ask about the funded hours for a two-year-old in kinship care", "manager", 1),
                ("Bring a pushchair that folds with one hand", "charity", 1),
            ),
        ),
    ),
    diary=(
        Joined(2, "hv2", "Knows Doreen and visits every week until somebody leads"),
        Met(
            6,
            "visit",
            "Joint visit with the pushchair. Doreen delighted, Tyler inside it before it was open.",
            child_seen=True,
            who="hv2",
        ),
        Offered(8, "Grandparents' table", after=2, words="If Tyler can come, I'll come."),
    ),
)

REFUSED_TWICE = Story(
    "refused_twice",
    "Support refused twice",
    "Doyle",
    (ChildSketch("Harvey Doyle", 130),),
    (AdultSketch("Stacey Doyle", "mother", "yes", 23, phone=True),),
    (N.PARENTING, N.LOW_MOOD),
    strengths="Stacey keeps every health appointment. Harvey is lively and affectionate, and her grandfather lives "
    "below.",
    worries='Shouting heard by the neighbours, and Stacey told the health visitor she "loses it" at bedtime. She '
    "had a "
    "social worker as a child and does not trust anybody with a lanyard.",
    wants='"I said yes because I like Amina. I don\'t want somebody in my house telling me what to do."',
    tried="A behaviour leaflet; two phone calls.",
    meeting=-8,
    lead=LeadSketch("fsw1", family_view="She would rather have Amina only."),
    rulings=(
        Ruling(
            "support",
            "Stacey asked for help with bedtimes and is afraid of being judged. Go slowly, with Amina.",
            "Leaving it with the health visitor: bedtimes need more time than she has.",
            "Health visitor: she may say no to anybody new, and that should be all right.",
            (("Joint first visit, Amina and Danielle", "hv1", 1),),
        ),
    ),
    diary=(
        Met(5, "call", "No answer; left a short message without any detail.", reached=False),
        Met(9, "letter", "Wrote a card with my photograph and two dates to choose from.", reached=False),
        Met(15, "visit", "Nobody opened. Music inside. Left a note that said no hurry.", reached=False),
        Met(
            20,
            "visit",
            "With Amina. Stacey stayed at the door for ten minutes and then put the kettle on.",
            child_seen=True,
        ),
        Offered(
            20,
            "Steady Steps parenting course",
            answer="refused",
            after=2,
            words="I'm not going in a room full of perfect mums.",
            then="joint_visit",
        ),
        Offered(
            41, "Home volunteers", answer="refused", after=5, words="I don't want a stranger in my house.", then="ask"
        ),
        Met(44, "message", "She sent a picture of Harvey in his new boots. Answered at once."),
        Met(
            62, "visit", "Walked to the park together. She talked the whole way; Harvey found a worm.", child_seen=True
        ),
        Hoped(62, "Bedtime without shouting, three nights a week", "safe"),
        Offered(76, "Stay and Play", answer="waiting"),
        Met(97, "visit", "Bedtime chart on the fridge, drawn by her. Two good nights.", child_seen=True),
        Told(
            104,
            "Stacey refused two offers and has accepted walks. We meet every week now and she has made her own "
            "bedtime chart. She is thinking about Stay and Play if Amina comes the first time.",
        ),
    ),
    reviews=(
        Held(
            3,
            None,
            "Reached at the fourth attempt. Both offers refused, politely.",
            "",
            "change",
            "Alternatives looked at in the meeting: walks instead of visits, Amina joins.",
            no_rating="Stacey did not want to give a number yet.",
        ),
        Held(
            5,
            5,
            "Weekly walks. She asks for ideas about bedtime.",
            "You can come again.",
            "go_on",
            "Trust is growing; do not push groups.",
        ),
    ),
)
