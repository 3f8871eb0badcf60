"""The lives of a meeting, an agenda item and its minutes; and what a meeting can decide."""

from django.db.models import IntegerChoices, TextChoices


class MeetingStatus(TextChoices):
    PLANNED = "planned", "Planned"
    RUNNING = "running", "Running"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


UNDER_WAY = (MeetingStatus.PLANNED, MeetingStatus.RUNNING)


class ItemStatus(TextChoices):
    WAITING = "waiting", "To discuss"
    DECIDED = "decided", "Decided"
    DEFERRED = "deferred", "Put off to the next meeting"
    TOGETHER = "together", "Discussed with another item"


class MinutesStatus(TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"


class LeavingStatus(TextChoices):
    WAITING = "waiting", "Waits until everything has gone to somebody"
    ACCEPTED = "accepted", "The last day is accepted"
    TAKEN_BACK = "taken_back", "Taken back: they stay"


class OwnedKind(TextChoices):
    """What somebody has at a centre that would be nobody's if they left."""

    LEAD = "lead", "Families they lead"
    ACTION = "action", "Open actions"
    SERIES = "series", "Their turn in the chair"
    MEETING = "meeting", "Meetings they chair"
    DEPUTY = "deputy", "Standing in for a lead professional"


ALLOWED: dict[str, dict[str, set[str]]] = {
    "meeting": {
        MeetingStatus.PLANNED: {MeetingStatus.RUNNING, MeetingStatus.CANCELLED},
        MeetingStatus.RUNNING: {MeetingStatus.CLOSED},
        MeetingStatus.CLOSED: set(),
        MeetingStatus.CANCELLED: set(),
    },
    "leaving": {
        LeavingStatus.WAITING: {LeavingStatus.ACCEPTED, LeavingStatus.TAKEN_BACK},
        LeavingStatus.ACCEPTED: set(),
        LeavingStatus.TAKEN_BACK: set(),
    },
    "item": {
        ItemStatus.WAITING: {ItemStatus.DECIDED, ItemStatus.DEFERRED, ItemStatus.TOGETHER},
        ItemStatus.DECIDED: {ItemStatus.WAITING},
        ItemStatus.DEFERRED: {ItemStatus.WAITING},
        ItemStatus.TOGETHER: {ItemStatus.WAITING},
    },
    "minutes": {
        MinutesStatus.DRAFT: {MinutesStatus.APPROVED},
        MinutesStatus.APPROVED: set(),
    },
}


def can_become(what: str, current: str, wanted: str) -> bool:
    """Whether a `what` (meeting, item or minutes) may go from one status to another."""
    return wanted in ALLOWED[what][current]


class ItemKind(TextChoices):
    REFERRAL = "referral", "New referral"
    PROGRESS = "progress", "Progress"
    REVIEW = "review", "Six-weekly review"
    REFLECTION = "reflection", "Reflection"
    OTHER = "other", "Other"
    PART = "part", "Part of an item"


class Present(TextChoices):
    """Whether somebody who is expected came."""

    EXPECTED = "expected", "Expected"
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class DecisionKind(TextChoices):
    """What the meeting settled for an item."""

    SUPPORT = "support", "Support the family: offer a lead professional"
    SIGNPOST = "signpost", "Tell the family about other services"
    MORE_NEEDED = "more_needed", "Ask the referrer for more"
    NOT_ACCEPTED = "not_accepted", "Do not take on"
    PASS_ON = "pass_on", "Pass to children's social care"
    GO_ON = "go_on", "Go on as planned"
    CHANGE = "change", "Change the plan"
    STEP_UP = "step_up", "Step up"
    STEP_DOWN = "step_down", "Step down"
    CLOSE = "close", "Close the case"
    NOTED = "noted", "Noted"
    AGREED = "agreed", "Agreed actions"


D = DecisionKind
# What can be decided for an item of each kind, in the order the chair's screen shows it.
DECISIONS: dict[str, tuple[DecisionKind, ...]] = {
    ItemKind.REFERRAL: (D.SUPPORT, D.SIGNPOST, D.MORE_NEEDED, D.NOT_ACCEPTED, D.PASS_ON),
    ItemKind.PROGRESS: (D.GO_ON, D.CHANGE, D.STEP_UP, D.STEP_DOWN, D.CLOSE),
    ItemKind.REVIEW: (D.GO_ON, D.CHANGE, D.STEP_UP, D.STEP_DOWN, D.CLOSE),
    ItemKind.REFLECTION: (D.NOTED,),
    ItemKind.OTHER: (D.NOTED,),
    # What is decided about the family as a whole (a lead, a case, its end) is decided with the whole.
    ItemKind.PART: (D.AGREED, D.NOTED),
}


class HolidayRule(TextChoices):
    """What a series does with a date that is a bank holiday."""

    SKIP = "skip", "Leave it out"
    BEFORE = "before", "Meet on the working day before"
    AFTER = "after", "Meet on the working day after"


class Partnership(IntegerChoices):
    """The levels of partnership of source 001 ("Making partnership working work", after Frost 2005)."""

    COOPERATION = 1, "1. Co-operation"
    COLLABORATION = 2, "2. Collaboration"
    COORDINATION = 3, "3. Co-ordination"
    INTEGRATION = 4, "4. Integration"
