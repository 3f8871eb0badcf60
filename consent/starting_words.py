"""Words that a new centre can begin with. What a centre has put in use is in the database, and only that is heard."""

WORDS = """\
We would like your agreement to talk about your family with the people who could help.

{centre} works with health visitors, family support workers and other services for families with young children. \
If you agree, we tell their team about your family. The team meets regularly and thinks about what could help you. \
That can be somebody who visits you at home, a group, or advice from somebody who knows about the question you have. \
One person becomes your contact and asks you first: you decide what help you take.

Who will know: the people at the meeting, and only what they need to know to help. You tell us which organisations \
may know and which must not. We write down what you wish, in your words.

You can say no. You can also change your mind at any time, and you do not have to say why. Tell anybody who works \
with you, or the centre. You keep everything that every family can have, such as your health visitor and the groups \
at the centre.

What we write down is kept safe, and only people who work with your family can read it. You can ask to see it, and \
ask for mistakes to be put right. If you change your mind, we stop talking about your family at the meeting. What was \
written until then is kept for as long as the rules for such records say, and no longer.

Your agreement lasts for one year at most. After that we ask you again.

There is one exception. If we are worried that a child is being seriously harmed, or could be, we have to tell \
children's social care, with or without your agreement. We would tell you too, unless that would put somebody in \
danger.
"""


def starting_words(centre_name: str) -> str:
    """The words with the centre's name in them, to read and change before they are put in use."""
    return WORDS.format(centre=centre_name).strip()
