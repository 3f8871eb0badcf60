"""What the team looks at when it reflects: questions, its figures, what it wanted to change last time. Reads only."""

from dataclasses import dataclass
from datetime import date

from meetings.models import AgendaItem, Decision
from meetings.over_time import Figures, figures_since_reflection, last_reflection
from meetings.status import ItemKind, Partnership

# The two sources, as people read them: 001 and 004.
CENTRE = "a study of the meeting of one children’s centre"
REVIEW = "Frost, Professionalism, partnership and joined-up thinking"


@dataclass(frozen=True)
class Prompt:
    """A question to think about together, where it comes from, and the number of that source."""

    words: str
    where: str
    source: str


PROMPTS = (
    Prompt("What have we been doing since we last asked ourselves, why, and what came of it?", CENTRE, "001"),
    Prompt("Are people listening to each other in this meeting?", f"{REVIEW}: a social worker on barriers", "004"),
    Prompt("Could everybody question a decision, whatever their job? Who found it hard to speak?", CENTRE, "001"),
    Prompt("Who is at the edge of this team? Whose part do we not value enough?", f"{REVIEW}, tip 13", "004"),
    Prompt("What do the families say about how we work together?", f"{REVIEW}, tip 14", "004"),
    Prompt("Which ideas and local services did we not think of? Are we too narrow?", CENTRE, "001"),
    Prompt("Which words did we use that not everybody understood?", f"{REVIEW}, tip 9", "004"),
)
LEVELS = {
    Partnership.COOPERATION: "We work towards the same aims, each service for itself.",
    Partnership.COLLABORATION: "We plan together, and see to overlaps and gaps.",
    Partnership.COORDINATION: "We work by one plan, in an agreed way, towards shared goals.",
    Partnership.INTEGRATION: "We work as one organisation.",
}


@dataclass(frozen=True)
class Thinking:
    """What stands on the screen of a reflection."""

    prompts: tuple[Prompt, ...]
    figures: Figures
    last: Decision | None


def thinking_at(item: AgendaItem, on: date) -> Thinking | None:
    """What helps the team to reflect; nothing for an item of another kind."""
    if item.kind != ItemKind.REFLECTION:
        return None
    return Thinking(PROMPTS, figures_since_reflection(item.meeting, on), last_reflection(item.meeting))
