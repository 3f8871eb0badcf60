"""What early help assessments of the demo's families say. The texts that are not given stay as they began."""

# A disabled child and many appointments, in the first week.
ONE_DIARY = {
    "child_strengths": (
        "Zara laughs, teases, and says what she wants with her eyes and ten words. Hamza is kind, good at sums, "
        "and reads to his sister."
    ),
    "child_needs": (
        "Zara has eleven appointments a month and sleeps badly before each. Hamza has tummy aches on school days,"
        " and nothing that is only his."
    ),
    "carers_strengths": "They know more about cerebral palsy than most of us, and they laugh with both children.",
    "carers_needs": "Rubina gave up work and has not had an afternoon to herself since spring. Imran works nights.",
    "family_needs": "A benefits form that came back twice; money borrowed from Imran's brother.",
    "child_voice": (
        "Hamza: “Zara gets all the doctors. I get the waiting room.” Zara drives her walker to the door when the "
        "nurse comes."
    ),
    "carers_voice": (
        "Rubina: “Talk to each other. I am tired of being the only one who knows what everybody said.” Imran: “I "
        "want one evening in which nobody is ill.”"
    ),
    "conclusion": "One appointment day a week before anything else; then something for Hamza, and the form.",
}

# The same family four months on: what is different.
A_CLUB_OF_HIS_OWN = {
    "child_needs": (
        "Zara sleeps better; eating is still hard work. Hamza's tummy aches are gone since the siblings' club."
    ),
    "carers_needs": "Rubina has two free mornings. Imran still works nights.",
    "family_needs": "The benefit is granted; the debt will be paid back by the summer.",
    "child_voice": "Hamza: “I have a club. Zara is not allowed in.”",
    "conclusion": "Keep the one day; a nursery place with one-to-one support is what is missing.",
}

# A child who says very little.
TEN_WORDS = {
    "child_strengths": (
        "Idris plays for a long time, puts his cars in an order of his own and shows each of them. He looks at "
        "whoever talks to him."
    ),
    "child_needs": "About ten words at two and a half. He bites and cries when he is not understood.",
    "carers_strengths": "They read to him every night, and both asked what they can do themselves.",
    "carers_needs": "Nasreen lies awake over it. Owen's shifts change every week.",
    "child_voice": "He took my hand and put it on the car he wanted to have: that was the question.",
    "conclusion": (
        "He wants to be understood, and needs people who wait. Talking first; the biting will tell us whether it works."
    ),
}

# The same child half a year later, not finished yet.
MORE_WORDS = {
    "child_needs": "He joins two words. With other children he still pushes before he speaks.",
    "child_voice": "“More car!”",
}
