"""What is said in meetings when a story leaves it open: views of agencies, results of actions, reasons."""

# By kind of agency: what those who come for it see before anything is decided, whatever their rank.
VIEWS = {
    "nhs": (
        "Health is up to date and there are no concerns about growth. A home visit together would help.",
        "The family opens up slowly; please not three new faces at once.",
        "We see them at the clinic every month and can carry messages.",
        "The parents asked good questions at the last check and want this.",
    ),
    "council": (
        "There is room in the groups from next week, and a crèche place.",
        "We can visit within five working days.",
        "Housing and money should be looked at in the same visit, so that the family tells its story once.",
        "Nothing known to social care. Glad to give advice if that changes.",
    ),
    "charity": (
        "A volunteer who lives nearby could start next month.",
        "We can lend equipment at once.",
        "Company matters most here, we think; it is often what is asked for last.",
    ),
}

REASONS_TO_SUPPORT = (
    "The family asks for this, and early help now will save a longer way round.",
    "Several small worries that belong together; one person should hold them.",
)

RESULTS = (
    "The family was pleased.",
    "A second visit is arranged.",
    "They will start next week.",
    "Sent, and answered the same day.",
    "Together with the health visitor; it took ten minutes.",
    "It was easier than we thought.",
)
BETWEEN = (
    ("call", "Rang to ask how the week was. Tired, but all right."),
    ("message", "A photograph came by text: a very muddy walk."),
    ("group", "Came to the centre together and stayed for lunch."),
    ("call", "Changed the day of the visit; somebody had a cold."),
    ("message", "Sent the times of the holiday sessions."),
)
NOT_DONE = (
    "The family was away; agreed with them for next week.",
    "Off sick for most of the fortnight.",
    "No place free before the new term.",
)
SAFE_CONTACT = (
    "Text first, then call. Mornings are best.",
    "Call after 6pm, when both parents are home.",
    "Any time by text. Do not leave voicemail.",
    "Call the mother's mobile only; the landline is shared.",
    "Letters are fine. Ring the bell twice, the lift is slow.",
)
FOLLOW_UPS = (
    "Ask how the first sessions went and tell the referrer",
    "Go along once more, then let them go by themselves",
    "Look at the plan with the family and write down what they would change",
    "Ring the nursery and hear how it goes there",
)
PUT_OFF = (
    "The lead professional is off sick.",
    "The family asked to give its rating first, and could not be met in time.",
)
NEW_PLANS = ("The plan helps; go on.", "Slow, and in the right direction.", "The family leads the pace, and it works.")
CHANGED_PLANS = (
    "The group does not suit them: visits at home instead.",
    "Add a second goal, in their words, and see them every week for a while.",
)

REFLECTIONS = (
    "Charity colleagues came to half of our meetings. We asked why: the day clashes with their own. We try the first "
    "half hour by video for them.",
    "Two of us find it hard to speak after the clinicians. From now on views are written before, and read out in "
    "another order every time.",
    "We offered the same three services most of the time. The directory is on the screen from now on.",
    "Families tell us that the answer after the meeting came quickly. We keep ringing on the same day.",
)
MATTERS = {
    -22: "Room and crèche over the summer",
    -17: "How we word what we write to families",
    -11: "Who looks after the loan buggies",
    -6: "Dates of the next parenting course",
    -2: "Training on perinatal low mood: who wants a place?",
}
NOTED = (
    "Talked about and settled; the centre puts it in writing.",
    "Two people take it on and bring it back only if it does not work.",
)
DEPUTIES = ("Colleague from the duty team", "Student health visitor, with the family's knowledge", "Team lead")
PARTS = ("Housing", "Nursery place")
PART_ACTION = "Ring the housing officer about the damp"
PART_REASON = "The flat is damp, and the landlord has not answered."
