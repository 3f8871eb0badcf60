"""What the early help assessment asks: three parts, strengths first, two voices, and what follows. Nine texts in all.

It stays short on purpose: the common assessment was given up where it was "long" and "onerous" (003). What is on record
already is shown, not asked. The prompts are to think of while talking; nothing is filled in for them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One part of the assessment, with what to think of and the names of its texts."""

    title: str
    fields: tuple[str, ...]
    prompts: tuple[str, ...] = ()


CHILD_VOICE, CARERS_VOICE, CONCLUSION = "child_voice", "carers_voice", "conclusion"
VOICES = (CHILD_VOICE, CARERS_VOICE)
PARTS = (
    Part(
        "The child",
        ("child_strengths", "child_needs"),
        (
            "Health, growing, sleeping and eating",
            "Talking, playing and learning",
            "Feelings and behaviour",
            "Friends, brothers and sisters",
        ),
    ),
    Part(
        "Parents and carers",
        ("carers_strengths", "carers_needs"),
        ("Care and safety day by day", "Warmth and time together", "Routines and limits", "How they are themselves"),
    ),
    Part(
        "Family and environment",
        ("family_strengths", "family_needs"),
        (
            "Relatives, friends and neighbours",
            "Home, money and work",
            "Nursery, school and services nearby",
            "What the family has been through",
        ),
    ),
    Part("In their own words", VOICES),
    Part("What follows", (CONCLUSION,)),
)
LABELS = {
    "child_strengths": "What goes well for the child?",
    "child_needs": "What is hard for the child, or worries somebody?",
    "carers_strengths": "What do the parents and carers do well?",
    "carers_needs": "What is hard for them?",
    "family_strengths": "What helps the family, at home and around it?",
    "family_needs": "What makes life harder, at home and around it?",
    CHILD_VOICE: "What does the child say?",
    CARERS_VOICE: "What do the parents and carers say?",
    CONCLUSION: "What do you conclude together?",
}
HINTS = {
    "child_strengths": "If there are several children, name the one you mean.",
    CHILD_VOICE: "In the child’s own words. Of a baby, or a child who does not talk yet: what you saw.",
    CARERS_VOICE: "In their own words, and whose words they are.",
    CONCLUSION: "What is needed most, and what the family wants to begin with. Goals and actions go into the plan.",
}
# The same for the family itself to read.
FOR_FAMILY = {
    "child_strengths": "What goes well for your child",
    "child_needs": "What is hard for your child",
    "carers_strengths": "What you do well as parents and carers",
    "carers_needs": "What is hard for you",
    "family_strengths": "What helps your family",
    "family_needs": "What makes life harder",
    CHILD_VOICE: "What your child says",
    CARERS_VOICE: "What parents and carers say",
    CONCLUSION: "What we concluded together",
}
# Read to the family without a second look: what goes well, and what was concluded together.
TOLD_GLADLY = (*(part.fields[0] for part in PARTS[:3]), CONCLUSION)
FIELDS = tuple(LABELS)
LONGEST = 5000  # as long as the texts of a referral, from which some of it comes
