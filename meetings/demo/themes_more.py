"""More of what families come with, and the list of all of it."""

from centres.status import Need
from meetings.demo.themes import FEEDING, ISOLATION, LOW_MOOD, MONEY, PARENTING, SPEECH, Theme

N = Need

HOUSING = Theme(
    (N.HOUSING, N.ISOLATION),
    (20, 180),
    (
        "{adult} has made one room feel like home.",
        "{child} is happy and sleeps well in spite of everything.",
        "Good neighbours on both sides.",
    ),
    (
        "Four people in one room, and {child} has nowhere to crawl.",
        "Notice to leave in eight weeks and nowhere to go.",
        "Damp on every wall; {child} coughs all winter.",
    ),
    ('"Space for {child} to crawl."', '"To know where we will be in spring."', '"A dry wall to put a cot against."'),
    ("Housing form handed in.", "{adult} asked the landlord three times.", ""),
    (
        "Somebody alongside at the housing desk; a place to play in the meantime.",
        "The letter of support will count; play at the centre now.",
    ),
    ("Write a letter of support to the housing team", "hv1"),
    (("A home with a door for each of us", "economic"), ("{child} crawls every day", "healthy")),
    (
        "At the housing desk together; two hours, one good result.",
        "{child} crawled the length of the hall here, twice.",
        "The surveyor came while I was there.",
        "Saw the new place with {adult}. Small and dry.",
    ),
    ("Anything with space.", "Yes, {child} needs it.", "If it's warm."),
    (
        ("Moved up on the list.", "Somebody finally looked."),
        ("An offer of a flat has come.", "I measured the windows already."),
        ("They have moved in.", "{child} has a door to slam."),
    ),
    (
        "An offer has come and {adult} has seen it. Moving help is being arranged.",
        "Repairs are done; the cough has gone.",
    ),
    ("In their own home and settled.", "Repairs done; nothing more is needed."),
)

LANGUAGE = Theme(
    (N.LANGUAGE, N.ISOLATION),
    (30, 170),
    (
        "A proud, close family with stories to tell.",
        "{child} already has two languages.",
        "{adult} learns fast and practises on everybody.",
    ),
    (
        "{adult} relies on a cousin to read every letter and misses appointments.",
        "{child} is silent at nursery and loud at home.",
        "{adult} has been here a year and has spoken to almost nobody.",
    ),
    ('"To talk to the nursery myself."', '"To be useful here."', '"A class where {child} can come."'),
    ("An app on the telephone.", "", "A class without a crèche."),
    ("Language with childcare: it opens everything else.", "English, and a friendly face at nursery."),
    ("Book a crèche place next to the class", "manager"),
    (("I make my own appointments", "contribute"), ("{child} says one thing at nursery every day", "enjoy")),
    (
        "Read three letters together; two could go straight in the bin.",
        "First class. {adult} sat at the front.",
        "Went to the nursery with {adult}, who asked every question herself.",
        '{child} said "bye bye" to me in English.',
    ),
    ("Yes, thank you, yes.", "Is it free?", "My sister also wants."),
    (
        ("Goes to class twice a week.", "I understood the doctor."),
        ("{child} talks at nursery.", "The teacher rang to tell me."),
        ("Made the dentist's appointment alone.", "I can say what I think."),
    ),
    (
        "Twice a week in class, and {child} has begun to speak at nursery.",
        "{adult} made two telephone calls without help.",
    ),
    ("{adult} goes on with the college and helps newcomers here.", "Managing well; class carries on."),
)

BEREAVEMENT = Theme(
    (N.BEREAVEMENT, N.LOW_MOOD),
    (60, 220),
    (
        "{adult} talks about the loss openly with {child}.",
        "Friends bring meals, still.",
        "{child} is held by a whole street.",
    ),
    (
        "{child}'s grandfather, who lived with them, died in the winter; {child} asks for him at every meal.",
        "The family lost a baby last year and {adult} has not been able to go past the hospital.",
        "{child}'s father died in an accident; sleep and appetite have gone.",
    ),
    (
        '"To talk about it without everybody crying."',
        '"Help with what to tell {child}."',
        '"Just not to be on my own with it."',
    ),
    ("A book for children about death.", "The hospital's chaplain.", ""),
    ("Somebody who is at ease with grief, and play for {child}.", "Bereavement support at home, at the family's pace."),
    ("Advice on what to tell a small child", "psychologist"),
    (("We can say his name at tea", "healthy"), ("{child} sleeps in the night", "healthy")),
    (
        "Made a memory jar. {child} chose the stickers.",
        "{adult} cried and said that it helped.",
        "Walked past the hospital together, on purpose.",
        "{child} told me all about the person who died. Smiling.",
    ),
    ("I think it's time.", "If they come to us.", "For {child}, yes."),
    (
        ("Talks about it at home now.", "We laughed about him."),
        ("Nights are calmer.", "{child} drew us all, him too."),
        ("The bereavement worker has finished.", "It's still there. It's smaller."),
    ),
    (
        "The family has begun with the bereavement worker; {child} sleeps better.",
        "Memory box made; {adult} is back at work part-time.",
    ),
    ("They carry it together now.", "Support finished as planned; a card on the anniversary."),
)

DISABILITY = Theme(
    (N.DISABILITY, N.MONEY),
    (50, 200),
    (
        "{adult} knows every exercise by heart.",
        "{child} laughs with the whole body.",
        "Brothers and cousins include {child} in everything.",
    ),
    (
        "{child} has Down's syndrome and a heart operation ahead; appointments fill the week.",
        "{child} does not walk yet and the house has eleven steps.",
        "{child} is waiting for an autism assessment and sleeps three hours a night.",
    ),
    ('"One person who knows it all."', '"A day without an appointment."', '"To meet others who get it."'),
    ("The hospital team.", "A benefit form, sent back.", ""),
    ("One lead for many appointments, and other families to meet.", "Joined-up dates, a benefit form, a sensory room."),
    ("One page with all appointments, shared with the family", "fsw1"),
    (("Two clinics on the same day", "healthy"), ("{child} plays with other children every week", "enjoy")),
    (
        "Made the calendar. Crossed out two visits that were the same.",
        "{child} loved the sensory room; {adult} sat down for an hour.",
        "Benefit form done, all forty pages.",
        "The ramp has come.",
    ),
    ("Where do we sign?", "Is there parking?", "Yes. Others like us?"),
    (
        ("Clinics joined.", "I went for a run."),
        ("Benefit granted.", "We breathe."),
        ("Nursery place with support.", "{child} has a peg with a name on it."),
    ),
    ("Two clinics joined and the benefit granted.", "Every Friday at the group; a nursery place is being arranged."),
    ("Nursery's own support takes over from here.", "The family's plan runs by itself."),
)

RELATIONSHIPS = Theme(
    (N.RELATIONSHIPS, N.PARENTING),
    (40, 200),
    (
        "Both parents want it to work for {child}.",
        "{child} is open and affectionate.",
        "Grandparents give the parents an evening a week.",
    ),
    (
        "The parents have separated and every handover is a quarrel in the doorway.",
        "Loud arguments at night; {child} covers both ears. No violence; asked each apart.",
        "{adult}'s new partner has moved in and {child} has gone quiet.",
    ),
    ('"To be able to talk to him about shoes without a row."', '"For {child} not to be in the middle."', '"Calm."'),
    ("Mediation was too dear.", "", "A friend tried to help."),
    ("Keep {child} out of the middle; work with both parents.", "A course for two, on two different days."),
    ("Meet each parent apart and then together", "lsw"),
    (("Handovers without a row", "safe"), ("{child} talks about the week in both homes", "enjoy")),
    (
        "Saw each parent apart. Both cried.",
        "First handover at the centre instead of the doorway. Quiet.",
        "{child} drew two houses with a path.",
        "They agreed on bedtimes. Only bedtimes. It is a start.",
    ),
    ("If he goes too.", "I'll do anything that helps {child}.", "Separately, yes."),
    (
        ("Handovers calm for three weeks.", "He said thank you."),
        ("Both in the course, on different days.", "We use the same words now."),
        ("A plan on paper, kept by both.", "{child} sings again."),
    ),
    (
        "Handovers take place here and are calm; both parents attend the course.",
        "Parents have a written plan and keep to it.",
    ),
    ("They manage by themselves, by text message, politely.", "Plan kept for three months."),
)

TWINS = Theme(
    (N.TWINS, N.FEEDING),
    (8, 40),
    ("{adult} is organised to the minute.", "Both babies are gaining weight.", "A neighbour takes the washing."),
    (
        "Two babies, no sleep, and {adult} cannot leave the house alone with both.",
        "One baby came home three weeks later; {adult} feels she does not know that one yet.",
        "Older brother has begun to hit.",
    ),
    ('"A third arm."', '"To get to the shop."', '"Ten minutes with one baby at a time."'),
    ("Twins group an hour away.", "", "The grandmother came for a month."),
    ("Practical help with hands in it.", "A volunteer, a double buggy that fits the door, a group."),
    ("Find a double buggy", "manager"),
    (("Out with both, alone, once a week", "contribute"), ("Time with each baby by itself", "enjoy")),
    (
        "Held one while {adult} bathed the other.",
        "The buggy fits the door, with two millimetres.",
        "Went round the block: forty minutes to get ready, five minutes' walk, much pride.",
        "Slept five hours, says the chart on the fridge.",
    ),
    ("Yes. Now?", "If somebody carries one.", "I'd cry with joy."),
    (
        ("Out once a week.", "I queued for bread like a normal person."),
        ("Nights shared out.", "I slept. I dreamt. It was great."),
        ("Group every week.", "They hold hands, the two of them."),
    ),
    ("Volunteer comes twice a week; {adult} goes out with both.", "Nights shared and both babies on their line."),
    ("Volunteer ends as planned; the group goes on.", "Three hands after all: a friend next door."),
)

THEMES = (
    SPEECH,
    ISOLATION,
    LOW_MOOD,
    PARENTING,
    FEEDING,
    MONEY,
    HOUSING,
    LANGUAGE,
    BEREAVEMENT,
    DISABILITY,
    RELATIONSHIPS,
    TWINS,
)
