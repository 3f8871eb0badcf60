"""What families come with, for those that are filled up. `{child}` and `{adult}` stand for their first names."""

from dataclasses import dataclass

from centres.status import Need

N = Need


@dataclass(frozen=True)
class Theme:
    """One kind of story in several voices: one of each line is drawn."""

    needs: tuple[str, ...]
    ages: tuple[int, int]  # the youngest child's age in weeks when the family is referred
    strengths: tuple[str, ...]
    worries: tuple[str, ...]
    wants: tuple[str, ...]
    tried: tuple[str, ...]
    reasons: tuple[str, ...]
    action: tuple[str, str]  # what, and whose
    goals: tuple[tuple[str, str], ...]
    visits: tuple[str, ...]
    yes: tuple[str, ...]  # what a family says to an offer
    better: tuple[tuple[str, str], ...]  # what changed, and what the family says
    progress: tuple[str, ...]
    endings: tuple[str, ...]


SPEECH = Theme(
    (N.SPEECH,),
    (100, 160),
    (
        "{child} loves books and turns the pages by the right end.",
        "{child} hums whole songs and is very sociable.",
        "{adult} talks with {child} all day and notices every new sound.",
    ),
    (
        "{child} has about a dozen words at the two-year check and gets cross when not understood.",
        "{child} understands everything and says next to nothing; nursery has asked for advice.",
        "Only the family understands what {child} says.",
    ),
    (
        '"To understand what {child} is trying to tell us."',
        '"For {child} to join in with the others."',
        '"I don\'t want people to think {child} is naughty."',
    ),
    ("Talking tips at the check.", "Rhyme time at the library, when the bus runs.", ""),
    (
        "Early help with talking, before the waiting list ends.",
        "A short block of talk support and a look at how it goes.",
    ),
    ("Look at {child}'s talking at the next drop-in", "slt"),
    (("{child} asks for things with words", "enjoy"), ("{child} says goodnight to everyone by name", "enjoy")),
    (
        "Played with the farm for half an hour. {child} made every animal noise there is.",
        "Showed {adult} how to wait and let {child} begin. Three new words while I was there.",
        "{child} brought me a book and pointed at what to read.",
        "Nursery came along; everybody now uses the same picture cards.",
    ),
    ("Yes please, {child} likes a song.", "If it isn't too loud, yes.", "Can Grandma come as well?"),
    (
        ("More words every week, and less crying.", "{child} said my name. My actual name."),
        ("Two words together now. The group helps.", "I've stopped finishing the sentences."),
        ("{child} sits with the other children and answers.", "We chat on the bus. It's lovely."),
    ),
    (
        "{child} joins in every week and uses new words at home. The family would like to go on.",
        "The drop-in found a delay that practice should mend; {adult} has started the games.",
    ),
    ("Nursery carries on with the picture cards; the family is confident.", "Words are coming by themselves now."),
)

LOW_MOOD = Theme(
    (N.LOW_MOOD, N.ISOLATION),
    (8, 30),
    (
        "{adult} is warm and quick with {child}, even on bad days.",
        "{adult} asked for help herself, which took courage.",
        "The grandparents ring every evening.",
    ),
    (
        "{adult} cries most mornings and sees nobody until evening. The family doctor knows.",
        "{adult} cannot sleep even when {child} does and worries about everything.",
        "{adult} feels she has lost herself since {child} was born. No thoughts of harm; asked each time.",
    ),
    (
        '"To feel like a person again."',
        '"To enjoy {child} instead of just getting through."',
        '"One grown-up conversation a day."',
    ),
    ("Listening visits from the health visitor.", "Tablets from the doctor for a month.", ""),
    (
        "Treatment has begun elsewhere; what is missing is company and rest.",
        "Support in the week, and a group that is gentle.",
    ),
    ("Go along to the first group with {adult}", "hv2"),
    (
        ("I get dressed and out before lunch", "healthy"),
        ("I have one friend I can text at three in the morning", "contribute"),
    ),
    (
        "{adult} had made soup. Talked about the nights. {child} bright and bonny.",
        "A harder week. Agreed a small plan: daylight, one text, one meal with somebody.",
        "Walked to the park and back; {adult} laughed at the ducks.",
        "{adult} showed me photographs from before; wants to go back to her choir.",
    ),
    ("I'll try it once.", "Only if somebody comes in with me.", "Yes. I think I need that."),
    (
        ("Out of the house most days.", "I still have bad mornings but not bad days."),
        ("Sleeping better; sees a friend from the group.", "I sang yesterday."),
        ("Back at choir. The doctor is pleased.", "I looked at {child} and just felt happy."),
    ),
    (
        "{adult} comes to the group every week and has begun to sleep.",
        "Mood lifting. {adult} asks for fewer visits, a good sign.",
    ),
    ("{adult} has her own people now.", "Discharged from the listening visits too; the door is open."),
)

ISOLATION = Theme(
    (N.ISOLATION,),
    (20, 120),
    (
        "{adult} has made a cheerful home out of very little.",
        "{child} is strong, curious and well looked after.",
        "{adult} volunteers for everything once she knows people.",
    ),
    (
        "New to the area, no family near, days without a conversation.",
        "{adult} lives on the tenth floor and the lift is broken; they hardly go out.",
        "The partner works away for weeks at a time.",
    ),
    ('"Somebody to have a brew with."', '"For {child} to play with other children."', '"To know my way around."'),
    ("A leaflet about groups.", "", "{adult} went to a group once and nobody spoke to her."),
    ("A warm welcome and somebody to walk in with.", "Company for both of them; small steps."),
    ("Walk to the first session with {adult}", "fsw1"),
    (("One friend with a child the same age", "contribute"), ("Out of the house three times a week", "healthy")),
    (
        "Tea in the kitchen. {child} emptied my bag with great care.",
        "Went through the map together and tried out the bus.",
        "Met {adult} at the gate and walked in together.",
        "{adult} knew everybody's name today.",
    ),
    ("Yes, if you're there the first time.", "I'd love to.", "Maybe. Yes. All right."),
    (
        ("Comes every week.", "People say hello to me in the shop."),
        ("Helps to set up the room.", "{child} has a best friend."),
        ("Has swapped numbers with two other mothers.", "I made a cake for somebody."),
    ),
    (
        "{adult} now comes without me and brings a neighbour.",
        "Goes out three times a week; {child} sleeps better for it.",
    ),
    ("They are part of the place now.", "Stay and Play is enough, says {adult}, and she is right."),
)

PARENTING = Theme(
    (N.PARENTING,),
    (90, 200),
    (
        "{child} is bright, loving and into everything.",
        "{adult} and {child} have a great deal of fun together.",
        "The family eats together every evening.",
    ),
    (
        "{child} bites, runs off and will not sleep alone. {adult} is worn out.",
        "Mealtimes and bedtimes end in shouting on both sides.",
        "Nursery has twice rung {adult} to fetch {child}.",
    ),
    ('"To stop shouting."', '"A bedtime that ends before ten."', '"To like being with my child again."'),
    ("Star charts.", "A video course; {adult} fell asleep in it.", "Advice at the clinic."),
    (
        "A course with others in the same boat, and some visits at home.",
        "Practical help with bedtimes now, the course after.",
    ),
    ("Book a place on the parenting course", "manager"),
    (("Bedtime without shouting, most nights", "safe"), ("{child} holds hands near the road", "safe")),
    (
        "Watched teatime. Praised every bite; so did {adult} by the end.",
        "Drew a bedtime picture plan. {child} coloured it in.",
        "A bad week, honestly told. Went back to one thing only: bedtimes.",
        "{child} waited for a turn. {adult} and I both stared.",
    ),
    ("As long as nobody lectures me.", "Yes, my sister did it and it worked.", "Go on then."),
    (
        ("Bedtimes better on four nights of seven.", "I counted to ten. Out loud. It worked."),
        ("Half of the course done, never missed.", "We have a rule about shoes now."),
        ("Nursery reports calm days.", "{child} said sorry without being asked."),
    ),
    (
        "Course half done and not a session missed; bedtimes are calmer.",
        "Shouting is rare now and {adult} knows what helps.",
    ),
    ("Course finished; {adult} now helps to run the next.", "Calm at home, and nursery agrees."),
)

FEEDING = Theme(
    (N.FEEDING,),
    (14, 60),
    (
        "{adult} cooks well and has endless patience.",
        "{child} is healthy and sleeps in the day.",
        "Both grandmothers help.",
    ),
    (
        "{child} takes milk and nothing else; weight has dropped a line.",
        "{child} wakes eight times a night; nobody in the house has slept.",
        "Every meal is a battle and {adult} has begun to dread them.",
    ),
    (
        '"A night\'s sleep."',
        '"For {child} to eat one thing that isn\'t yoghurt."',
        '"To stop worrying about every spoonful."',
    ),
    ("Weaning leaflet.", "Three sleep books.", ""),
    ("Four home visits from the nursery nurse.", "Sleep first: everything else is harder without it."),
    ("Sleep and food diary with the family", "ancillary"),
    (("One stretch of five hours", "healthy"), ("{child} tries a new food every week", "healthy")),
    (
        "Lunch together. {child} held a broccoli and threw it, which counts.",
        "Went through the sleep diary; the naps were too late.",
        "Moved bedtime forward; two better nights.",
        "Weight back on its line.",
    ),
    ("Anything.", "Yes, and can my mum come?", "If it's gentle, yes."),
    (
        ("Five hours in one go, twice.", "I feel human."),
        ("Eight foods now.", "{child} ate a pea. We clapped."),
        ("Sleeps through more often than not.", "I forgot to worry."),
    ),
    ("Nights much better; the family keeps the diary itself.", "New foods each week and weight steady."),
    ("Sleep and weight are fine; health visitor carries on as for everybody.", "All is well at the table."),
)

MONEY = Theme(
    (N.MONEY, N.HOUSING),
    (40, 200),
    (
        "{adult} keeps every receipt and never misses school or nursery.",
        "A close family that shares what it has.",
        "{adult} has kept a job through all of this.",
    ),
    (
        "Rent arrears and a prepayment meter that runs out on Sundays.",
        "A benefit was stopped after a mistake in a form; they live on the food bank.",
        "Loans taken to pay for loans. {adult} hides the letters.",
    ),
    ('"To open a letter without feeling sick."', '"Heating."', '"To pay it off, not to be let off."'),
    ("The food bank.", "{adult} rang the helpline and gave up after forty minutes.", ""),
    ("Quick help with money; most worries follow from it.", "Debt advice with somebody alongside."),
    ("Go to the money adviser with {adult}", "fsw2"),
    (("Rent paid on time for three months", "economic"), ("A winter without borrowing", "economic")),
    (
        "Opened nineteen letters. Made three piles. {adult} slept that night.",
        "With the adviser: a plan of ten pounds a week.",
        "The benefit is back, with arrears. {child} got shoes.",
        "The landlord answered; repairs on Tuesday.",
    ),
    ("Yes. Please. This week?", "If you sit with me.", "I've nothing to lose."),
    (
        ("A payment plan holds.", "The letters have stopped shouting."),
        ("Benefit restored.", "We had a day out. A small one."),
        ("Arrears cleared by half.", "I sleep."),
    ),
    ("Payment plan in its second month, benefit restored.", "All letters answered; {adult} opens her own post now."),
    ("Debts under control; adviser stays available.", "Paid off, with a card on the mantelpiece."),
)
