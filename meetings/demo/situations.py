"""The first centre's hand-written families, all together. The named situations of the demo are found by `key`."""

from meetings.demo.shapes import Story
from meetings.demo.situations_alone import DEBT_HOUSING, FATHER_ALONE, GRANDPARENT, REFUSED_TWICE
from meetings.demo.situations_closed import CLOSED
from meetings.demo.situations_more import CONFIDENTIAL_ADDRESS, CONSENT_WITHDRAWN, REOPENED, RUNS_OUT
from meetings.demo.situations_not_taken import NOT_TAKEN
from meetings.demo.situations_open import LOW_MOOD, SPEECH_DELAY, TWINS
from meetings.demo.situations_reviewed import DISABLED_CHILD
from meetings.demo.situations_today import TODAY

SITUATIONS: tuple[Story, ...] = (
    SPEECH_DELAY,
    LOW_MOOD,
    TWINS,
    DISABLED_CHILD,
    DEBT_HOUSING,
    FATHER_ALONE,
    GRANDPARENT,
    REFUSED_TWICE,
    CONFIDENTIAL_ADDRESS,
    CONSENT_WITHDRAWN,
    RUNS_OUT,
    REOPENED,
    *CLOSED,
    *NOT_TAKEN,
    *TODAY,
)
